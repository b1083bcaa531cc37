"""A ring as STIX: what goes in, what stays, and what public tools say of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import stix2
import stix2validator
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.exchange.formats import stix
from ringfence.exchange.formats.stix_words import OUR_DEFINITIONS, PUBLIC, observable
from ringfence.exchange.marking import (
    INFORMATION_GRADES,
    OBJECT_IDS,
    SIENA,
    SOURCE_GRADES,
    Marking,
    stricter,
)
from ringfence.exchange.selection import Terms, select
from ringfence.scenario.parameters import Parameters
from ringfence.scenario.world import make, sightings, truth
from ringfence.words import Tlp
from tests.cast import BEN, CONTOSO, NORTHWIND
from tests.unit.exchange.leaving import AT, CALLBACK, EVERY_KIND, START, Told, dossier_from, ring

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ringfence.rings.dossier import Dossier

GREEN = Marking(Tlp.GREEN)
POLICE = Marking(Tlp.AMBER, siena="H3", source_grade="B", information_grade=2, restriction="Ask first")
Row = dict[str, Any]


def objects(dossier: Dossier, marking: Marking = GREEN, **terms: Any) -> list[Row]:
    chosen = select(dossier, Terms(marking, **terms))
    made = stix.bundle_of(dossier, chosen, CONTOSO, AT, marking)
    read: list[Row] = json.loads(stix.write(made))["objects"]
    return read


def told(dossier: Dossier, *, organisation: str = CONTOSO, at: datetime = AT) -> list[Row]:
    made = stix.bundle(dossier, organisation=organisation, at=at, marking=GREEN)
    read: list[Row] = json.loads(stix.write(made))["objects"]
    return read


def of(every: list[Row], type_: str) -> list[Row]:
    return [one for one in every if one["type"] == type_]


def scenario_rings(most: int) -> list[Dossier]:
    """Take the largest rings of a small made-up world."""
    world = make(Parameters(name="street", reports=600, seed=3))
    seen = pl.from_arrow(sightings(world))
    placed = pl.from_arrow(truth(world))
    assert isinstance(seen, pl.DataFrame)
    assert isinstance(placed, pl.DataFrame)
    sizes = placed.drop_nulls("ring_id").group_by("ring_id").len().sort("len", "ring_id", descending=True)
    found = []
    for name in sizes["ring_id"].head(most):
        members = placed.filter(pl.col("ring_id") == name).select("report_id").sort("report_id")
        told = ring(*[Told(person=str(n), country="GB") for n in range(members.height)]).reports
        reports = told.select(pl.exclude("report_id", "tier", "core_id", "confidence")).hstack(members)
        rows = seen.join(members, on="report_id", how="semi")
        found.append(dossier_from(rows, reports))
    return found


def accepted(written: bytes) -> bool:
    stix2.parse(written.decode(), allow_custom=True)
    return bool(stix2validator.validate_string(written.decode()).is_valid)


@pytest.mark.parametrize("marking", [GREEN, POLICE, Marking(Tlp.RED)], ids=lambda one: one.said)
def test_the_public_validator_accepts_every_kind_under_every_marking(marking: Marking) -> None:
    dossier = ring(*[Told(str(n), EVERY_KIND, day=n) for n in range(12)])
    written = stix.write(stix.bundle(dossier, organisation=CONTOSO, at=AT, marking=marking))
    assert accepted(written)
    assert select(dossier, Terms(marking)).values.height == len(EVERY_KIND)


def test_the_public_validator_accepts_rings_of_a_made_up_world() -> None:
    for dossier in scenario_rings(4):
        assert accepted(stix.write(stix.bundle(dossier, organisation=CONTOSO, at=AT, marking=POLICE)))


def test_a_bundle_of_nothing_is_still_one() -> None:
    assert accepted(
        stix.write(stix.bundle(ring(Told(tlp="TLP:RED")), organisation="C", at=AT, marking=GREEN))
    )


def test_the_same_ring_gives_the_same_bytes_whatever_the_order_of_its_rows() -> None:
    dossier = ring(*[Told(str(n), EVERY_KIND[: n + 1], day=n) for n in range(12)])
    turned = dossier_from(dossier.facts.sightings.drop("person").reverse(), _bare(dossier).reverse())
    wanted = stix.write(stix.bundle(dossier, organisation=CONTOSO, at=AT, marking=GREEN))
    assert stix.write(stix.bundle(turned, organisation=CONTOSO, at=AT, marking=GREEN)) == wanted


def _bare(dossier: Dossier) -> pl.DataFrame:
    return dossier.reports.drop("tier", "core_id", "confidence")


def test_told_again_later_it_is_the_same_objects_in_a_newer_version() -> None:
    dossier = ring(*[Told(str(n), EVERY_KIND) for n in range(12)])
    first, again = ({one["id"]: one for one in told(dossier, at=at)} for at in (AT, AT + timedelta(days=9)))
    assert first.keys() == again.keys()
    versioned = [id_ for id_, one in first.items() if "modified" in one]
    assert all(first[id_]["created"] == again[id_]["created"] for id_ in versioned)
    assert first[versioned[-1]]["modified"] < again[versioned[-1]]["modified"]


def test_two_organisations_name_the_same_values_alike_and_their_rings_apart() -> None:
    dossier = ring(*[Told(str(n), EVERY_KIND) for n in range(3)])
    ours, theirs = (told(dossier, organisation=name) for name in (CONTOSO, NORTHWIND))
    common = {one["id"] for one in ours} & {one["id"] for one in theirs}
    types = {one.partition("--")[0] for one in common}
    assert types >= {"phone-number", "bank-account", "url", "gift-card"}
    assert not types & {"intrusion-set", "campaign", "observed-data", "sighting", "grouping"}


def test_standard_observables_have_the_ids_that_the_reference_library_gives_them() -> None:
    made = {
        "domain-name": stix2.DomainName(value="harbour-helpline.example"),
        "url": stix2.URL(value="https://harbour-helpline.example/win"),
        "email-addr": stix2.EmailAddress(value="billing@harbour-helpline.example"),
        "ipv4-addr": stix2.IPv4Address(value="203.0.113.31"),
        "ipv6-addr": stix2.IPv6Address(value="2001:db8::7"),
        "user-account": stix2.UserAccount(account_login="$example-desk0", account_type="cashapp"),
    }
    every = objects(ring(Told(values=EVERY_KIND)))
    for type_, wanted in made.items():
        assert [one["id"] for one in of(every, type_)] == [wanted.id]


@given(st.lists(st.sampled_from([tlp.value for tlp in Tlp]), min_size=1, max_size=8), st.sampled_from(Tlp))
@settings(max_examples=40, deadline=None)
def test_nothing_that_is_marked_more_strictly_than_the_bundle_is_in_it(marks: list[str], tlp: Tlp) -> None:
    told = [
        Told(str(n), (CALLBACK, ("domain", f"site{n}.example", "visited")), mark, day=n)
        for n, mark in enumerate(marks)
    ]
    fit = [n for n, mark in enumerate(marks) if not stricter(Tlp(mark), tlp)]
    every = objects(ring(*told), Marking(tlp))
    assert {one["value"] for one in of(every, "domain-name")} == {f"site{n}.example" for n in fit}
    counted = [one["count"] for one in of(every, "sighting") if "observed_data_refs" in one]
    assert counted == ([len(fit)] if fit else [])
    if fit:
        first = f"{START + timedelta(days=fit[0]):%Y-%m-%dT%H:%M:%S}.000Z"
        assert of(every, "campaign")[0]["first_seen"] == first
    held = stix.held_back(ring(*told), Marking(tlp))
    assert sum(one.count for one in held if one.what == "reports") == len(marks) - len(fit)


SECRETS = (BEN.name, BEN.email, BEN.phone, "5035550117", BEN.address, BEN.card, "reporter-of-ben", "C-771904")


@given(st.lists(st.sampled_from(SECRETS), min_size=1, max_size=8), st.sampled_from(["caller_id", "reporter"]))
@settings(max_examples=30, deadline=None)
def test_nothing_of_a_person_is_in_a_bundle(planted: list[str], role: str) -> None:
    hers = (
        ("phone", "+15035550117", role),
        ("email", BEN.email, "reporter"),
        ("claimed_name", BEN.name, "claimed"),
        ("script", BEN.address, "said"),
        ("gift_card", f"amazon:{BEN.card}", "payee"),
        ("url", f"https://harbour-helpline.example/?mail={BEN.email}", "visited"),
        ("url", "https://harbour-helpline.example/?session=C-771904", "visited"),
    )
    told = [Told("reporter-of-ben", (*EVERY_KIND, *hers), text=" ".join(planted), reference="C-771904")]
    written = stix.write(stix.bundle(ring(*told), organisation=CONTOSO, at=AT, marking=GREEN)).decode()
    for secret in (*SECRETS, "report-00000", "00I4", "They took over"):
        assert secret not in written


def test_every_object_of_a_ring_carries_the_marking_and_the_handling_code_in_words() -> None:
    every = objects(ring(*[Told(str(n), EVERY_KIND) for n in range(12)]), POLICE)
    tlp, said = of(every, "marking-definition")
    assert tlp["id"] == OBJECT_IDS[Tlp.AMBER]
    assert "Europol handling code H3" in said["definition"]["statement"]
    assert "Restriction: Ask first" in said["definition"]["statement"]
    assert "4x4 grade B2" in said["definition"]["statement"]
    public = ("marking-definition", "identity", "extension-definition", "location")
    for one in every:
        if one["type"] not in public:
            assert one["object_marking_refs"] == [tlp["id"], said["id"]]


def test_only_our_own_extensions_are_defined_and_not_in_the_senders_name() -> None:
    every = objects(ring(Told(values=EVERY_KIND)))
    defined = of(every, "extension-definition")
    assert {one["id"] for one in defined} == set(OUR_DEFINITIONS.values())
    assert not {one["id"] for one in defined} & set(PUBLIC.values())
    makers = {one["id"]: one["name"] for one in of(every, "identity")}
    assert {makers[one["created_by_ref"]] for one in defined} == {"Ringfence"}
    assert not of(objects(ring(Told())), "extension-definition")


def test_gift_cards_do_not_merge_and_show_no_part_of_their_number() -> None:
    cards = [("gift_card", f"amazon:…00I4#{n:016x}", "payee") for n in range(3)]
    every = of(objects(ring(Told(values=tuple(cards)))), "gift-card")
    assert sorted(one["digest"] for one in every) == [f"{n:016x}" for n in range(3)]
    assert {one["brand"] for one in every} == {"amazon"}


def test_accounts_of_two_banks_with_one_number_stay_apart_and_a_wallet_keeps_its_chain() -> None:
    values = (
        ("bank_account", "us:990000424/0001", "payee"),
        ("bank_account", "us:990000440/0001", "payee"),
        ("wallet", "btc:18aPHP6vCjZszDaQxKpKuiYAAZXoQzDVzH", "payee"),
    )
    every = objects(ring(Told(values=values)))
    details = OUR_DEFINITIONS["ringfence-details"]
    banks = {one["extensions"][details]["bank_code"] for one in of(every, "bank-account")}
    assert banks == {"990000424", "990000440"}
    assert of(every, "cryptocurrency-wallet")[0]["extensions"][details]["chain"] == "btc"


def test_a_value_is_observed_as_often_and_as_long_as_reports_that_count_named_it() -> None:
    every = objects(ring(*[Told(str(n), day=n) for n in range(5)]))
    (observed,) = of(every, "observed-data")
    assert observed["number_observed"] == 5
    assert observed["first_observed"] == "2026-03-12T00:00:00.000Z"
    assert observed["last_observed"] == "2026-03-16T00:00:00.000Z"
    (seen,) = of(every, "sighting")
    assert (seen["count"], seen["observed_data_refs"]) == (5, [observed["id"]])
    assert len(of(every, "incident")) == 1


@given(st.lists(st.sampled_from(["US", "GB", "CA", "AU", None]), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_count_of_a_country_below_ten_can_be_read_or_worked_out(countries: list[str | None]) -> None:
    dossier = ring(*[Told(str(n), country=country) for n, country in enumerate(countries)])
    chosen = select(dossier, Terms(GREEN))
    rest = chosen.reports - sum(size for _, size in chosen.countries)
    assert all(size >= 10 for _, size in chosen.countries)
    assert rest == 0 or rest >= 10 or not chosen.countries


def test_what_serves_several_rings_is_infrastructure_with_a_label() -> None:
    dossier = ring(*[Told(str(n)) for n in range(3)])
    dossier.facts.verdicts.replace_column(3, pl.Series("why", ["enabler"]))
    (holder,) = of(objects(dossier), "infrastructure")
    assert holder["labels"] == ["enabler", "callback"]
    assert CALLBACK[1] not in holder["name"]


def test_the_pages_say_what_the_code_does(root: Path) -> None:
    page = (root / "docs/reference/stix.md").read_text(encoding="utf-8")
    for kind, value, _ in EVERY_KIND:
        type_ = str(observable(kind, value)["type"])
        assert f"| `{kind}` |" in page
        assert f"`{type_}`" in page
    for name in (*PUBLIC.values(), *OUR_DEFINITIONS):
        assert f"`{name}`" in page
    markings = (root / "docs/reference/markings.md").read_text(encoding="utf-8")
    for tlp, id_ in OBJECT_IDS.items():
        assert f"| `{tlp.value}` |" in markings
        assert id_ in markings
    for code, meaning in (SIENA | SOURCE_GRADES).items():
        assert f"| `{code}` | {meaning}" in markings
    for grade, said in INFORMATION_GRADES.items():
        assert f"| `{grade}` | {said} |" in markings
