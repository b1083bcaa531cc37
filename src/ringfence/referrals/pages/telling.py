"""The sentences of a ring as patterns that every language has; what fits none stays English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from ringfence.referrals.pages.subject import Line
from ringfence.referrals.pages.words import spoken
from ringfence.rings.labels import readable, the

if TYPE_CHECKING:
    from datetime import date

    from ringfence.rings.dossier import Dossier
    from ringfence.rings.facts import Facts
    from ringfence.rings.sentences import Evidence, Sentence

MOST = 8
_COUNTRY = re.compile(r"(\b(?:in|of|and)|,) ([A-Z]{2})\b")
_ANALYST = "an analyst says "
_N = r"([\d,]+)"
_PATTERNS = (
    ("said.thin", re.compile(rf"{_N} of {_N} reports hangs? on a single value\.")),
    ("said.unknown", re.compile(rf"{_N} of {_N} reports (?:is|are) by unknown people, .*\.")),
    ("said.leads", re.compile(rf"{_N} of {_N} reports are leads: .*\.")),
)
_ONE_SOURCE = "All reports come from one source."
_ELSEWHERE = re.compile(rf".*, named in {_N} reports? here, also stands in {_N} reports? of .*\.", re.DOTALL)
_BOTH = re.compile(rf"{_N} of {_N} reports? (?:has|have) links to (ring-[\w-]+) as well\.")
_BREAKS = re.compile(
    rf"Without (?P<what>.+), (?P<lost>[\d,]+) (?:of its {_N} reports|others) would .*\.", re.DOTALL
)
_FEW = re.compile(rf"No single value and no single reporter splits off more than {_N} reports?\.")


def with_countries(sentence: str) -> str:
    """Name the countries of an English sentence of ours by name; what an analyst wrote in it stays.

    >>> with_countries("an analyst says that the call centre works in IN: heard by a victim in CA")
    'an analyst says that the call centre works in India: heard by a victim in CA'
    >>> with_countries("no willing witness in FR, US and BE")
    'no willing witness in France, the United States and BE'
    """
    ours, mark, told = sentence.partition(":") if sentence.startswith(_ANALYST) else (sentence, "", "")
    return f"{_COUNTRY.sub(lambda found: f'{found[1]} {_called(found[2])}', ours)}{mark}{told}"


def _called(code: str) -> str:
    name = spoken("en").country(code)
    return f"the {name}" if name.startswith("United") else name


def because_of(dossier: Dossier) -> tuple[Line, ...]:
    """Say why it is one ring."""
    return tuple(_reason(dossier.facts, sentence) for sentence in dossier.explanation.because[:MOST])


def _reason(facts: Facts, sentence: Sentence) -> Line:
    if not sentence.evidence:
        return Line(sentence.text)
    on = sentence.evidence[0]
    rows = facts.linking.filter(
        (pl.col("kind") == on.kind) & (pl.col("value") == on.value) & (pl.col("role") == on.role)
    )
    if not rows.height:
        return Line(sentence.text)
    days: list[date] = rows["at"].dt.date().sort().to_list()
    return Line(
        sentence.text,
        "said.pattern",
        (
            ("use", f"{on.kind}_{on.role}"),
            ("people", rows["person"].n_unique()),
            ("first", days[0]),
            ("last", days[-1]),
            ("sources", rows["source"].n_unique()),
        ),
        _named(on),
    )


def _named(on: Evidence) -> str:
    return readable(on.kind, on.value)


def line_of(sentence: Sentence, reports: int) -> Line:
    """Find the pattern of a sentence about what breaks a ring, or speaks against it.

    Args:
        sentence: The sentence.
        reports: Reports of the ring.
    """
    text = sentence.text
    on = sentence.evidence[0] if len(sentence.evidence) == 1 else None
    if text == _ONE_SOURCE:
        return Line(text, "said.one_source")
    for key, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return Line(text, key, (("part", _int(found[1])), ("whole", _int(found[2]))))
    if found := _BOTH.fullmatch(text):
        fill = (("part", _int(found[1])), ("whole", _int(found[2])), ("other", found[3]))
        return Line(text, "said.both", fill)
    if on is not None and (found := _ELSEWHERE.fullmatch(text)):
        also = (("kind", on.kind), ("here", _int(found[1])), ("reports", _int(found[2])))
        return Line(text, "said.elsewhere", also, _named(on))
    return _break(text, on, reports)


def _break(text: str, on: Evidence | None, reports: int) -> Line:
    if few := _FEW.fullmatch(text):
        return Line(text, "said.breaks_none", (("few", _int(few[1])),))
    found = _BREAKS.fullmatch(text)
    if found is None:
        return Line(text, value=None if on is None else _named(on))
    lost = ("lost", _int(found["lost"]))
    if on is not None and found["what"] == the(on.kind, on.value):
        return Line(text, "said.breaks_value", (("kind", on.kind), lost, ("reports", reports)), _named(on))
    who = "unknown" if "unknown reporters" in found["what"] else "reporter"
    return Line(text, f"said.breaks_{who}", (lost,))


def _int(written: str) -> int:
    return int(written.replace(",", ""))
