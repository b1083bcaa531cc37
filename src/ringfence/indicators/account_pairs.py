"""A bank's code and an account side by side, where no label names both: *990000013 / 0007719200*.

So people and banks write accounts once the text has said what they are. The shape must be unmistakable: in
the United States nine digits with a right check digit in a range that the Federal Reserve gives out, in
Australia a BSB's *999-012*, in the United Kingdom a sort code in pairs; and the text must speak of a bank.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded
    from ringfence.indicators.indicator import Context


class Part(NamedTuple):
    """A bank's code or an account; the country is empty where an account's is not known yet."""

    country: str
    digits: str
    start: int
    end: int


_MOST = 100  # codes that are looked at in one text
_SPEAKS = re.compile(
    r"bank|account|acct|\ba/c|\bwire|\bach\b|transfer|check(?:ing|s?\b)|savings|deposit|credit union|routing"
    r"|r[do]?fi\b|\brt?ng?\b|\brtg\b|\baba\b|sort|\bbsb|offset|debit|mule|paid into|payee"
)
_AN_ACCOUNT = r"(?:bank )?(?:account|acct?|a/c|ac|acc)\.?(?:\s?(?:number|numbers|no\.?|nr\.?|num|#))?"
_LINKED = r"(?:\s(?:is|was|number|no\.?))?[\s:=#.\"'|]{0,3}"
# What leads from a code to its account: signs, or a word for it.
_FORTH = (
    r"(?P<forth>[\"')]?(?:\s?[/|:–-]{1,2}\s?|,?\s|\s?\|:\s?)(?:(?:and|with|to|in|into|for)\s)?(?:the\s)?"
    rf"(?P<named>(?:{_AN_ACCOUNT}|number|no\.|nr\.|#){_LINKED})?[\"']?)"
)
_CODES = (
    r"(?:routing|rtg|rtng|rtn|rt|aba|r/n|sort\s?-?code|s/c|bsb|rdfi|odfi|ach|transit|fw)"
    r"(?:\s?(?:number|no\.?|nr\.?|#|code))?"
)
# What leads back from an account to its code.
_BACK = (
    r"(?P<back>[\"')]?(?:\s?[/|:–-]{1,2}\s?|,?\s|,?\s[(\[])(?:(?:and|at|with|under|in)\s)?(?:the\s)?"
    rf"(?P<told>(?://)?{_CODES}(?:\s(?:is|was))?[\s:=#.]{{0,3}})?[\"']?)"
)
_END = r"(?![\d%]|[.,/:-]\d)"
_US_CODE = r"(?P<code>\d{9})(?!\d)"
_US_ACCOUNT = r"(?P<account>\d{6,17})"
_US = (
    re.compile(rf"(?<![\d.,/+$-])(?<![a-z]){_US_CODE}{_FORTH}{_US_ACCOUNT}{_END}"),
    re.compile(rf"(?<![\d.,+$-])(?<![a-z]){_US_ACCOUNT}{_BACK}{_US_CODE}{_END}"),
)
_AU = (
    re.compile(rf"(?<![\d.,/+$-])(?P<code>\d{{3}}-\d{{3}}){_FORTH}(?P<account>\d{{6,10}}){_END}"),
    re.compile(rf"(?<![\d.,/+$-])(?P<account>\d{{6,10}}){_BACK}(?P<code>\d{{3}}-\d{{3}})(?![\d-])"),
)
_AU_TOLD = re.compile(rf"bsb\W{{0,3}}(?P<code>\d{{6}}){_FORTH}(?P<account>\d{{6,10}}){_END}")
_PAIRS = r"(?P<code>\d\d(?P<sign>[ -]?)\d\d(?P=sign)\d\d)"
_GB = (
    re.compile(rf"(?<![\d.,/+£-])(?<!\d ){_PAIRS}{_FORTH}(?P<account>\d{{8}}){_END}"),
    re.compile(rf"(?<![\d.,/+£-])(?P<account>\d{{8}}){_BACK}{_PAIRS}(?!\d|[ -]\d)"),
)
_DAYS = re.compile(r"(?:0[1-9]|[12]\d|3[01])\D?(?:0[1-9]|1[0-2])\D?\d\d")
_AMERICAN = re.compile(r"[2-9]\d\d[2-9]\d{6}")  # a telephone number of North America, its parts glued
_RANGES = re.compile(r"0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80|99")  # 99 is no bank's: for what is made up
_OF_BANKS = frozenset(["account", "routing", "bsb", "sort_code", "ifsc", "iban", "phone", "zelle"])
_SIZES = range(8, 18)  # digits of an account that is known by its zeros and the words around
_REACH = 60
# *out of her savings 000…*, *a wire from 000… to 000…*
_MONEY_BEFORE = re.compile(
    r"\b(?:savings|checking|chequing|share draft|money market|offset)"
    r"(?: (?:account|acct|number|no\.?|is|was))*[\s,:#(]{1,3}$"
    r"|\b(?:bill pay|wire[ds]?|ach|transfer\w*|debit|credit)(?:\s[a-z]+)?\s(?:from|to|into|out of|of)\s"
    r"(?:\d{8,17} (?:to|into) )?$"
)
_IS_ACCOUNT = re.compile(
    r"[\"')]?\s(?:is|was) (?:[a-z]+ ){1,2}(?:account|checking|savings)\b"
    r"|\s\((?:[a-z']+ ){0,2}(?:account|checking|savings|share draft)\b"
)
_SORT_CODE = re.compile(r"\bsort(?:ing)?[ -]?codes?\b|\bs/c\b")
_A_PAPER = r"(?:ref(?:erence|s)?s?|tracking|cases?|orders?|serials?|claims?|tickets?|invoices?|parcels?|ids?)"
_PAPER = re.compile(rf"\b{_A_PAPER}\b[^.!?;\d]{{0,30}}$")
_AS_PAPER = re.compile(
    rf"[\"')]?,?\s(?:which )?(?:as|was|is|being) (?:an? |the |my |our |their )?(?:[a-z]+ )?{_A_PAPER}\b"
)
_WEIGHTS = (3, 7, 1) * 3
_NINE = re.compile(r"\d{9}")


def aba(routing: str) -> bool:
    """Check a US routing number: the digits weighted 3, 7, 1 add up to a multiple of 10."""
    return (
        len(routing) == len(_WEIGHTS)
        and routing.isdigit()
        and sum(int(sign) * weight for sign, weight in zip(routing, _WEIGHTS, strict=True)) % 10 == 0
    )


def every(text: Folded, context: Context) -> list[tuple[Part, Part]]:
    """Find the codes that stand beside an account, each with the account beside it.

    Args:
        text: The folded text.
        context: What is known beside it.

    Returns:
        Code and account, in order of place; no digits are in two of them.
    """
    if not text.chains or not _SPEAKS.search(text.low):
        return []
    country = context.country
    if country == "AU":
        found = [*_beside(text, "au", _AU)]
        found += _beside(text, "au", (_AU_TOLD,)) if "bsb" in text.low else []
    elif country == "GB":
        found = [*_beside(text, "gb", _GB)]
    elif country in (None, "US") and _NINE.search(text.low):
        found = [*_beside(text, "us", _US)]
    else:
        return []
    return _apart(sorted(found, key=lambda pair: (-pair[0], min(pair[1].start, pair[2].start))))


def _apart(found: list[tuple[int, Part, Part]]) -> list[tuple[Part, Part]]:
    """Take the surest of those that share digits."""
    kept: list[tuple[Part, Part]] = []
    for _, code, account in found:
        first, last = min(code.start, account.start), max(code.end, account.end)
        if all(last <= min(a.start, b.start) or max(a.end, b.end) <= first for a, b in kept):
            kept.append((code, account))
    return sorted(kept, key=lambda pair: pair[0].start)


def _beside(
    text: Folded, country: str, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[int, Part, Part]]:
    """Give what the patterns match, and how sure it is that the two belong together."""
    for pattern in patterns:
        at = 0
        for _ in range(_MOST):
            match = pattern.search(text.low, at)
            if match is None:
                break
            at = match.end("code") if match.start("code") < match.start("account") else match.end("account")
            named = next((match[name] for name in ("named", "told") if match.groupdict().get(name)), None)
            if not _holds(text, country, match, named):
                continue
            link = next(match[name] for name in ("forth", "back") if name in match.re.groupindex)
            parted = link.lstrip().startswith(",")
            sure = 3 - parted - (named is None and not any(sign in "/|-–" for sign in link))
            digits = "".join(sign for sign in match["code"] if sign.isdigit())
            code = Part(country, digits, match.start("code"), match.end("code"))
            yield sure, code, Part("", match["account"], match.start("account"), match.end("account"))


def _holds(text: Folded, country: str, match: re.Match[str], named: str | None) -> bool:
    """Tell whether what a pattern matches is a code and its account, and no two numbers of something else."""
    code, account = match["code"], match["account"]
    sorts = country == "gb" and cues.says(_SORT_CODE, text.low)
    if country == "us":
        american = named is None and _AMERICAN.fullmatch(account)
        if american or not aba(code) or not _RANGES.match(code) or len(set(account)) == 1:
            return False
    elif country == "gb" and not sorts and ("-" not in code or _DAYS.fullmatch(code)):
        return False
    label = near.label(text, match.start())
    if label is not None and label.name in _OF_BANKS and near.tight(text, label.end, match.start()):
        return True
    if named is None and not sorts:
        is_paper = label is not None and label.name == "noise"
        return not is_paper and not _is_paper(text.low, match.start(), match.end())
    return label is None or not near.tight(text, label.end, match.start())


def _is_paper(low: str, start: int, end: int) -> bool:
    """Tell whether words beside two numbers call them a reference: *lodged under X as a reference*."""
    before, after = max(0, start - _REACH), end + _REACH
    return _PAPER.search(low, before, start) is not None or _AS_PAPER.match(low, end, after) is not None


def alone(text: Folded, start: int, digits: str) -> bool:
    """Tell whether digits that begin with zeros are an account, of which the sentence speaks before them.

    Args:
        text: The folded text.
        start: Where the digits start, which stand in one row.
        digits: The digits.
    """
    if not digits.startswith("000") or len(digits) not in _SIZES:
        return False
    label = near.label(text, start)
    if label is not None and label.name == "account":
        return all(one.name != "noise" for one in near.before(text, "label", start))
    if label is not None and near.tight(text, label.end, start):
        return False
    end = start + len(digits)
    return (
        _MONEY_BEFORE.search(text.low, max(0, start - _REACH), start) is not None
        or _IS_ACCOUNT.match(text.low, end) is not None
    )


def merged(
    pairs: list[tuple[Part, Part]], banks: list[Part], accounts: list[Part]
) -> tuple[list[Part], list[Part]]:
    """Leave out the codes and accounts that labels gave of which a pair holds the digits."""
    if not pairs:
        return banks, accounts
    taken = [(part.start, part.end) for pair in islice(pairs, _MOST) for part in pair]

    def free(part: Part) -> bool:
        return all(part.end <= first or last <= part.start for first, last in taken)

    return [one for one in banks if free(one)], [one for one in accounts if free(one)]
