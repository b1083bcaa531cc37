"""The name, or badge number, that the caller gave: ``kevin-martin``, ``badge:ms4471``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, phrases
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "claimed_name"
ROLES = (Role.CLAIMED,)
RANK = None

_FIRST = r"[A-ZÀ-Þ](?:'[A-ZÀ-Þ])?[a-zà-ÿ]{1,15}"
_ONE = rf"({_FIRST}(?: [A-ZÀ-Þ](?:'[A-ZÀ-Þ])?[a-zà-ÿ'-]{{1,15}}){{0,3}})"
_NAMED = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Cc]aller's|[Aa]gent's|[Tt]echnician's)(?: \w+)? name (?:was|is|as)"
    r"|\b(?:named|calling himself|calling herself|called himself|called herself|himself as|herself as|name of"
    r"|going by|by the name"
    r"|nannte sich|namens|mit Namen|stellte sich als|sich als|ein Herr|eine Frau|ein gewisser|eine gewisse"
    r"|se llamaba|dijo llamarse|decía llamarse|llamado|llamada|un tal|una tal|de nombre|identificó como"
    r"|presentó como|dijo que era"
    r"|se faisait appeler|s'appelait|s'appeler|nommée?|du nom de|au nom de|un certain|une certaine"
    r"|présentant comme|présentée? comme|présenter comme"
    r"|a (?:man|guy|woman|lady|person|technician) called|spoke (?:to|with)|speaking (?:to|with))"
    r"|\b(?:[Aa]gent|[Oo]fficer|[Tt]echnician|[Ss]upervisor|[Ii]nspector)"
    r"|\bनाम:?) (?:a |an |of |Mr\.? |Ms\.? |Mrs\.? |Herrn? |Frau |M\. |Mme |Sr\. |Sra\. )?" + _ONE
)
_FROM = re.compile(_ONE + r" from (?:the )?(?:[A-Z]|tech(?:nical)?|refund|billing|support|fraud|security)")
# *of* and *von* stand after any noun: a name needs a word before it that presents someone.
_OF = re.compile(
    r"\b(?:is|was|am|with|by|to|from|Mr\.?|Ms\.?|Mrs\.?"
    r"|hier ist|hier spricht|ich bin|Name ist|war|Herrn?|Frau"
    r"|c'est|je suis|soy|habla|es|era|Monsieur|Madame|M\.|Mme|Señora?|Sra?\.) "
    + _ONE
    + r",? (?:of|at|von|vom|von der|de|du|del|de chez) (?:the |la |l'|el )?[A-Z]"
)
_CALLING = (
    r",? (?:and )?(?:I'm |I am )?calling\b"
    r"|,? (?:from|with|at|here at|of) (?:the |your )?(?:[A-Z]|\w+ department)"
)
_THIS = re.compile(rf"\b[Tt]his is {_ONE}(?:{_CALLING})")
# A recorded message tells the caller's name, where a report tells the reporter's.
_MINE = re.compile(rf"\b[Mm]y name(?: is|'s) {_ONE}(?:{_CALLING}|,? and\b|[.,])")
_CALLED_JA = re.compile(rf"{_ONE} ?(?:と ?名乗|と ?いう|という)")
_BADGE = re.compile(
    r"\b(?:badge|employee|agent) (?:id|no\.?|number|#)(?: is| was|:)? ?#?([a-z]{0,4}-?\d[a-z0-9-]{2,11})\b"
)
_BADGES = frozenset(["badge", "employee", "agent"])
_REACH, _MOST = 60, 400
_HINTS = {
    **dict.fromkeys(
        cues.listed(
            "named name himself herself called spoke speaking agent officer technician supervisor "
            "inspector going "
            "nannte namens namen sich herr frau gewisser gewisse llamaba llamarse llamado llamada tal nombre "
            "identificó presentó era appeler s'appeler s'appelait nommé nommée nom certain certaine "
            "présentant "
            "présenté présentée présenter badge employee नाम"
        ),
        _NAMED,
    ),
    "from": _FROM,
    **dict.fromkeys(["of", "at", "vom", "von", "de", "du", "del"], _OF),
    "this": _THIS,
    "my": _MINE,
    "名": _CALLED_JA,
    "と": _CALLED_JA,
}
_TITLES = frozenset(
    cues.listed(
        "Officer Agent Special Senior Inspector Supervisor Technician Detective Sergeant Captain Deputy "
        "Sheriff "
        "Manager Mr Mrs Ms Miss Dr Herr Herrn Frau Monsieur Madame Mme Señor Señora Sr Sra Sir"
    )
)
_NO_NAMES = frozenset(
    cues.listed(
        "Press The I My He She They It This That And But So Then When A An We You Your Our Call Called "
        "Calling Not "
        "Someone Somebody Hello Hi Yes No Please Thank Thanks Monday Tuesday Wednesday Thursday Friday "
        "Saturday "
        "Sunday January February March April May June July August September October November December "
        "Windows "
        "Support Technical Tech Security Department Deptment Departement Customer Customers Service Services "
        "Computer English India Indian American America United States State Bank Gift Card Cards Internet "
        "Google "
        "Facebook Email Number Der Die Das Ich Er Sie Ein Eine El La Los Las Un Una Le Les Une Il Elle Je "
        "Yo En On "
        "In At For With By To From Number Team Desk Office Federal Case Police Dept Division Unit Bureau "
        "Center "
        "Centre Agency General Investigation Investigations Investigative Investigator Criminal Crime "
        "Crimes Legal "
        "Affairs Justice Internal Revenue Said Says Claimed Claims Claiming Told Pretending Supposedly "
        "Suposedly "
        "Supposed Representing Representative Representatives Scam Scammer Scammers Imposter Impostor "
        "Fake Fraud "
        "Frauds Audit Tax Taxes Refund Refunds Billing Account Accounts Accounting Processing Collections "
        "Collection Commissioner Director Board District Headquarters Headquarter Treasury Treasurer "
        "Attorney "
        "Attorneys Court County City Town National International Global World Online Website Company "
        "Corporation "
        "Inc Llc Group Insurance Credit Debt Loan Loans Lottery Sweepstakes Grant Grants Government "
        "Social Medicare "
        "Washington Texas California Florida York Jersey London Jamaica Pakistan Nigeria Canada Australia "
        "Ireland "
        "Delhi Mumbai Kolkata Germany France Spain Japan Europe Dallas Chicago Houston Miami Atlanta Boston "
        "Man Woman Guy Lady Person People Caller Callers Male Female Voice Recording Recorded Message "
        "Voicemail "
        "Automated Unknown Enforcement Compliance Verification Warranty Student Direct Microsoft Amazon "
        "Apple "
        "Kundendienst Abteilung Polizei Mitarbeiter Firma Techniker Servicio Soporte Departamento Técnico "
        "Policía "
        "Empresa Centro Ministerio Assistance Technicien Société Police Banque Banco"
    )
)
# What no one is called: Department, Investigation, Headship.
_NO_NAME_ENDING = re.compile(r"(?:tions?|ships?|ness|quarters|(?<!cle)ments?|ances?|enc(?:y|ies))$")
_BRANDS = phrases.spellings("brand")
_RECORDED, _TOLD = "script", "story"


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each name once."""
    seen: set[str] = set()
    for match in _around(text):
        first = match.start(1) + _title(match[1])
        value = _slug(text.text[first : match.end(1)])
        if value is not None and value not in seen:
            seen.add(value)
            span = text.span(first, match.end(1))
            yield Found(NAME, value, Role.CLAIMED, Validity.VALID, *span, 0.0)
    if not any(word in text.low for word in _BADGES):
        return
    for match in _BADGE.finditer(text.low):
        value = f"badge:{match[1]}"
        if value not in seen:
            seen.add(value)
            yield Found(NAME, value, Role.CLAIMED, Validity.VALID, *text.span(*match.span(1)), 0.0)


def _around(text: Folded) -> Iterator[re.Match[str]]:
    """Match the patterns around their hints: a name stands within a few words of one."""
    looked_at = 0
    ends: dict[re.Pattern[str], int] = {}
    recorded = _RECORDED in text.scenes and _TOLD not in text.scenes
    for i, kind in enumerate(map(_HINTS.get, [token[0] for token in text.tokens])):
        if kind is None or looked_at > _MOST or (kind is _MINE and not recorded):
            continue
        _, start, end = text.tokens[i]
        if kind in (_FROM, _OF) and not text.text[text.tokens[max(0, i - 1)][1]].isupper():
            continue  # *… of the*: no name stands before it
        looked_at += 1
        for match in kind.finditer(text.text, max(ends.get(kind, 0), start - _REACH), end + _REACH):
            ends[kind] = match.end()
            yield match


def _title(name: str) -> int:
    """Give how many characters of a name are titles before it: *Officer*, *Herr*."""
    length = 0
    for word in name.split(" "):
        if cues.bare(word) not in _TITLES:
            break
        length += len(word) + 1
    return min(length, len(name))


def _slug(name: str) -> str | None:
    words = name.split()
    if not words or any(cues.bare(word) in _NO_NAMES or word.lower() in _BRANDS for word in words):
        return None
    if any(_NO_NAME_ENDING.search(word.lower()) for word in words) or (
        len(words) == 1 and name.endswith("ing")
    ):
        return None
    return "-".join(re.findall(r"[^\W_]+", name.lower()))


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a name that stands alone in a form's field."""
    low = written.strip().lower()
    prefix = "badge:" if low.startswith("badge:") else ""
    slug = "-".join(re.findall(r"[^\W_]+", low.removeprefix("badge:")))[:60]
    return (prefix + slug, Validity.VALID) if slug else None


def strength(value: str, role: Role) -> float:
    """Give 0: a claimed name is a stage name, used by thousands."""
    return 0.0


def label(value: str) -> str:
    """Write a name with capitals."""
    return value.replace("-", " ").title()
