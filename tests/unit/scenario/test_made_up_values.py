"""Every value is well-formed, and none is anybody's."""

from __future__ import annotations

import hashlib

import base58
import numpy as np
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.scenario import names, payees, phones
from ringfence.scenario.phones import COUNTRIES, Numbers

index = st.integers(0, 3_500_000)


@given(index)
def test_wallets_carry_right_checksums(n: int) -> None:
    scheme, _, address = payees.wallet(n).partition(":")
    if scheme == "eth":
        assert len(bytes.fromhex(address.removeprefix("0x"))) == 20
    elif address.startswith("bc1"):
        assert address == address.lower()
    else:
        assert base58.b58decode_check(address)[0] == {"btc": 0, "tron": 0x41}[scheme]


def test_bech32_writes_the_standards_own_example() -> None:
    # BIP 173, test vectors for segwit addresses.
    program = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")
    assert payees.bech32("bc", program) == "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"


@given(index, st.sampled_from(["DE", "ES", "FR"]))
def test_ibans_have_right_check_digits_and_a_bank_code_of_no_bank(n: int, country: str) -> None:
    iban = payees.account(country, n).removeprefix("iban:")
    digits = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    assert int(digits) % 97 == 1
    assert len(iban) == {"DE": 22, "ES": 24, "FR": 27}[country]
    assert iban[4:].startswith({"DE": "9", "ES": "9999", "FR": "99999"}[country])


@given(index)
def test_routing_numbers_have_right_check_digits_and_a_beginning_of_no_bank(n: int) -> None:
    number = payees.routing(n)
    assert sum(int(d) * w for d, w in zip(number, (3, 7, 1) * 3, strict=True)) % 10 == 0
    assert number.startswith("99")


@given(index)
def test_operators_and_victims_never_share_a_remote_id(n: int) -> None:
    operator, victim = payees.remote(n), payees.remote(n, victim=True)
    assert victim.partition(":")[2][4] in "56789"
    number = operator.partition(":")[2]
    assert number.endswith(".example") or (number.startswith("9990") and number[4] in "01234")


def test_gift_cards_say_that_they_are_examples_and_do_not_repeat() -> None:
    cards = [payees.gift_card(n) for n in range(5_000)]
    assert len(set(cards)) == len(cards)
    assert all("XEXAMPLE" in card for card in cards)


@given(index)
def test_hosts_end_in_example(n: int) -> None:
    assert names.domain(n).endswith(".example")
    assert names.url(n).startswith((f"https://{names.domain(n)}", f"http://{names.domain(n)}"))
    assert names.email(n).endswith(".example")
    assert names.address(n, "es").isascii()


def test_no_two_domains_and_no_two_people_are_the_same() -> None:
    assert len({names.domain(n) for n in range(20_000)}) == 20_000
    assert len({names.address(n, "en") for n in range(20_000)}) == 20_000


@pytest.mark.parametrize("place", range(len(COUNTRIES)))
def test_every_reserved_number_is_a_valid_number_of_its_plan(place: int) -> None:
    numbers = Numbers(world=False)
    for who in (phones.RING, phones.GENUINE, phones.INNOCENT, phones.PERSON, phones.THIN):
        many = np.arange(0, numbers.capacity(who, COUNTRIES[place]), 7)
        for number in numbers.write(who, np.full(len(many), place), many):
            assert phonenumbers.is_valid_number(phonenumbers.parse(number, None)), number


@pytest.mark.parametrize("world", [False, True])
def test_a_ring_a_brand_a_stranger_and_a_victim_never_have_the_same_number(*, world: bool) -> None:
    numbers, seen = Numbers(world=world), set[str]()
    for who in (phones.RING, phones.GENUINE, phones.INNOCENT, phones.PERSON, phones.THIN):
        many = np.arange(min(400, numbers.capacity(who, "DE")))
        written = set(numbers.write(who, np.full(len(many), COUNTRIES.index("DE")), many))
        assert len(written) == len(many)
        assert not written & seen
        seen |= written


def test_numbers_of_large_worlds_are_no_ones() -> None:
    written = Numbers(world=True).write(phones.RING, np.array([0, 3]), np.array([0, 9_999_999]))
    assert written == ["+999100000000", "+999139999999"]


def test_a_wallet_is_the_hash_of_a_sentence_that_says_so() -> None:
    digest = hashlib.sha256(b"a wallet of a made-up ring, nobody holds its key: 4").digest()
    assert payees.wallet(4) == f"eth:0x{digest[:20].hex()}"
