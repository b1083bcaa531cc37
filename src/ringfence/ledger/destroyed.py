"""Who was forgotten: one random name a line, beside the database, so that no restore brings anyone back.

``RINGFENCE_HOME/destroyed.txt`` is only added to, and holds nothing but names of keys (`vault`): a name says
nothing of a person, and what it once sealed is gone. A backup that is older than a line is restored without
her (docs/explanation/vault.md).
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ringfence.ledger.keyring import PRIVATE
from ringfence.words import FormatError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "destroyed.txt"
_PERSON = re.compile(r"person-[0-9a-f]{32}")


def add(home: Path, names: Iterable[str]) -> None:
    """Add names, and return when they are on the disk.

    A line that a crash cut short is ended first, so that it takes no other with it.

    Raises:
        UsageError: When the file cannot be written.
    """
    lines = "".join(f"{name}\n" for name in names)
    if not lines:
        return
    path = home / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
    except OSError as wrong:
        raise UsageError(
            "the list of who was erased cannot be written", place=Place(NAME), advice="Look at its rights"
        ) from wrong
    with os.fdopen(handle, "r+b", buffering=0) as opened:
        size = opened.seek(0, os.SEEK_END)
        cut = bool(size) and os.pread(opened.fileno(), 1, size - 1) != b"\n"
        opened.write((("\n" if cut else "") + lines).encode("ascii"))
        os.fsync(opened.fileno())


def names(home: Path) -> frozenset[str]:
    """Read the names; none when nobody was erased yet. A line that was cut short is passed over.

    Raises:
        FormatError: When the file cannot be read.
    """
    try:
        written = (home / NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as wrong:
        raise FormatError("this cannot be read", place=Place(NAME), advice="Look at its rights") from wrong
    return frozenset(line for line in written.split("\n") if _PERSON.fullmatch(line))
