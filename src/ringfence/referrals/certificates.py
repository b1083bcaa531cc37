"""Certificates: drafts of what a court asks beside digital evidence, for a human to complete and sign.

The words are ours and follow the contents that each law asks for; the blanks are what only the person who
signs can know (the make, model and serial number of a machine, its MAC address, her own name). Every draft
says in its first and last line that it is one: Ringfence signs nothing.

Sources: India, Bharatiya Sakshya Adhiniyam 2023, s. 63(4) and Schedule (in place of s. 65B of the Evidence
Act since 2024-07-01); United States, Federal Rules of Evidence 902(13) and (14) and 28 U.S.C. § 1746;
England and Wales, Criminal Justice Act 1967, s. 9 (form MG11).
"""

from __future__ import annotations

import hashlib
import textwrap
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ringfence.rings.sentences import count
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ringfence.referrals.force import Force
    from ringfence.rings.dossier import Dossier

FOLDER = "data/certificates"
TABLE = 500
"""Files up to which the hash report names each; above it gives their number and the digest of the list."""
LINE = 100
"""Where a line that is too long is broken, in characters."""
_LONGEST = 120
_WIDEST = 200  # characters of an organisation's name
_REPORT = "hash-report"
_TEXTS = {
    "in-bsa-63": ("in-bsa-63-part-a", "in-bsa-63-part-b"),
    "us-fre-902-14": ("us-fre-902-14",),
    "gb-mg11": ("gb-mg11",),
}


@dataclass(frozen=True, slots=True)
class Hashed:
    """One file of a case file.

    Attributes:
        path: Its path in the case file.
        bytes: Its size.
        sha256: Its SHA-256 digest, 64 lower-case hexadecimal digits.
    """

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One text to complete and sign.

    Attributes:
        path: Where it stands in the case file, under `FOLDER`.
        text: The text; UTF-8, lines end in a line feed.
    """

    path: str
    text: str


def drafts(
    force: Force, dossier: Dossier, hashes: Sequence[Hashed], at: datetime, organisation: str
) -> tuple[Draft, ...]:
    """Draft the hash report and the certificates that a force's courts ask for; the same for the same input.

    Args:
        force: The force.
        dossier: The ring.
        hashes: The files that the certificates are about.
        at: When their digests were taken, aware.
        organisation: Who refers the ring.

    Raises:
        UsageError: When ``at`` has no time zone.
    """
    if at.tzinfo is None:
        raise UsageError("the time of a certificate has no zone", advice="Give it with its offset from UTC")
    ordered = sorted(hashes, key=lambda one: one.path.encode())
    known = _known(force, dossier, ordered, at, organisation)
    names = (_REPORT, *_TEXTS.get(force.certificate or "", ()))
    texts = {name: _text(name).substitute(known) for name in names}
    return tuple(
        Draft(f"{FOLDER}/{name}.txt", text if name == _REPORT else _wrapped(text))
        for name, text in texts.items()
    )


def _wrapped(text: str) -> str:
    """Break the lines that what was filled in made too long; the new ones are indented as the old."""
    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        long = textwrap.wrap(line, LINE, subsequent_indent=indent, break_on_hyphens=False)
        lines += long if len(line) > _LONGEST else [line]
    return "\n".join(lines)


def list_digest(hashes: Sequence[Hashed]) -> str:
    r"""Give the SHA-256 of the list of files, as ``sha256sum`` would print it, sorted by path.

    >>> list_digest([Hashed("data/a", 1, "0" * 64)]) == hashlib.sha256(
    ...     b"0" * 64 + b"  data/a\n"
    ... ).hexdigest()
    True
    """
    ordered = sorted(hashes, key=lambda one: one.path.encode())
    lines = "".join(f"{one.sha256}  {_path(one.path)}\n" for one in ordered)
    return hashlib.sha256(lines.encode()).hexdigest()


def _known(
    force: Force, dossier: Dossier, hashes: Sequence[Hashed], at: datetime, organisation: str
) -> dict[str, str]:
    local = at.astimezone(ZoneInfo(force.clock))
    return {
        "organisation": _plain(organisation),
        "ring": dossier.ring_id,
        "reports": count(dossier.reports.height, "report"),
        "files": count(len(hashes), "file"),
        "bytes": f"{sum(one.bytes for one in hashes):,}",
        "list": list_digest(hashes),
        "table": _table(hashes),
        "date": f"{local:%d/%m/%Y}",
        "time": f"{local:%H:%M:%S} {local:%Z}",
    }


def _table(hashes: Sequence[Hashed]) -> str:
    if len(hashes) > TABLE:
        return (
            f"{count(len(hashes), 'file')}: too many to print here. Each stands with its digest in\n"
            "manifest-sha256.txt; the digest of the list above is that of their lines there, sorted by path."
        )
    rows = [f"{one.sha256}  {one.bytes:>14,}  {_path(one.path)}" for one in hashes]
    return "\n".join([f"{'SHA-256':<64}  {'bytes':>14}  file", *rows])


def _path(path: str) -> str:
    """Write a path on one line, as a BagIt manifest does (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _plain(name: str) -> str:
    """Write a name on one line, without signs that steer the display."""
    seen = "".join(" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in name)
    return " ".join(seen.split())[:_WIDEST] or "[organisation]"


def _text(name: str) -> Template:
    return Template((files(__package__) / "certificate_texts" / f"{name}.txt").read_text("utf-8"))
