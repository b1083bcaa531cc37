"""Whose a value is by what others say: of whom it was heard, what a paper says, brackets, firms, parties."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

NAMES = ("brand", "software", "claimed_name")


def found(text: str, lang: str = "en", country: str = "US") -> list[tuple[str, str]]:
    """Give the value and the role of each value of a text, as they stand in it."""
    values = find(text, Context(Country(country), Lang(lang)))
    return [(one.value, str(one.role)) for one in values if one.kind not in NAMES]


@pytest.mark.parametrize(
    ("lang", "text", "role"),
    [
        ("en", "Displayed number per customer 202-555-0143. Blocked.", "caller_id"),
        ("en", "Number to call according to the caller was 202-555-0143.", "callback"),
        ("de", "Anrufernummer laut Kundin +1 202 555 0143. Überweisung angehalten.", "caller_id"),
        ("fr", "Numéro à rappeler d'après l'appelant : +1 202 555 0143.", "callback"),
        ("de", "Rückruf erbeten unter +1 202 555 0143 (Frau Lenz), so stand es im Brief.", "callback"),
        ("en", "He said ring the number on your card. I did, it's 202-555-0143.", "genuine"),
        ("fr", "Mon conseiller habituel est joignable au +1 202 555 0143.", "genuine"),
        ("en", "They asked for her number, 202-555-0143, and mum gave it.", "reporter"),
    ],
)
def test_of_whom_it_was_heard_is_not_whose_it_is(lang: str, text: str, role: str) -> None:
    assert found(text, lang) == [("+12025550143", role)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "My case number with the FTC is 2025550143 and I filed it."),
        ("en", "My claim with the FTC carries the number 202-555-0143."),
        ("de", "Vertragsnummer bei der Telekom: 0301234411, bitte um Prüfung."),
        ("fr", "Mon numéro de sinistre chez l'assureur est le 0199005330."),
        ("es", "Mi denuncia en comisaría quedó registrada con el número 900000046."),
    ],
)
def test_a_number_of_a_file_is_none_to_call_whoever_has_it(lang: str, text: str) -> None:
    assert found(text, lang, {"de": "DE", "fr": "FR", "es": "ES"}.get(lang, "US")) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The invoice had a number 202-555-0143 to call if I wanted to cancel."),
        ("en", "The number for my claim with Geico is 202-555-0143, that's what he told me to call."),
    ],
)
def test_a_number_that_a_paper_gives_to_call_is_one(lang: str, text: str) -> None:
    assert found(text, lang) == [("+12025550143", "callback")]


def test_brackets_tell_whose_an_id_is_wherever_else_it_stands() -> None:
    text = "AnyDesk log. 999 014 202 (me) opened. 999 077 015 (him) joined. 999 077 015 took files."
    assert set(found(text)) == {("anydesk:999014202", "reporter"), ("anydesk:999077015", "operator")}


def test_brackets_of_a_relative_are_no_scammers() -> None:
    text = "Action for my father Ronald. He put in his IBAN GB38 XXXX 0000 1212 3456 78 (his)."
    assert ("iban:GB38XXXX00001212345678", "payee") not in found(text)


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", 'The note said "call Mark" and "UltraViewer 999 044 213 = Marks computer".', "999044213"),
        ("en", "On the LogMeIn page I put in his LogMeIn code, 999047, and saw my mouse move.", "999047"),
        ("de", "Ich sollte AnyDesk laden und 999 082 640 eintippen, das sei ihr Arbeitsplatz.", "999082640"),
        ("es", "Metí en mi celular el código 999 061 774 que me dictó, en AnyDesk.", "999061774"),
    ],
)
def test_an_id_of_whom_the_text_speaks_is_an_operators(lang: str, text: str, value: str) -> None:
    assert [(one.rpartition(":")[2], role) for one, role in found(text, lang)] == [(value, "operator")]


def test_what_is_called_a_partys_own_is_masked() -> None:
    text = "La plaignante a communiqué l'IBAN FR76 0000 0000 0100 0441 7002 946, qui est le sien."
    assert found(text, "fr") == [("iban:FR7600000000010004417002946", "reporter")]


@pytest.mark.parametrize(
    ("country", "text", "value"),
    [
        ("GB", "The ad said ring 0808 157 0FIX now.", "+448081570349"),
        ("AU", "The flyer said call 1300 FIX NOW today.", "+611300349669"),
        ("US", "It read Call_us_8_7_7_5_5_5_0_1_4_4 and no more.", "+18775550144"),
        ("US", "The pop-up said call 8OO-SSS-O147 at once.", "+18005550147"),
    ],
)
def test_letters_and_underscores_are_read_wherever_a_number_is_to_be_called(
    country: str, text: str, value: str
) -> None:
    assert found(text, country=country) == [(value, "callback")]


def test_a_files_name_and_a_time_are_no_numbers() -> None:
    assert found("scan_8885550123.pdf came at 1800 GMT MONDAY") == []
