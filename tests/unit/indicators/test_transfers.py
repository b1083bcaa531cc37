"""Which of the accounts of a transfer it left."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find, find_private
from ringfence.indicators.indicator import Context, Role
from ringfence.words import Country, Lang


@pytest.mark.parametrize(
    ("lang", "text", "own"),
    [
        (
            "en",
            (
                "Note. Debited: routing 996465678, account 000418829915. Beneficiary: routing 998673183, "
                "account 77120093341."
            ),
            {"us:996465678/000418829915"},
        ),
        (
            "es",
            (
                "Nota: transferencia con cargo a ES31 9999 6245 1167 3173 3722 (cliente) y abono en "
                "ES97 9999 3088 1708 7323 1419."
            ),
            {"iban:ES3199996245116731733722"},
        ),
        (
            "fr",
            (
                "Mon beau-père a versé 2 500 € sur le compte BE98 9993 1182 8293 depuis le sien, "
                "BE30 9992 7776 3311, pour une caravane."
            ),
            {"iban:BE30999277763311"},
        ),
        (
            "es",
            (
                "El declarante transfirió a la cuenta ES25 9999 0001 4900 0000 0116, siendo la suya la "
                "ES53 9999 0002 9700 0000 0217."
            ),
            {"iban:ES5399990002970000000217"},
        ),
    ],
)
def test_the_account_that_money_left_is_the_payers_own(lang: str, text: str, own: set[str]) -> None:
    context = Context(Country("US") if lang == "en" else None, Lang(lang))
    found = [one for one in find(text, context) if one.kind == "bank_account"]
    assert {one.value for one in found if one.role is Role.REPORTER} == own
    assert len({one.value for one in found if one.role is Role.PAYEE}) == 1
    assert {one.value for one in find_private(text, context) if one.kind == "bank_account"} == own


def test_a_number_of_hers_that_stands_in_a_sentence_of_its_own_is_private_too() -> None:
    text = "He connected from nowhere. Reach me with 888-555-0123 please."
    context = Context(Country("US"), Lang("en"))
    whole = [one for one in find(text, context) if one.role is Role.REPORTER]
    assert [one.value for one in whole] == ["+18885550123"]
    assert find_private(text, context) == whole
