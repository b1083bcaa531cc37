"""Groups of digits that stand together in a text, however written: the raw matter of every kind of number.

A `Chain` is a row of groups parted by little: ``(888) 555-0123`` is three groups, ``one eight eight eight …``
is as many as there are words. Dates, times, amounts and digits glued to letters never take part; what a chain
*is* — a phone, an account, an order number — is decided by the kinds, by shape and by the words around.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cells, number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ringfence.indicators.cues import Token

MOST_GROUPS = 20_000
"""Groups of digits that are looked at in one text; a text with more is no report, and the rest is left."""

_DIGIT = re.compile(r"[0-9]")
_JOINED = re.compile(r"[ \t]{0,2}(?:[^\w\s,;+@#$€£¥₹%&\"?!█]|[_\n\r]){0,5}[ \t]{0,2}[-({\[*_]?")
# Words that part a number so that no filter sees it: *888 then 555 and last 0193*.
_FILLERS = (
    "then|and then|and|und|dann|danach|y|luego|despues|después|puis|ensuite|et|enfin|followed by"
    "|followed with|dash|hyphen|strich|bindestrich|guion|guión|tiret|finally|lastly|last|last part"
    "|ends in|ends with|ending in"
    "|ending with|ended in|and the end|at the end|am schluss|am ende|zum schluss|zuletzt|gefolgt von"
    "|seguido de|al final|por ultimo|por último|suivi de|suivis de|a la fin|à la fin|middle|first|next|again"
    "|space|dot|period|point|punkt|punto|slash|uh|um|er|äh|ehm|euh|eh|the rest|rest|then the last|the last"
    "|last four|last four digits|after that|and after that|a|the|it"
    "|の|ノ|と"
    "|最初に|次に|つぎに|それから|続けて|続いて|最後に|最後が|और|फिर|aur|phir|last mein|baad mein|pehle"
    "|last me|last|thodi der baad|uske baad|likho|likh lo|थोड़ी देर बाद|उसके बाद|लिखो|लिख लो|आखिर में"
    "|लास्ट में|पहले"
)
_THEN = re.compile(
    rf"[ ,.;()\"、-]{{0,3}}(?:(?:{_FILLERS})(?![a-z])[ ,.;:()\"、-]{{0,3}}){{1,4}}", re.IGNORECASE
)
_PLUS_WORDS = ("plus", "más", "プラス", "प्लस")
_PLUS_ENDS = frozenset("+sSスस")  # how these end, and the sign
_WHOLE = 10  # digits of a number to which a word joins no more
_WIDEST = 40  # no row of signs or words that joins two groups is as long
_LETTERS = str.maketrans("OoQIilL|SsBZz", "0001111155822")
_LIKE_DIGITS = frozenset("OoQIilL|SsBZz")
_LIKE_ONE = frozenset("Il")
_SPACES, _OPENS = frozenset(" \n"), frozenset("+(")
_AFTER = re.compile(
    r"(?:[OoQIlL|SBZ]|[isz](?=[0-9OI])){1,4}(?:[0-9OoQIlL|SBZ]|[isz](?=[0-9OI]))*(?![A-Za-z])"
)
_BEFORE = re.compile(r"(?<![A-Za-z0-9])(?!(?<=\n)\|)[OoIilL|SB]{1,3}$")
_LETTERS_ALONE = re.compile(
    r"[ .-](O[OoIl]{1,3}|[lI]{2,3}|oo|[lI][Oo])[ .-]|[.-]([SOIl]{2,4})[.-]"
)  # *O1 99 OO 12 34*
_LETTER_ALONE = re.compile(r"[ .-]{1,3}([OoIl])[ .-]{1,3}")  # *1 - 8 6 6 - 5 5 5 - O 1 7 7*
_ALWAYS = ("24x7", "24/7", "24*7")
_NO_LETTERS = " \n\t.,:;/|()<>\"'"
_SHORTEST = 2
_FEWEST_ALONE = 4  # signs that these have with those around them
# Letters and a sign before digits make a code of them (INV-8885550123), unless they are these.
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,6}|[A-Za-z]+\d+[A-Za-z]*)[-/_]$")
_DOTTED_CODE = re.compile(r"(?<![A-Za-z0-9.])[A-Z]{1,3}[1-9]\d{2,5}\.$")  # *H123.456.00.017.139*
_LIKE_NUMBER = re.compile(r"[OoQIilL|SBZ0-9]*[0-9][OoQIilL|SBZ0-9]*")
_CODE_SIGNS = frozenset("-/_")
_LEADS_TO = re.compile(  # *Call_us_8_7_7_…*, where in *scan_888…* a file is named
    r"(?:^|[^a-z])(?:call|us|at|on|now|number|tel|phone|dial|ring|free|line|desk|support|us[_ ]at|nummer"
    r"|anrufen|unter|appelez|au|llame|al|numero|numéro|número|helpline|hotline)_$"
)
_NO_CODE = frozenset(
    {"TEL", "CALL", "PH", "PHONE", "FAX", "CELL", "MOB", "MOBIL", "MOBILE", "DIAL", "HELP", "US", "USA", "UK"}
    | {"NO", "NR", "NOW", "FREE", "AT", "TO", "LINE", "HOT", "DESK"}
)

# Dates and times (ISO 8601, and day/month/year in either order), amounts, internet addresses, versions,
# shares.
_NOISE = re.compile(
    r"(?:"
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?)?(?![-/.]?\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\1(?:(?:19|20)\d\d|\d\d)(?![-/.]?\d)"
    r"|(?:[01]?\d|2[0-4])[:h.][0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?m\b|uhr\b|h\b|hrs\b)"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
    r"|\d{1,3}(?:[,']\d{3})+(?:\.\d\d)?(?!\d)"
    r"|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\d|[.-]\d)"
    r"|\d{1,7}[.,]\d{1,2}(?=\s?(?:€|eur|usd|gbp|\$|£|%|dollars?|euros?|pounds?))"
    r")"
)
_NOISY = frozenset("-/.:,'h")  # what may follow the first digits of a date, a time or an amount
_DATED = frozenset("-/")  # of these, what follows a day, a month or a year alone
_DAY_OR_YEAR = frozenset([1, 2, 4])  # as long are those
_LONGEST_FIRST = 7  # digits before the sign, at most
_INSIDE = frozenset(".:/-")
_AMOUNT_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|inr|cad|aud|rs\.?|us\$))\s{0,2}$")
_MONEY_ENDS = frozenset("$€£¥₹drps.")  # how what `_AMOUNT_BEFORE` finds ends
_UNIT_STARTS = frozenset(".,€£$%")  # how what `_AMOUNT_AFTER` finds starts, letters and spaces aside
_UNIT = (
    r"(?:usd|eur|euros?|gbp|dollars?|bucks?|pounds?|quid|rupees|inr|cents?|pesos"
    r"|livres|percent|prozent|k|minutes?|mins?|hours?|days?|weeks?|months?|years?|yrs?|times|people|miles|stunden|jahre"
    r"|tage|minuten|uhr|ans|jours|heures|años|horas|días|minutos|am|pm|a\.m|p\.m|st|nd|rd|th|gb|mb|kb|tb)\b"
)
_AMOUNT_AFTER = re.compile(rf"(?:\.\d\d|,\d\d|,-)?\s{{0,2}}(?:[€£$%]|{_UNIT})")
_MOST_OF_HOUR = 2  # digits of an hour, at most
# The same in Japanese and Hindi, where no word's end shows: not 日本, 分かる, 時々, 回線.
_HALVES_OF_DAY = frozenset(["am", "pm", "a.m", "p.m"])  # only after an hour; German *am* is a word
_AMOUNT_AFTER_EASTERN = re.compile(
    r"\s{0,2}(?:[千百]?[万億]?円|ドル|ユーロ|パーセント|年|月|日(?![本中])|時(?![々折])|分(?![かけ])|秒|(?<![0-9-][0-9])(?<![0-9-][0-9]\s)番を?押|週間|歳|回(?!線)|件|台|枚|[かヶヵケ]月"
    r"|रु|रुप[यए]|रूप[यए]|हजार|हज\u093cार|लाख|करोड|मिनट|घंट|घण्ट|दिन|बजे|साल|महीन|सेकंड|प्रतिशत|बार|डॉलर)"
)
# Digits; with group 1 where what follows makes them no date, no amount and no part of a word: more digits
# after a space, or after a stroke behind so many that no date begins with them; a word that is no unit; the
# end of a sentence; a bracket.
_GROUP = re.compile(
    r"[0-9]++(?=((?:(?<=[0-9]{3})(?<![0-9]{4})|(?<=[0-9]{5}))-[0-9]"
    rf"|\s(?:[-/(\"+0-9]|(?!{_UNIT})[a-z])|[.,](?:\s|\Z)|(?<=[0-9]{{3}})\)))?+"
)


# The letter at the end of a file's or a mandate's number, *…-A*; *x* may stand before an extension.
_SUFFIX = re.compile(r"[xX](?![\s.:]{0,2}[0-9xX])|-[A-Za-z](?![A-Za-z0-9-])")


class Group(NamedTuple):
    """Digits written together: the digits, and where they stand in the folded text."""

    digits: str
    start: int
    end: int


class Chain(NamedTuple):
    """Groups that stand together.

    Attributes:
        groups: In order; at least one.
        plus: Whether a plus stands before the first group.
        spelled: Whether words or letters stand for some of the digits.
    """

    groups: tuple[Group, ...]
    plus: bool
    spelled: bool

    @property
    def digits(self) -> str:
        """All digits, in order."""
        return "".join([group.digits for group in self.groups])

    @property
    def start(self) -> int:
        """Where the chain starts in the folded text."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """One past where it ends."""
        return self.groups[-1].end


def chains(
    text: str, low: str, tokens: Sequence[Token], words: frozenset[str], odd: frozenset[str]
) -> list[Chain]:
    """Find every chain of digits of a folded text, in order of where it starts.

    Args:
        text: The folded text.
        low: The same in small letters.
        tokens: Its tokens.
        words: The different words among them.
        odd: Those of them that may spell a number.
    """
    plain = _plain(text, low) if _DIGIT.search(text) else []
    plain = [chain for chain in plain if not cells.is_version(text, chain)]
    lang = number_words.language(low, tokens, words, odd)
    if lang is None:
        return plain
    spelled = [
        Chain(tuple(Group(*group[:3]) for group in run), _plus(text, run[0].start), spelled=True)
        for run in number_words.read(low, tokens, lang)
    ]
    spelled = [chain for chain in spelled if len(chain.digits) >= 6]
    taken = [(chain.start, chain.end) for chain in spelled]
    rest = [c for c in plain if not any(c.start < end and start < c.end for start, end in taken)]
    return sorted(rest + spelled, key=lambda chain: chain.start)


def _plus(text: str, start: int) -> bool:
    """Tell whether a plus stands before a number, and does not add it to another: *250 + 300*."""
    if text[start - 1 : start] == "+":
        return True
    before = text[max(0, start - 6) : start].rstrip(" ([{")
    if before[-1:] not in _PLUS_ENDS:
        return False
    if before.lower().endswith(_PLUS_WORDS):
        return True
    return before.endswith("+") and not (
        before[-2:-1].isspace() and before.rstrip("+ ")[-1:].isdigit() and text[start - 1].isspace()
    )


def _plain(text: str, low: str) -> list[Chain]:
    found: list[Chain] = []
    groups: list[Group] = []
    plus = lettered = False
    end = 0
    for group, has_letters in _groups(text, low):
        if groups:
            gap = text[end : group.start]
            one = len(group.digits) == len(groups[-1].digits) == 1
            letter = _LETTER_ALONE.fullmatch(gap) if one and len(gap) > _SHORTEST else None
            if letter is not None:
                at = end + letter.start(1)
                groups.append(Group(letter[1].translate(_LETTERS), at, at + 1))
                lettered = True
            elif one and gap == ", " and len(groups) > _SHORTEST and text[groups[-1].start - 2] != ",":
                pass  # *8 4 4, 5 5 5, 0 1 2 0*
            elif (
                len(gap) > _WIDEST
                or not _joins(gap)
                or _is_next(groups, gap)
                or cells.is_next(text, groups, group, gap)
            ):
                found.append(Chain(tuple(groups), plus, lettered))
                groups = []
            elif len(gap) >= _FEWEST_ALONE and (alone := _LETTERS_ALONE.fullmatch(gap)):
                n = 1 if alone[1] else 2
                groups.append(Group(alone[n].translate(_LETTERS), end + alone.start(n), end + alone.end(n)))
                lettered = True
        if not groups:
            plus, lettered = _plus(text, group.start), False
        lettered = lettered or has_letters
        groups.append(group)
        end = group.end
    if groups:
        found.append(Chain(tuple(groups), plus, lettered))
    return found


def _groups(text: str, low: str) -> Iterator[tuple[Group, bool]]:
    """Give the groups of digits, and whether each has letters.

    Digits that are no part of a chain are left out; they end it, as what stands between two groups of one
    holds no digit.
    """
    count = at = quiet = code = bare = 0
    for match in _GROUP.finditer(low):
        start, end = match.span()
        if start < at:
            continue  # an earlier group took these digits with its letters
        count += 1
        if count > MOST_GROUPS:
            return
        if start < quiet:
            continue
        if match[1] and _stands_bare(low, start, bare):
            bare = end
            yield Group(match[0], start, end), False
            continue
        if low[end : end + 1] in _NOISY and _may_be_noise(low, start, end):
            noise = _NOISE.match(low, start)
            if noise:
                quiet = noise.end()
                continue
        group = _one(text, low, start, end)
        if group is None:
            continue
        if _in_code(text, group.start, code):
            code = group.end
        else:
            at = group.end
            yield group, group.end - group.start != end - start


def _stands_bare(low: str, start: int, bare: int) -> bool:
    """Tell quickly of digits that what is before them makes them nothing else; what follows was looked at.

    Args:
        low: The folded text in small letters.
        start: Where the digits start.
        bare: Where the last digits ended of which this was told; 0 without any.
    """
    left = low[start - 1 : start]
    if left == "-":
        return start - 1 == bare
    if left not in _SPACES:
        return left in _OPENS
    return not _has_money_before(low, start)


def _in_code(text: str, start: int, code: int) -> bool:
    """Tell whether digits belong to letters before them, as in INV-8885550123 or LN/1800/42.

    Args:
        text: The folded text.
        start: Where the digits start.
        code: Where the last digits ended that do; 0 without any.
    """
    dotted = text[start - 1 : start] == "."
    if (text[start - 1 : start] not in _CODE_SIGNS and not dotted) or not start:
        return False
    if code and code == start - 1:
        return True
    if dotted:
        return _DOTTED_CODE.search(text, max(0, start - 10), start) is not None
    before = _CODE.search(text, max(0, start - 16), start)
    if before is None or before[1].rstrip("0123456789") in _NO_CODE or _LIKE_NUMBER.fullmatch(before[1]):
        return False
    if before[1] in _LIKE_ONE and text[start] == "8":
        return False  # *I-8OO-555-O162*
    inside = text[max(0, before.start() - 1) : before.start()] in ("-", ".")
    return not (inside and _LIKE_DIGITS.issuperset(before[1]))  # *8OO-SSS-O147*


def _may_be_noise(low: str, start: int, end: int) -> bool:
    """Tell quickly whether `_NOISE` may match digits that a sign of `_NOISY` follows."""
    long = end - start
    if long > _LONGEST_FIRST or (low[end] in _DATED and long not in _DAY_OR_YEAR):
        return False
    return low[end + 1 : end + 2].isdigit() and low[max(0, start - 1) : start] not in _INSIDE


def _is_next(groups: list[Group], gap: str) -> bool:
    """Tell whether words lead from a whole number to the next one: *0491 570 006 and 02 5550 1188*."""
    if len(gap) < _FEWEST_ALONE or _THEN.fullmatch(gap) is None:
        return False
    return sum(len(group.digits) for group in groups) >= _WHOLE


@lru_cache(maxsize=4096)
def _joins(gap: str) -> bool:
    """Tell whether two groups may be parts of one number by what stands between them."""
    if _THEN.fullmatch(gap) or _LETTERS_ALONE.fullmatch(gap):
        return True
    if len(gap) > 7 or not _JOINED.fullmatch(gap) or gap.count("\n") > 1:
        return False
    return (
        not (gap.startswith((". ", ") (", "/ ")) and len(gap.strip()) == 1 and gap[0] == ".")
        and "█" not in gap
    )


def _one(text: str, low: str, start: int, end: int) -> Group | None:
    """Read one group, with letters that stand for digits; None for amounts and digits glued to letters."""
    called = text[max(0, start - 4) : start].lower().lstrip(_NO_LETTERS) == "tel"  # *TEL090-…*
    left = " " if called or not start else text[start - 1]
    if left not in _LIKE_DIGITS and (left == "$" or left.isalpha()):
        return None
    if text[end : end + 1] in _LIKE_DIGITS:
        after = _AFTER.match(text, end)
        last = after.end() if after else end
        end = cells.digits_end(text, start, end, last) if text[end] == "|" else last
    if start and text[start - 1] in _LIKE_DIGITS:
        before = _BEFORE.search(text[max(0, start - 4) : start])
        if before:
            start -= len(before[0])
    left = text[start - 1] if start and not called else " "
    if left.isalpha() or left == "$":
        return None
    if (
        left == "_"
        and text[max(0, start - 2)].isalpha()
        and not _LEADS_TO.search(low, max(0, start - 12), start)
    ):
        return None
    if end < len(text) and ((text[end].isalpha() and text[end] not in "xX") or _SUFFIX.match(text, end)):
        return None
    if end - start <= 6 and (
        text[start : end + 2].lower() in _ALWAYS
        or _is_amount(low, start, end)
        or cells.is_marker(text, start, end)
    ):
        return None
    written = text[start:end]
    return Group(written if written.isdecimal() else written.translate(_LETTERS), start, end)


def _has_money_before(low: str, start: int) -> bool:
    before = low[max(0, start - 6) : start]
    return before.rstrip()[-1:] in _MONEY_ENDS and _AMOUNT_BEFORE.search(before) is not None


def _is_amount(low: str, start: int, end: int) -> bool:
    if _has_money_before(low, start):
        return True
    after = low[end : end + 1]
    may_follow = after in _UNIT_STARTS or after.isspace() or after.isalpha()
    if not may_follow:
        return False
    unit = _AMOUNT_AFTER.match(low, end)
    if unit is not None and low[start] == "0" and end - start > _MOST_OF_HOUR and unit[0].strip().isalpha():
        unit = None  # *…-0119 day or night*
    if unit is not None and not (end - start > _MOST_OF_HOUR and unit[0].strip(" .") in _HALVES_OF_DAY):
        return True
    return not low.isascii() and _AMOUNT_AFTER_EASTERN.match(low, end) is not None
