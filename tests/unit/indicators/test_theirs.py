"""Values that words call someone's, which the verb or the clause tells to be the scammer's, or hers."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def roles_of(text: str, lang: str) -> dict[str, str]:
    found = find(text, Context(Country("US"), Lang(lang)))
    return {one.value[-3:]: str(one.role) for one in found if one.kind == "phone"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "My father saved his number, 270-555-0150."),
        ("en", "The man who robbed my aunt used his cell, 270-555-0150."),
        ("en", "A fake nurse called my gran, her number is 270-555-0150."),
        ("en", "The crook's wife also called, her number is 270-555-0150."),
        ("en", "The thief told my dad to message his cell, 270-555-0150."),
        ("en", "He says my boss is at 270-555-0150 and will take the payment."),
        ("en", "They texted my mother and my sister, 270-555-0150 each time."),
        ("en", "Reported by my daughter, 270-555-0150 called her twice."),
        ("en", "The man my sister trusted left her his cell, 270-555-0150."),
        ("en", "The gang that robbed our neighbours uses 270-555-0150."),
        ("en", "Call me on 270-555-0150, he said, and ask for Dan."),
        ("de", "Mein Vater schrieb sich seine Nummer auf: +1 270 555 0150."),
        ("de", "Der falsche Polizist rief meinen Vater an, seine Nummer ist +1 270 555 0150."),
        ("fr", "Mon père a noté son numéro, le +1 270 555 0150, avant que l'homme raccroche."),
        ("es", "El hombre que estafó a mi tía usaba su móvil, +1 270 555 0150."),
        ("hi", "papa ne uska number likh liya +1 270 555 0150"),
    ],
)
def test_what_the_verb_binds_to_the_scammer_is_not_the_reporters(lang: str, text: str) -> None:
    assert roles_of(text, lang)["150"] in ("callback", "caller_id")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "My cell number, which got the message, is 270-555-0150. They said to call 270-555-0199."),
        ("en", "They said to call 270-555-0199. My number, in case you ring: 270-555-0150"),
        ("en", "My husband, whose own cell, by the way, is 270-555-0150, rang 270-555-0199."),
        ("en", "He asked for mine, so I gave him 270-555-0150."),
        ("en", "I answered the house phone, 270-555-0150, and was told to dial 270-555-0199."),
        ("en", "My mother was called on 270-555-0150 by 270-555-0199."),
        ("en", "My husband has kept his number, 270-555-0150, for twenty years."),
        ("en", "The scammer found her number, 270-555-0150, on Facebook, my mother says."),
        ("en", "The woman wanted a number so my aunt gave hers, 270-555-0150."),
        ("en", "Mum is the one with the landline. They rang it, 270-555-0150, at dawn."),
        ("en", "A fake officer called my father. His number is 270-555-0150 if you need him."),
        ("de", "Anruf von +1 270 555 0199. Meine Nummer, falls Sie Rückfragen haben: +1 270 555 0150"),
        ("fr", "Mon portable, qui a reçu le SMS, est le +1 270 555 0150."),
        ("es", "El dicente recibió una llamada del +1 270 555 0199 en su móvil, +1 270 555 0150."),
        ("hi", "usne bola call karo +1 270 555 0199, mera number +1 270 555 0150 hai"),
    ],
)
def test_what_is_hers_stays_hers_whatever_stands_between(lang: str, text: str) -> None:
    assert roles_of(text, lang)["150"] == "reporter"


def test_a_number_by_which_someone_was_called_is_the_callers() -> None:
    assert roles_of("My mother was called on 270-555-0150 by 270-555-0199.", "en")["199"] == "caller_id"


def test_what_is_said_to_be_the_scammers_after_all_is_not_genuine() -> None:
    text = "She said the number of my bank is 270-555-0150, but it was hers."
    assert roles_of(text, "en")["150"] != "genuine"
