"""Linking, where wording, advertising and persons who file on and on have a say; and what moves no ring."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings import tables
from ringfence.rings.engines import memory
from ringfence.rings.graph import NONE
from ringfence.rings.link import Linked, link
from ringfence.rings.ring import Settings
from tests.unit.rings.graphs import START, Told, evidence

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from ringfence.rings.evidence import Evidence

_WEAK = {"script:a": 0.3, "script:b": 0.3}


def _ring(name: str, size: int, quoting: int) -> list[Told]:
    """Make reports of one ring: a number, one of three wallets; the first of them quote its script."""
    return [
        Told(
            [f"phone:{name}", f"wallet:{name}{n % 3}", *([f"script:{name}"] if n < quoting else [])],
            f"reporter-{name}{n}",
            day=n,
            strengths=_WEAK,
        )
        for n in range(size)
    ]


def _quote(name: str, reporter: str, *values: str) -> Told:
    return Told([f"script:{name}", *values], reporter, day=3, strengths=_WEAK)


def _linked(*more: Told, quoting: int = 8) -> Linked:
    """Link two rings of twelve (reports 0 to 11 and 12 to 23) and further reports."""
    return link(evidence([*_ring("a", 12, quoting), *_ring("b", 12, quoting), *more]), Settings())


def test_a_report_placed_by_its_script_is_a_lead_in_the_ring_that_quotes_it() -> None:
    linked = _linked(_quote("a", "reporter-x"), _quote("b", "reporter-y"))
    assert linked.labels[24:].tolist() == [linked.labels[0], linked.labels[12]]
    rows = tables.members(linked).slice(24).to_pylist()
    assert [row["tier"] for row in rows] == ["lead", "lead"]
    assert [row["core_id"] for row in rows] == [None, None]
    assert all(0 < row["confidence"] < 0.6 for row in rows)


def test_the_links_of_a_report_placed_by_its_script_name_the_script() -> None:
    linked = _linked(_quote("a", "reporter-x"))
    rows = [
        row for row in tables.links(linked).to_pylist() if "report-024" in (row["report_a"], row["report_b"])
    ]
    assert [(row["kind"], row["value"], row["report_b"]) for row in rows] == [("script", "a", "report-024")]
    assert rows[0]["bits"] > 0
    assert linked.labels[int(rows[0]["report_a"][-3:])] == linked.labels[24]


def test_a_script_that_placed_a_report_links_and_one_that_placed_none_is_weak() -> None:
    linked = _linked(_quote("a", "reporter-x"))
    found = pl.DataFrame(tables.values(linked)).filter(pl.col("kind") == "script").sort("value")
    assert found.select("links", "why").rows() == [(True, None), (False, "weak")]


def test_a_script_of_two_people_or_of_two_rings_places_nobody() -> None:
    assert _linked(_quote("a", "reporter-x"), quoting=2).labels[24] == NONE
    both = [_quote("a", f"reporter-b{n}", "phone:b", f"wallet:b{n % 3}") for n in range(8, 12)]
    told = [*_ring("a", 12, 8), *_ring("b", 12, 8)[:8], *both, _quote("a", "reporter-x")]
    assert link(evidence(told), Settings()).labels[24] == NONE, "eight of twelve are not most"


def test_nobody_reaches_a_core_by_wording_however_many_scripts_they_quote() -> None:
    told = [_quote("a", f"reporter-x{n}") for n in range(12)]
    linked = _linked(*told)
    assert set(linked.labels[24:].tolist()) == {linked.labels[0]}
    assert set(linked.core[24:].tolist()) == {NONE}
    assert (linked.core[:24] != NONE).all(), "and nobody loses one by it"


def test_wording_alone_makes_no_ring() -> None:
    told = [_quote("a", f"reporter-{n}") for n in range(60)]
    assert set(link(evidence(told), Settings()).labels.tolist()) == {NONE}


def test_who_was_placed_by_wording_moves_nobody_else() -> None:
    before, after = _linked(), _linked(*(_quote("a", f"reporter-x{n}") for n in range(12)))
    assert np.array_equal(before.labels, after.labels[:24])


def test_advertising_does_not_link_and_is_said_to_stand_alone() -> None:
    crowd = [Told(["domain:advert"], f"reporter-c{n}") for n in range(40)]
    linked = _linked(*crowd)
    assert set(linked.labels[24:].tolist()) == {NONE}
    row = pl.DataFrame(tables.values(linked)).filter(pl.col("value") == "advert").row(0, named=True)
    assert (row["links"], row["why"], row["bits"], row["ring_ids"]) == (False, "unaccompanied", 0.0, [])
    assert not linked.weighed.enabling[linked.weighed.alone].any()


def test_a_number_that_a_ring_is_known_by_is_not_taken_for_advertising() -> None:
    more = [Told(["phone:a"], f"reporter-m{n}", day=n) for n in range(12)]
    linked = _linked(*more)
    assert set(linked.labels[24:].tolist()) == {linked.labels[0]}
    assert not linked.weighed.alone.any()


def test_one_person_who_files_on_and_on_makes_no_ring() -> None:
    loud = [Told(["phone:own", "wallet:own"], "reporter-loud", day=n) for n in range(9)]
    assert set(_linked(*loud).labels[24:].tolist()) == {NONE}
    assert set(_linked(*loud[:3]).labels[24:].tolist()) != {NONE}


@pytest.mark.parametrize("size", [12, 16, 40])
def test_one_person_who_quotes_both_scripts_does_not_join_two_rings(size: int) -> None:
    both = ["phone:a", "phone:b", *(f"wallet:{name}{n}" for name in "ab" for n in range(3)), "script:b"]
    told = [*_ring("a", size, 2), *_ring("b", size, 2), _quote("a", "reporter-hostile", *both)]
    labels = link(evidence(told), Settings()).labels
    assert not set(labels[:size].tolist()) & set(labels[size : 2 * size].tolist())


@pytest.mark.parametrize("size", [12, 16])
@pytest.mark.parametrize("quoting", [2, 3])
def test_nor_does_one_who_quotes_each_script_where_the_other_stands(size: int, quoting: int) -> None:
    first, second = ([f"phone:{name}", *(f"wallet:{name}{n}" for n in range(3))] for name in "ab")
    hostile = [
        _quote("b", "reporter-hostile", *first, "wallet:b0"),
        _quote("a", "reporter-hostile", *second, "wallet:a0"),
    ]
    told = [*_ring("a", size, quoting), *_ring("b", size, quoting), *hostile]
    labels = link(evidence(told), Settings()).labels
    assert not set(labels[:size].tolist()) & set(labels[size : 2 * size].tolist())


@pytest.mark.parametrize("times", [20, 60, 150])
@pytest.mark.parametrize("named", ["phone:a", "phone:a phone:b", "phone:a wallet:a0 wallet:b0"])
def test_who_files_on_and_on_about_a_ring_neither_erases_it_nor_its_core(times: int, named: str) -> None:
    honest = [*_ring("a", 14, 0), *_ring("b", 14, 0)]
    before = link(evidence(honest), Settings())
    told = [*honest, *(Told(named.split(), "reporter-hostile", day=n % 9) for n in range(times))]
    after = link(evidence(told), Settings())
    assert after.labels[:28].tolist() == before.labels.tolist()
    assert after.core[:28].tolist() == before.core.tolist()


_KINDS = ("phone", "wallet", "domain", "script")
_REPORT = st.builds(
    Told,
    values=st.lists(st.sampled_from([f"{kind}:{n}" for kind in _KINDS for n in "abc"]), max_size=4),
    reporter=st.sampled_from([None, *(f"reporter-{n}" for n in range(9))]),
    source=st.sampled_from(["contoso", "northwind"]),
    day=st.integers(0, 3),
    repeat=st.sampled_from([False, False, False, True]),
    strengths=st.just({f"script:{n}": 0.3 for n in "abc"}),
)
_WORLD = st.lists(_REPORT, min_size=2, max_size=40)


def _found(made: Evidence) -> tuple[list[int], list[int]]:
    linked = link(made, Settings())
    return linked.labels.tolist(), linked.core.tolist()


def _renamed(table: pa.Table, column: str, prefix: str) -> pa.Table:
    """Write a prefix before every name of a column: the order stays."""
    at = table.schema.get_field_index(column)
    names = pc.binary_join_element_wise(prefix, table[column], "")
    return table.set_column(at, table.schema.field(column), names)


@settings(max_examples=60, deadline=None)
@given(told=_WORLD, column=st.sampled_from(["report_id", "reporter", "source", "value"]))
def test_other_names_in_the_same_order_change_no_ring(told: list[Told], column: str) -> None:
    made = evidence(told)
    reports, values = made.reports, made.values
    if column == "value":
        values = _renamed(values, column, "z-")
    else:
        reports = _renamed(reports, column, "z-")
    assert _found(replace(made, reports=reports, values=values)) == _found(made)


@settings(max_examples=60, deadline=None)
@given(told=_WORLD, names=st.permutations(range(9)))
def test_who_is_who_among_the_reporters_changes_no_ring(told: list[Told], names: list[int]) -> None:
    other = {f"reporter-{n}": f"reporter-{name}" for n, name in enumerate(names)}
    changed = [replace(one, reporter=other.get(one.reporter or "")) for one in told]
    assert _found(evidence(changed)) == _found(evidence(told))


@settings(max_examples=60, deadline=None)
@given(told=_WORLD, at=st.integers(0, 40), values=st.sampled_from([[], ["phone:alone"], ["script:alone"]]))
def test_a_report_that_shares_nothing_changes_no_other_label(
    told: list[Told], at: int, values: list[str]
) -> None:
    place = min(at, len(told))
    labels, core = _found(evidence(told))
    more = [*told[:place], Told(values, "reporter-more", day=2), *told[place:]]
    after, core_after = _found(evidence(more))
    assert after.pop(place) == core_after.pop(place) == NONE
    assert (after, core_after) == (labels, core)


_ROLES = {"phone": "callback", "wallet": "payee", "domain": "visited", "script": "said"}


def _rows(told: list[Told]) -> list[dict[str, object]]:
    """Write reports as the rows of ``sightings.parquet``."""
    return [
        {
            "report_id": f"report-{n:03}",
            "kind": kind,
            "value": value,
            "role": _ROLES[kind],
            "at": START + timedelta(days=one.day),
            "source": one.source,
            "reporter": one.reporter,
            "start": at if one.repeat else None,
        }
        for n, one in enumerate(told)
        for at, (kind, value) in enumerate(name.split(":") for name in one.values)
    ]


def _members(rows: list[dict[str, object]], path: Path) -> pa.Table:
    kept = [field for field in SIGHTINGS if field.name in rows[0]]
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(kept)), path)
    return tables.members(link(memory.evidence(path, Settings()), Settings()))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=_WORLD.filter(lambda told: any(one.values for one in told)), chance=st.randoms(use_true_random=False)
)
def test_the_order_of_the_rows_changes_nothing(told: list[Told], chance: Random, tmp_path: Path) -> None:
    rows = _rows(told)
    shuffled = chance.sample(rows, len(rows))
    path = tmp_path / "sightings.parquet"
    assert _members(rows, path).equals(_members(shuffled, path))
