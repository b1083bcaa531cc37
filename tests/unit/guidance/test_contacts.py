"""Which of a brand's contacts are listed: those that whoever asks can use."""

from __future__ import annotations

import pytest

from ringfence.guidance.check import asked


@pytest.mark.parametrize(
    ("country", "code", "ending"),
    [("US", "+1", "com"), ("GB", "+44", "uk"), ("DE", "+49", "de"), (None, "+", "com")],
)
def test_the_listed_contacts_are_those_for_the_country_of_whoever_asks(
    country: str | None, code: str, ending: str
) -> None:
    told = asked("Your Amazon account is locked, call us at once.", country).contacts
    assert all(one.value.startswith(code) for one in told if one.kind == "phone")
    assert {one.value.rpartition(".")[2] for one in told if one.kind == "domain"} <= {"com", ending}
    assert any(one.kind == "phone" for one in told)


def test_a_country_without_contacts_of_its_own_gets_those_of_no_country() -> None:
    told = asked("Your Amazon account is locked, call us at once.", "NO").contacts
    assert {one.kind for one in told} == {"domain", "email"}
