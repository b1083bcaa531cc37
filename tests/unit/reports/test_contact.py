"""Telephone numbers are read the same by both libraries, and a reporter is named without saying who it is."""

from __future__ import annotations

import phonenumbers
import pytest
import rphonenumbers
from hypothesis import example, given
from hypothesis import strategies as st

from ringfence.reports.contact import ParsedPhone, is_toll_free, parse_phone, read_with, reporter_id
from ringfence.words import Country

KEY = bytes(range(32))
US, GB, DE = Country("US"), Country("GB"), Country("DE")
COUNTRIES = st.sampled_from([None, "US", "GB", "CA", "AU", "DE", "ES", "FR", "IN", "JP", "IE", "NZ"])
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=18)
WRITTEN = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789+-(). x", max_size=30),
    st.builds(lambda plus, digits: plus + digits, st.sampled_from(["+", "", "00", "011"]), DIGITS),
    st.builds(lambda area, line: f"({area}) 555-01{line}", DIGITS, DIGITS),
)


def test_a_number_is_read_by_the_plan_of_its_country() -> None:
    assert parse_phone("(202) 555-0143", US) == ParsedPhone("+12025550143", True, "US", None)
    assert parse_phone("020 7946 0958", GB) == ParsedPhone("+442079460958", True, "GB", None)
    assert parse_phone("+44 20 7946 0958", US) == ParsedPhone("+442079460958", True, "GB", None)
    assert parse_phone("202-555-0143 ext. 12", US) == ParsedPhone("+12025550143", True, "US", "12")


def test_a_number_without_a_country_code_needs_a_country() -> None:
    assert parse_phone("202 555 0143", None) is None


@pytest.mark.parametrize("written", ["", "hello", "+", "1", "🎉" * 300, "9" * 400, "\x00"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_phone(written, US) is None


def test_made_up_numbers_count_only_in_a_made_up_world() -> None:
    assert parse_phone("+999 12-345 6789", None, world=True) == ParsedPhone("+999123456789", True, None, None)
    assert parse_phone("+999123456789", None) is None
    assert parse_phone("+99912345678", None, world=True) is None


@given(WRITTEN, COUNTRIES)
@example("00\U00018cd6", "US")  # a letter since a Unicode that Python 3.11 does not know
def test_both_libraries_read_alike(written: str, country: str | None) -> None:
    assert read_with(rphonenumbers, written, country) == read_with(phonenumbers, written, country)


@given(WRITTEN, COUNTRIES)
def test_what_was_read_is_e164_and_reads_as_itself(written: str, country: str | None) -> None:
    parsed = parse_phone(written, Country(country) if country else None)
    if parsed is not None and parsed.valid:
        again = parse_phone(parsed.e164, None)
        assert again is not None
        assert again.e164 == parsed.e164


def test_one_person_has_one_name_however_the_contact_is_written() -> None:
    name = reporter_id(KEY, email="Ben.Okri@contoso.example ", phone=None, country=None)
    assert name == reporter_id(KEY, email="ben.okri+scam@CONTOSO.example", phone="202 555 0143", country=US)
    phone = reporter_id(KEY, email=None, phone="202-555-0143", country=US)
    assert phone == reporter_id(KEY, email="not known", phone="+1 (202) 555 0143", country=None)
    assert phone != name


def test_a_name_says_nothing_without_the_key() -> None:
    one = reporter_id(KEY, email="ben@contoso.example", phone=None, country=None)
    other = reporter_id(bytes(32), email="ben@contoso.example", phone=None, country=None)
    assert one is not None
    assert one != other
    assert len(one) == len("reporter-") + 32


@pytest.mark.parametrize(("email", "phone"), [(None, None), ("", ""), ("n/a", "0000000000"), ("ben@", "12")])
def test_who_gave_no_contact_has_no_name(email: str | None, phone: str | None) -> None:
    assert reporter_id(KEY, email=email, phone=phone, country=US) is None


@given(st.text(max_size=60), st.text(max_size=60), COUNTRIES)
def test_any_contact_gives_a_name_or_none(email: str, phone: str, country: str | None) -> None:
    name = reporter_id(KEY, email=email, phone=phone, country=Country(country) if country else None)
    assert name is None or name.startswith("reporter-")


@pytest.mark.parametrize("written", ["888555xxxx", "1-888-555-XXXX"])
def test_digits_left_out_as_x_are_no_keypad_letters(written: str) -> None:
    assert parse_phone(written, Country("US")) is None


@pytest.mark.parametrize(
    ("number", "free"),
    [
        ("+18885550123", True),
        ("+448081570233", True),
        ("+34900000031", True),
        ("+81120000012", True),
        ("+12025550143", False),
        ("+34600000031", False),
        ("+493023125014", False),
        ("+491713920014", False),
        ("+999123456789", None),
    ],
)
def test_a_companys_number_is_told_from_a_mobile_and_a_home(number: str, *, free: bool | None) -> None:
    assert is_toll_free(number) is free
    if free is not None:
        types = (int(each.number_type(each.parse(number, None))) for each in (rphonenumbers, phonenumbers))
        assert len({*types}) == 1
