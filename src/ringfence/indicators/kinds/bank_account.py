"""Bank accounts: ``iban:DE…``, ``us:ROUTING/ACCOUNT``, ``gb:SORTCODE/…``, ``au:BSB/…``, ``in:IFSC/…``.

An IBAN is checked by ISO 13616, a US routing number by the American Bankers Association's check digit. The
national forms have no check, so each part needs its label (*routing number*, *sort code*, *account*). A part
that stands alone keeps its slash (``us:/000123456789``) and says nothing by itself.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import iban, near, roles
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.digits import Chain
    from ringfence.indicators.fold import Folded

NAME = "bank_account"
ROLES = (Role.PAYEE, Role.REPORTER)
RANK = 30

_BACKWARDS = 20  # what an account that stands before its bank's code counts as farther
_TOGETHER = 120  # characters between the two parts of one account, at most
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ -]?[A-Za-z0-9]{4})")
_LIKE_IBAN = re.compile(r"[0-9]{2}(?<=[A-Za-z]{2}..)(?=[ -]?[A-Za-z0-9]{4})")
_IFSC = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{4}0[A-Za-z0-9]{6}(?![A-Za-z0-9])")
_STATED = re.compile(r"(us|gb|au|in):([A-Z0-9]*)/([0-9]*)", re.IGNORECASE)
_BANKS = {"routing": ("us", (9,)), "sort_code": ("gb", (6,)), "bsb": ("au", (6,))}
_ACCOUNTS = {"us": (4, 17), "gb": (6, 8), "au": (4, 10), "in": (9, 18)}
_COUNTRIES = {"US": "us", "GB": "gb", "AU": "au", "IN": "in"}


class _Part(NamedTuple):
    country: str  # empty for an account of which the country is not known yet
    digits: str
    start: int
    end: int


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every account, whole or half."""
    yield from _ibans(text)
    banks, accounts = _parts(text, context)
    used: set[int] = set()
    for bank in sorted(banks, key=lambda part: part.start):
        at = min(
            (i for i, one in enumerate(accounts[:200]) if i not in used and _apart(bank, one) <= _TOGETHER),
            key=lambda i: _apart(bank, accounts[i]) + _BACKWARDS * (accounts[i].start < bank.start),
            default=None,
        )
        low, high = _ACCOUNTS[bank.country]
        if at is None or not low <= len(accounts[at].digits) <= high:
            yield _made(text, f"{bank.country}:{bank.digits}/", bank.start, bank.end)
            continue
        used.add(at)
        other = accounts[at]
        start, end = min(bank.start, other.start), max(bank.end, other.end)
        yield _made(text, f"{bank.country}:{bank.digits}/{other.digits}", start, end)
    for i, one in enumerate(accounts):
        country = _COUNTRIES.get(context.country or "US")
        if i not in used and country and len(one.digits) >= 6:
            yield _made(text, f"{country}:/{one.digits}", one.start, one.end)


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read an account that stands alone in a form's field."""
    bare = written.strip()
    match = _STATED.fullmatch(bare)
    if match and (match[2] or match[3]):
        return f"{match[1].lower()}:{match[2].upper()}/{match[3]}", _validity(match[1].lower(), match[2])
    compact = re.sub(r"[\s.-]", "", bare.removeprefix("iban:")).upper()
    if iban.LENGTHS.get(compact[:2]) == len(compact) and compact.isalnum() and compact[2:4].isdigit():
        return f"iban:{compact}", Validity.VALID if iban.checks(compact) else Validity.POSSIBLE
    country = _COUNTRIES.get(context.country or "")
    if country and compact.isascii() and compact.isdigit() and 6 <= len(compact) <= 18:
        return f"{country}:/{compact}", Validity.VALID
    return None


def strength(value: str, role: Role) -> float:
    """Give .85 for a whole account that was paid to, 0 for half of one."""
    whole = value.startswith("iban:") or ("/" in value and not value.endswith("/") and ":/" not in value)
    return 0.85 if whole and role is Role.PAYEE else 0.0


def label(value: str) -> str:
    """Write an IBAN in fours, the parts of other accounts with their names."""
    country, _, rest = value.partition(":")
    if country == "iban":
        return " ".join(rest[i : i + 4] for i in range(0, len(rest), 4))
    bank, _, account = rest.partition("/")
    name = {"us": "routing", "gb": "sort code", "au": "BSB", "in": "IFSC"}.get(country, "bank")
    return " ".join(
        part for part in (f"{name} {bank}" if bank else "", f"account {account}" if account else "") if part
    )


def _validity(country: str, bank: str) -> Validity:
    return Validity.POSSIBLE if country == "us" and bank and not aba(bank) else Validity.VALID


def aba(routing: str) -> bool:
    """Check a US routing number: the digits weighted 3, 7, 1 add up to a multiple of 10."""
    return (
        len(routing) == 9
        and routing.isdigit()
        and sum(int(sign) * weight for sign, weight in zip(routing, (3, 7, 1) * 3, strict=True)) % 10 == 0
    )


def _made(text: Folded, value: str, start: int, end: int) -> Found:
    country, _, rest = value.partition(":")
    role = roles.resolve(NAME, value, text, (start, end))
    validity = _validity(country, rest.partition("/")[0])
    return Found(NAME, value, role, validity, *text.span(start, end), strength(value, role))


def _ibans(text: Folded) -> Iterator[Found]:
    if not _LIKE_IBAN.search(text.text):
        return
    for match in _IBAN.finditer(text.text):
        length = iban.LENGTHS.get(match[0][:2].upper(), 0)
        compact, end = _compact(text.text, match.start(), length)
        if not length or len(compact) != length or (end < len(text.text) and text.text[end].isalnum()):
            continue
        fine = iban.checks(compact)
        told, _ = near.labelled(text, match.start())
        if not fine and told not in ("iban", "account"):
            continue
        value = f"iban:{compact}"
        role = roles.resolve(NAME, value, text, (match.start(), end))
        validity = Validity.VALID if fine else Validity.POSSIBLE
        yield Found(NAME, value, role, validity, *text.span(match.start(), end), strength(value, role))


def _compact(text: str, start: int, length: int) -> tuple[str, int]:
    """Collect letters and digits, stepping over spaces, dots and hyphens; give them and where they end."""
    signs: list[str] = []
    at = start
    while at < len(text) and len(signs) < length:
        if text[at].isascii() and text[at].isalnum():
            signs.append(text[at].upper())
        elif text[at] not in " -." or not text[at - 1].isalnum():
            break
        at += 1
    return "".join(signs), at


def _parts(text: Folded, context: Context) -> tuple[list[_Part], list[_Part]]:
    """Find the banks' codes and the account numbers that have their labels."""
    banks: list[_Part] = [_Part("in", m[0].upper(), *m.span()) for m in _ifscs(text)]
    accounts: list[_Part] = []
    british = context.country == "GB"
    if not british and not _LABELS & text.labels:
        return banks, accounts
    for chain in text.chains:
        name, is_tight = near.labelled(text, chain.start)
        digits, groups = chain.digits, chain.groups
        if british and name != "noise" and _is_pair(text.text, chain):
            banks.append(_Part("gb", digits[:6], groups[0].start, groups[2].end))
            accounts.append(_Part("", digits[6:], groups[3].start, chain.end))
        elif name in _BANKS and is_tight:
            country, sizes = _BANKS[name]
            for n in range(len(groups), 0, -1):
                code = "".join(group.digits for group in groups[:n])
                if len(code) in sizes:
                    banks.append(_Part(country, code, groups[0].start, groups[n - 1].end))
                    rest = "".join(group.digits for group in groups[n:])
                    if 4 <= len(rest) <= 17:
                        accounts.append(_Part("", rest, groups[n].start, chain.end))
                    break
        elif name == "account" and is_tight and 4 <= len(digits) <= 18:
            accounts.append(_Part("", digits, chain.start, chain.end))
    return banks, accounts


def _is_pair(text: str, chain: Chain) -> bool:
    """Tell whether a sort code and an account stand side by side, as in the UK: 20-00-00 55779911."""
    groups = chain.groups
    return [len(group.digits) for group in groups] == [2, 2, 2, 8] and all(
        text[left.end : right.start] == "-" for left, right in pairwise(groups[:3])
    )


_LABELS = frozenset(["routing", "sort_code", "bsb", "ifsc", "account"])


def _ifscs(text: Folded) -> Iterator[re.Match[str]]:
    if "ifsc" in text.labels:
        yield from (m for m in _IFSC.finditer(text.text) if any(sign.isdigit() for sign in m[0][5:]))


def _apart(left: _Part, right: _Part) -> int:
    return max(left.start, right.start) - min(left.end, right.end)
