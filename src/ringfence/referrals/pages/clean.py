r"""Make text that came from outside harmless on paper: by rule, and visibly.

Control characters become �, signs that turn the direction of writing or hide are dropped, whatever no font
draws becomes its number, long words may break, and what is too long ends in "…" (it stands whole in the CSV).

    >>> clean("a\x07b\u202e c", 20)
    'a�b c'
    >>> clean("x" * 50, 10)
    'xxxxxxxxx…'
    >>> escaped("ok 😀", {"😀"})
    'ok U+1F600'
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONG = 24
"""A word longer than this may break anywhere."""
_STEP = 8
_OURS = "…�–"
BREAK = "\u200b"
_HIDING = frozenset({"Cf", "Co", "Cn", "Cs"})
_LINE_ENDS = re.compile(r"[\s\u2028\u2029]+")
_MARKS = 2
"""More marks upon one letter than this are dropped: they would run out of the line."""
_WORD = re.compile(r"\S+")


def clean(text: str, most: int) -> str:
    """Make one line of at most ``most`` characters that draws within its line.

    Args:
        text: Anything.
        most: The most characters; a longer text ends in "…".
    """
    shown: list[str] = []
    marks = 0
    for sign in _LINE_ENDS.sub(" ", unicodedata.normalize("NFC", text[: most * 8])):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if category == "Cc":
            shown.append("\ufffd")
        elif category in {"Co", "Cn", "Cs"}:
            shown.append(f"U+{ord(sign):04X}")
        elif category not in _HIDING and marks <= _MARKS:
            shown.append(sign)
    line = "".join(shown)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def escaped(text: str, undrawn: Collection[str], *, plain: bool = False) -> str:
    """Write each character that no font draws as its number, such as U+1F600.

    Args:
        text: The text.
        undrawn: What no font draws.
        plain: Write all but ASCII and what we put there ourselves so.
    """
    return "".join(
        f"U+{ord(sign):04X}" if sign in undrawn or (plain and sign > "~" and sign not in _OURS) else sign
        for sign in text
    )


def breakable(text: str) -> str:
    """Let long words break: after a sign of punctuation, else after some letters."""
    return _WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    if len(word) <= LONG:
        return word
    parts: list[str] = []
    since = 0
    for sign in word:
        since += 1
        parts.append(sign)
        if since >= _STEP or (sign in "./@-_:?&=" and since >= 2):
            parts.append(BREAK)
            since = 0
    return "".join(parts)


def defanged(kind: str, value: str) -> str:
    """Write a suspicious address so that no reader follows it by mistake.

    >>> defanged("url", "https://harbour-helpline.example/pay")
    'hxxps://harbour-helpline[.]example/pay'
    >>> defanged("email", "help@harbour.example")
    'help[@]harbour[.]example'
    >>> defanged("phone", "+1 888-555-0123")
    '+1 888-555-0123'
    """
    if kind == "url":
        scheme, mark, rest = value.partition("://")
        host, slash, path = (rest if mark else scheme).partition("/")
        safe = f"{host.replace('.', '[.]')}{slash}{path}"
        return f"{scheme.replace('http', 'hxxp', 1)}://{safe}" if mark else safe
    if kind in {"domain", "ip"}:
        return value.replace(".", "[.]")
    if kind == "email":
        local, mark, host = value.rpartition("@")
        return f"{local}{mark and '[@]'}{host.replace('.', '[.]')}"
    return value
