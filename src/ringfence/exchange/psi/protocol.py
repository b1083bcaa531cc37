"""One side of a run: commit, mask, send, mask again, compare, sign. Both sides run the same steps.

1. Each sends a signed commitment: the root over its elements, and their number, filled up.
2. Each shows the random bytes by which an auditor's leaves are drawn, signed over both commitments, so that
   an old commitment cannot be used by somebody else.
3. Each sends its masked points, shuffled. The count must be what was promised, and none may come twice.
4. Each masks the other's points with its own secret and sends them back: in the same order for indicators,
   shuffled for victims, so that of victims only a number can be known.
5. The secret is destroyed; each signs sizes, roots, the digests of what was sent, and the result's digest.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.exchange.psi.commitment import SALT_BYTES, Opening, Tree, drawn, leaf, made_up
from ringfence.exchange.psi.frames import Kind, digest_of
from ringfence.exchange.psi.padding import padded
from ringfence.exchange.psi.ristretto import Secret, point_of
from ringfence.exchange.psi.terms import Commitment, Compared, Terms, read_commitment
from ringfence.exchange.signing import SIGNATURE_BYTES, SigningKey, canonical
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from ringfence.exchange.psi.frames import Channel

    Watch = Callable[[str, int, int], None]

DRAW_BYTES = 32
FEW = 10
"""Numbers of victims below this are not told."""
LOW_RATE = 0.01
"""A share of the partner's set in common below this is unusually low for two who see the same fraud."""
_ENOUGH = 1024
"""Sets smaller than this raise no alarm: a share of few says nothing."""


@dataclass(frozen=True, slots=True)
class Element:
    """What is compared.

    Attributes:
        kind: The kind of the indicator.
        value: Its canonical value.
        held_on: The day of the first report that holds it.
    """

    kind: str
    value: str
    held_on: date


@dataclass(frozen=True, slots=True)
class Finding:
    """What one side knows after a run.

    Attributes:
        common: What both hold, by kind and value; None when victims were compared.
        about: How many victims both hold, in tens; None when fewer than ten, and for indicators.
        size: How many leaves our side had, made-up ones counted.
        partner_size: The same of the partner's.
        alarm: Whether unusually little of the partner's set was in common, as with somebody who guesses.
        receipt: What both signed, with ``signatures``, each by its fingerprint, hexadecimal.
        openings: What the auditor may see of our own leaves.
    """

    common: tuple[Element, ...] | None
    about: int | None
    size: int
    partner_size: int
    alarm: bool
    receipt: dict[str, object]
    openings: tuple[Opening, ...]


def _nothing(_step: str, _done: int, _of: int) -> None:
    """Watch nothing."""


class Side:
    """Our side of one run; good for one run alone.

    Args:
        elements: What we hold, no kind and value twice.
        terms: What the agreement allows.
        key: Our signing key.
        at: When the run begins.
        opened: How many leaves of each side an auditor shall see.
        watch: Told the step, how many points are done, and of how many.

    Raises:
        InputError: When the agreement does not allow it.
    """

    def __init__(
        self,
        elements: Sequence[Element],
        terms: Terms,
        key: SigningKey,
        at: datetime,
        *,
        opened: int = 0,
        watch: Watch = _nothing,
    ) -> None:
        terms.allow(len(elements), at, opened)
        self._terms, self._key, self._watch = terms, key, watch
        self._secret = Secret()
        self._elements: list[Element | None] = [*elements]
        self._elements += [None] * (padded(len(elements)) - len(elements))
        secrets.SystemRandom().shuffle(self._elements)
        self._names = [secrets.token_hex(16) if one is None else "" for one in self._elements]
        self._tree = Tree([self._leaf(*pair) for pair in zip(self._elements, self._names, strict=True)])
        self._draw = secrets.token_bytes(DRAW_BYTES)
        self.commitment = Commitment(
            agreement=terms.agreement,
            compared=terms.compared.value,
            party=key.public.fingerprint,
            size=len(self._elements),
            root=self._tree.root.hex(),
            draw=hashlib.sha256(self._draw).hexdigest(),
            opened=opened,
            at=at.isoformat(),
        )

    def run(self, channel: Channel, admit: Callable[[Commitment], None]) -> Finding:
        """Go through the protocol.

        Args:
            channel: To the partner's side.
            admit: Called with the partner's commitment before a point is sent; raises when nothing is left.

        Raises:
            InputError: When the partner's side breaks the protocol or the agreement, or ends.
        """
        try:
            channel.send(Kind.COMMIT, self.commitment.signed(self._key))
            theirs = read_commitment(channel.receive(Kind.COMMIT), self._terms, self.commitment)
            admit(theirs)
            seed = self._drawn_by_both(channel, theirs)
            sent = self._masked()
            got = channel.swap(Kind.MASKED, sent, theirs.size)
            answer = self._secret.mask(got, self._counter("comparing", len(got)))
        finally:
            self._secret.destroy()
        if self._terms.compared is Compared.VICTIM:
            answer.sort()
        back = channel.swap(Kind.TWICE_MASKED, answer, self.commitment.size)
        known = set(answer)
        hits = [at for at, point in enumerate(back) if point in known]
        shared = sorted(back[at] for at in hits)
        record = self._record(
            theirs, {self.commitment.party: [*sent, *answer], theirs.party: [*got, *back]}, shared
        )
        receipt = self._receipt(channel, record)
        return self._finding(theirs, hits, receipt, seed)

    def _leaf(self, element: Element | None, name: str) -> bytes:
        salt = secrets.token_bytes(SALT_BYTES)
        if element is None:
            return made_up(name, salt)
        return leaf(element.kind, element.value, element.held_on.isoformat(), salt)

    def _counter(self, step: str, of: int) -> Callable[[int], None]:
        done = 0

        def more(count: int) -> None:
            nonlocal done
            done += count
            self._watch(step, done, of)

        return more

    def _drawn_by_both(self, channel: Channel, theirs: Commitment) -> bytes:
        """Show our random bytes and read theirs; whoever answers must hold the key now, not only once."""
        both = sorted((self.commitment.record(), theirs.record()), key=lambda row: str(row["party"]))
        session = canonical({"opens": both})
        channel.send(Kind.OPEN, self._key.sign(session + self._draw) + self._draw)
        message = channel.receive(Kind.OPEN)
        signature, draw = message[:SIGNATURE_BYTES], message[SIGNATURE_BYTES:]
        if not self._terms.partner.verify(session + draw, signature):
            raise InputError(
                "the partner's side cannot sign this run",
                advice="Compare the fingerprints of the keys by telephone",
            )
        if hashlib.sha256(draw).hexdigest() != theirs.draw or len(draw) != DRAW_BYTES:
            raise InputError(
                "the partner's side changed its draw after it had committed", advice="Ask the partner why"
            )
        return b"".join(sorted((draw, self._draw)))

    def _masked(self) -> list[bytes]:
        """Mask our points; a made-up element stands under a kind that no indicator has."""
        points = [
            point_of("", name) if one is None else point_of(one.kind, one.value)
            for one, name in zip(self._elements, self._names, strict=True)
        ]
        return self._secret.mask(points, self._counter("masking", len(points)))

    def _record(
        self, theirs: Commitment, sent: dict[str, list[bytes]], shared: Sequence[bytes]
    ) -> dict[str, object]:
        result = digest_of(shared)
        if self._terms.compared is Compared.VICTIM:
            about = _rounded(len(shared))
            result = f"under {FEW}" if about is None else f"about {about}"
        sides = sorted((self.commitment.record(), theirs.record()), key=lambda row: str(row["party"]))
        digests = {party: digest_of(points) for party, points in sorted(sent.items())}
        return {"act": "overlap", "sides": sides, "sent": digests, "result": result}

    def _receipt(self, channel: Channel, record: dict[str, object]) -> dict[str, object]:
        """Sign the record and take the partner's signature on the same record."""
        written = canonical(record)
        signature = self._key.sign(written)
        channel.send(Kind.RECEIPT, signature)
        theirs = channel.receive(Kind.RECEIPT)
        if not self._terms.partner.verify(written, theirs):
            raise InputError(
                "the partner's side did not sign the result that this side has",
                advice="Use nothing of this run; what was sent was changed on the way, or a side is not ours",
            )
        signatures = {self.commitment.party: signature.hex(), self._terms.partner.fingerprint: theirs.hex()}
        return {**record, "signatures": dict(sorted(signatures.items()))}

    def _finding(
        self, theirs: Commitment, hits: Sequence[int], receipt: dict[str, object], seed: bytes
    ) -> Finding:
        count, opened = len(hits), drawn(seed, self.commitment.size, self.commitment.opened)
        common = sorted(
            (one for one in (self._elements[at] for at in hits) if one is not None),
            key=lambda one: (one.kind, one.value),
        )
        victims = self._terms.compared is Compared.VICTIM
        low = theirs.size >= _ENOUGH and count < LOW_RATE * min(theirs.size, self.commitment.size)
        return Finding(
            common=None if victims else tuple(common),
            about=_rounded(count) if victims else None,
            size=self.commitment.size,
            partner_size=theirs.size,
            alarm=low and not victims,
            receipt=receipt,
            openings=tuple(self._tree.opening(at) for at in opened),
        )


def _rounded(count: int) -> int | None:
    """Round a number of victims to tens; None when it is below ten."""
    return None if count < FEW else (count + 5) // 10 * 10
