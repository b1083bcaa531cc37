"""Telephone numbers that are not written as one row of digits.

*0177 or 0178* after a number means a second one; *area code 888, 555-0193* is one in two places;
1-800-MICROSOFT has letters of the keypad (ITU-T E.161). Each function gives digits and places; `kinds.phone`
reads them by the plans.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ringfence.indicators.digits import Chain, Group

_OTHER_END = re.compile(
    r"""\s?(?:
    (?P<or>(?:or(?:\ else|\ maybe|\ perhaps|\ sometimes)?|oder(?:\ auch)?|bzw\.?|ou|o|u|ya|o\ bien
        |या|または|か|もしくは)
        | / | ,?\s(?:or|oder|ou|o\ bien))
    | (?P<and>& | ,(?=\s)(?:\s?(?:and|und|et|y))? | (?:and|und|et|y|aur|और|と|bis|to|through|a|à))
    )(?![^\W\d])\s?(?:(?:the|on|at|unter|le|el)\s)?
    (?P<dash>[-–…*]|\.{2,3})?\s?(?P<end>\d{1,4})
    (?! [\d:%] | [\ .,/-]?\d | \s?(?:[€$£¥%]|euros?|dollars?|times|days|hours|minutes|months|years|people|uhr
        |mal|tage|fois|jours|veces|días|ans|años|am\b|pm\b|円|回|日|人))""",
    re.VERBOSE,
)
_MOST_ENDS = 5  # further ends of one number

LISTED = re.compile(
    r"(?:\s?\([^()\d]{1,60}\))?"
    r"[\s,;/&+)(、・|]{0,6}(?:(?:and(?: then)?|then|or|und(?: dann)?|dann|oder|et(?: puis)?|puis|ou"
    r"|y(?: luego)?|luego|o|aur|phir|ya|फिर|और|या|तथा|と|や|か|または|及び)(?![^\W\d_]))?"
    r"(?:\s?(?:mobile|landline|cell|number|no\.|handy|festnetz|portable|móvil|fijo)\b)?[\s,;/&+)(、①-⑳]{0,6}"
)
"""What stands between the numbers of a list: *A then B*, *A, B und C*."""

# What is called an area code, and what may stand between it and the rest of its number.
_AREA = (
    r"(?:area code|dialling code|dialing code|std code|prefix|first three digits(?: were| are)?|vorwahl"
    r"|indicatif|prefijo|código de área|codigo de area|clave lada|lada|市外局番|एरिया कोड)"
)
_AREAS = (
    *("area code", "ing code", "std code", "prefi", "first three", "vorwahl", "indicatif", "lada", "de area"),
    *("de área", "市外局番", "एरिया"),
)
_FILL = (
    r"(?:[\s,;:()'\"=.-]|\b(?:is|was|were|of|and|then|the|rest|number|numbers|it|followed|by|after|that"
    r"|middle"
    r"|ended|ends|in|with|last|four|digits|to|ist|und|dann|nummer|rufnummer|est|et|puis|numéro|numero|es|y"
    r"|luego"
    r"|número)\b){1,40}?"
)
_AREA_FIRST = re.compile(
    rf"{_AREA}{_FILL}(?P<area>\d{{2,5}}){_FILL}(?P<rest>\d{{3}},\s?\d{{4}}|\d[\d .-]{{3,9}}\d)(?!\d)"
)
_AREA_LAST = re.compile(
    rf"(?<![\d-])(?P<rest>\d{{3,4}}[ .-]?\d{{4}}){_FILL}{_AREA}{_FILL}(?P<area>\d{{2,5}})(?!\d)"
)
# *Area code 469, then 555 and the last four are 0157*
_AREA_PIECES = re.compile(
    rf"{_AREA}{_FILL}(?P<area>\d{{3}}){_FILL}(?P<rest>\d{{3}}){_FILL}"
    r"(?:last|final) (?:four|4)(?: (?:digits|numbers))?(?: (?:is|are|was|were))?[\s:,]{1,2}"
    r"(?P<last>\d{4})(?!\d)"
)
_LONGEST = 12  # digits of a national number, at most

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_FREE = r"8(?:00|33|44|55|66|77|88)"  # toll-free area codes of North America
_BEGINS_FREE = re.compile(_FREE)
# What is counted, and not dialled: *800 DOLLARS*, *4,800 WIRE OUT*.
_UNITS = (
    r"(?i:dollars?|bucks?|euros?|pounds?|quid|rupees?|pesos?|yen|francs?|libras?|dólares|usdt?|eur|gbp|inr"
    r"|cad|aud|btc"
    r"|bitcoins?|eth|ether|credits?|points?|miles|minutes|people|times|stores|gift|cards?|prepaid|worth"
    r"|cash|wire"
    r"|inv(?:oice)?|po|ref|order|item|qty|lot|box|transfer\w*|deposit|refund|withdraw\w*|charges?"
    r"|payments?|monthly|yearly|taken|gone|numbers?|line)\b"
)
_SHOUTED = 40  # characters before a number in which words are in capitals too, or speak of calling
_CALLING = re.compile(
    r"\b(?:CALL\w*|DIAL\w*|PHON\w*|RANG|RING|NUMBER|NO|TEL|HOTLINE|HELPLINE|FREE|CONTACT|TEXT\w*"
    r"|REACH)\b[^.!?]{0,24}$"
)
_VANITY = re.compile(
    rf"(?<![A-Za-z0-9.$€£-])(?<!\d,)(?<![$€£] )(?:\+?1[-. ]{{0,2}})?\(?(?P<area>{_FREE})\)?(?:[-.]\s?|\s)"
    r"(?!(?:GMT|HRS|UTC|BST|EST|IST|PST|HOURS)\b)(?!(?:\d{3}-)?(?:some|any|what)[a-z]+\b)"
    rf"(?!(?<=\s){_UNITS})"
    r"(?P<rest>[A-Za-z0-9]+(?:[-. ][A-Za-z0-9]+){0,3})"
)
_MIXED_NUMBER = (
    r"(?P<area>[2-9]\d\d)\)?[-. ]{1,2}"
    r"(?P<rest>(?=[\d-]*[A-Z])(?=[A-Z -]{0,8}\d)[A-Z2-9][A-Z0-9]{2}[-. ]?[A-Z0-9]{4})(?![A-Za-z0-9])"
)
_MIXED = re.compile(rf"(?<![A-Za-z0-9.-])(?:\+?1[-. ]{{0,2}})?\(?{_MIXED_NUMBER}")
# *0808 157 0FIX*, *1800 SCAMNO*: free and special codes of other countries.
_VANITY_ABROAD = re.compile(
    r"(?<![A-Za-z0-9.+$€£-])(?P<area>0[3589]\d\d|1[38]00)[-. ]{1,2}"
    rf"(?!(?<=\s){_UNITS})"
    r"(?!(?:GMT|HRS|UTC|UHR|BST|EST|IST|HOURS|Uhr|Hours)\b)"
    r"(?P<rest>[A-Z0-9]+(?:[-. ][A-Z0-9]+){0,3})(?![A-Za-z0-9])"
)
_MAY_BE_ABROAD = re.compile(r"(?:0[3589]\d\d|1[38]00)[-. ]{1,2}(?:\d[-. ]?){0,14}[A-Z]")
_ABROAD = (7, 6)  # digits behind such a code
# How what these find goes on from its area code: looked for first, as the digits are found faster.
_MAY_BE_VANITY = re.compile(rf"{_FREE}\)?(?:[-.]\s?|\s)(?:[0-9][-. ]?){{0,11}}[A-Za-z]")
_MAY_BE_MIXED = re.compile(_MIXED_NUMBER)
# An area code, and a letter within the next seven signs.
_LETTERED = re.compile(
    r"[2-9]\d\d\)?[-. ]{1,2}(?:[A-Z]{1,3}\d|[A-Z]{2}|\d{1,3}[-. ]?\d{0,3}[A-Z]|[A-Za-z]{2,}-?)"
)
_PIECE = re.compile(r"[A-Za-z0-9]+")
_LOOK_LIKE_DIGITS = frozenset("OILSB")  # letters that are read as the digits they look like, in `digits`
_NO_FIRST = frozenset("OIL")  # of these, those like digits with which none of these seven begins
_NATIONAL = 7  # digits after the area code in North America
_LONGEST_WORD = 12

_ENDS = frozenset([4, 7, 10])  # digits behind a gap in a number of North America
_HAS_1800 = frozenset(["IN", "AU", "IE"])  # countries with free numbers of their own that begin so
_HEAD, _TAIL = 5, 2  # digits of a first and a last group that no telephone number has


class Part(NamedTuple):
    """A number in parts: its digits, and where the whole of it stands in the folded text."""

    digits: str
    start: int
    end: int


def is_card(groups: Sequence[Group]) -> bool:
    """Tell whether groups stand as on a payment card, or on a card of health insurance.

    Australia's Medicare has four, five, one; France's numbers are a 1 or a 2, a year, a month, a department,
    three, three.
    """
    if len(groups) < 3 or len(groups[0].digits) not in (1, 4):
        return False
    parts = [len(group.digits) for group in groups]
    if groups[0].digits in ("1", "2"):
        return parts[:6] == [1, 2, 2, 2, 3, 3]
    return parts in ([4, 4, 4, 4], [4, 6, 5], [4, 4, 4, 4, 3], [4, 5, 1], [4, 5, 1, 1])


def is_free(digits: str) -> bool:
    """Tell whether digits begin with a toll-free area code of North America."""
    return _BEGINS_FREE.match(digits) is not None


def is_american(digits: str, shape: Sequence[int], home: str) -> bool:
    """Tell whether digits are in groups as only North America has them: *1-888-555-0171*."""
    return digits[0] == "1" and (
        list(shape) == [1, 3, 3, 4]
        or (list(shape) == [4, 3, 4] and is_free(digits[1:]) and home not in _HAS_1800)
    )


def may_be_american(digits: str, shape: Sequence[int], *, beside: bool) -> bool:
    """Tell whether digits may be a number of North America where its plan is not the reporter's.

    Args:
        digits: The digits.
        shape: How many stand in each group.
        beside: Whether words around say that it is a telephone number.
    """
    if len(digits) != _WITH_AREA and not (len(digits) == _WITH_AREA + 1 and digits[0] == "1"):
        return False
    if list(shape[-3:]) == [3, 3, 4]:
        return True
    odd = len(digits) == _WITH_AREA and min(shape) > 1 and is_odd(shape)
    return beside and digits[0] != "0" and not odd


def shape(low: str, chain: Chain) -> list[int]:
    """Give how many digits stand in each group; in one that is said digit by digit, between its commas.

    Args:
        low: The folded text in small letters.
        chain: The groups.
    """
    groups = chain.groups
    if not chain.spelled:
        return [len(group.digits) for group in groups]
    said: list[int] = [len(groups[0].digits)]
    for before, group in pairwise(groups):
        if "," in low[before.end : group.start] or "、" in low[before.end : group.start]:
            said.append(len(group.digits))
        else:
            said[-1] += len(group.digits)
    return said if len(said) > 1 else [len(group.digits) for group in groups]


def is_other_end(text: str, groups: Sequence[Group], last: int) -> bool:
    """Tell whether a group may be another end of the number before it: *0556/7*."""
    group, before = groups[last], groups[last - 1]
    return len(group.digits) <= 2 < len(before.digits) and text[before.end : group.start].strip() == "/"


def is_odd(shape: Sequence[int]) -> bool:
    """Tell whether groups end where those of a number of North America never do: *888-5550-144*."""
    if max(shape) <= _TAIL:
        return False  # digit by digit, or in pairs
    ends = 0
    for size in reversed(shape[1:]):
        ends += size
        if ends not in _ENDS:
            return True
    return False


def begins_line(text: str, chain: Chain, i: int) -> bool:
    """Tell whether a group of digits begins a line, below one that ends with a single group: a postcode."""
    return i == 1 and "\n" in text[chain.groups[0].end : chain.groups[1].start]


def goes_on(text: str, chain: Chain, i: int) -> bool:
    """Tell whether a digit or two behind the groups of a number end its chain: *01614 960 233 1*.

    Args:
        text: The folded text.
        chain: The groups.
        i: The number of the group behind those of the number.
    """
    groups = chain.groups
    if chain.spelled or i != len(groups) - 1 or len(groups[i].digits) > _TAIL:
        return False
    return text[groups[i - 1].end : groups[i].start] in (" ", "-")


def is_paper(digits: str, shape: Sequence[int]) -> bool:
    """Tell whether digits are in groups as papers number them, not telephones: *9100000-61*."""
    return len(shape) > 1 and digits[0] != "0" and shape[0] >= _HEAD and shape[-1] <= _TAIL


def other_ends(low: str, digits: str, end: int) -> Iterator[Part]:
    """Give the further numbers that share all but the last digits with one that ends at a place.

    Args:
        low: The folded text in small letters.
        digits: The number's digits as they were written.
        end: Where it ends.
    """
    for _ in range(_MOST_ENDS):
        match = _OTHER_END.match(low, end)
        if match is None:
            return
        new = match["end"]
        sure = match["dash"] is not None or low[match.start() : match.start() + 1] == "/"
        if not (sure or len(new) > (2 if match["and"] else 1)) or len(new) > len(digits) - 5:
            return
        yield Part(digits[: -len(new)] + new, match.start("end"), match.end("end"))
        end = match.end()


def apart(low: str) -> Iterator[Part]:
    """Find numbers whose area code is told apart from the rest.

    Args:
        low: The folded text in small letters.
    """
    if not any(map(low.__contains__, _AREAS)):
        return
    for pattern in (_AREA_FIRST, _AREA_LAST):
        for match in pattern.finditer(low):
            digits = match["area"] + re.sub(r"\D", "", match["rest"])
            if len(digits) <= _LONGEST:
                first = min(match.start("area"), match.start("rest"))
                yield Part(digits, first, max(match.end("area"), match.end("rest")))
    for match in _AREA_PIECES.finditer(low):
        yield Part(match["area"] + match["rest"] + match["last"], match.start("area"), match.end("last"))


# What stands in a form's field.
_WITH_AREA = 10
_LETTER, _DIALLED = re.compile("[a-zA-Z]"), re.compile("[a-zA-Z0-9]")
_EXTENSION = re.compile(r"(?i)(?:e?xt?|extension|durchwahl|poste|x)[ .:]*\d")


def lettered(text: str) -> Sequence[tuple[tuple[Part, ...], bool]]:
    """Find numbers with letters of the keypad.

    Args:
        text: The folded text.

    Returns:
        For each the ways to read it, and whether it is one of North America.
    """
    if not _LETTERED.search(text):
        return ()
    return [
        *(((part,), True) for part in vanity(text)),
        *((ways, False) for ways in vanity_abroad(text)),
    ]


def vanity(text: str) -> Iterator[Part]:
    """Find numbers of North America of which letters stand for digits.

    Args:
        text: The folded text.

    Returns:
        Ten digits each; letters beyond the seventh place are not dialled and are left out.
    """
    mixed = _MAY_BE_MIXED.search(text)
    for match in _VANITY.finditer(text) if _MAY_BE_VANITY.search(text) else ():
        if _is_shouted(text, match):
            continue
        rest, end = _dialled(text, match)
        if rest is not None:
            yield Part(match["area"] + rest, match.start(), end)
    for match in _MIXED.finditer(text) if mixed else ():
        letters = {sign for sign in match["rest"] if sign.isalpha()}
        if not re.fullmatch(_FREE, match["area"]) and not letters <= _LOOK_LIKE_DIGITS:
            rest = re.sub(r"[-. ]", "", match["rest"]).translate(_KEYPAD)
            yield Part(match["area"] + rest, match.start(), match.end())


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Tell whether letters behind digits are the next words of a sentence in capitals: *800 MONEY ORDER*."""
    if match[0].startswith(("1", "+")) or text[match.end("area") : match.start("rest")] != " ":
        return False
    before = text[max(0, match.start() - _SHOUTED) : match.start()]
    return before.isupper() and _CALLING.search(before) is None


def vanity_abroad(text: str) -> Iterator[tuple[Part, ...]]:
    """Find numbers with letters behind a free or special code of another country than North America's.

    Args:
        text: The folded text.

    Returns:
        For each the ways to read it, the longest first; letters beyond are not dialled.
    """
    for match in _VANITY_ABROAD.finditer(text) if _MAY_BE_ABROAD.search(text) else ():
        signs = re.sub(r"[-. ]", "", match["rest"])
        letters = {sign for sign in signs if sign.isalpha()}
        if not letters <= _LOOK_LIKE_DIGITS and _ABROAD[-1] <= len(signs) <= _LONGEST_WORD:
            dialled = match["area"] + signs.translate(_KEYPAD)
            size = len(match["area"])
            yield tuple(Part(dialled[: size + n], *match.span()) for n in _ABROAD if len(dialled) >= size + n)


def _dialled(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    """Read what follows a toll-free area code as far as it is dialled: FTC-HELP, MICROSOFT, JJL-01TM.

    Returns:
        Seven digits, None where there are none, and where they end.
    """
    signs = ""
    end = 0
    for piece in _PIECE.finditer(match["rest"]):
        at = match.start("rest") + piece.start()
        glued = text[at - 1] in "-."
        if len(signs) >= _NATIONAL or not (glued or piece[0].isupper() or piece[0].isdigit()):
            break
        signs += piece[0].upper()
        end = at + len(piece[0])
    letters = {sign for sign in signs if sign.isalpha()}
    alike = letters <= _LOOK_LIKE_DIGITS and signs[:1] not in _NO_FIRST
    if not letters or alike or not _NATIONAL <= len(signs) <= _LONGEST_WORD:
        return None, 0
    return signs[:_NATIONAL].translate(_KEYPAD), end


def without_remark(written: str, country: str) -> str:
    """Leave out words behind a field's number that are no letters of the keypad: *8885550143 and others*.

    In North America letters are dialled where they fill up ten digits, or are capitals behind a free code;
    what is beyond the tenth is not dialled.

    Args:
        written: What stands in the field.
        country: The plan by which it is read.

    Returns:
        The number without the remark; nothing where too little is left; what was written where it has none.
    """
    letter = _LETTER.search(written)
    if letter is None or _EXTENSION.match(written, letter.start()):
        return written
    before = written[: letter.start()]
    digits = re.sub(r"\D", "", before)
    if len(digits) >= _WITH_AREA:
        return before
    signs = "".join(_DIALLED.findall(written)).removeprefix("1")
    if not digits or country not in ("US", "CA") or len(signs) == _WITH_AREA:
        return written
    if len(signs) > _WITH_AREA and signs.upper() == signs and re.fullmatch(_FREE, digits.removeprefix("1")):
        return signs[:_WITH_AREA]
    return before if len(digits) >= _NATIONAL else ""
