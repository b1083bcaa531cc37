"""Help: an ordered list for what happened in one country, to print; and a line for people in distress."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from ringfence.guidance import directory as directories
from ringfence.guidance.advice import advice
from ringfence.guidance.distress import lines
from ringfence.web.public import places
from ringfence.web.public.places import dial, shown
from ringfence.web.public.words import LANGUAGES
from ringfence.words import now

pytestmark = pytest.mark.usefixtures("node")
_GAVE = {"password": "yes"}  # what was ticked


def steps(lang: str = "en", **given: object) -> str:
    response = Client().post(f"/{lang}/help/", given)
    assert response.status_code == 200
    return unescape(str(response.content, "utf-8"))


def test_the_questions_are_asked_by_post_so_that_no_address_tells_what_happened() -> None:
    told = Client().get("/en/help/").content.decode()
    assert '<form class="ask" method="post"' in told
    assert 'method="get"' not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_happened_chooses_the_steps_in_their_order(lang: str) -> None:
    told = steps(lang, connected="earlier", paid=["bank_transfer"], country="GB")
    soon = advice("GB", lang).now_for(paid=("bank_transfer",), connected=True)
    main = told.partition("<main")[2]
    found = [main.index(step.text) for step in soon]
    assert found == sorted(found)
    assert advice("GB", lang).now_for(paid=("crypto",))[-1].text not in main


def test_who_is_connected_now_is_told_first_to_hang_up() -> None:
    told = steps(connected="now", paid=["card"], country="US")
    urgent = told.partition('class="urgent"')[2].partition("</section>")[0]
    assert "Hang up." in urgent
    assert "unplug the internet" in urgent
    assert told.index('class="urgent"') < told.index('id="now"')


def test_several_ways_of_paying_have_their_steps_and_the_language_switch_keeps_them() -> None:
    told = steps(paid=["card", "cash"], country="DE", **_GAVE)
    assert "You paid by card" in told
    assert "You sent or handed over cash" in told
    switch = told.partition('action="/fr/help/"')[2].partition("</form>")[0]
    assert 'name="paid" value="card,cash"' in switch
    again = steps("fr", paid="card,cash", country="DE", **_GAVE)
    assert "Vous avez payé par carte" in again
    assert "Vous avez envoyé ou remis de l’argent liquide" in again


def test_nothing_ticked_gives_everything_and_nonsense_breaks_nothing() -> None:
    told = steps()
    assert "You paid in cryptocurrency" in told
    assert "Name your country" in told
    steps(paid=["shells"], connected="perhaps", country="<b>")


def test_a_place_shows_its_number_its_address_as_text_and_when_it_was_checked() -> None:
    told = steps(paid=["card"], country="US")
    assert "ic3.gov" in told
    assert "We read this on 22 November 2026" in told
    assert "We have not checked this lately" in told
    assert 'href="tel:18773824357"' in told
    assert not re.search(r'href="[^"]*(?:ic3|ftc)\.gov', told)


def test_without_a_fitting_signature_names_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    unsigned = replace(directories.directory(), signed=False)
    monkeypatch.setattr(places, "directory", lambda: unsigned)
    for one in shown(unsigned.places, "en", now().date()):
        assert (one.address, one.phone, one.dial, one.email, one.checked) == ("", "", "", "", "")
        assert not re.search(r"\d{3}|\w\.\w", one.name)


def test_what_a_place_takes_is_marked_as_english_where_it_stands_in_english() -> None:
    (ic3,) = shown([directories.directory().place("us-ic3")], "ja", now().date())
    assert ic3.said_lang == "en"
    told = Client().post("/ja/check/", {"text": "Microsoft: gift cards", "country": "US"}).content.decode()
    assert '<span lang="en">Reports of fraud.' in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_a_line_for_people_in_distress_in_every_country_and_it_says_that_it_is_unchecked(
    lang: str,
) -> None:
    told = unescape(Client().get(f"/{lang}/help/").content.decode())
    section = told.partition('id="distress"')[2]
    for one in lines():
        assert one.phone in section
        assert one.source in section
    unchecked = {"en": "not checked", "hi": "नहीं मिलाए", "ja": "確かめたものではありません"}
    assert unchecked.get(lang, "") in section


def test_the_own_country_stands_first_and_a_country_without_a_line_is_told_what_to_do() -> None:
    own = steps(country="NZ").partition('id="distress"')[2].partition("<details")[0]
    assert "1737" in own
    assert "Lifeline" not in own
    assert "We know no line for Brazil" in steps(country="BR")


def test_only_a_plain_number_can_be_dialled() -> None:
    assert dial("0800 111 0 111") == "08001110111"
    assert dial("+1 (206) 555-0142") == "+12065550142"
    assert dial("javascript:alert(1)") == ""
