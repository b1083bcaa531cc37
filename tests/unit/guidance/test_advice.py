"""The advice is complete in every language, plain, kind, and says nothing that no source stands behind."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest

from ringfence.guidance.advice import (
    PAID,
    Advice,
    Step,
    advice,
    countries,
    facts,
    languages,
)
from ringfence.guidance.directory import directory
from ringfence.words import InputError, UsageError

_FOLDER = files("ringfence.guidance") / "advice"
_COUNTRIES = ("AU", "CA", "DE", "ES", "FR", "GB", "IE", "IN", "JP", "NZ", "SG", "US")
_LANGUAGES = ("de", "en", "es", "fr", "hi", "ja")
_SECTIONS = ("short", "now", "identify", "avoid", "report", "at_hand", "afterwards")
_LONGEST = 22
_MEAN = 14
_HARD = {
    "en": (
        "authenticate credential malware phishing perpetrator jurisdiction pursuant utilise unsolicited "
        "browser spoof remediation mitigate endeavour herein beneficiary compromised vishing"
    ),
    "de": "Malware Phishing Zugangsdaten authentifizieren unverzüglich diesbezüglich kompromittiert Browser",
    "es": "malware phishing credenciales autenticar perpetrador jurisdicción fehaciente navegador",
    "fr": "malware phishing hameçonnage identifiants authentifier juridiction susmentionné navigateur",
    "hi": "मैलवेयर फ़िशिंग प्रमाणीकरण क्षेत्राधिकार उपर्युक्त ब्राउज़र",
    "ja": "マルウェア フィッシング 認証情報 管轄 前述 ブラウザ",
}
_LABELS = {
    "en": r"\bsafe\b|\bscammers?\b|\bsecure number",
    "de": r"sichere (?:Nummer|Seite)|Betrügernummer|\bharmlos",
    "es": r"\bsegur[oa]s?\b(?<!seguridad)|número estafador",
    "fr": r"\bsûre?s?\b|numéro d’escroc",
    "hi": r"सुरक्षित|ठग का नंबर",
    "ja": r"安全|詐欺師",
}
_SEARCH = {
    "en": r"(?<!not )\b(?:search|google|look) (?:for|up)\b(?! it\.)",
    "de": r"\bsuchen Sie (?!Support-Nummern nicht)|\bgoogeln\b",
    "es": r"(?<!No )(?<!no la )\bbusque\b",
    "fr": r"(?<!Ne )\bcherchez\b",
    "hi": r"खोजें(?! नहीं)(?<!न खोजें)",
    "ja": r"検索してください|探してください",
}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))


def _flat(table: dict[str, Any], at: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= {f"{at}{key}": value} if isinstance(value, str) else _flat(value, f"{at}{key}.")
    return found


def _steps(said: Advice) -> list[Step]:
    return [step for name in _SECTIONS for step in getattr(said, name)]


def _texts(lang: str) -> list[str]:
    every = list(_flat(_read(f"common.{lang}.toml")).values())
    for code in _COUNTRIES:
        for step in _steps(advice(code, lang)):
            every += [step.text, *([step.cannot] if step.cannot else [])]
    return list(dict.fromkeys(every))


def _sentences(lang: str) -> list[str]:
    return [one for text in _texts(lang) for one in re.split(r"(?<=[.?:।])\s+|(?<=。)", text) if one]


def test_there_is_advice_for_every_country_in_every_language() -> None:
    assert countries() == _COUNTRIES
    assert languages() == _LANGUAGES
    for code in _COUNTRIES:
        for lang in _LANGUAGES:
            said = advice(code, lang)
            assert (said.country, said.lang, said.notes) == (code, lang, ())
            assert all(getattr(said, name) for name in _SECTIONS)


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_every_language_has_the_same_keys_in_the_same_order(lang: str) -> None:
    assert list(_flat(_read(f"common.{lang}.toml"))) == list(_flat(_read("common.en.toml")))


@pytest.mark.parametrize("code", _COUNTRIES)
def test_a_country_says_everything_in_every_language(code: str) -> None:
    own = _read(f"{code.lower()}.toml")
    for row in [*own["report"], *own.get("now", ())]:
        assert set(_LANGUAGES) <= set(row)
        assert set(row.get("cannot", _LANGUAGES)) == set(_LANGUAGES)
        assert not set(row) - {"key", "when", "place", "facts", "cannot", *_LANGUAGES}
        assert set(row.get("when", ())) <= {"connected", "paid", "password", *PAID}
    keys = [row["key"] for row in own["report"]]
    assert len(keys) == len(set(keys))


def test_no_sentence_was_left_untranslated() -> None:
    brands = {"Web", "Internet"}
    for one, other in combinations(_LANGUAGES, 2):
        assert not (set(_texts(one)) & set(_texts(other))) - brands


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_sentences_are_short(lang: str) -> None:
    # Japanese has no spaces; a word has about two and a half signs.
    lengths = {one: len(one) / 2.5 if lang == "ja" else len(one.split()) for one in _sentences(lang)}
    assert [one for one, words in lengths.items() if words > _LONGEST] == []
    assert sum(lengths.values()) / len(lengths) <= _MEAN


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_no_hard_word_is_used(lang: str) -> None:
    hard = re.compile("|".join(rf"\b{word}" for word in _HARD[lang].split()), re.IGNORECASE)
    assert [text for text in _texts(lang) if hard.search(text)] == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_nothing_is_called_safe_and_nobody_a_scammer(lang: str) -> None:
    assert [text for text in _texts(lang) if re.search(_LABELS[lang], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_nobody_is_told_to_search_for_a_number(lang: str) -> None:
    assert [text for text in _texts(lang) if re.search(_SEARCH[lang], text)] == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_phone_numbers_and_addresses_stand_in_the_directory_alone(lang: str) -> None:
    given = re.compile(r"\d{3}|\d[\s-]\d|#\d|https?:|www\.|@|\w\.\w{2}")
    assert [text for text in _texts(lang) if given.search(text)] == []


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_the_tone_is_calm_and_the_typography_is_right(lang: str) -> None:
    for text in _texts(lang):
        assert not re.search(r"(?<!¡)!|'|\"|  |\.\.\.", text), text
        if lang == "es":
            assert text.count("?") == text.count("¿"), text
        if lang == "fr":
            assert not re.search(r"[^\u00a0\u202f][?;:!»]", text), text
        if lang == "de":
            assert not re.search(r"\b(?:du|dein\w*|dich|dir)\b", text), text


def test_every_fact_that_is_named_has_a_source() -> None:
    known = facts()
    named = {name for code in _COUNTRIES for step in _steps(advice(code, "en")) for name in step.facts}
    assert named == set(known), "no fact is unknown, and none is left over"
    for row in _read("facts.toml")["facts"].values():
        assert row["says"]
        assert row["source"]
        assert ("checked_on" in row) != row.get("unchecked", False)


def test_what_tells_of_fraud_always_stands_on_a_fact() -> None:
    for code in (None, *_COUNTRIES):
        said = advice(code, "en")
        assert all(step.facts for step in said.identify)
        assert all(step.facts for step in said.report)


def test_links_of_common_sentences_lead_to_sentences() -> None:
    keys, links = set(_flat(_read("common.en.toml"))), _read("facts.toml")
    assert set(links["stands_on"]) <= keys
    assert set(links["stands_at"]) <= keys


def test_every_place_stands_in_the_directory_and_every_desk_of_a_country_is_named() -> None:
    for code in _COUNTRIES:
        said = advice(code, "en")
        named = {name for step in _steps(said) for name in step.places}
        here = {place.id for place in directory().at(code)}
        everywhere = {place.id for place in directory().everywhere()}
        assert here <= named <= here | everywhere, code


def test_what_happened_chooses_the_steps_in_their_order() -> None:
    said = advice("GB", "en")
    assert [step.when for step in said.now_for(connected=True)] == ["connected"] * 8
    both = said.now_for(paid=("gift_card",), password=True)
    assert list(dict.fromkeys(step.when for step in both)) == ["paid", "gift_card", "password"]
    assert said.now_for() == said.now
    assert {step.when for step in said.now} == {"connected", "paid", "password", *PAID}


def test_the_quickest_way_of_a_country_stands_first_under_its_way_of_paying() -> None:
    transfer = [step for step in advice("GB", "fr").now if step.when == "bank_transfer"]
    assert transfer[0].places == ("gb-bank-159",)
    assert advice("US", "fr").now_for(paid=("bank_transfer",))[2].places == ()


@pytest.mark.parametrize(
    ("lang", "station", "own_help", "card"),
    [
        ("en", "police station", "own help", "number on your card"),
        ("de", "Polizeiwache", "Hilfe des Programms", "Nummer auf Ihrer Karte"),
        ("es", "comisaría", "ayuda del propio programa", "número de su tarjeta"),
        ("fr", "poste de police|commissariat", "aide du logiciel", "inscrit sur votre carte"),
        ("hi", "थाने", "प्रोग्राम की अपनी मदद", "कार्ड पर छपे नंबर"),
        ("ja", "警察署", "プログラムのヘルプ", "カードに書かれた番号"),
    ],
)
def test_a_desk_without_an_address_says_where_to_go(
    lang: str, station: str, own_help: str, card: str
) -> None:
    for code in ("SG", "ES"):
        assert re.search(station, next(s.text for s in advice(code, lang).report if "polic" in s.key))
    assert own_help in next(step.text for step in advice(None, lang).report if step.key == "remote")
    assert card in next(step.text for step in advice("GB", lang).now if step.key == "bank_line")


def test_the_program_is_noted_before_it_is_removed_and_no_helpline_is_called_as_well() -> None:
    removed = next(step.text for step in advice("IN", "en").now if step.key == "remove")
    assert removed.index("note the name and the ID") < removed.index("remove it")
    assert "as well" not in advice("IN", "en").now_for(paid=("card",))[2].text


def test_the_bank_comes_before_the_desks_and_across_borders_comes_after() -> None:
    said = advice("CA", "en").report
    keys = [step.key for step in said]
    assert keys[:4] == ["bank", "issuer", "police", "cafc"]
    assert ("world-econsumer",) in [step.places for step in said[4:]]


def test_a_country_without_a_list_gets_what_holds_everywhere_and_is_told_so() -> None:
    said = advice("BR", "es")
    assert said.notes == (said.headings["no_country"],)
    assert ("world-econsumer",) in [step.places for step in said.report]
    nowhere = advice(None, "en")
    assert nowhere.notes == (nowhere.headings["name_country"],)


def test_a_language_that_is_not_there_is_answered_in_english_and_told_so() -> None:
    said = advice("DE", "it")
    assert said.lang == "en"
    assert said.notes == (said.headings["no_language"],)
    assert advice("US", "es-MX").lang == "es"
    assert advice("US", "de_AT").notes == ()


def test_a_country_or_a_way_of_paying_that_cannot_be_meant_is_refused() -> None:
    with pytest.raises(InputError, match="two letters"):
        advice("Spain", "en")
    with pytest.raises(UsageError, match="way of paying"):
        advice("US", "en").now_for(paid=("shells",))
