"""Each kind: its shape, its canonical values, its checks, and its strength as evidence."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.indicators import account_pairs, iban, kinds
from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context, Role, Validity
from ringfence.indicators.kinds import bank_account, gift_card, wallet
from ringfence.words import Country

KINDS = kinds.every()
US = Context(Country("US"))
KEY = bytes(range(32))

ETH, BTC = "0xd82872c2aa98e126032c557291aa38c15f11bdee", "bc1qcuec88cl7wfnq88klstchr93henuqf48jvlv57"

CANONICAL = [
    ("phone", "(888) 555-0123", "+18885550123"),
    ("phone", "+44 20 7946 0958", "+442079460958"),
    ("domain", "https://www.Help.Contoso-Refund.EXAMPLE/x", "contoso-refund.example"),
    ("domain", "evil.blogspot.com", "evil.blogspot.com"),
    ("domain", "bücher.example", "xn--bcher-kva.example"),
    ("url", "HTTP://Contoso.example:80/a/../b", "http://contoso.example/b"),
    ("email", "<Refunds@Contoso.EXAMPLE>", "refunds@contoso.example"),
    ("ip", "2001:DB8::0001", "2001:db8::1"),
    ("wallet", ETH.replace("0x", "0X"), f"eth:{ETH}"),
    ("wallet", BTC.upper(), f"btc:{BTC}"),
    ("bank_account", "de89 3704 0044 0532 0130 00", "iban:DE89370400440532013000"),
    ("bank_account", "us:990000073/0001000003", "us:990000073/0001000003"),
    ("handle", "CashApp: $Example-Desk1", "cashapp:$example-desk1"),
    ("handle", "refunddesk@okaxis", "upi:refunddesk@okaxis"),
    ("handle", "zelle:Desk7@Pay.example", "zelle:desk7@pay.example"),
    ("handle", "whatsapp:+44 7700 900456", "whatsapp:+447700900456"),
    ("gift_card", "apple:…34CD", "apple:…34CD"),
    ("remote_access", "AnyDesk ID: 999 012 345", "anydesk:999012345"),
    ("remote_access", "screenconnect:Help3.Remote-Desk.example", "screenconnect:help3.remote-desk.example"),
    ("brand", "Mc Afee", "mcafee"),
    ("software", "Any Desk", "anydesk"),
    ("claimed_name", "Kevin Martin", "kevin-martin"),
    ("script", "00FF00ff00ff00FF", "00ff00ff00ff00ff"),
]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_file_in_the_folder_has_the_shape_of_a_kind(name: str) -> None:
    kind = KINDS[name]
    assert name == kind.NAME
    assert kind.ROLES
    assert all(isinstance(role, Role) for role in kind.ROLES)
    assert kind.__doc__


@pytest.mark.parametrize(("kind", "written", "value"), CANONICAL)
def test_a_value_that_stands_alone_becomes_canonical_and_stays_so(
    kind: str, written: str, value: str
) -> None:
    read = KINDS[kind].canonical(written, US)
    assert read is not None
    assert read[0] == value
    assert KINDS[kind].canonical(value, US) == read
    assert KINDS[kind].label(value)


@pytest.mark.parametrize("name", sorted(KINDS))
@given(written=st.text(max_size=80))
def test_canonical_takes_any_text_and_is_its_own_canonical_form(name: str, written: str) -> None:
    read = KINDS[name].canonical(written, US)
    if read is not None:
        again = KINDS[name].canonical(read[0], US)
        assert again is not None
        assert again[0] == read[0]


@pytest.mark.parametrize("name", sorted(KINDS))
@given(value=st.text(max_size=40))
def test_strength_is_a_share_and_nothing_for_what_is_the_reporters_or_genuine(name: str, value: str) -> None:
    kind = KINDS[name]
    assert all(0 <= kind.strength(value, role) <= 1 for role in kind.ROLES)
    for role in {Role.REPORTER, Role.GENUINE} & set(kind.ROLES):
        assert kind.strength(value, role) == 0


def test_strengths_are_those_of_the_table() -> None:
    table = [
        ("phone", "+18885550123", Role.CALLBACK, 0.93),
        ("phone", "+18885550123", Role.CALLER_ID, 0.2),
        ("domain", "contoso-refund.example", Role.VISITED, 0.93),
        ("domain", "bit.ly", Role.VISITED, 0.0),
        ("url", "https://bit.ly/3abc", Role.VISITED, 0.5),
        ("email", "a@contoso.example", Role.CONTACT, 0.95),
        ("wallet", "btc:x", Role.PAYEE, 0.97),
        ("bank_account", "us:990000073/0001000003", Role.PAYEE, 0.85),
        ("bank_account", "us:990000073/", Role.PAYEE, 0.0),
        ("bank_account", "us:/0001000003", Role.PAYEE, 0.0),
        ("gift_card", "apple:…34CD#0123456789abcdef", Role.PAYEE, 0.99),
        ("gift_card", "apple:…34CD", Role.PAYEE, 0.0),
        ("handle", "upi:a@okaxis", Role.PAYEE, 0.9),
        ("remote_access", "anydesk:999012345", Role.OPERATOR, 0.9),
        ("script", "00ff00ff00ff00ff", Role.SAID, 0.3),
        ("brand", "microsoft", Role.IMPERSONATED, 0.0),
    ]
    for kind, value, role, strength in table:
        assert KINDS[kind].strength(value, role) == strength


def test_a_gift_card_is_named_by_a_digest_under_the_nodes_key_and_never_by_its_serial() -> None:
    value = gift_card.of_serial("apple", "xexa mple-ab12 34cd", KEY)
    digest = hmac.new(KEY, b"XEXAMPLEAB1234CD", hashlib.sha256).hexdigest()[:16]
    assert value == f"apple:…34CD#{digest}"
    found = find(
        "I read out the Apple gift card XEXAMPLEAB1234CD to him", Context(Country("US"), node_key=KEY)
    )
    assert [one.value for one in found if one.kind == "gift_card"] == [value]
    assert all("XEXAMPLE" not in one.value for one in found)


def test_a_routing_number_with_a_wrong_check_digit_is_only_possible() -> None:
    assert account_pairs.aba("021000021")
    assert not account_pairs.aba("021000022")
    read = bank_account.canonical("us:021000022/1", US)
    assert read == ("us:021000022/1", Validity.POSSIBLE)


def test_iban_lengths_and_checks_are_those_of_the_standard() -> None:
    examples = ["GB82WEST12345698765432", "DE89370400440532013000", "BE71096123456769", "NO9386011117947"]
    assert all(iban.checks(one) and iban.LENGTHS[one[:2]] == len(one) for one in examples)
    assert not iban.checks("GB82WEST12345698765433")


def test_wallets_are_checked_by_the_rules_of_their_coins() -> None:
    # BIP 173 and BIP 350 give the first two, EIP-55 the third; the others are hashes of a sentence.
    taproot = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
    good = [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        taproot,
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "1McRDZnkxgij7Zrhpq4DBeUiytftLUNzsc",
        "TBMo4N4rCS6tmXm8fPmT7j49ML1aqUrgWn",
    ]
    for address in good:
        read = wallet.canonical(address, US)
        assert read is not None
        assert read[1] is Validity.VALID
    for address in [taproot[:-1] + "q", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", good[3][:-1] + "d"]:
        read = wallet.canonical(address, US)
        assert read is None or read[1] is Validity.POSSIBLE


def test_a_wallet_or_an_iban_with_a_slip_in_its_check_is_possible_where_the_text_speaks_of_such() -> None:
    wrong = "1CvA946t8KYr26Tdzz5UrDXigTSo1DjEXe"
    text = f"He had me send Bitcoin. My grandson typed out what was on the paper: {wrong}"
    (found,) = find(text, US)
    assert (found.value, found.validity) == (f"btc:{wrong}", Validity.POSSIBLE)
    assert not [*find(f"Our order reference was {wrong}.", US)]
    text = "Das Konto las er mir vor, ich schrieb mit. Da steht: DE02 9900 0000 0001 2345 00"
    assert [one.value for one in find(text, Context(Country("DE")))] == ["iban:DE02990000000001234500"]


@pytest.mark.parametrize(
    ("country", "text", "values"),
    [
        (
            "US",
            "cards: VANILLA 40 dollars ends 8830; SEPHORA ends 1174; two STEAM, 5502 + 5519 (last 4)",
            ["vanilla:…8830", "sephora:…1174", "steam:…5502", "steam:…5519"],
        ),
        (
            "US",
            "bought the cards. Nordstrom, 200, ending 1182; Apple, 500, ending 7740",
            ["nordstrom:…1182", "apple:…7740"],
        ),
        ("US", "I have three cards. My Amazon order ending 7740 never came", []),
        ("FR", "Fin 2024, carte Steam achetée, fin 8821", ["steam:…8821"]),
        ("US", "He wanted Zelle. I sent 350 to paw.pups@mail.example.", ["zelle:paw.pups@mail.example"]),
        ("US", "He wanted Zelle. I wrote to paw.pups@mail.example.", []),
        (
            "GB",
            "The PayPal I paid from is mine, paw@mail.example, and it is frozen.",
            ["paypal:paw@mail.example"],
        ),
        ("GB", "I only use WhatsApp with the family, on 07700 900655.", ["whatsapp:+447700900655"]),
        ("GB", "He wanted WhatsApp but I said no, and rang the bank on 0161 496 0188.", []),
        ("US", "Paid with PayPal. Mine: paw@mail.example.", ["paypal:paw@mail.example"]),
        ("IN", "uska number 000012349876 IFSC XXXX0000417 hai", ["in:XXXX0000417/000012349876"]),
        ("IN", "Helpline 1800 000 0092 IFSC XXXX0000417", ["in:XXXX0000417/"]),
        (
            "DE",
            "Die IBAN auf der Rechnung lautet DE12 0000 0013 0047 1135 57",
            ["iban:DE12000000130047113557"],
        ),
    ],
)
def test_what_was_paid_to_is_read_as_people_list_it(country: str, text: str, values: list[str]) -> None:
    money = {"gift_card", "handle", "bank_account"}
    assert [one.value for one in find(text, Context(Country(country))) if one.kind in money] == values
