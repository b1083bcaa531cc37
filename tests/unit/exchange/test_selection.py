"""What of a ring may leave, and what is held back and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from ringfence.exchange.marking import Marking
from ringfence.exchange.selection import Held, Terms, select
from ringfence.words import Tlp
from tests.unit.exchange.leaving import CALLBACK, START, Told, ring

GREEN = Marking(Tlp.GREEN)
COMPANIES = "share_companies"


def held(*told: Told, **terms: object) -> dict[str, int]:
    chosen = select(ring(*told), Terms(GREEN, **terms))  # type: ignore[arg-type]  # as Terms takes them
    return {one.why: one.count for one in chosen.held}


def test_reports_without_the_consent_are_not_counted_and_date_nothing() -> None:
    told = [Told("ben", day=5), Told("ada", consents=(), day=0), Told("eve", consents=("contact",), day=9)]
    chosen = select(ring(*told), Terms(GREEN, COMPANIES))
    assert chosen.reports == 1
    assert chosen.first == chosen.last == chosen.values["first"][0]
    assert chosen.values["reports"].to_list() == [1]
    assert chosen.held == (Held("reports", "without the consent share_companies: not counted", 2),)


def test_a_value_of_those_who_did_not_agree_goes_when_two_people_name_it_and_counts_nothing() -> None:
    alone, both = ("domain", "hers.example", "visited"), ("domain", "theirs.example", "visited")
    told = [Told("ben", (alone, both), consents=()), Told("ada", (both,), consents=())]
    chosen = select(ring(*told), Terms(GREEN, COMPANIES))
    assert chosen.values.select("value", "reports").rows() == [("theirs.example", 0)]
    assert (chosen.reports, chosen.first) == (0, None)
    assert ("named by one person alone, who has not agreed", 1) in [
        (one.why, one.count) for one in chosen.held
    ]


def test_one_person_who_reports_twice_is_one_person() -> None:
    told = [Told("ben", consents=()), Told("ben", consents=(), day=3)]
    assert select(ring(*told), Terms(GREEN, COMPANIES)).values.is_empty()


def test_unknown_people_of_a_source_are_one_person() -> None:
    told = [Told(None, consents=()), Told(None, consents=(), day=3)]
    assert select(ring(*told), Terms(GREEN, COMPANIES)).values.is_empty()


def test_reports_of_other_countries_than_the_agreements_stay() -> None:
    told = [Told("ben"), Told("ada", country="GB"), Told("eve", country=None)]
    chosen = select(ring(*told), Terms(GREEN, countries=("US",)))
    assert chosen.reports == 1
    assert chosen.held == (Held("reports", "from another country than US", 2),)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(values=(("phone", "+18885550123", "caller_id"),)), "a caller's number"),
        (Told(values=(("domain", "contoso.example", "genuine"),)), "genuine"),
        (Told(values=(("brand", "contoso", "impersonated"),)), "no trace"),
        (Told(values=(("phone", "+15035550117", "reporter"),)), "no trace"),
        (Told(validity="possible"), "not certain"),
        (Told(strength=0.0), "says nothing by itself"),
        (Told(values=(("gift_card", "amazon:4111111111111111", "payee"),)), "not certain"),
        (Told(values=(("script", "Your computer has been locked", "said"),)), "not certain"),
        (Told(values=(("url", "https://ben@harbour.example/a", "visited"),)), "an address that one person"),
        (Told(tlp="TLP:AMBER"), "named only in reports that are held back"),
        (Told(tlp="no marking at all"), "named only in reports that are held back"),
    ],
)
def test_what_stays_is_counted_with_its_reason(told: Told, why: str) -> None:
    assert select(ring(told), Terms(GREEN)).values.is_empty()
    assert [count for said, count in held(told).items() if said.startswith(why)] == [1]


def test_a_value_that_is_genuine_anywhere_in_the_ring_stays() -> None:
    told = [Told("ben"), Told("ada"), Told("eve", (("phone", CALLBACK[1], "genuine"),), tlp="TLP:RED")]
    assert select(ring(*told), Terms(GREEN)).values.is_empty()


def test_in_whole_days_nobody_is_found_by_the_minute_of_her_call() -> None:
    dossier = ring(Told("ben"), Told("ada", day=2))
    late = dossier.facts.sightings.with_columns(pl.col("at") + timedelta(hours=13, minutes=37))
    dossier = replace(dossier, facts=replace(dossier.facts, sightings=late))
    chosen = select(dossier, Terms(GREEN, whole_days=True))
    assert (chosen.first, chosen.last) == (START, START + timedelta(days=2))
    assert chosen.values["last"].to_list() == [START + timedelta(days=2)]
    assert select(dossier, Terms(GREEN)).first == START + timedelta(hours=13, minutes=37)


def test_what_someone_asked_to_correct_stays() -> None:
    told = [Told("ben"), Told("ada")]
    assert "someone asks to correct it, or was right to" in held(*told, disputed=frozenset({CALLBACK[:2]}))


def test_the_public_is_told_what_three_people_named() -> None:
    assert held(Told("ben"), Told("ada"), people=3) == {"named by too few people": 1}
    assert held(Told("ben"), Told("ada"), Told("eve"), people=3) == {}


def test_values_beyond_the_cut_are_reported_and_those_of_the_most_reports_stay_in() -> None:
    told = [Told(str(n), (CALLBACK, ("domain", f"site{n}.example", "visited"))) for n in range(5)]
    chosen = select(ring(*told), Terms(GREEN, most=2))
    assert chosen.values["value"].to_list() == [CALLBACK[1], "site0.example"]
    assert chosen.held == (Held("values", "beyond the 2 that most reports name", 4),)
