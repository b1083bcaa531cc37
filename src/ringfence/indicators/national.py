"""Telephone numbers whose grouping is unmistakable, where a word before names something else.

*Pour le dossier : 02 61 91 30 09*, *die eigene Nr. 040 66969 12*, *room line 414-555-0120*: the word is about
something else, or what stands between it and the number speaks of telephones. A number of a paper that is
written like a telephone's stays a paper's where a word calls it a number, *numéro de dossier*, *case no*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues, known_good, near, remote_shapes
from ringfence.reports.contact import parse_phone
from ringfence.words import Country

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.indicators.digits import Chain
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

_SHAPES: dict[str, tuple[Sequence[int], ...]] = {
    "US": ([3, 3, 4], [1, 3, 3, 4]),
    "CA": ([3, 3, 4], [1, 3, 3, 4]),
    "FR": ([2, 2, 2, 2, 2],),
    "GB": ([3, 4, 4], [4, 3, 4], [5, 6], [5, 3, 3]),
    "ES": ([3, 3, 3], [3, 2, 2, 2]),
    "IN": ([5, 5], [3, 4, 4]),
    "JP": ([3, 4, 4], [2, 4, 4], [4, 3, 3], [3, 3, 4], [4, 2, 4]),
    "AU": ([2, 4, 4], [4, 3, 3]),
}
_FEWEST, _AREA = 9, (3, 4, 5)  # digits of a number of Germany, and of its area code
_UNPARTED = (11, 12)  # of one in a row
_REACH = 60  # characters
_PHONES = (
    r"(?:phone|telephone|tel|line|landline|cell|mobile|handset|telefon|handy|festnetz|rufnummer|teléfono"
    r"|telefono|móvil|movil|fijo|línea|linea|téléphone|portable|fixe|ligne|mobil"
    r"|caller id)"
)
# A telephone's word between what names a paper and the number: *room line 414-…*, *in that order: home 217-…*
_BETWEEN = re.compile(rf"(?:\s?[(,:]\s?(?:{_PHONES}|home|work|office)|\s{_PHONES})[\s.:,(]{{1,3}}")
# *Telefon des Empfängers laut Rechnung: …*
_FIELD = re.compile(
    rf"(?:^|[\n|;])[ \t]{{0,3}}(?:\d{{1,2}}[.)] )?{_PHONES}\.?\s[^:\n|;\d]{{0,40}}\b(?:laut|gemäß|per|on|from"
    r"|as per|according to|selon|según|sur|en)\s(?:the |their |his |la |le |der |dem )?[^\W\d]+:\s?$"
)
_SUBSCRIBER = re.compile(r"\b(?:abonado|abonné|subscriber)\b")
_NUMBERED = re.compile(
    r"\b(?:numbers?|no|num|nr|ids?|ref\w*|r[eé]f\w*|code|n[uú]mero|nro|num[eé]ro|folio|nummer|zeichen)\b\.?"
    r"|n[°º]|#|nummer|zeichen|番号|नंबर|संख्या"
)
_CODE = re.compile(r"\b(?:codes?|pins?|otps?|passcodes?)\b|パスワード")
_SHORTEST_LONG = 10  # digits that no code has which is used once
_QUOTED = re.compile(r"[\"'”]\s(?:is |was |popped |came )?(?:on|at|from|au|al|desde)\s[(]?")
_FREE_QUOTED = re.compile(r"[\"'”]\s?[(]?")
_SHOWN = re.compile(r"(?:\w+ )?(?:identificador|kennung|gegenstelle)")
_TOOLS = frozenset(["anydesk", "teamviewer", "ultraviewer", "rustdesk", "supremo", "zoho", "logmein"])
# *<tlfAutor>*, *<victim_phone>*, and not *<hotelId>*
_TAG = re.compile(
    r"<(?:[\w:-]*[_:-]|(?=[\w:-]*[a-z](?:Tlf|Tel|Phone|Mobile|Movil|Cell))[\w:-]*?[a-z](?=[A-Z]))?"
    r"(?i:tlf|tel|telephone|telefono|telefon|phone|mobile|movil|cell)"
    r"(?!\w*(?i:order|pedido|ref|case|bill|factura|invoice|rechnung|id>))(?:[A-Z_:-][\w:-]*)?>\s?$"
)
_LONGEST_TAG = 40
# *El de ella es 600…*, *—El 711…*, in a text of telephones that names no paper
_THE_ONE = re.compile(
    r"(?<![^\W_])el(?: (?:bueno|malo|mío|suyo|otro|nuevo|viejo|de [^.;:!?\d]{1,30}?))?(?: (?:es|era))?,?\s$"
    r"|\?\s{1,3}(?:r|respuesta)\s?[:.]\s$"
)
_SPEAKS_ES = re.compile(r"n[uú]mero|tel[eé]fono|m[oó]vil|\bllam")
_INDIAN = re.compile(r"[6-9]\d{9}")
_SPANISH = re.compile(r"[679]\d{8}")
# German *Nr.* behind an adjective, an article or a time is a telephone's in a text of calls.
_ADJECTIVE = re.compile(
    r"(?<![^\W_])(?:[a-zäöüß]{2,14}e[nrsm]?|die|der|von|Uhr)\s(?:Nr|nr|NR|Nummer|nummer|Kennung)\b"
    r"\.?(?: (?:ist|war|lautet))?[\s:(]{0,3}$"
)
_MY_NR = re.compile(
    r"\b(?:meine|unsere|seine|ihre|deine) (?:eigene |private |neue |alte )?nr\.?(?: (?:ist|war|lautet))?"
    r"[\s:(]{0,3}$"
)
_OF_PAPER = re.compile(
    r" (?:der|des|zur|zum|meiner|meines|von der|del|de la|de mi) "
    r"(?:bestell|sendung|rechnung|akte|police|paket|vertrag|auftrag"
    r"|vorgang|kunden|liefer|buchung|karte|zähler|versicher"
    r"|pedido|factura|expediente|cliente|contrato|reserva|tarjeta|póliza|envío|paquete)"
)
_CALLS = re.compile(
    r"\banruf|\bangerufen|\brief\b|\bruft\b|\btelefon|\bhandy|\bdisplay|\brufnummer|zurückgerufen|\bcall"
)
_AT_CALL = re.compile(
    r"\b(?:t[eé]l|appel|joign|joind|coordonn|portable|fixe|abonné|contact|rappel|sonn)[^.!?;\n]{0,90}$"
)
_CALLER_STATE = re.compile(  # *Came through as BOISE ID 208-…* on a caller's display
    r"\b(?:[Cc]ame|[Cc]aller|[Cc]alled|[Ss]how(?:ed|s)?|[Dd]isplay|[Rr]ang|[Ff]rom|[Ss]creen)\b[^.!?]{0,30}\s"
    r"(?!CASE|ORDER|CLAIM|USER|CUSTOMER|MEMBER|TICKET|POLICY|ACCOUNT)[A-Z]{3,},? ID:? $"
)
_FREE = re.compile(r"1?8(?:00|33|44|55|66|77|88)")
_IS = frozenset(["is", "was", "on", "("])
_PLACES = frozenset(["unit", "suite", "room", "store", "appartement", "apartment"])
_AGAIN = re.compile(
    r"\s(?:bhi|se|wo|woh|mujhe|usne|ek|main|maine|call|usi|us|is)\s[^.!?\d]{0,20}"
)  # *fir bhi …*


def outweighs(text: Folded, chain: Chain, country: str | None) -> bool:
    """Tell whether a number is a telephone's although a word before it names something else.

    Args:
        text: The folded text.
        chain: The number.
        country: Where the reporter lives, where it is known.
    """
    if not is_shaped(chain, country):
        return False
    if _FIELD.search(text.low, max(0, chain.start - 2 * _REACH), chain.start) or _is_no_tools(text, chain):
        return True
    if country == "DE":
        return _is_behind_adjective(text, chain.start, chain.end)
    if _CALLER_STATE.search(text.text, max(0, chain.start - _REACH), chain.start):
        return True
    label = near.label(text, chain.start)
    return label is not None and (
        _is_of_place(text, chain, country, label) or _is_other_matter(text, chain, country, label)
    )


def _is_of_place(text: Folded, chain: Chain, country: str | None, label: Cue) -> bool:
    """Tell whether a number is reached in a place, whose own is not so long: *The room is 413-555-…*."""
    if text.low[label.start : label.end] not in _PLACES or country not in ("AU", "GB", "CA", "US", None):
        return False
    return chain.digits[0] == "0" or text.low[label.end : chain.start].strip() in _IS


def _is_other_matter(text: Folded, chain: Chain, country: str | None, label: Cue) -> bool:
    """Tell whether the word before a number is about something else than the number."""
    named, between = text.low[label.start : label.end], text.low[label.end : chain.start]
    if between.strip(" (") and _BETWEEN.fullmatch(between):
        return True
    told = text.low[max(0, label.start - 16) : label.end]
    return _is_so_named(chain, named, between) or (
        _NUMBERED.search(told) is None and _is_so_written(text, chain, country, named, between)
    )


def _is_no_tools(text: Folded, chain: Chain) -> bool:
    """Tell whether a word that may call a remote ID stands in a text that names no tool: *Kennung*."""
    label = near.label(text, chain.start)
    if label is None or label.name != "remote" or text.low[label.end : chain.start].strip(" :("):
        return False
    if remote_shapes.named(text) or _OF_PAPER.match(text.low, chain.end):
        return False
    named = text.low[label.start : label.end]
    return _SHOWN.fullmatch(named) is not None and text.labels.isdisjoint(_TOOLS)


def _is_behind_adjective(text: Folded, start: int, end: int) -> bool:
    """Tell the same of a German *Nr.* or *Kennung* in a text of calls, whose sentence names no paper."""
    first = max(0, start - _REACH)
    if not _MY_NR.search(text.low, first, start) and (
        not _ADJECTIVE.search(text.text, first, start) or not cues.says(_CALLS, text.low)
    ):
        return False
    if _OF_PAPER.match(text.low, end):
        return False
    return not any(
        cue.name == "noise" and not near.parted_from(text.low, cue.end, start)
        for cue in near.before(text, "label", start)
    )


def _is_so_named(chain: Chain, named: str, between: str) -> bool:
    """Tell the same by the word itself: a subscriber has a telephone; no code for one use is so long."""
    if _SUBSCRIBER.search(named):
        return True
    if _QUOTED.fullmatch(between):
        return True
    if _CODE.search(named) and between.lstrip()[:1] in (",", "が"):
        return len(chain.digits) >= _SHORTEST_LONG and chain.digits[0] == "0"
    return False


def _is_so_written(text: Folded, chain: Chain, country: str | None, named: str, between: str) -> bool:
    """Tell the same by how only telephones are written in a country, where no word says *number*."""
    if country == "IN":
        return named == "fir" and _AGAIN.fullmatch(between) is not None
    opened = between.strip() in ("(", ":")
    if country == "FR":
        first = max(0, chain.start - 2 * _REACH)
        return opened and _AT_CALL.search(text.low, first, chain.start) is not None
    if country == "ES":
        return opened and re.search(rf"\b{_PHONES}\b", named) is not None
    if country in ("US", None):
        free = _FREE.match(chain.digits) is not None
        return named == "tfn" or (free and (named in _PLACES or _FREE_QUOTED.fullmatch(between) is not None))
    return False


def is_named(text: Folded, chain: Chain, country: str | None) -> bool:
    """Tell whether a tag, or an article in a text of telephones, says that digits are one to dial.

    Args:
        text: The folded text.
        chain: The digits.
        country: Where the reporter lives, where it is known.
    """
    start = chain.start
    if text.text[start - 1 : start] == ">" and _TAG.search(text.text, max(0, start - _LONGEST_TAG), start):
        return True
    if country == "IN":  # of an order or a payment it would be said
        return (
            _INDIAN.fullmatch(chain.digits) is not None
            and len(chain.groups) == 1
            and near.label(text, start) is None
        )
    return (
        country == "ES"
        and _SPANISH.fullmatch(chain.digits) is not None
        and "noise" not in text.labels
        and _THE_ONE.search(text.low, max(0, start - _REACH), start) is not None
        and cues.says(_SPEAKS_ES, text.low)
    )


def is_shaped(chain: Chain, country: str | None) -> bool:
    """Tell whether digits stand in groups as a country's telephone numbers do, and its plan has them."""
    plan = country or "US"
    shape = [len(group.digits) for group in chain.groups]
    if chain.plus or chain.spelled or (len(shape) == 1 and plan != "DE"):
        return False
    if plan == "DE":
        parted = shape[0] in _AREA or shape[0] in _UNPARTED
        fits = len(chain.digits) >= _FEWEST and parted and chain.digits[0] == "0"
    else:
        fits = shape in _SHAPES.get(plan, ())
    if not fits or (plan in ("FR", "GB", "JP") and chain.digits[0] != "0"):
        return False
    parsed = parse_phone(chain.digits, Country(plan))
    return parsed is not None and (parsed.valid or known_good.reserved("phone", parsed.e164))
