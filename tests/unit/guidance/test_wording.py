"""Every sentence that the public reads: complete in every language, and it never clears or accuses anyone."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from ringfence.actions.check import correct
from ringfence.actions.corrections import decide
from ringfence.guidance.check import lines
from ringfence.guidance.directory import LANGUAGES as SIGNED_IN
from ringfence.guidance.directory import directory
from ringfence.guidance.signs import NAMES
from ringfence.guidance.verdict import ROLES, SHORTEST
from ringfence.guidance.wording import LANGUAGES, month, say, wording
from ringfence.words import UsageError
from tests.unit.guidance.desk import LATER, PHONE, Told, ask, desk, people

if TYPE_CHECKING:
    from pathlib import Path

_CLEARS = {
    "en": r"\b(?:safe|harmless|trustworthy|trusted|legitimate|genuine)\b",
    "de": r"\b(?:sicher(?:e[nrsm]?)?|harmlos|unbedenklich|vertrauenswürdig|seriös)\b",
    "es": r"\b(?:segur[oa]s?|inofensiv[oa]|fiable|legítim[oa])\b",
    "fr": r"\b(?:sûre?s?|inoffensif|fiable|légitime)\b",
    "hi": r"सुरक्षित|हानिरहित|भरोसेमंद|विश्वसनीय",
    "ja": r"安全|安心し|無害|信用できる",
}
_DENIED = {
    "en": "does not mean that it is safe",
    "de": "Das heißt nicht, dass es sicher ist",
    "es": "no quiere decir que sea seguro",
    "fr": "ne veut pas dire que c’est sûr",
    "hi": "इसका मतलब यह नहीं कि यह सुरक्षित है",
    "ja": "だからといって、安全だという意味ではありません",
}
"""The one place where such a word may stand: where it is denied."""
_ACCUSES = {
    "en": r"scammers?\b|fraudsters?\b|criminals?\b|crooks?\b|thie(?:f|ves)\b|swindlers?\b",
    "de": r"betrüger|täter|kriminelle|gauner|verbrecher|\bdiebe?\b",
    "es": r"estafador|timador|delincuente|criminal|ladr[oó]n",
    "fr": r"escroc(?!querie)s?\b|arnaqueur|criminel|voleur|malfaiteur|fraudeur",
    "hi": r"ठगों|ठग(?![\u093e-\u094d])|धोखेबाज़|अपराधी|चोर",
    "ja": r"詐欺師|犯人|犯罪者|泥棒",
}


def _texts(lang: str) -> list[str]:
    places = [text for one in directory().places if lang in one.takes for text in one.said(lang)[1]]
    return [*wording(lang).values(), *places]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_clears_a_value(lang: str) -> None:
    for text in _texts(lang):
        left = text.replace(_DENIED[lang], "")
        assert re.search(_CLEARS[lang], left, re.IGNORECASE) is None, text
    assert sum(_DENIED[lang] in text for text in _texts(lang)) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_calls_anyone_a_criminal(lang: str) -> None:
    for text in _texts(lang):
        assert re.search(_ACCUSES[lang], text, re.IGNORECASE) is None, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_scan_would_find_such_words(lang: str) -> None:
    bad = {
        "en": ("This number is safe.", "It belongs to a scammer."),
        "de": ("Diese Nummer ist sicher.", "Sie gehört einem Betrüger."),
        "es": ("Este número es seguro.", "Es de un estafador."),
        "fr": ("Ce numéro est sûr.", "Il est à un escroc."),
        "hi": ("यह नंबर सुरक्षित है।", "यह किसी अपराधी का है।"),
        "ja": ("この番号は安全です。", "犯人のものです。"),
    }
    clears, accuses = bad[lang]
    assert re.search(_CLEARS[lang], clears, re.IGNORECASE)
    assert re.search(_ACCUSES[lang], accuses, re.IGNORECASE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_sentences_with_the_same_gaps(lang: str) -> None:
    assert list(wording(lang)) == list(wording("en"))
    for key, text in wording(lang).items():
        assert _gaps(text) == _gaps(wording("en")[key]), key
        assert text.strip() == text
        assert "!" not in text


def test_every_role_and_every_sign_has_its_sentence_and_none_is_left_over() -> None:
    said = {name for key in wording("en") for group, _, name in [key.partition(".")] if group == "reported"}
    assert said == {*ROLES}
    assert {key for key in wording("en") if key.startswith("sign.")} == {f"sign.{name}" for name in NAMES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_displayed_number_is_said_to_be_often_faked_and_perhaps_an_innocents(lang: str) -> None:
    innocent = {
        "en": "innocent", "de": "Unbeteiligten", "es": "inocente", "fr": "innocent",
        "hi": "निर्दोष", "ja": "無関係な人",
    }  # fmt: skip
    assert innocent[lang] in say("reported.caller_id", lang, shown="x", band="3–9", month="x")


def test_french_has_its_own_apostrophe_and_no_break_before_its_signs() -> None:
    for text in _texts("fr"):
        assert "'" not in text
        assert re.search(r" [?:;!]", text) is None, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_twelve_months(lang: str) -> None:
    named = {month(f"2026-{number:02}", lang) for number in range(1, 13)}
    assert len(named) == 12
    assert all("2026" in one for one in named)


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(UsageError, match="does not speak"):
        wording("xx")


def test_every_place_says_in_every_language_what_it_takes() -> None:
    for one in directory().places:
        assert {*one.takes} == {*SIGNED_IN}, one.id
        assert {*one.cannot} in ({*SIGNED_IN}, set()), one.id
        assert all(getattr(one, field.name) != "" for field in fields(one)), one.id


_CASES: dict[str, tuple[tuple[Told, ...], str, str | None]] = {
    "none": ((), "no_reports", None),
    "two reporters": (people(2), "no_reports", None),
    "three reporters": (people(3), "reported", "3–9"),
    "many reporters": (people(60), "reported", "50+"),
    "many anonymous": (tuple(Told(None) for _ in range(9)), "no_reports", None),
    "before the delay": (people(9, Told(None, at=LATER - SHORTEST / 2)), "no_reports", None),
    "only displayed": (people(3, Told(None, role="caller_id")), "reported", "3–9"),
    "a company's": (people(9, Told(None, source="company-a")), "no_reports", None),
    "pending": (people(9), "no_reports", None),
    "upheld": (people(9), "no_reports", None),
    "rejected": (people(9), "reported", "3–9"),
    "embargo": (people(9), "reported", "3–9"),
}


def _play(folder: Path, case: str) -> None:
    if case in {"pending", "upheld", "rejected"}:
        request = correct(PHONE, folder, why="Ours.", at=LATER - SHORTEST)
        if case != "pending":
            decide(folder, request, case, by="asha", why="Looked at.", at=LATER)
    if case == "embargo":
        row = {"kind": "raid", "ring_id": "ring-0123456789ab", "public_from": None}
        (folder / "outcomes.jsonl").write_text(json.dumps(row), encoding="utf-8")


@pytest.mark.parametrize("case", _CASES)
def test_each_case_has_its_answer_in_every_language(tmp_path: Path, case: str) -> None:
    told, about, band = _CASES[case]
    folder = desk(tmp_path, *told)
    _play(folder, case)
    for lang in LANGUAGES:
        (line,) = lines(ask(folder), lang)
        assert line.about == about
        assert "+1 888-555-0123" in line.text
        assert (_DENIED[lang][1:] in line.text) == (about == "no_reports")
        assert band is None or band in line.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_hidden_reads_just_like_what_nobody_reported(tmp_path: Path, lang: str) -> None:
    hidden = desk(tmp_path / "hidden", *people(60))
    correct(PHONE, hidden, why="Ours.", at=LATER)
    assert lines(ask(hidden), lang) == lines(ask(desk(tmp_path / "none")), lang)


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
