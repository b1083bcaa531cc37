r"""Messages between the two sides: four bytes of length, one of type, the message; all else is refused.

>>> import io
>>> pipe = io.BytesIO()
>>> Channel(pipe, pipe).send(Kind.COMMIT, b"root")
>>> pipe.getvalue()
b'\x00\x00\x00\x04\x01root'
>>> _ = pipe.seek(0)
>>> Channel(pipe, pipe).receive(Kind.COMMIT)
b'root'
"""

from __future__ import annotations

import hashlib
from enum import IntEnum
from typing import IO, TYPE_CHECKING

from ringfence.exchange.psi.ristretto import POINT_BYTES
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_BYTES = 5
CHUNK = 2048
"""Points in one message, but for the last."""
LARGEST_FRAME = CHUNK * POINT_BYTES
"""Bytes that a message may have."""
_LONGEST_REASON = 200
_AGAIN = "End the run, and ask the partner which version it runs"


class Kind(IntEnum):
    """What a message is."""

    COMMIT = 1
    OPEN = 2
    MASKED = 3
    TWICE_MASKED = 4
    RECEIPT = 5
    REFUSED = 6


def head(kind: int, length: int) -> bytes:
    """Write the five bytes before a message."""
    return length.to_bytes(4, "big") + kind.to_bytes(1, "big")


def read_frame(inward: IO[bytes]) -> tuple[Kind, bytes] | None:
    """Read one message.

    Returns:
        Its type and its bytes; None when the stream ended before one began.

    Raises:
        InputError: When it is cut short, too long, or of no type that we know.
    """
    first = _exactly(inward, HEAD_BYTES)
    if not first:
        return None
    length, kind = int.from_bytes(first[:4], "big"), first[-1]
    if len(first) == HEAD_BYTES and length > LARGEST_FRAME:
        raise InputError("the partner's side sent a message that is too long", advice=_AGAIN)
    if len(first) == HEAD_BYTES and kind not in list(Kind):
        raise InputError("the partner's side sent a message of an unknown type", advice=_AGAIN)
    message = _exactly(inward, length) if len(first) == HEAD_BYTES else b""
    if len(first) < HEAD_BYTES or len(message) < length:
        raise InputError("the partner's side ended in the middle of a message", advice="Run it again")
    return Kind(kind), message


def _exactly(inward: IO[bytes], length: int) -> bytes:
    """Read so many bytes, or fewer where the stream ends."""
    parts, left = [], length
    while left:
        part = inward.read(left)
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class Channel:
    """The two pipes of one side.

    Args:
        inward: What the partner's side says.
        outward: What this side says.
    """

    def __init__(self, inward: IO[bytes], outward: IO[bytes]) -> None:
        self._inward, self._outward = inward, outward

    def send(self, kind: Kind, message: bytes) -> None:
        """Send one message.

        Raises:
            InputError: When the partner's side has ended.
        """
        try:
            self._outward.write(head(kind, len(message)) + message)
            self._outward.flush()
        except (BrokenPipeError, ConnectionError) as wrong:
            raise _ended() from wrong

    def receive(self, kind: Kind) -> bytes:
        """Wait for a message of one type.

        Raises:
            InputError: When another comes, none comes, or the partner's side refuses.
        """
        frame = read_frame(self._inward)
        if frame is None:
            raise _ended()
        got, message = frame
        if got is Kind.REFUSED:
            said = message[:_LONGEST_REASON].decode("ascii", errors="replace")
            reason = "".join(letter for letter in said if letter.isprintable())
            raise InputError(f"the partner's side refused: {reason}", advice="Settle it, then run again")
        if got is not kind:
            raise InputError("the partner's side sent another message than was due", advice=_AGAIN)
        return message

    def refuse(self, reason: str) -> None:
        """Tell the partner's side, if it still listens, that this side stops, and why; no value is named."""
        message = reason.encode("ascii", errors="replace")[:_LONGEST_REASON]
        try:
            self._outward.write(head(Kind.REFUSED, len(message)) + message)
            self._outward.flush()
        except (OSError, ValueError):
            return

    def finished(self) -> None:
        """Wait until the partner's side has nothing more to say.

        Raises:
            InputError: When it says more.
        """
        if read_frame(self._inward) is not None:
            raise InputError("the partner's side went on after the end", advice=_AGAIN)

    def swap(self, kind: Kind, points: Sequence[bytes], expected: int) -> list[bytes]:
        """Send our points while the partner's side sends its own, chunk for chunk.

        Neither side sends a second chunk before it has read one, so that no pipe fills up for ever.

        Args:
            kind: The type of the messages.
            points: What we send.
            expected: How many points the other side promised.

        Raises:
            InputError: When it sends more, fewer, the same one twice, or one of our masked ones back.
        """
        got: list[bytes] = []
        for start in range(0, max(len(points), expected), CHUNK):
            if start < len(points):
                self.send(kind, b"".join(points[start : start + CHUNK]))
            if start < expected:
                got += _points(self.receive(kind), min(CHUNK, expected - start))
        if len(set(got)) != len(got):
            raise InputError("the partner's side sent a point twice", advice=_AGAIN)
        if kind is Kind.MASKED and not set(points).isdisjoint(got):
            raise InputError("the partner's side sent our own points back", advice=_AGAIN)
        return got


def _points(message: bytes, expected: int) -> list[bytes]:
    if len(message) != expected * POINT_BYTES:
        raise InputError("the partner's side sent another number of points than it promised", advice=_AGAIN)
    return [message[at : at + POINT_BYTES] for at in range(0, len(message), POINT_BYTES)]


def digest_of(points: Sequence[bytes]) -> str:
    """Digest points in their order: ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(b''.join(points)).hexdigest()}"


def _ended() -> InputError:
    return InputError(
        "the partner's side ended before the run did", advice="Ask the partner why, then run again"
    )
