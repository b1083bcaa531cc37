"""Remote IDs by their shape alone: *999 012 345* in a text that names a tool, where no word calls it an ID.

Digits in threes that no telephone of the reporter's country has are the tool's, even behind words such as
*number* or *called*. The other way round, digits that the country's plan has are a telephone number there,
unless words say that they are an ID.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, known_good, near, other_numbers
from ringfence.reports.contact import parse_phone
from ringfence.words import Country

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from ringfence.indicators.digits import Chain
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

# The tools' names where a word is glued to them or they are misspelt: *d'AnyDesk*, *TeamViewer's*, *Anidesk*.
_NAMED = re.compile(
    r"(?<![a-z0-9])(?:(?P<anydesk>an[iey]\s?des[ck]k?|a-n-y-d-e-s-k)|(?P<teamviewer>team\s?vi?ewer)"
    r"|(?P<ultraviewer>ultra\s?vi?ewer)|(?P<rustdesk>rust\s?desk)|(?P<supremo>supremo)"
    r"|(?P<zoho>zoho assist)|(?P<logmein>logmein))(?![a-z])"
)
_MAY_NAME = ("desk", "viewer", "supremo", "zoho", "logmein", "s-k", "veiwer", "vewer")
_THREES = ([3, 3, 3], [1, 3, 3, 3])
_ODD = ([3, 4, 3], [4, 3, 2], [4, 3, 3])  # as people cut ten digits or nine, where they are called an ID
_IN_ONE = (8, 9, 10)  # digits of an ID in one row
_ULTRA = 8
_REACH, _FAR = 60, 240  # characters
_LABELS_BACK = 4
_SENTENCES = 4  # from digits to the tool's name behind them, at most
# Words that speak of a number which a screen shows or someone reads out.
_SHOWN = re.compile(
    r"(?<![^\W_])(?:numbers?|zahl|nummer|num[eé]ro|n[uú]mero|chiffres|cifras|digits|display(?:s|ed)|show(?:s|ed|n)?"
    r"|screen|said|read|gezeigt|angezeigt|affich[eé]e?|mostr[oó]|enseñó|einer mit|tengo|venía de|visitor"
    r"|ziffern|ट?नंबर|番号)(?![^\W_])[^.!?;\d]{0,40}$"
)
_DIALLED = re.compile(
    r"\b(?:call|dial|ring|text|phone|fax|tel|ruf\w*|wähl\w*|appel(?:ez|er|le)|llam(?:e|ar|é)|marc(?:ar|ó|a|o|que|é))\.?"
    r"(?: (?:me|us|him|her|them|back))?(?: (?:on|at|under|unter|au|al|a|the|le|el))*[\s:(]{1,2}$"
)
_AS_PAPER = re.compile(
    r"[\"')]?,?\s(?:which )?(?:as|was|is|als|war|ist|comme|est|como|es) "
    r"(?:an? |the |my |our |their |his |her |meine? |die |mon |le |la |mi |el )?(?:[^\W\d]+ )?"
    r"(?:reports?|cases?|claims?|reference|ref|orders?|tickets?|invoices?|tracking"
    r"|parcels?|serials?|amount|vorgang\w*|akten\w*|bestell\w*|rechnung\w*|dossier|commande|expediente|pedido)\b"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_MONEY = re.compile(
    r"\s?(?:[€£¥₹%]|yen|dollars?|bucks|euros?|pounds|rupees?|pesos|円|people|hackers|viruses|files)"
)
_AMOUNT = re.compile(
    r"(?:[$€£¥₹]|\b(?:amounts?|totals?|sums?|balance|worth|betrag|summe|montant|somme|importe|cantidad"
    r"|saldo))[^.!?;\d]{0,24}$"
)
_NO_TRUNK = frozenset(["US", "CA", "ES", "MX", "AR", "PT", "DK", "NO", "PL"])  # plans without a leading 0
_MOBILE_IN, _INDIAN = frozenset("6789"), 10
_AUSTRALIAN = ("13", "18")


class Tool(NamedTuple):
    """The name of a remote tool in a text, and where it stands."""

    name: str
    start: int
    end: int


def tools(text: Folded, known: Container[str]) -> list[Tool]:
    """Give where a text names a remote tool, in order of place.

    Args:
        text: The folded text.
        known: The labels that are tools with numbers.
    """
    found: list[Tool] | None = text.kept.get("remote_tools")
    if found is None:
        labels: list[Cue] = text.by_group.get("label", [])
        found = [Tool(cue.name, cue.start, cue.end) for cue in labels if cue.name in known]
        if named(text):
            taken = {at for one in found for at in range(one.start, one.end)}
            for match in _NAMED.finditer(text.low):
                if match.start() not in taken:
                    found.append(Tool(match.lastgroup or "", *match.span()))
            found.sort(key=lambda tool: tool.start)
        text.kept["remote_tools"] = found
    return found


def named(text: Folded) -> bool:
    """Tell whether a text names a tool, also where the name is glued to another word or misspelt."""
    known: bool | None = text.kept.get("names_tool")
    if known is None:
        known = any(map(text.low.__contains__, _MAY_NAME)) and _NAMED.search(text.low) is not None
        text.kept["names_tool"] = known
    return known


def is_telephone(chain: Chain, country: str | None) -> bool:
    """Tell whether digits are written as a telephone number of a country is, and its plan has it."""
    digits = chain.digits
    if digits[0] == "0":
        return True  # no tool's ID begins so
    plan = country or "US"
    if plan not in _NO_TRUNK and not (
        (plan == "IN" and len(digits) == _INDIAN and digits[0] in _MOBILE_IN)
        or (plan == "AU" and digits.startswith(_AUSTRALIAN))
    ):
        return False
    parsed = parse_phone(digits, Country(plan))
    return parsed is not None and (parsed.valid or known_good.reserved("phone", parsed.e164))


def is_id(text: Folded, chain: Chain, country: str | None, *, told: bool) -> bool:
    """Tell whether digits are an ID of a tool that the text names, by their shape.

    Args:
        text: The folded text.
        chain: The digits.
        country: Where the reporter lives, where it is known.
        told: Whether words beside the digits call them an ID.
    """
    shape = [len(group.digits) for group in chain.groups]
    in_threes = shape in _THREES
    fits = in_threes or (told and shape in _ODD) or (len(shape) == 1 and shape[0] in _IN_ONE)
    if not fits or chain.plus or chain.spelled or is_telephone(chain, country):
        return False
    if is_other(text, chain) or _is_of_paper(text, chain):
        return False
    first = max(0, chain.start - _REACH)
    of_tool = shape == [_ULTRA] and "ultra" in text.low  # whose IDs have eight digits in a row
    if not (in_threes or told or of_tool or _SHOWN.search(text.low, first, chain.start)):
        return False
    if _DIALLED.search(text.low, first, chain.start):
        return False
    label = near.label(text, chain.start)
    if label is not None and label.name not in ("phone", "website"):
        return not near.tight(text, label.end, chain.start)
    return not (other_numbers.is_other(text, chain.start) or other_numbers.has_sign(text, chain.start))


def _is_of_paper(text: Folded, chain: Chain) -> bool:
    """Tell whether the sentence speaks of a paper's number before digits."""
    if "noise" not in text.labels:
        return False
    labels = near.before(text, "label", chain.start)[:_LABELS_BACK]
    return any(cue.name == "noise" and not near.parted_from(text.low, cue.end, chain.start) for cue in labels)


def is_other(text: Folded, chain: Chain) -> bool:
    """Tell whether digits are an amount or a day, or called a report behind them: *150000000 hackers*."""
    first = max(0, chain.start - _REACH)
    return (
        chain.digits.endswith("00000")
        or (len(chain.groups) == 1 and _DAY.fullmatch(chain.digits) is not None)
        or _MONEY.match(text.low, chain.end) is not None
        or _AS_PAPER.match(text.low, chain.end) is not None
        or _AMOUNT.search(text.low, first, chain.start) is not None
    )


def nearest(text: Folded, chain: Chain, sizes: Mapping[str, tuple[int, ...]]) -> Tool | None:
    """Give the tool that is named last before digits, else the next behind them; none far away.

    Args:
        text: The folded text.
        chain: The digits.
        sizes: How many digits the IDs of each tool have; the others are passed over.
    """
    size, low = len(chain.digits), text.low
    found: list[Tool] | None = text.kept.get(f"remote_tools {size}")
    if found is None:
        found = [one for one in tools(text, sizes) if size in sizes[one.name]]
        text.kept[f"remote_tools {size}"] = found
    at = bisect_left(found, chain.start, key=_start)
    if at:
        return found[at - 1] if chain.start - found[at - 1].end <= 2 * _FAR else None
    behind = found[0] if found and found[0].start - chain.end <= _FAR else None
    return behind if behind is not None and _one_story(low, chain.end, behind.start) else None


_start = itemgetter(1)


def _one_story(low: str, end: int, start: int) -> bool:
    """Tell whether at most three sentences end between two places."""
    return len(cues.sentence_ends(low[end:start])) <= _SENTENCES
