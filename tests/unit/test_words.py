from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.words import InputError, Money, Place, RingfenceError, UsageError, country, report_id


@given(st.text(), st.text())
def test_a_report_keeps_its_name(source: str, reference: str) -> None:
    assert report_id(source, reference) == report_id(source, reference)
    assert len(report_id(source, reference)) == len("report-") + 20


def test_the_same_reference_at_two_sources_names_two_reports() -> None:
    assert report_id("contoso", "C-1") != report_id("northwind", "C-1")
    assert report_id("contoso-1", "1") != report_id("contoso", "-11")


@pytest.mark.parametrize(("written", "meant"), [(" us ", "US"), ("de", "DE"), ("UK", "GB")])
def test_countries_are_read_in_any_case(written: str, meant: str) -> None:
    assert country(written) == meant


@pytest.mark.parametrize("written", ["", "USA", "1A", "Üb", "U S"])
def test_what_is_no_country_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="ISO 3166-1"):
        country(written)


@pytest.mark.parametrize(("minor", "currency"), [(-1, "USD"), (1, "usd"), (1, "US"), (1, "")])
def test_money_that_cannot_be_is_refused(minor: int, currency: str) -> None:
    with pytest.raises(InputError):
        Money(minor, currency)


def test_an_error_says_what_where_and_what_to_do() -> None:
    wrong = RingfenceError("it is empty", place=Place("a.csv", 3, "text"), advice="Fill it in")
    assert str(wrong) == "a.csv, row 3, field text: it is empty. Fill it in"
    assert (wrong.exit_code, UsageError("x").exit_code) == (1, 2)
