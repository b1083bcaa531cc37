"""Whose a value is, where more than one word tells: forms, chats, relatives, calls back, ends of letters."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find, find_private
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def roles_of(text: str, lang: str = "en", kinds: tuple[str, ...] = ("phone", "email")) -> list[str]:
    return [str(one.role) for one in find(text, Context(Country("US"), Lang(lang))) if one.kind in kinds]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A missed call from 202-555-0143. I rang it back and a man said hello"),
        ("en", "202-555-0143 called me twice; when we called the number back it was a warehouse"),
        ("de", "Verpasster Anruf von +1 202 555 0143, ich habe sofort zurückgerufen"),
        ("fr", "Appel manqué du +1 202 555 0143, j'ai rappelé aussitôt"),
        ("es", "Llamada perdida del +1 202 555 0143 y devolví la llamada"),
        ("ja", "+1 202 555 0143から着信があり、かけ直したら男が出た"),
    ],
)
def test_a_number_that_was_called_back_both_called_and_was_called(lang: str, text: str) -> None:
    assert roles_of(text, lang) == ["caller_id", "callback"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He rang from 202-555-0143 and told me to ring the same number, which is now disconnected"),
        ("de", "Anruf von +1 202 555 0143, ich sollte dieselbe Nummer zurückrufen, die ist nicht vergeben"),
        ("en", "I was told to ring 202-555-0143. It is the same number that had called me"),
        ("en", "I called back the missed call from 202-555-0143."),
        ("es", "Devolví la llamada perdida del +1 202 555 0143 y salió una grabación"),
        ("fr", "J'ai rappelé le +1 202 555 0143 qui m'avait appelée à midi"),
        ("en", "I dialled 202-555-0143 which had called me twice"),
        ("fr", "J'ai rappelé le +1 202 555 0143, c'est aussi celui qui m'avait appelée"),
    ],
)
def test_a_number_that_called_and_was_to_be_called_has_both_roles(lang: str, text: str) -> None:
    assert sorted(roles_of(text, lang)) == ["callback", "caller_id"]


@pytest.mark.parametrize(
    ("roles", "lang", "text"),
    [
        (["caller_id"], "en", "man call me 202-555-0143 say immigration, pay or deport"),
        (["caller_id"], "en", "They called from a Seattle number 202-555-0143, then I had to click a link"),
        (
            ["caller_id", "caller_id"],
            "en",
            "Make them STOP. 202-555-0143 then 202-555-0144 then one that said Spam",
        ),
        (["caller_id"], "fr", "Prétendue police, robot. Affichage +1 202 555 0143."),
        (["caller_id"], "ja", "自動音声の電話がありました。表示された番号は+1 202 555 0143です"),
        (["callback"], "ja", "警告画面に表示された番号は+1 202 555 0143でした"),
        (["callback"], "ja", "折り返しは+1 202 555 0143にと言われた"),
        (["reporter"], "ja", "折り返しは+1 202 555 0143へお願いします"),
        (["reporter"], "fr", "Maman, 88 ans, ligne fixe +1 202 555 0143, harcelée"),
        (["reporter"], "en", "They called her. Please phone her daughter Jan, 202-555-0143, not Mrs Roe"),
        (["callback"], "en", "When I asked for it back Mr Roe's line, 202-555-0143, was dead"),
        (["genuine"], "en", "They all know the scam. I called the true 202-555-0143 afterwards"),
    ],
)
def test_a_number_is_told_by_how_people_speak_of_it(roles: list[str], lang: str, text: str) -> None:
    assert roles_of(text, lang) == roles


@pytest.mark.parametrize(
    ("roles", "lang", "text"),
    [
        (["reporter"], "en", "had him install anydesk and he read them his number, 999 041 227"),
        (["operator"], "en", "AnyDesk. His end came up as 999 063 518 asking to connect"),
        (["operator"], "en", "had me type a code he gave, 999 044 718, into AnyDesk"),
        (["operator"], "fr", "AnyDesk. Son numéro affiché à l'acceptation : 999 071 205"),
        (["reporter"], "hi", "AnyDesk डाउनलोड करवाया, मेरा कोड 999 095 142 पूछा"),
        (["operator"], "en", "he dictated his TeamViewer, 999 033 4410, and I typed it"),
    ],
)
def test_a_remote_id_is_told_by_how_people_speak_of_it(roles: list[str], lang: str, text: str) -> None:
    assert roles_of(text, lang, ("remote_access",)) == roles


@pytest.mark.parametrize(
    "text",
    [
        "202-555-0143 called me. I never called it back",
        "They rang me from 202-555-0143 and when I rang that back it was some poor lady",
        'Missed call from 202-555-0143, then a voicemail: "ring this number back on 888-555-0123"',
    ],
)
def test_who_did_not_call_back_dialled_nothing(text: str) -> None:
    assert roles_of(text)[0] == "caller_id"
    assert roles_of(text).count("callback") == text.count("888")


@pytest.mark.parametrize(
    ("roles", "text"),
    [
        (
            ["reporter", "caller_id"],
            "Name: Ann Roe\nPhone: 202-555-0143\nSuspect phone: 202-555-0144\nHe called me",
        ),
        (["caller_id", "reporter"], "Called from: 202-555-0143\nMe: 202-555-0144"),
        (["contact"], "her: ok\nhim: or mail me nathan@mission.example"),
        (["callback"], "He mailed me. His signature reads:\nTom Roe\nTel 202-555-0143"),
        (["reporter"], "I was so upset.\n--\nBob Roe\nRoe Plumbing\n202-555-0143"),
        (["reporter"], "I'm Carol Roe, 202-555-0143. They wanted cards"),
        (["caller_id", "reporter"], "My grandmother was called by 202-555-0143. Her number is 202-555-0144."),
        (["reporter"], "お願いします。\n総務部 小林 電話 +1 202 555 0143"),
        (["contact", "reporter"], "差出人: card@fake.example\n宛先: hana@mail.example"),
    ],
)
def test_fields_lines_of_chats_and_ends_of_letters_tell_whose_a_value_is(roles: list[str], text: str) -> None:
    assert roles_of(text) == roles


@pytest.mark.parametrize(
    ("roles", "text"),
    [
        (["reporter"], "Cust tel 202-555-0143."),
        (["reporter"], "Note: R/P's residence phone: 202-555-0143. Customer was told lies."),
        (["reporter"], "Mbr calling from 202-555-0143 (her cell, matches file)"),
        (["reporter"], "Mbr husband on line, ph 202-555-0143"),
        (["reporter"], "My neighbour Ken told me not to pay. Ken's on 202-555-0143"),
        (["reporter"], "Spoke to member at 202-555-0143"),
        (["reporter"], "Walk-in. Mrs Roe of 14 Elm. H: 202-555-0143"),
        (["genuine"], "Cust was told our real fraud line is 202-555-0143"),
        (["callback"], "He gave me his wife's number 202-555-0143"),
        (["callback"], "Please call Customer Care 202-555-0143"),
        (["callback"], "Dear customer, call our helpline on 202-555-0143"),
        (["caller_id"], "The number on my phone was 202-555-0143. He called me"),
    ],
)
def test_the_person_named_with_a_value_tells_whose_it_is(roles: list[str], text: str) -> None:
    assert roles_of(text) == roles


@pytest.mark.parametrize(
    ("roles", "text"),
    [
        (
            ["reporter", "caller_id", "callback"],
            (
                "Agent: can I take your number please\nCustomer: 202-555-0143\n"
                "Agent: and the number that called you?\nCustomer: 202-555-0144\n"
                "Agent: did they give you a number to ring?\nCustomer: yes 202-555-0145"
            ),
        ),
        (["reporter"], "Q: Phone? A: 202-555-0143."),
        (["caller_id", "callback"], "Called from: 202-555-0143\nTold to call: 202-555-0144"),
    ],
)
def test_an_answer_is_what_was_asked_for(roles: list[str], text: str) -> None:
    assert roles_of(text) == roles


def test_the_account_of_an_answer_is_what_was_asked_for() -> None:
    text = "helper: which account did you send it to?\nme: BSB 000-447 acct 00123001\nhelper: and yours?\n"
    found = find(f"{text}me: BSB 000-112 acct 00908007", Context(Country("AU"), Lang("en")))
    assert [str(one.role) for one in found] == ["payee", "reporter"]


@pytest.mark.parametrize(
    ("roles", "text"),
    [
        (["caller_id"], "Suspect phone: 202-555-0143 (incoming)"),
        (["caller_id"], "Offender mobile (called victim): 202-555-0143"),
        (["caller_id"], "Some chap rang her (202-555-0143 came up) and said he was a detective"),
        (["genuine"], "I rang 202-555-0143 (official)"),
    ],
)
def test_what_stands_in_brackets_beside_a_value_counts_first(roles: list[str], text: str) -> None:
    assert roles_of(text) == roles


def test_a_sentence_of_the_reporters_people_alone_holds_their_number() -> None:
    assert roles_of("He called me from 202-555-0143. I can talk most days at 202-555-0144.") == [
        "caller_id",
        "reporter",
    ]


def test_a_mail_to_a_desk_for_reports_is_the_reporters() -> None:
    text = "To: fraud@bank.example\nFrom: Walt <walt@prairie.example>\n\nI got a mail from x@scam.example"
    assert roles_of(text) == ["genuine", "reporter", "contact"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm Carol Roe, 202-555-0143. They wanted cards",
        "My grandmother was called. Her number is 202-555-0144.",
        "I was so upset.\n--\nBob Roe\nRoe Plumbing\n202-555-0143",
        "They told me lies. Phone 202-555-0143.",
        "202-555-0143 (self); beneficiary 202-555-0144",
        "202-555-0143 (ich)",
    ],
)
def test_what_is_hers_by_its_place_is_masked_too(text: str) -> None:
    assert [one.value for one in find_private(text, Context(Country("US")))] != []


def test_the_code_that_a_scammer_calls_his_is_the_operators() -> None:
    text = 'He wrote: "open Quick Assist and enter my code Q7K2ZD"'
    assert [(one.value, str(one.role)) for one in find(text, Context()) if one.kind == "remote_access"] == [
        ("quickassist:Q7K2ZD", "operator")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ua=Chrome 121.0.6167.85 on Windows 10.0.22631.2861",
        "Versión del fichero 3.12.0.4, sdk=6.2.0.14",
        "RUM 0199004127-A, file no. 416-555-0199-A",
        "two codes of six digits and five minutes later",
    ],
)
def test_versions_and_numbers_with_a_letter_behind_are_nothing(text: str) -> None:
    assert [one for one in find(text, Context(Country("US"))) if one.kind in ("phone", "ip")] == []


def test_the_last_signs_of_several_cards_are_read() -> None:
    text = "three Razer Gold gift cards: ...0014, ...0022 and the third in 0039"
    assert [one.value for one in find(text, Context()) if one.kind == "gift_card"] == [
        "razer:…0014",
        "razer:…0022",
        "razer:…0039",
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "CLI +1 202 555 0143. Victim did not answer."),
        ("en", "Displayed number +1 202 555 0143, male voice"),
        ("en", "A man rang, +1 202 555 0143 on the display, and said he was from the bank"),
        (
            "de",
            "Sie wurde telefonisch (angezeigte Nummer: +1 202 555 0143) aufgefordert, ihr Konto zu räumen.",
        ),
        ("de", "Rufnummer des Anrufers: +1 202 555 0143"),
        ("fr", "Appel d'un faux conseiller, numéro affiché +1 202 555 0143. Client invité à rappeler."),
        ("es", "Llamada de un falso agente (número en pantalla: +1 202 555 0143)"),
        ("hi", "फोन पर दिखा नंबर +1 202 555 0143 था"),
        ("ja", "市役所職員を名乗る者より電話あり、表示番号は+1 202 555 0143。"),
    ],
)
def test_a_number_that_a_telephone_displayed_is_the_callers(lang: str, text: str) -> None:
    assert roles_of(text, lang) == ["caller_id"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Callback number he left was +1 202 555 0143"),
        ("en", "Victim told to verify by dialling +1 202 555 0143 from the same handset"),
        ("de", "Im Popup die angezeigte Nummer: +1 202 555 0143"),
        ("es", "Número de devolución facilitado: +1 202 555 0143"),
        ("ja", "警告画面の表示番号は+1 202 555 0143で、電話してしまいました。"),
    ],
)
def test_a_number_left_for_a_call_back_or_shown_on_a_screen_is_to_be_called(lang: str, text: str) -> None:
    assert roles_of(text, lang) == ["callback"]


def test_what_is_a_relatives_own_is_hers_whoever_called() -> None:
    text = "Ma mère a été appelée par le +1 202 555 0143. Son numéro à elle est le +1 202 555 0144."
    assert roles_of(text, "fr") == ["caller_id", "reporter"]


def test_a_text_message_goes_from_its_sender_to_her() -> None:
    text = 'To: 202-555-0143\nFrom: 202-555-0144\n"Hi grandma, I got a new phone"'
    assert roles_of(text) == ["reporter", "caller_id"]
    assert [one.value for one in find_private(text, Context(Country("US")))] == ["+12025550143"]
