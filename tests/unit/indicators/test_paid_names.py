"""Names that were paid are handles where no service is named; prices, leet and addresses are none."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country


def _handles(country: str, text: str) -> list[str]:
    return [one.value for one in find(text, Context(Country(country))) if one.kind == "handle"]


@pytest.mark.parametrize(
    ("country", "text", "values"),
    [
        ("IN", "He said scan it and pay ten rupees to armyshop7@examplebank", ["upi:armyshop7@examplebank"]),
        ("IN", "transfer hua asha.help@examplepay par", ["upi:asha.help@examplepay"]),
        ("IN", "₹5 bhejo kycseva@examplebank.", ["upi:kycseva@examplebank"]),
        ("US", "Mom sent $900 to $example-fixers that day", ["cashapp:$example-fixers"]),
        ("US", "paid two hundred to these people: $exampleFixit", ["cashapp:$examplefixit"]),
        (
            "US",
            "I cashapped $example-aid and his own tag is $examplebob",
            ["cashapp:$example-aid", "cashapp:$examplebob"],
        ),
        ("US", "My Venmo's @example-asha, by the way", ["venmo:@example-asha"]),
    ],
)
def test_a_name_beside_words_of_paying_is_a_handle(country: str, text: str, values: list[str]) -> None:
    assert _handles(country, text) == values


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("US", "I sent money to $ecurity and then paid $cammer-1"),
        ("US", "sent $500 to $cammers-1"),
        ("US", "I paid to $ecurity-desk"),
        ("US", "I sent $200 to $TSLA"),
        ("US", "paid $usd-500 to $USDT-TRC20"),
        ("US", "He cashapped $forty dollars"),
        ("US", "the tag: $VAR_NAME in the script"),
        ("US", "sent to $user_name in the template"),
        ("US", "I sent it to $HOME/path"),
        ("US", "The price tag was $hundred"),
        ("US", "I paid bob@work in cash"),
        ("GB", "pay me at jane@hotmail"),
        ("IN", "mail id ramesh@gmail pe payment bhejo"),
        ("IN", "I paid and mailed support@contoso then"),
        ("IN", "payment; login admin@portal failed"),
        ("IN", "kal payment kiya tha meet@noon karke"),
        ("IN", "the QR was at counter, see @home for more"),
    ],
)
def test_what_only_looks_like_a_handle_is_none(country: str, text: str) -> None:
    assert _handles(country, text) == []
