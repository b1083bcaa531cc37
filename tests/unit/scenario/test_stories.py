"""The texts: many voices, every planted value in them, in the spellings of people."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.scenario import names, payees, scripts, spelling
from ringfence.scenario.chance import Quick
from ringfence.scenario.filings import VICTIM
from ringfence.scenario.narrate import Planted, Story, narrate
from ringfence.scenario.rings import LANGS
from ringfence.scenario.typing_habits import mistype, restore
from ringfence.scenario.voice import VALUE_SLOTS, voice

NUMBERS = ["+18885550123", "+442079460123", "+61255500123", "+493023125123", "+33199001234"]
STORY_SECTIONS = ("opening.", "contact.", "tell.")


def story(lang: str, planted: tuple[Planted, ...], *, script: int = -1) -> Story:
    return Story(
        seed=1,
        sort=VICTIM,
        lang=lang,
        country="US",
        brand="microsoft",
        channel=0,
        method=2,
        amount="$500",
        when="May 4",
        me="Ada Fictley",
        connected=True,
        script=script,
        planted=planted,
        obfuscated=0.0,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_each_language_has_more_than_a_hundred_patterns_for_a_story(lang: str) -> None:
    patterns = [
        p for name, many in voice(lang).parts.items() if name.startswith(STORY_SECTIONS) for p in many
    ]
    assert len(patterns) > 100
    assert len({"".join(p.pieces) for p in patterns}) == len(patterns)


@pytest.mark.parametrize("lang", LANGS)
def test_every_slot_of_every_pattern_can_be_filled(lang: str) -> None:
    fixed = {
        "brand",
        "agent",
        "when",
        "amount",
        "tool",
        "me",
        "code",
        "number",
        "minutes",
        "ip",
        "order",
        "ref",
    }
    speaker = voice(lang)
    patterns = [p for many in speaker.parts.values() for p in many]
    patterns += [p for sentences in speaker.scripts.values() for many in sentences for p in many]
    for pattern in patterns:
        assert set(pattern.pieces[1::2]) <= fixed | VALUE_SLOTS, pattern


@pytest.mark.parametrize("lang", LANGS)
def test_each_language_tells_the_same_parts(lang: str) -> None:
    assert set(voice(lang).parts) == set(voice("en").parts)


PLANTED = st.lists(
    st.sampled_from(
        [
            Planted("callback", "phone", "+18885550123"),
            Planted("caller", "phone", "+12125550101"),
            Planted("site", "url", names.url(8)),
            Planted("email", "email", names.email(5)),
            Planted("operator", "remote_access", payees.remote(3)),
            Planted("payee", "wallet", payees.wallet(2)),
            Planted("gateway", "domain", "paydesk0-checkout.example"),
            Planted("second", "phone", "+13035550110"),
            Planted("genuine", "phone", "+18005550150"),
            Planted("genuine_site", "domain", "microsoft-official.example"),
            Planted("own_phone", "phone", "+12065550171"),
            Planted("own_email", "email", "ada.fictley7@post.example"),
            Planted("own_remote", "remote_access", "anydesk:9990500012"),
        ]
    ),
    unique=True,
).map(tuple)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9a-z@]", "", text.lower())


@settings(max_examples=150, deadline=None)
@given(PLANTED, st.sampled_from(LANGS), st.integers(0, 2**32), st.integers(-1, 40))
def test_every_planted_value_stands_in_the_text(
    planted: tuple[Planted, ...], lang: str, seed: int, script: int
) -> None:
    text, quoted = narrate(story(lang, planted, script=script), Quick(seed))
    assert not (quoted and script < 0)
    for one in planted:
        wanted = one.value.partition(":")[2] if one.kind in ("wallet", "remote_access") else one.value
        wanted = wanted.removeprefix("+1")
        assert _bare(wanted) in _bare(text), (one, text)
    assert not re.search("[\ue000-\uf8ff{}]", text)


@given(st.sampled_from(NUMBERS), st.sampled_from(["US", "GB", "AU", "DE", "ES", "FR"]), st.integers(0, 2**32))
def test_a_number_written_plainly_is_read_back_at_home(number: str, home: str, seed: int) -> None:
    text = spelling.phone(number, home, Quick(seed), voice("en"), hidden=False)
    read = phonenumbers.parse(text, home)
    assert phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) == number


@given(st.sampled_from(NUMBERS), st.sampled_from(LANGS), st.integers(0, 2**32))
def test_a_hidden_number_keeps_its_digits_in_one_form_or_another(number: str, lang: str, seed: int) -> None:
    speaker = voice(lang)
    text = spelling.phone(number, "US", Quick(seed), speaker, hidden=True).lower()
    for digit, word in [*((n % 10, w) for n, w in enumerate(speaker.digits[:10])), (0, speaker.digits[10])]:
        text = re.sub(rf"\b{word}\b", str(digit), text)
    digits = re.sub(r"[^0-9]", "", text.replace("o", "0").replace("l", "1"))
    assert digits.endswith(number[-9:])


@given(st.integers(0, 2**32), st.sampled_from(["formal", "chatty", "angry", "terse"]), st.sampled_from(LANGS))
def test_a_slip_of_the_finger_never_changes_a_value(seed: int, register: str, lang: str) -> None:
    told = ["I rang \ue000 and then wrote to \ue001 about everything that happened.", "Thank you."]
    text = restore(mistype(told, register, lang, Quick(seed)), ["(888) 555-0123", "desk@pay.example"])
    assert "(888) 555-0123" in text
    assert "desk@pay.example" in text


def test_two_rings_have_different_pop_ups_and_a_kit_is_the_same_for_all() -> None:
    def shingles(script: int) -> set[tuple[str, ...]]:
        words = scripts.text(1, script, 0, "en", "microsoft").split()
        return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}

    pairs = [(shingles(a), shingles(b)) for a in range(30) for b in range(a + 1, 30)]
    alike = [len(one & two) / len(one | two) for one, two in pairs]
    assert sorted(alike)[len(alike) // 2] < 0.15
    assert shingles(4) == shingles(4)


@given(st.integers(0, 500), st.integers(0, 2**32))
def test_a_quote_shows_the_number_only_when_there_is_one(script: int, seed: int) -> None:
    whole = scripts.text(1, script, 0, "en", "microsoft")
    assert scripts.NUMBER not in scripts.quote(whole, Quick(seed), None)
    assert scripts.NUMBER not in scripts.quote(whole, Quick(seed), lambda: "(888) 555-0123")


def test_texts_of_a_thousand_reports_are_nearly_all_different() -> None:
    planted = (Planted("callback", "phone", "+18885550123"),)
    texts = {narrate(story("en", planted), Quick(n))[0] for n in range(1_000)}
    assert len(texts) > 985
