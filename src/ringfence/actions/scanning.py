"""Scanning: a file that was handed in goes through clamd, where the node names one.

The protocol is clamd's ``INSTREAM`` (clamd(8)): the command, pieces with their length before them in four
bytes, a piece of no length, and then one line of answer. Nothing of the file is written anywhere.
"""

from __future__ import annotations

import socket
import struct

CLEAN, INFECTED, UNSCANNED = "clean", "infected", "unscanned"
"""What comes of it; ``unscanned``: there is no scanner, or it did not answer."""
WITHIN = 20.0
"""Seconds within which the scanner must answer."""
_PIECE = 65_536
_LONGEST_ANSWER = 4_096


def scan(content: bytes, clamd: str) -> str:
    """Scan a file.

    Args:
        content: Its bytes.
        clamd: ``HOST:PORT``, or the path of the scanner's socket; "" for none.

    Returns:
        `CLEAN`, `INFECTED` or `UNSCANNED`.
    """
    if not clamd:
        return UNSCANNED
    try:
        with _connected(clamd) as pipe:
            pipe.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), _PIECE):
                piece = content[at : at + _PIECE]
                pipe.sendall(struct.pack("!I", len(piece)) + piece)
            pipe.sendall(struct.pack("!I", 0))
            answer = _line(pipe)
    except (OSError, ValueError):
        return UNSCANNED
    if answer.endswith(b"FOUND"):
        return INFECTED
    return CLEAN if answer.endswith(b"OK") else UNSCANNED


def _connected(clamd: str) -> socket.socket:
    if clamd.startswith("/"):
        pipe = socket.socket(socket.AF_UNIX)
        pipe.settimeout(WITHIN)
        pipe.connect(clamd)
        return pipe
    host, _, port = clamd.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=WITHIN)


def _line(pipe: socket.socket) -> bytes:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        came = pipe.recv(_LONGEST_ANSWER)
        if not came:
            break
        answer += came
    return answer.split(b"\0")[0].strip()
