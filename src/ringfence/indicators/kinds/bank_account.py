"""Bank accounts: ``iban:DE…``, ``us:ROUTING/ACCOUNT``, ``gb:SORTCODE/…``, ``au:BSB/…``, ``in:IFSC/…``.

An IBAN is checked by ISO 13616, a US routing number by the American Bankers Association's check digit. The
national forms have no check, so each part needs its label (*routing number*, *sort code*, *account*). A part
that stands alone keeps its slash (``us:/000123456789``) and says nothing by itself.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from ringfence.indicators import account_pairs, iban, near, roles
from ringfence.indicators.account_pairs import Part as _Part
from ringfence.indicators.account_pairs import aba
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.digits import Chain
    from ringfence.indicators.fold import Folded

NAME = "bank_account"
ROLES = (Role.PAYEE, Role.REPORTER)
RANK = 30

_BACKWARDS = 20  # what an account that stands before its bank's code counts as farther
_LOOKED_AT = 50  # characters before a lone account in which words may say that it is no bank's
# *000012349876 IFSC …*, *… 000012349876*: an account right beside its branch's code needs no word.
_TO_IFSC = re.compile(
    r"[\s,;:/(-]{0,3}(?:(?:and|with|aur|और|व)\s)?(?:(?:ifsc|ifs|आईएफएससी|आइएफएससी)(?:\s?(?:code|no\.?|कोड))?"
    r"(?:\s(?:is|hai|है|tha|था))?[\s:=#-]{0,3})?"
)
_TO_CODE = re.compile(  # *X, routing number Y*, *X (sort code Y)*
    r"[\s,;:/(-]{0,3}(?:(?:the account )?(?:at|with|of|under|for|and|in)\s)?(?:the\s|its\s|bank\s){0,2}"
    r"(?:routing|aba|rtn|sort\s?-?code|s/c|bsb)(?:\s(?:number|no\.?|nr|code|transit|is|was)){0,2}[\s:=#.-]{0,3}"
)
_TOLL_FREE = ("1800", "1860")
_NO_TELEPHONE, _LONGEST_INDIAN = 11, 18  # digits that no number of India has; most of an account there
_NO_BANK = re.compile(
    r"\b(?:bill(?! pay)|bundle|broadband|internet|electric\w*|energy|gas|water|utility|phone|mobile"
    r"|customer(?!'s)|member(?!'s)\w*|loyalty"
    r"|subscription|netflix|amazon|microsoft|norton|geek squad|telstra|optus|comcast|xfinity|verizon|at&t"
    r"|bt|sky|vodafone"
    r"|insurance|tax|council|medicare|student|library|meter|tv|cable|apple|google|paypal|ebay|user"
    r"|email)\b[^.!?\n]*$"
)
# *el recibo de la luz trae la cuenta …*
_NO_BANK_ELSEWHERE = re.compile(
    r"\b(?:bil|biles|recibos?|facturas?|contrato|medidor|contador|servicio)\s(?:de(?:l| la| "
    r"los)?\s)?(?:luz|agua|gas|teléfono|celular|internet"
    r"|cable|electricidad|seguro|renta|basura)\b[^.!?\n]*$"
    r"|\b(?:factures?|contrat|abonnement|quittance)\s(?:d'|de |du )(?:électricité|eau|gaz|téléphone"
    r"|internet|edf|box|assurance)\b[^.!?\n]*$"
    r"|\b(?:strom|gas|wasser|telefon|internet|handy|kunden|vertrags|versicherungs)(?:rechnung|vertrag|abrechnung|konto)\b[^.!?\n]*$"
    r"|(?:बिजली|पानी|गैस|मोबाइल|बीमा|bijli|pani|gas|bima|mobile)\s(?:का|के|की|ka|ke|ki)\s(?:[^\s.।!?]+\s){0,3}$"
)
_MOST = 200  # accounts that are looked at in one text
_TOGETHER = 120  # characters between the two parts of one account, at most
# The two digits of an IBAN's check, behind its two letters: the search starts at digits, rarer than letters.
_IBAN_CHECK = re.compile(
    r"[0-9](?<=[A-Za-z]{2}.)(?:(?<![A-Za-z0-9]...)|(?<=(?:IBAN|iban)...))[0-9](?=[ .-]{0,2}[A-Za-z0-9]{3})"
)
_IFSC = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{4}[ -]?0[A-Za-z0-9]{6}(?![A-Za-z0-9])")
# What a number is, where the word is short or is parted from the number by what a form prints.
_CODE = re.compile(
    r"(?<![a-z])(?:(?P<sort>sort(?:ing)?(?:[ -]?codes?)?|s\s?[/.]\s?c\.?|s/code|sc)|(?P<bsb>bsb)"
    r"|(?P<routing>(?:aba|ach|wire|bank|fed)?\s?routing|rtn|aba|r/n|n[uú]mero de ruta|c[oó]digo de ruta|ruta"
    r"|num[eé]ro de routage|routage|bankleitzahl us))"
    r"(?:\s?(?:numbers?|no\.?|nr\.?|code|and|account|acct|transit|is|was|given|for (?:that|this)(?: one"
    r"| account)?|on (?:it|that)|:|#|=|-|\(aba\)|\(bsb\)|aba"
    r"|es|era|ist|war|n°"
    r"|/|(?:i|we|he|she|they|paid|used|sent|gave|by|the|scammers?)\b))*\s?[\"'(]?"
    r"(?P<code>\d{2}(?P<sign>[ ./–-]?)\d{2}(?P=sign)\d{2}(?!\d)|\d{3}[ -]?\d{3}(?!\d)|\d{9}(?!\d)"
    r"|\d{4}[ -]?\d{4}[ -]?\d(?!\d))"
)
_ACCOUNT = re.compile(
    r"(?<![a-z])(?:(?:bank |current |checking |savings |their |his |her |beneficiary |konto|cuenta )?"
    r"(?:accounts?|acct?s?|ac|a\s?/\s?cs?|acc|konto(?:nummer)?|konto-nr|cuenta|compte|khata|खाता|口座))"
    r"(?:\s?(?:number|numbers|no\.?|num|nr\.?|n[°º]|is|was|:|#|=|-|\.|संख्या|नंबर|नं\.?|番号|は|number is|ist"
    r"|es|de|bancaria|bancario|corriente))*"
    r"\s?[\"'(]?(?P<account>\d[\d -]{2,21}\d)(?![\d-])"
)
# *s/c 99-99-01 no. 00001234*: the number that follows a bank's code at once is the account's.
_SORTED = re.compile(r"\d\d-\d\d-\d\d")
_ITS_ACCOUNT = re.compile(r"[,;/]?\s(?:and |acc(?:oun)?t? )?\d{8}(?!\d)")
_BEHIND_CODE = re.compile(
    r"\d[ -]?\d\d[ -]?\d\d(?: no\.?| nr\.?| num\.?|,? #|(?<=\d-\d\d),|(?<=\d-\d\d\d),)\s?$"
)
_STATED = re.compile(r"(us|gb|au|in):([A-Z0-9]*)/([0-9]*)", re.IGNORECASE)
_BANKS = {"routing": ("us", (9,)), "sort_code": ("gb", (6,)), "bsb": ("au", (6,))}
_TIGHT_LABELS = frozenset([*_BANKS, "account"])  # those that must stand tight against their number
_ACCOUNTS = {"us": (4, 17), "gb": (6, 8), "au": (4, 10), "in": (9, 18)}
_COUNTRIES = {"US": "us", "GB": "gb", "AU": "au", "IN": "in"}


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every account, whole or half."""
    yield from _ibans(text)
    pairs = account_pairs.every(text, context)
    for bank, account in pairs:
        value = f"{bank.country}:{bank.digits}/{account.digits}"
        yield _made(text, value, min(bank.start, account.start), max(bank.end, account.end))
    banks, accounts = account_pairs.merged(pairs, *_parts(text, context))
    used: set[int] = set()
    banks.sort(key=_start)
    accounts_first = len(banks) == len(accounts) > 1 and accounts[0].start < banks[0].start
    for bank in banks:
        at = min(
            (i for i, one in enumerate(accounts[:_MOST]) if i not in used and _apart(bank, one) <= _TOGETHER),
            key=lambda i: (
                _apart(bank, accounts[i])
                + _BACKWARDS
                * ((accounts[i].start < bank.start and not _opens(text, accounts[i], bank)) != accounts_first)
            ),
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
        if i not in used and country and len(one.digits) >= 6 and _is_of_bank(text, one):
            yield _made(text, f"{country}:/{one.digits}", one.start, one.end)


_start = attrgetter("start")


def _is_of_bank(text: Folded, one: _Part) -> bool:
    """Tell whether an account that stands alone is a bank's, and not a customer's with a company."""
    first = max(0, one.start - _LOOKED_AT)
    return not (
        _NO_BANK.search(text.low, first, one.start) or _NO_BANK_ELSEWHERE.search(text.low, first, one.start)
    )


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


def _made(text: Folded, value: str, start: int, end: int) -> Found:
    country, _, rest = value.partition(":")
    role = roles.resolve(NAME, value, text, (start, end))
    validity = _validity(country, rest.partition("/")[0])
    return Found(NAME, value, role, validity, *text.span(start, end), strength(value, role))


def _ibans(text: Folded) -> Iterator[Found]:
    for match in _IBAN_CHECK.finditer(text.text):
        start = match.start() - 2
        length = iban.LENGTHS.get(text.text[start : start + 2].upper())
        if length is None:
            continue
        compact, end = _compact(text.text, start, length)
        if len(compact) != length or _goes_on(text.text, end):
            continue
        fine = iban.checks(compact)
        if not fine and not _is_said(text, start):
            continue
        value = f"iban:{compact}"
        role = roles.resolve(NAME, value, text, (start, end))
        validity = Validity.VALID if fine else Validity.POSSIBLE
        yield Found(NAME, value, role, validity, *text.span(start, end), strength(value, role))


def _is_said(text: Folded, start: int) -> bool:
    """Tell whether a text speaks of an IBAN, or of an account and of nothing else right before a place."""
    if "iban" in text.labels or "iban" in text.low:
        return True
    return "account" in text.labels and near.labelled(text, start) != ("noise", True)


def _goes_on(text: str, end: int) -> bool:
    after = text[end : end + 3].upper()
    return after[:1].isascii() and after[:1].isalnum() and after not in ("BIC", "SWI")


def _compact(text: str, start: int, length: int) -> tuple[str, int]:
    """Collect letters and digits, stepping over spaces, dots and hyphens; give them and where they end."""
    signs: list[str] = []
    at = start
    gap = 0
    while at < len(text) and len(signs) < length:
        if text[at].isascii() and text[at].isalnum():
            signs.append(text[at].upper())
            gap = 0
        elif text[at] not in " -.\n" or gap > 1:
            break
        else:
            gap += 1
        at += 1
    return "".join(signs), at


def _parts(text: Folded, context: Context) -> tuple[list[_Part], list[_Part]]:
    """Find the banks' codes and the account numbers that have their labels."""
    branches = islice(_ifscs(text, context), _MOST)
    banks = [_Part("in", re.sub(r"[ -]", "", code[0]).upper(), *code.span()) for code in branches]
    accounts: list[_Part] = []
    british, american = context.country == "GB", context.country in (None, "US")
    short = _has_short_label(text.low)
    if short:
        banks += islice(_codes(text), _MOST)
    looked = british or short or (american and "000" in text.low)
    if not looked and not banks and _LABELS.isdisjoint(text.labels):
        return banks, accounts
    taken = [(bank.start, bank.end) for bank in banks]
    for chain in text.chains:
        code_end = _within(taken, chain.start, chain.end) if taken else None
        if code_end == chain.end:
            continue
        told = near.label(text, chain.start)
        name = None if told is None else told.name
        is_tight = told is not None and name in _TIGHT_LABELS and near.tight(text, told.end, chain.start)
        digits, groups = chain.digits, chain.groups
        if british and name != "noise" and _british(text, chain, banks, accounts):
            continue
        if code_end is not None:
            rest = [group for group in groups if _within(taken, group.start, group.end) is None]
            number = "".join(group.digits for group in rest)
            if 4 <= len(number) <= 17:
                accounts.append(_Part("", number, rest[0].start, rest[-1].end))
        elif name in _BANKS and is_tight:
            _split(chain, *_BANKS[name], banks, accounts)
        elif (
            (name == "account" and is_tight and 4 <= len(digits) <= 18)
            or (american and len(groups) == 1 and account_pairs.alone(text, chain.start, digits))
        ) or ((short or banks) and (_named_account(text, chain) or _is_beside_code(text.low, chain, banks))):
            accounts.append(_Part("", digits, chain.start, chain.end))
    return banks, accounts


def _has_short_label(low: str) -> bool:
    """Tell whether a text may hold one of the labels of `_CODE`, or one like them."""
    return (
        ("sort" in low or "rout" in low or "bsb" in low or "rtn" in low or "aba" in low or "ruta" in low)
        or ("sc" in low and ("sc " in low or "sc:" in low))
        or "s.c" in low
        or ("/" in low and ("s/c" in low or "s / c" in low))
        or (not low.isascii() and ("खाता" in low or "口座" in low))
    )


def _codes(text: Folded) -> Iterator[_Part]:
    """Find the banks' codes that stand right behind their labels, also where they look like dates."""
    for match in _CODE.finditer(text.low):
        digits = "".join(sign for sign in match["code"] if sign.isdigit())
        country = "gb" if match["sort"] else "au" if match["bsb"] else "us"
        if len(digits) == (9 if country == "us" else 6):
            yield _Part(country, digits, match.start("code"), match.end("code"))


def _within(taken: list[tuple[int, int]], start: int, end: int) -> int | None:
    """Give where the code ends that a stretch of the text meets; None when it meets none."""
    return next((last for first, last in taken if first < end and start < last), None)


def _named_account(text: Folded, chain: Chain) -> bool:
    stretch = _ACCOUNT.finditer(text.low, max(0, chain.start - 40), chain.end + 1)
    if not 4 <= len(chain.digits) <= 18:
        return False
    if _BEHIND_CODE.search(text.low, max(0, chain.start - 16), chain.start):
        return True
    return any(match.start("account") == chain.start for match in stretch)


def _is_beside_code(low: str, chain: Chain, banks: list[_Part]) -> bool:
    """Tell whether digits stand right beside a bank's code, as people write an account: *X, routing Y*."""
    whole = not chain.plus and len(chain.groups) == 1 and 6 <= len(chain.digits) <= 17
    return _is_beside_branch(low, chain, banks) or any(
        whole and bank.country != "in" and _TO_CODE.fullmatch(low, chain.end, max(bank.start, chain.end))
        for bank in banks
    )


def _is_beside_branch(low: str, chain: Chain, banks: list[_Part]) -> bool:
    """Tell whether digits stand right beside an IFSC: so people write an account of India."""
    digits = chain.digits
    if chain.plus or not _NO_TELEPHONE <= len(digits) <= _LONGEST_INDIAN or digits.startswith(_TOLL_FREE):
        return False
    return any(
        bank.country == "in"
        and (
            (chain.end <= bank.start and _TO_IFSC.fullmatch(low, chain.end, bank.start))
            or (bank.end <= chain.start and not low[bank.end : chain.start].strip(" ,;/:-"))
        )
        for bank in banks
    )


def _split(
    chain: Chain, country: str, sizes: tuple[int, ...], banks: list[_Part], accounts: list[_Part]
) -> None:
    """Cut a chain into a bank's code and the account that follows it."""
    groups = chain.groups
    for n in range(min(len(groups), sizes[-1]), 0, -1):  # each group has a digit
        code = "".join(group.digits for group in groups[:n])
        if len(code) in sizes:
            banks.append(_Part(country, code, groups[0].start, groups[n - 1].end))
            rest = "".join(group.digits for group in groups[n : n + 18])
            if 4 <= len(rest) <= 17:
                accounts.append(_Part("", rest, groups[n].start, chain.end))
            return


def _is_pair(text: str, chain: Chain) -> bool:
    """Tell whether a sort code and an account stand side by side, as in the UK: 20-00-00 55779911."""
    groups = chain.groups
    return [len(group.digits) for group in groups] == [2, 2, 2, 8] and all(
        text[left.end : right.start] == "-" for left, right in pairwise(groups[:3])
    )


def _british(text: Folded, chain: Chain, banks: list[_Part], accounts: list[_Part]) -> bool:
    """Take a sort code that stands before its account without a label: *20-00-00 55779911*, *20-00-00, …*."""
    groups = chain.groups
    if _is_pair(text.text, chain):
        banks.append(_Part("gb", chain.digits[:6], groups[0].start, groups[2].end))
        accounts.append(_Part("", chain.digits[6:], groups[3].start, chain.end))
        return True
    alone = _SORTED.fullmatch(text.low, chain.start, chain.end) is not None
    if alone and _ITS_ACCOUNT.match(text.low, chain.end):
        banks.append(_Part("gb", chain.digits, chain.start, chain.end))
        return True
    return False


_LABELS = frozenset(["routing", "sort_code", "bsb", "ifsc", "account"])


def _ifscs(text: Folded, context: Context) -> Iterator[re.Match[str]]:
    """Find the codes of Indian branches: beside their label, or in a text that names an account."""
    indian = context.country == "IN" and "account" in text.labels
    if not indian and "ifsc" not in text.low and "ifsc" not in text.labels:
        return
    for match in _IFSC.finditer(text.text):
        spaced = len(match[0]) > 11
        if any(sign.isdigit() for sign in match[0][-6:]) and (
            near.labelled(text, match.start())[0] == "ifsc" or (match[0].isupper() and not spaced)
        ):
            yield match


def _opens(text: Folded, account: _Part, bank: _Part) -> bool:
    """Tell whether a bank's code stands in brackets right behind an account: *4471 (rtn …)*."""
    return text.low[account.end : bank.start].lstrip(" ")[:1] in ("(", "[")


def _apart(left: _Part, right: _Part) -> int:
    return max(left.start, right.start) - min(left.end, right.end)
