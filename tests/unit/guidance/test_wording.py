"""Every sentence that the public reads: complete in every language, and it never clears or accuses anyone."""

from __future__ import annotations

import re
from dataclasses import fields
from string import Formatter

import pytest

from ringfence.guidance.directory import directory
from ringfence.guidance.signs import NAMES
from ringfence.guidance.verdict import ROLES
from ringfence.guidance.wording import LANGUAGES, month, say, wording
from ringfence.words import UsageError

_CLEARS = {
    "en": r"\b(?:safe|harmless|trustworthy|trusted|legitimate|genuine)\b",
    "de": r"\b(?:sicher(?:e[nrsm]?)?|harmlos|unbedenklich|vertrauenswürdig|seriös)\b",
    "es": r"\b(?:segur[oa]s?|inofensiv[oa]|fiable|legítim[oa])\b",
    "fr": r"\b(?:sûre?s?|inoffensif|fiable|légitime)\b",
}
_DENIED = {
    "en": "does not mean that it is safe",
    "de": "Das heißt nicht, dass es sicher ist",
    "es": "no quiere decir que sea seguro",
    "fr": "ne veut pas dire que c’est sûr",
}
"""The one place where such a word may stand: where it is denied."""
_ACCUSES = {
    "en": r"scammers?\b|fraudsters?\b|criminals?\b|crooks?\b|thie(?:f|ves)\b|swindlers?\b",
    "de": r"betrüger|täter|kriminelle|gauner|verbrecher|\bdiebe?\b",
    "es": r"estafador|timador|delincuente|criminal|ladr[oó]n",
    "fr": r"escroc(?!querie)s?\b|arnaqueur|criminel|voleur|malfaiteur|fraudeur",
}


def _texts(lang: str) -> list[str]:
    places = [text[lang] for one in directory().places for text in (one.takes, one.cannot) if text]
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
    innocent = {"en": "innocent", "de": "Unbeteiligten", "es": "inocente", "fr": "innocent"}
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
        assert {*one.takes} == {*LANGUAGES}, one.id
        assert {*one.cannot} in ({*LANGUAGES}, set()), one.id
        assert all(getattr(one, field.name) != "" for field in fields(one)), one.id


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
