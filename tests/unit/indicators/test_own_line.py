"""What is the reporter's by who called whom, and by the contact lines that a report begins with."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find, find_private, is_private
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

COUNTRIES = {"de": "DE", "fr": "FR", "es": "ES", "hi": "IN", "ja": "JP"}
NAMES = ("brand", "software", "claimed_name")


def roles(text: str, lang: str = "en") -> dict[str, str]:
    """Give the role of each value of a text, by its value."""
    found = find(text, Context(Country(COUNTRIES.get(lang, "US")), Lang(lang)))
    return {one.value: str(one.role) for one in found if one.kind not in NAMES}


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "I rang the number on the screen from 503-555-0119.", "+15035550119"),
        ("en", "I called that number from 503-555-0119 and a man answered.", "+15035550119"),
        ("en", "From 503-555-0119 I rang the number on the screen.", "+15035550119"),
        ("en", "My mum rang the number on the screen from 503-555-0119.", "+15035550119"),
        ("en", "I wrote to refunds@contoso-help.example from ada@mail.example", "ada@mail.example"),
        ("en", "I answered an email from help@desk.example using ada@mail.example.", "ada@mail.example"),
        ("en", "Informant states she dialled 0808 157 0162 from 503-555-0119.", "+15035550119"),
        ("fr", "J'ai appelé le numéro à l'écran depuis le 06 39 98 00 12.", "+33639980012"),
        ("es", "Llamé al número de la pantalla desde el 600 000 091.", "+34600000091"),
        ("de", "Von 030 23125 014 aus rief ich die Nummer auf dem Bildschirm an.", "+493023125014"),
        ("de", "Ich habe die Nummer von 030 23125 014 aus angerufen.", "+493023125014"),
        ("hi", "मैंने +44 161 496 0274 से उस नंबर पर कॉल किया।", "+441614960274"),
        ("ja", "画面の番号に090-0000-0012から電話しました。", "+819000000012"),
        ("de", "Kd. ruft an von 030 23125 014, will Anzeige erstatten.", "+493023125014"),
        ("de", "Gesch. rief von ihrem Festnetz 030 23125 014 die Nr. im Pop-up an.", "+493023125014"),
        ("fr", "Note : cl. appelle de son fixe 06 39 98 00 12.", "+33639980012"),
        ("fr", "Ma fille a appelé pour moi avec son 06 39 98 00 12.", "+33639980012"),
    ],
)
def test_what_someone_called_or_wrote_from_is_her_own(lang: str, text: str, value: str) -> None:
    assert roles(text, lang)[value] == "reporter"


@pytest.mark.parametrize(
    ("lang", "text", "role"),
    [
        ("en", "There was a missed call from 202-555-0134.", "caller_id"),
        ("en", "I replied to the text from 202-555-0134.", "caller_id"),
        ("en", "I was called from 202-555-0134 all day.", "caller_id"),
        ("en", "I rang the bank after they called from 202-555-0134.", "caller_id"),
        ("fr", "J'ai répondu à l'appel du +1 202 555 0134.", "caller_id"),
        ("de", "Ich habe einen Anruf von +1 202 555 0134 bekommen.", "caller_id"),
        ("ja", "犯人が+1 202 555 0134から電話してきた。", "caller_id"),
    ],
)
def test_what_a_call_came_from_that_she_took_is_the_callers(lang: str, text: str, role: str) -> None:
    assert roles(text, lang) == {"+12025550134": role}


@pytest.mark.parametrize(
    "text",
    [
        "They rang 503-555-0117 again and again until I picked up.",
        "The scammers called 503-555-0117 all day.",
        "They called me at 503-555-0117 and wanted my card.",
    ],
)
def test_what_they_rang_is_the_line_of_whom_they_rang(text: str) -> None:
    assert roles(text) == {"+15035550117": "reporter"}


def test_what_they_called_her_under_is_her_line_and_not_what_a_pop_up_tells_to_call() -> None:
    told = roles("Sie riefen mich unter 030 23125 067 an, im Display stand +44 20 7946 0144.", "de")
    assert told == {"+493023125067": "reporter", "+442079460144": "caller_id"}
    assert roles("Rufen Sie uns unter der Nummer 030 23125 144 an", "de") == {"+493023125144": "callback"}


def test_where_a_call_came_from_is_told_beside_where_it_rang() -> None:
    found = roles("They called me at 503-555-0117 from 202-555-0134")
    assert found == {"+15035550117": "reporter", "+12025550134": "caller_id"}


@pytest.mark.parametrize(
    ("lang", "card", "story", "own", "other"),
    [
        (
            "en",
            "Phone: 503-555-0117",
            "A pop-up told me to call 888-555-0123",
            "+15035550117",
            "+18885550123",
        ),
        ("en", "Phone - 503-555-0117", "The screen said call 888-555-0123.", "+15035550117", "+18885550123"),
        ("en", "Tel: 503-555-0117", "The screen said call 888-555-0123.", "+15035550117", "+18885550123"),
        (
            "en",
            "Email: ada@mail.example",
            "He wrote from refunds@contoso-help.example",
            "ada@mail.example",
            "",
        ),
        ("de", "Telefon: 030 23125 014", "Er rief von +1 202 555 0134 an.", "+493023125014", "+12025550134"),
        (
            "ja",
            "電話:090-0000-0012",
            "+1 202 555 0134から着信がありました。",
            "+819000000012",
            "+12025550134",
        ),
    ],
)
def test_the_contact_that_a_report_begins_with_is_its_writers(
    lang: str, card: str, story: str, own: str, other: str
) -> None:
    found = roles(f"{card}\n{story}", lang)
    assert found.pop(own) == "reporter"
    assert set(found.values()) <= {"callback", "caller_id", "contact"}
    assert other in {*found, ""}


def test_a_number_alone_above_a_story_that_names_no_other_is_the_callers() -> None:
    assert roles("Phone: 888-555-0123\nThey called and said my grandson was in jail.") == {
        "+18885550123": "caller_id"
    }


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Name: Ada Fictley\nPhone: 503-555-0117\nThe pop-up told me to ring 888-555-0123", "callback"),
        ("Name: Ada Fictley\nPhone: 503-555-0117\n\nThe pop-up told me to ring 888-555-0123", "callback"),
        (
            "Name: Ada Fictley\nPhone: 503-555-0117\nDate: 3 May 2026\nIt told me to ring 888-555-0123",
            "callback",
        ),
        ("Contact: Ada Fictley, 503-555-0117\nStory: the screen said call 888-555-0123", "callback"),
        ("Contact: Ada Fictley, 503-555-0117\nHe called from 888-555-0123", "caller_id"),
        ("Contact: Ada Fictley 503-555-0117 - he called from 888-555-0123", "caller_id"),
    ],
)
def test_what_ends_a_report_below_a_card_is_no_part_of_the_card(text: str, role: str) -> None:
    assert roles(text) == {"+15035550117": "reporter", "+18885550123": role}


def test_a_telephone_behind_what_someone_is_quoted_with_is_the_writers() -> None:
    text = "Voicemail: 'Call 888-555-0123 … you will be arrested...' Tel. 213.555.0178."
    assert roles(text) == {"+18885550123": "callback", "+12135550178": "reporter"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Voicemail: 'Call 888-555-0123 … you will be arrested...' Tel. 213.555.0178."),
        ("en", "Phone - 503-555-0117\nThe screen said call 888-555-0123."),
        ("en", "The scammers called 503-555-0117 all day."),
        ("de", "Sie riefen mich unter 030 23125 067 an."),
        ("ja", "画面の番号に090-0000-0012から電話しました。"),
        ("ja", "電話:090-0000-0012\n+1 202 555 0134から着信がありました。"),
    ],
)
def test_what_is_told_to_be_hers_is_masked_too(lang: str, text: str) -> None:
    context = Context(Country(COUNTRIES.get(lang, "US")), Lang(lang))
    private = {one.value for one in find(text, context) if is_private(one)}
    assert private
    assert private <= {one.value for one in find_private(text, context)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hi", "maine 4999 bhej diye. mujhe +1 503 555 0119 pe call karo please"),
        ("en", "They rang me on 503-555-0119 and said I had a virus."),
        ("en", "Someone keeps ringing us at 503-555-0119."),
        ("en", "She was called on 503-555-0119 by a man from Microsoft."),
        ("en", "My mother got called twice at 503-555-0119, she is 84."),
        ("en", "Our old number is out of use; the right one for me is (503) 555-0119."),
        ("en", "I'm on the phone with you from 503-555-0119 while it screams at me."),
        ("de", "Die Geschädigte gibt an, unter +1 503 555 0119 angerufen worden zu sein."),
        ("de", "Sie wurde gestern unter der Nummer +1 503 555 0119 angerufen."),
        ("es", "A mi madre la llamaron al +1 503 555 0119."),
        ("es", "Fue llamada al +1 503 555 0119 por un falso técnico."),
    ],
)
def test_the_line_on_which_someone_was_rung_is_hers(lang: str, text: str) -> None:
    assert roles(text, lang) == {"+15035550119": "reporter"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I called him on 202-555-0134 and he answered."),
        ("en", "Microsoft was contacted on 202-555-0134 by my son."),
        ("de", "Ich habe die Firma unter +1 202 555 0134 angerufen."),
        ("de", "Die Nummer hab ich dem Typen vorgelesen, der von +1 202 555 0134 angerufen hat."),
        ("es", "En pantalla salía +1 202 555 0134, decían ser de la Policía."),
        ("en", "Agent: And what number did they call you from?\nMe: 202-555-0134\nAgent: Thanks."),
        ("de", "Die Bank hat den Täter unter +1 202 555 0134 angerufen."),
    ],
)
def test_the_line_on_which_another_was_rung_is_not_hers(lang: str, text: str) -> None:
    assert roles(text, lang)["+12025550134"] != "reporter"
