"""The node's key: 32 random bytes under which contacts and gift-card serials are made unreadable.

Whoever holds the key can test a guess against a digest, so it is kept beside nothing that is shared.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ringfence.actions.files import PRIVATE
from ringfence.words import Place, UsageError

KEY_BYTES = 32


def home() -> Path:
    """Find the folder for what this node keeps: ``RINGFENCE_HOME``, else ``~/.ringfence``."""
    named = os.environ.get("RINGFENCE_HOME")
    return Path(named) if named else Path.home() / ".ringfence"


def node_key(path: Path | None = None) -> bytes:
    """Read the node's key, and make it at the first use.

    Args:
        path: The file that holds it as 64 hexadecimal digits; by default ``node.key`` in `home`.

    Returns:
        The key, 32 bytes.

    Raises:
        UsageError: When the file cannot be made, or holds something else.
    """
    file = path if path is not None else home() / "node.key"
    try:
        if path is None:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(file)
        key = bytes.fromhex(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as wrong:
        raise UsageError(
            "the node's key cannot be read",
            place=Place(str(file)),
            advice="Name a file of 64 hexadecimal digits with --key, or a writable folder in RINGFENCE_HOME",
        ) from wrong
    if len(key) != KEY_BYTES:
        raise UsageError(
            "the node's key has the wrong length",
            place=Place(str(file)),
            advice=f"A key is {2 * KEY_BYTES} hexadecimal digits",
        )
    return key


def _make(file: Path) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(KEY_BYTES) + "\n")
