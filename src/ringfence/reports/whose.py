"""Tell whether a value is the reporter's own, however it was written.

Masking looks for her fields as they are written, in many spellings; what is left are disguises that only
an extractor reads: letters for digits, entities, *[at]*, look-alike letters. So whatever was found in a
disguised text is held against her fields once more, by its digits or its address.

    >>> hers = keys(["+1 800 555 0107", "Peg@mail.example"])
    >>> is_hers("phone", "+18005550107", hers), is_hers("email", "peg+x@mail.example", hers)
    (True, True)
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEWEST = 7
"""Digits from which the end of a number is enough to know it by."""
_NATIONAL = 9
"""Digits of a number that stay when its country code is left away, at most."""

_SPOKEN = (
    "zero oh one two three four five six seven eight nine double null eins zwei drei vier fünf sechs sieben"
    " acht neun cero uno dos tres cuatro cinco seis siete ocho nueve un deux trois quatre cinq sept huit neuf"
)
_NUMBER_WORDS = frozenset(_SPOKEN.split())
_ODD = re.compile(r"[\[|\u2070-\u20ab\u20ad-\u2587\u2589-\U0010ffff\u0250-\u200f]")
_MARKED = re.compile(r"&(?:#|\w{2,8};)|%[0-9a-fA-F]{2}|\(at\)|@(?:\s|(?<=\s@))|\+(?<=\w\+)\w")
_LETTERED = re.compile(r"\d(?:[OoQlISB]|\W{3,}\d)|[OoQlISB]\d")
_NO_DIGITS = re.compile(r"[^0-9]+")
_TOKEN = re.compile(r"[^\W_]+")


def disguised(text: str) -> bool:
    """Tell whether a text may hold a value in disguise: signs, or two number words or digits in a row."""
    if any(signs.search(text) for signs in (_ODD, _MARKED, _LETTERED)):
        return True
    tokens = _TOKEN.findall(text.lower())
    if _NUMBER_WORDS.isdisjoint(tokens):
        return False
    spoken = [at for at, token in enumerate(tokens) if token in _NUMBER_WORDS]
    return any(
        near in _NUMBER_WORDS or near.isdigit()
        for at in spoken
        for near in tokens[max(0, at - 1) : at] + tokens[at + 1 : at + 2]
    )


# Cyrillic and Greek letters that look like Latin ones (the commonest of Unicode's confusables, UTS #39).
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u043c\u043d\u0442\u043a\u0432\u03bf\u03b1\u03bd\u03b9\u03c1",
    "aeopcyxijsmhtkboavip",
)


class Keys(NamedTuple):
    """By what a reporter's own values are known.

    Attributes:
        digits: The digits of each field that has seven or more, without leading zeros.
        emails: Her addresses, without a tag.
        hosts: The hosts of her addresses.
    """

    digits: tuple[str, ...]
    emails: frozenset[str]
    hosts: frozenset[str]


def keys(own: Iterable[str]) -> Keys:
    """Read a reporter's own fields, as written."""
    digits, emails = [], []
    for field in own:
        if "@" in field:
            emails.append(_address(field))
        bare = _digits(field)
        if len(bare) >= _FEWEST:
            digits.append(bare)
    return Keys(tuple(digits), frozenset(emails), frozenset(one.rpartition("@")[2] for one in emails))


def is_hers(kind: str, value: str, hers: Keys) -> bool:
    """Tell whether a canonical value is one of the reporter's own.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        hers: By what her own are known.
    """
    if kind in {"domain", "url"}:
        host = value.partition("://")[2].partition("/")[0] if kind == "url" else value
        return host.removeprefix("www.") in hers.hosts
    if "@" in value and _address(value.partition(":")[2] or value) in hers.emails:
        return True
    bare = _digits(value.partition(":")[2] or value)
    return len(bare) >= _FEWEST and any(_same(bare, one) for one in hers.digits)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.endswith(short) or (len(short) >= _NATIONAL and long.endswith(short[-_NATIONAL:]))


def _digits(written: str) -> str:
    if written.isascii():
        return _NO_DIGITS.sub("", written).lstrip("0")
    plain = unicodedata.normalize("NFKC", written)
    return "".join(str(unicodedata.digit(c)) for c in plain if c.isdigit()).lstrip("0")


def _address(written: str) -> str:
    plain = unicodedata.normalize("NFKC", written).casefold().translate(_LOOK_ALIKES)
    local, _, host = re.sub(r"\s", "", plain).strip("<>").rpartition("@")
    return f"{local.partition('+')[0]}@{host}"
