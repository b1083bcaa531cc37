"""Overlaps of ring folders: rings in common, and which reports an agreement means."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner

from ringfence.actions.link import link_sightings
from ringfence.actions.overlap import overlap
from ringfence.actions.overlap_side import allowed, holdings, meant
from ringfence.actions.runs import Sources
from ringfence.cli.overlap import command
from ringfence.exchange.agreement import draft
from ringfence.exchange.overlap import chosen, ring_counts
from ringfence.exchange.psi.terms import Compared
from ringfence.words import Tlp, UsageError
from tests.cast import CONTOSO, NORTHWIND
from tests.unit.exchange.overlap.folders import REPORTERS, SHARED, START, ring_folder
from tests.unit.exchange.overlap.sides import AT, KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.exchange.agreement import Agreement, Shares


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = tmp_path_factory.mktemp("sides")
    return ring_folder(made / CONTOSO, CONTOSO), ring_folder(made / NORTHWIND, NORTHWIND)


def said_by(*arguments: object) -> str:
    ran = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    assert ran.exit_code == 0
    return ran.output


def test_the_ring_that_both_know_is_found_and_the_others_are_not_named(folders: tuple[Path, Path]) -> None:
    found = json.loads(said_by(*folders, "--json"))
    assert (found["trial"], found["with_rings"], found["values"]) == (True, True, 2)
    (ring,) = found["rings"]
    assert (ring["ours"]["reports"], ring["theirs"]["reports"], ring["enough"]) == (
        REPORTERS,
        REPORTERS,
        True,
    )
    assert ring["by_role"] == {"operator": 1, "callback": 1}
    assert {one["value"] for one in found["shared"][NORTHWIND]} == {value for _, value, _ in SHARED}
    assert all(one["rings"] == [[ring["ours"]["rings"][0], REPORTERS]] for one in found["shared"][CONTOSO])


def test_the_command_says_what_to_do_with_the_ring(folders: tuple[Path, Path]) -> None:
    said = " ".join(said_by(*folders).split())
    assert "This is a trial" in said
    assert "2 values in common." in said
    assert "1 ring in common, large enough for a referral together." in said
    assert "joint prosecution agreement" in said
    assert "small piece" not in said


def test_a_folder_beside_sightings_finds_values_and_no_rings(folders: tuple[Path, Path]) -> None:
    found = overlap((folders[0], folders[1].parent / "sightings.parquet"))
    assert (found.with_rings, found.rings, found.values) == (False, (), 2)


def agreed(
    *, countries: tuple[str, ...] = (), ceiling: Tlp = Tlp.RED, shares: Shares = "indicator"
) -> Agreement:
    return draft(
        [("Contoso", KEYS[0].public), ("Northwind", KEYS[1].public)],
        purpose="find the rings that defraud customers of both",
        shares=shares,
        starts_at=AT - timedelta(days=1),
        ends_at=AT + timedelta(days=1),
        countries=countries,
        ceiling=ceiling,
    )


def numbers_of(folder: Path, agreement: Agreement | None) -> list[int]:
    reports = allowed(holdings(folder), agreement)
    assert reports is not None
    names = reports.select("report_id").collect()["report_id"]
    return sorted(int(name.rsplit("-", 1)[1]) for name in names)


def test_only_reports_of_the_countries_that_were_agreed_on_are_compared(folders: tuple[Path, Path]) -> None:
    numbers = range(5 * REPORTERS)
    assert numbers_of(folders[0], None) == numbers_of(folders[0], agreed()) == list(numbers)
    assert numbers_of(folders[0], agreed(countries=("US",))) == [n for n in numbers if n % 2 == 0]
    both = numbers_of(folders[0], agreed(countries=("GB", "US")))
    assert both == [n for n in numbers if n % 2 == 0 or n % 3]  # a report of no known country is left out


def test_only_reports_marked_no_stricter_than_the_ceiling_are_compared(folders: tuple[Path, Path]) -> None:
    wider = [n for n in range(5 * REPORTERS) if n % 5]
    assert numbers_of(folders[0], agreed(ceiling=Tlp.AMBER)) == wider
    assert numbers_of(folders[0], agreed(ceiling=Tlp.AMBER_STRICT)) == wider
    assert numbers_of(folders[0], agreed(ceiling=Tlp.GREEN)) == []


def test_what_was_left_out_stands_in_no_element(folders: tuple[Path, Path]) -> None:
    held = holdings(folders[0])
    received = allowed(held, agreed(ceiling=Tlp.AMBER))
    values = {one.value for one in chosen(held.sightings, Compared.INDICATOR, AT, received).elements}
    alone = list(range(2 * REPORTERS, 5 * REPORTERS))
    assert {n for n in alone if f"alone-{CONTOSO}-{n}.example" in values} == {n for n in alone if n % 5}


def test_of_reports_that_were_not_agreed_on_not_even_counts_are_told(folders: tuple[Path, Path]) -> None:
    everything = holdings(folders[0])
    held = meant(everything, agreed(ceiling=Tlp.AMBER))
    assert held.members is not None
    assert everything.members is not None
    rings = everything.members.select("ring_id").collect()["ring_id"].drop_nulls().unique().to_list()
    counts = ring_counts(rings, held.sightings, held.members)
    assert sorted(one.reports for one in counts) == sorted(
        sum(1 for n in numbers if n % 5) for numbers in (range(REPORTERS), range(REPORTERS, 2 * REPORTERS))
    )
    assert meant(everything, None) is everything


def test_a_report_counts_from_when_it_was_received_not_from_what_it_tells_of(
    folders: tuple[Path, Path],
) -> None:
    held = holdings(folders[0])
    before = START + timedelta(hours=12)
    assert chosen(held.sightings, Compared.INDICATOR, before, held.received).elements == ()
    assert chosen(held.sightings, Compared.INDICATOR, before).elements != ()


def test_rows_in_another_order_or_twice_choose_the_same(folders: tuple[Path, Path]) -> None:
    rows = pl.read_parquet(folders[0].parent / "sightings.parquet")
    as_they_are = chosen(rows.lazy(), Compared.INDICATOR, AT).elements
    mixed = pl.concat([rows.reverse(), rows.sample(fraction=1, shuffle=True, seed=1)])
    assert chosen(mixed.lazy(), Compared.INDICATOR, AT).elements == as_they_are
    assert len(set(as_they_are)) == len(as_they_are)


def test_an_agreement_for_indicators_needs_a_folder_that_knows_its_reports(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    sightings = folders[0].parent / "sightings.parquet"
    link_sightings(Sources(sightings), tmp_path / "rings")
    for source in (sightings, tmp_path / "rings"):
        held = holdings(source)
        for terms in (agreed(), agreed(ceiling=Tlp.AMBER), agreed(countries=("US",))):
            with pytest.raises(UsageError, match="sightings tell neither"):
                meant(held, terms)


def test_bare_sightings_are_for_trials_and_for_victims_from_anywhere(folders: tuple[Path, Path]) -> None:
    held = holdings(folders[0].parent / "sightings.parquet")
    assert meant(held, None) is held
    assert meant(held, agreed(shares="victim")) is held
    with pytest.raises(UsageError, match="sightings tell neither"):
        meant(held, agreed(shares="victim", countries=("US",)))
