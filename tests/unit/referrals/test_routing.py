"""A ring goes to the forces of its victims' countries and to where an analyst says that it works."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.cli import main
from ringfence.referrals.routing import Belief, Route, routes, unrouted
from ringfence.words import UsageError
from tests.unit.referrals.dossiers import Told, dossier

INDIA = Belief("in", "an operator read out the address of the office")
PAYEE = ("bank_account", "iban:DE58900000560001443467", "payee")


def said(found: tuple[Route, ...]) -> list[tuple[str, str]]:
    return [(route.force.id, route.as_) for route in found]


def test_victims_countries_lead_and_desks_that_collect_are_informed() -> None:
    ring = dossier(Told("ben"), Told("ada"), Told("eve", "GB"))
    assert said(routes(ring)) == [
        ("us-fbi", "lead"),
        ("gb-nca", "lead"),
        ("us-ftc", "information"),
        ("gb-cityoflondon", "information"),
    ]
    first = routes(ring)[0]
    assert (first.reports, first.victims) == (2, 2)
    assert first.reasons == ("2 reports by 2 independent reporters in US, 2 in a core",)


def test_without_an_analysts_word_nobody_is_asked_to_join() -> None:
    ring = dossier(Told("ben"), Told("ada", "IN"))
    assert "joint" not in {route.as_ for route in routes(ring)}
    assert any("Nobody has said where the call centre works" in one for one in unrouted(ring))


def test_indias_police_is_asked_through_the_national_force_interpol_or_the_attache() -> None:
    ring = dossier(Told("ben"), Told("ada"), Told("eve", "GB"))
    joint = routes(ring, INDIA)[0]
    assert (joint.force.id, joint.as_) == ("in-cbi", "joint")
    assert [one.id for one in joint.via] == ["us-fbi", "interpol", "legal-attache"]
    assert (joint.reports, joint.victims) == (3, 3)
    assert "an operator read out the address of the office" in joint.reasons[0]
    assert joint.weak


def test_a_country_that_no_force_is_known_of_goes_to_interpol_and_says_so() -> None:
    joint = routes(dossier(Told("ben")), Belief("PH", "a lease was found"))[0]
    assert (joint.force.id, joint.as_) == ("interpol", "joint")
    assert [one.id for one in joint.via] == ["us-fbi"]
    assert any("PH" in one for one in joint.weak)
    alone = dossier(Told("ben", "IE"))
    assert routes(alone) == ()
    assert any("IE" in one and "Interpol" in one for one in unrouted(alone))


def test_reports_without_a_country_are_counted_and_route_nowhere() -> None:
    ring = dossier(Told("ben", None), Told("ada", None))
    assert routes(ring) == ()
    assert unrouted(ring)[0].startswith("2 reports without a country")


def test_victims_who_stand_in_no_core_only_inform() -> None:
    ring = dossier(Told("ben"), Told("ada", "DE", core=None))
    german = next(route for route in routes(ring) if route.force.id == "de-bka")
    assert german.as_ == "information"
    assert len(german.weak) == 2


def test_an_account_abroad_informs_its_force_once_two_people_name_it() -> None:
    one = dossier(Told("ben", values=(PAYEE,)), Told("ben", values=(PAYEE,)))
    assert "de-bka" not in dict(said(routes(one)))
    two = dossier(Told("ben", values=(PAYEE,)), Told("ada", values=(PAYEE,)))
    german = next(route for route in routes(two) if route.force.id == "de-bka")
    assert (german.as_, german.reports, german.victims) == ("information", 0, 0)
    assert "frozen at once" in german.reasons[0]
    assert "mule" in german.weak[0]


@pytest.mark.parametrize(
    ("value", "id_"),
    [
        ("us:990001193/0001451386", "us-fbi"),
        ("gb:999999/12345678", "gb-nca"),
        ("au:999999/123456", "au-afp"),
        ("in:ZZZZ0123456/123456789012", "in-cbi"),
        ("iban:ES0000000000000000000000", "es-policia-nacional"),
    ],
)
def test_a_banks_country_stands_in_the_account_itself(value: str, id_: str) -> None:
    payee = ("bank_account", value, "payee")
    ring = dossier(Told("ben", "JP", values=(payee,)), Told("ada", "JP", values=(payee,)))
    assert id_ in dict(said(routes(ring)))


def test_an_account_that_is_the_victims_own_names_no_force() -> None:
    own = ("bank_account", "iban:DE58900000560001443467", "reporter")
    ring = dossier(Told("ben", values=(own,)), Told("ada", values=(own,)))
    assert "de-bka" not in dict(said(routes(ring)))


@settings(max_examples=25)
@given(st.sampled_from(["+91", "+49", "+44", "+1", "+63", "+33", "+999"]), st.integers(10**8, 10**9 - 1))
def test_changing_only_telephone_numbers_never_changes_the_routes(prefix: str, rest: int) -> None:
    told = (Told("ben", values=(PAYEE,)), Told("ada", "GB"), Told("eve", "DE", core=None))
    for belief in (None, INDIA):
        usual = dossier(*told)
        other = dossier(*told, phone=f"{prefix}{rest}")
        assert routes(other, belief) == routes(usual, belief)
        assert unrouted(other, belief) == unrouted(usual, belief)


def test_unknown_people_of_one_source_are_one() -> None:
    ring = dossier(Told(None), Told(None), Told(None, source="northwind"))
    assert routes(ring)[0].victims == 2


def test_the_same_country_is_not_routed_twice() -> None:
    ring = dossier(Told("ben", "GB"), Told("ada", "GB"))
    found = routes(ring, Belief("GB", "the lease was found"))
    assert said(found) == [("gb-nca", "joint"), ("gb-cityoflondon", "information")]


def test_a_belief_needs_a_country_and_a_reason() -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        Belief("IN", " ")


@pytest.mark.parametrize("code", ["ZZ", "XX", "EU", "India", "", "I"])
def test_the_call_centre_works_in_a_country_that_exists(code: str) -> None:
    with pytest.raises(UsageError, match="no country of ISO 3166-1"):
        Belief(code, "a lease was found")
    asked = ["refer", "ring-1", "--in", "rings", "--operates-in", code, "--because", "a lease was found"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 2
    assert "no country of ISO 3166-1" in done.output
