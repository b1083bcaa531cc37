"""Whose a value is by the people who are named with it: possessives, statements, lists and contrasts."""

from __future__ import annotations

import pytest

from ringfence.indicators import antecedents, possession
from ringfence.indicators.extract import find
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def roles_of(text: str, lang: str) -> dict[str, str]:
    found = find(text, Context(Country("US"), Lang(lang)))
    return {one.value[-3:]: str(one.role) for one in found if one.kind == "phone"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "My husband did the talking, on his phone, 270-555-0150."),
        ("en", "The victim's aunt took the call on her own phone, 270-555-0150."),
        ("en", "Mrs Lyle's own telephone is 270-555-0150."),
        ("en", "270-555-0150 belongs to my mother."),
        ("en", "My wife's is 270-555-0150."),
        ("en", "Who is who: son 270-555-0150."),
        ("en", "The patron is at 270-555-0150."),
        ("en", "This is about my aunt, Ida Orr. Phone 270-555-0150."),
        ("en", 'VICTIM: "THEY RANG ME ON MY PHONE, 270-555-0150."'),
        ("de", "Mein Bruder sprach mit ihnen, mit seinem Handy, +1 270 555 0150."),
        ("de", "+1 270 555 0150 gehört meiner Tochter."),
        ("fr", "Ma sœur a répondu sur son portable, le +1 270 555 0150."),
        ("fr", "Le +1 270 555 0150 est à mon fils."),
        ("es", "La víctima recibió los mensajes en su móvil, +1 270 555 0150."),
        ("es", "El +1 270 555 0150 es de mi mujer."),
        ("hi", "मेरे भाई ने अपने फोन +1 270 555 0150 से बात की।"),
        ("ja", "父は自分の携帯+1 270 555 0150で話しました。"),
    ],
)
def test_what_is_called_one_of_hers_is_the_reporters(lang: str, text: str) -> None:
    assert roles_of(text, lang) == {"150": "reporter"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The supervisor gave my aunt his direct line: 312-555-0121."),
        ("en", "The man told my father that his number was 312-555-0121."),
        ("fr", "Mon voisin a cru l'agent, qui lui a laissé son numéro, le +1 312 555 0121."),
        ("es", "El técnico le dio a mi abuelo su número, +1 312 555 0121."),
        ("ja", "相手は自分の番号は+1 312 555 0121だと言いました。"),
    ],
)
def test_what_another_gave_as_his_is_not_the_reporters(lang: str, text: str) -> None:
    assert roles_of(text, lang)["121"] != "reporter"


def test_what_is_said_of_one_value_is_not_said_of_the_next() -> None:
    text = "513-555-0143 is mine, and 877-555-0119 is what the pop-up told Mom to dial."
    assert roles_of(text, "en") == {"143": "reporter", "119": "callback"}
    text = "Le +1 513 555 0143 est le mien, le +1 877 555 0119 est celui qui a appelé."
    assert roles_of(text, "fr") == {"143": "reporter", "119": "caller_id"}


def test_a_pronoun_speaks_of_the_last_person_whom_it_may_mean() -> None:
    text = fold("My mother and a man spoke. Her phone rang.", "en")
    assert antecedents.is_hers(text, text.low.index("her phone"), "f", surely=False)
    assert not antecedents.is_hers(text, text.low.index("her phone"), "m", surely=False)


def test_a_person_who_is_none_of_hers_is_told_apart() -> None:
    text = fold("my sister, a so-called nephew, the scammer", "en")
    sides = [antecedents.side(text, one.start, one.start + 3) for one in antecedents.people(text)]
    assert sides == [True, False, False]


def test_an_address_at_which_a_mail_reached_her_is_hers() -> None:
    text = fold("he emailed me first (ann@elm.example) from desk@refund.example", "en")
    at = text.low.index("ann@")
    assert possession.is_hers(text, at, at + len("ann@elm.example"))


def test_a_relatives_paper_behind_another_has_no_telephone_number() -> None:
    assert not roles_of("Numéro de client 0199 0041 17, contrat de ma sœur 0199 0041 18.", "fr")


def test_a_long_list_of_relatives_papers_is_read_to_its_end() -> None:
    found = roles_of("contrat de ma soeur 0199 0041 18, " * 2_000, "fr")
    assert set(found.values()) <= {"reporter"}
