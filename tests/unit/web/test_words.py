"""Words: every language says everything, nothing stands untranslated, and no word clears or accuses."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from ringfence.web.public.templatetags.say import spoken
from ringfence.web.public.views.notices import PURPOSES
from ringfence.web.public.words import EVERYWHERE, FULL, LANGUAGES, has, words

_ROOT = files("ringfence.web.public")
_PAGES = sorted(
    one.name.removesuffix(".toml") for one in (_ROOT / "words" / "en").iterdir() if one.name.endswith(".toml")
)
_SAY = re.compile(r'\{% say "([a-z_]+(?:\.[a-z0-9_]+)+)"[ |%]')
_KEY = re.compile(r'f?"((?:check|help|correct|transparency|privacy)\.[a-z_]+(?:\.[a-z_]+)*)"')
_WORD = re.compile(r"[^\W\d_]{3}")
_EQUAL = {"Ringfence", "Code", "Cookies", "No", "Error:"}
"""Words that are the same in English and in another language; so is what holds no word."""
_CLEARS = {
    "en": r"\b(?:safe|harmless|trustworthy|legitimate)\b",
    "de": r"\b(?:sicher(?:e[nrsm]?)?|harmlos|unbedenklich|vertrauenswürdig)\b",
    "es": r"\b(?:segur[oa]s?|inofensiv[oa]|fiable|legítim[oa])\b",
    "fr": r"\b(?:sûre?s?(?! que)|inoffensif|fiable|légitime)\b",
    "hi": r"सुरक्षित|हानिरहित",
    "ja": r"安全|無害",
}
_ACCUSES = {
    "en": r"\b(?:scammers?|fraudsters?|criminals?|crooks?|thie(?:f|ves)|swindlers?)\b",
    "de": r"betrüger|täter|kriminelle|gauner|verbrecher",
    "es": r"estafador|timador|delincuente|criminal|ladr[oó]n",
    "fr": r"escroc(?!querie|é)s?\b|arnaqueur|criminel|voleur|malfaiteur",
    "hi": r"ठगों|अपराधी|चोर|धोखेबाज़",
    "ja": r"詐欺師|犯人|犯罪者",
}
_DOUBT = "je n’en suis pas sûr"
"""Of a person, not of a number."""


def flat(table: dict[str, Any], at: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= flat(value, f"{at}{key}.") if isinstance(value, dict) else {f"{at}{key}": value}
    return found


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def pairs() -> list[tuple[str, str]]:
    return [(lang, page) for page in _PAGES for lang in LANGUAGES if has(lang, page)]


def test_the_languages_have_the_pages_that_they_are_said_to_have() -> None:
    assert [page for page in EVERYWHERE for lang in LANGUAGES if not has(lang, page)] == []
    assert [(lang, page) for page in _PAGES for lang in FULL if not has(lang, page)] == []


@pytest.mark.parametrize(("lang", "page"), pairs())
def test_every_language_has_the_same_keys_in_the_same_order_with_the_same_gaps(lang: str, page: str) -> None:
    english, own = flat(words("en", page)), flat(words(lang, page))
    assert list(own) == list(english)
    assert {key: gaps(text) for key, text in own.items()} == {
        key: gaps(text) for key, text in english.items()
    }
    assert [
        key for key, text in own.items() if not text or (text.strip() != text and key != "thousands")
    ] == []


@pytest.mark.parametrize(("lang", "page"), [one for one in pairs() if one[0] != "en"])
def test_no_sentence_stands_untranslated(lang: str, page: str) -> None:
    if page == "countries":
        return  # Portugal is Portugal
    english = flat(words("en", page))
    same = [
        f"{page}.{key}"
        for key, text in flat(words(lang, page)).items()
        if text == english[key] and text not in _EQUAL and _WORD.search(re.sub(r"\{\w+\}", "", text))
    ]
    assert same == []


def test_every_key_that_a_template_or_a_view_says_is_there() -> None:
    folder = Path(str(_ROOT))
    said = {
        key for file in folder.glob("templates/**/*.html") for key in _SAY.findall(file.read_text("utf-8"))
    }
    said |= {key for file in folder.glob("views/*.py") for key in _KEY.findall(file.read_text("utf-8"))}
    said |= {
        f"privacy.purpose.{name}.{part}" for name in PURPOSES for part in ("why", "what", "basis", "long")
    }
    assert len(said) > 100
    for key in said:
        assert spoken("en", key)


@pytest.mark.parametrize(("lang", "page"), pairs())
def test_no_word_clears_a_value_or_calls_anyone_a_criminal(lang: str, page: str) -> None:
    for text in flat(words(lang, page)).values():
        left = text.replace(_DOUBT, "")
        assert re.search(_CLEARS[lang], left, re.IGNORECASE) is None, text
        assert re.search(_ACCUSES[lang], left, re.IGNORECASE) is None, text


@pytest.mark.parametrize(("lang", "page"), pairs())
def test_the_typography_is_that_of_the_language(lang: str, page: str) -> None:
    for text in flat(words(lang, page)).values():
        assert "'" not in text, text
        assert "!" not in text, text
        if lang == "fr":
            assert re.search(r"(?<![\u00a0\u202f])[?;»](?!\})|[^\u00a0\u202f\d]:(?!//)", text) is None, text
        if lang == "es":
            assert text.count("?") == text.count("¿"), text
        if lang == "de":
            assert re.search(r"\b(?:du|dein\w*|dich|dir)\b", text) is None, text
