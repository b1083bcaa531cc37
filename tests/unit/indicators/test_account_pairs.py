"""A bank's code and an account side by side are an account; two numbers of something else are none."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def _accounts(country: str, text: str) -> list[str]:
    found = find(text, Context(Country(country), Lang("en")))
    return [one.value for one in found if one.kind == "bank_account"]


@pytest.mark.parametrize(
    ("country", "text", "values"),
    [
        ("US", "credited 990030009 / 0044120987 by ACH, name J Vole", ["us:990030009/0044120987"]),
        ("US", "The wire left for 0044120987 at 990030009 on Friday", ["us:990030009/0044120987"]),
        ("US", "beneficiary acct 4412098 rtg 990030009, our bank says", ["us:990030009/4412098"]),
        ("US", "RDFI 990030009 acct 4412098 / ODFI 990030012 acct 0099887", ["us:990030009/4412098"]),
        ("US", "wire: Ben Ortiz, 990030009 - 0044120987", ["us:990030009/0044120987"]),
        (
            "US",
            "account 0001122334 / 990030009, account 0005566778 / 990030012",
            ["us:990030009/0001122334", "us:990030012/0005566778"],
        ),
        ("US", "The routing is 990030009. They took it out of my savings, 0001122334.", None),
        ("US", "A wire from 0001122334 to 0005566778 was not mine", ["us:/0001122334", "us:/0005566778"]),
        ("US", "0001122334 is the account he emptied, at my bank", ["us:/0001122334"]),
        ("AU", "The bank moved it to 999-731 00418822", ["au:999731/00418822"]),
        ("AU", "paid by transfer, 999-731 / 00418822, name Top IT", ["au:999731/00418822"]),
        ("GB", "It left our account for 99-73-10/00418822 that night", ["gb:997310/00418822"]),
        ("GB", "Sort code first: 99 73 10 00418822", ["gb:997310/00418822"]),
        ("GB", "00418822 / 99 73 10, the sort code is Leeds", ["gb:997310/00418822"]),
        ("GB", "I typed sort code 99-73-10, number 00418822", ["gb:997310/00418822"]),
    ],
)
def test_a_code_beside_an_account_is_read_as_one(country: str, text: str, values: list[str] | None) -> None:
    read = _accounts(country, text)
    if values is None:
        assert "us:/0001122334" in read or "us:990030009/0001122334" in read
    else:
        assert read[: len(values)] == values


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("US", "Bank dispute case 990030009 / 0044120987, opened Monday."),
        ("US", "The bank gave me two references: 990030009 / 0044120987."),
        ("US", "My SSN 990030009, 00441209 is what the bank asked for"),
        ("US", "Bank fax 202-555-0143, or 990030009 / 2025550143"),
        ("US", "FedEx tracking 990030009 00441209 for the cashier's check"),
        ("US", "serial 990030009/00445566 on the router, not the bank's"),
        ("US", "the bank teller id is 990030009, 445566 is her branch"),
        ("US", "990030007 / 0044120987 was on the wire form"),  # no check digit
        ("US", "450030000 / 0044120987 was on the wire form"),  # no range of the Federal Reserve
        ("US", "Check 00001234 is void. Claim 0001234567 was filed with the bank."),
        ("US", "I opened an account with Contoso and my order 0001234567 never came"),
        ("US", "my savings went. IMEI 000111222333444"),
        ("US", "I called the bank at 0001112223"),
        ("US", "990030009 / 0044120987"),
        ("AU", "Flight 123-456 00112233 and the bank was shut"),
        ("AU", "The bank lodged it as 999-731 00418822, which is my reference"),
        ("AU", "bank reference 999-731 00418822"),
        ("GB", "Paid by bank transfer on 12-05-24 00012345 was my reference"),
        ("GB", "sort it out by 12-05-24 00012345 please said the bank"),
        ("GB", "bank debit 12 05 24, 00012345"),
    ],
)
def test_two_numbers_of_something_else_are_no_account(country: str, text: str) -> None:
    assert _accounts(country, text) == []


def test_many_numbers_in_a_row_take_no_quadratic_time() -> None:
    assert len(_accounts("US", "bank " + "990030009 / 0044120987, " * 400)) <= 400
