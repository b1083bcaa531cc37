"""Every engine gives what the reference gives, to the bit, whatever the rows and their order."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.rings import tables
from ringfence.rings.engines import duckdb, memory
from ringfence.rings.evidence import OPTIONAL, Engine, Evidence
from ringfence.rings.identity import Previous
from ringfence.rings.judgement import Judgement, made, undoing
from ringfence.rings.link import link
from ringfence.rings.ring import Settings
from ringfence.words import InputError

if TYPE_CHECKING:
    from random import Random

_START = datetime(2024, 1, 1, tzinfo=UTC)
_SETTINGS = Settings(memory_mb=256, threads=2)
_TYPES = {
    "report_id": pa.string(),
    "kind": pa.string(),
    "value": pa.string(),
    "role": pa.string(),
    "validity": pa.string(),
    "strength": pa.float32(),
    "at": pa.timestamp("us", tz="UTC"),
    "source": pa.string(),
    "reporter": pa.string(),
    "start": pa.int32(),
    "end": pa.int32(),
}

_SHUFFLED: st.SearchStrategy[Random] = st.randoms(use_true_random=False)
_SIGHTING = st.fixed_dictionaries(
    {
        "report_id": st.integers(0, 14).map("report-{:02}".format),
        "kind": st.sampled_from(["phone", "domain", "wallet", "script", "brand", "odd kind", "é"]),
        "value": st.sampled_from(["a", "b", "c", "ü", "🙂", "+12025550101"]),
        "role": st.sampled_from(["callback", "caller_id", "visited", "payee", "said", "genuine", "odd role"]),
        "validity": st.sampled_from(["valid", "possible", "odd", None]),
        "strength": st.sampled_from([None, 0.0, 0.2, 0.3, 0.5, 0.93, 1.0]),
        "at": st.tuples(st.integers(0, 90), st.integers(0, 2)).map(
            lambda when: _START + timedelta(days=when[0], microseconds=when[1])
        ),
        "source": st.sampled_from(["contoso", "northwind", None]),
        "reporter": st.sampled_from([None, "reporter-1", "reporter-2", "reporter-3"]),
        "start": st.sampled_from([None, 0, 4]),
        "end": st.sampled_from([None, 3, 9]),
    }
)


def _written(rows: list[dict[str, object]], folder: Path, absent: frozenset[str] = frozenset()) -> Path:
    schema = pa.schema([pa.field(name, kind) for name, kind in _TYPES.items() if name not in absent])
    path = folder / "sightings.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


def _same(one: Evidence, other: Evidence) -> None:
    for name in ("reports", "values", "edges"):
        assert getattr(one, name).equals(getattr(other, name)), name
    assert (one.sightings, one.unknown_roles, one.unknown_kinds) == (
        other.sightings,
        other.unknown_roles,
        other.unknown_kinds,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(_SIGHTING, max_size=60),
    absent=st.frozensets(st.sampled_from(OPTIONAL)),
    shuffled=_SHUFFLED,
)
def test_the_embedded_engine_gives_what_the_reference_gives(
    rows: list[dict[str, object]], absent: frozenset[str], shuffled: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = _written(rows, Path(folder), absent)
        expected = memory.evidence(path, _SETTINGS)
        shuffled.shuffle(rows)
        again = _written(rows, Path(folder), absent)
        _same(duckdb.evidence(again, _SETTINGS), expected)
        _same(memory.evidence(again, _SETTINGS), expected)


@st.composite
def _judgements(draw: st.DrawFn) -> list[Judgement]:
    rows: list[Judgement] = []
    for number in range(draw(st.integers(0, 6))):
        at = f"2024-05-01T00:00:{number:02}Z"
        undoes: int = draw(st.integers(0, 1))
        if rows and undoes:
            undone = draw(st.sampled_from(rows))
            rows.append(undoing(undone.id, by="asha", at=at, reason="looked again"))
            continue
        a, b = draw(st.lists(st.integers(0, 14), min_size=2, max_size=2, unique=True))
        decision = draw(st.sampled_from(["same", "different", "unsure"]))
        names = f"report-{a:02}", f"report-{b:02}"
        rows.append(made(decision, *names, by="asha", at=at, reason="looked"))
    return rows


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(_SIGHTING, min_size=10, max_size=60),
    judged=_judgements(),
    shuffled=_SHUFFLED,
)
def test_rings_are_the_same_from_either_engine_with_judgements_and_undo_and_shuffled_rows(
    rows: list[dict[str, object]], judged: list[Judgement], shuffled: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = _written(rows, Path(folder))
        one = link(memory.evidence(path, _SETTINGS), _SETTINGS, judged)
        shuffled.shuffle(rows)
        path = _written(rows, Path(folder))
        other = link(duckdb.evidence(path, _SETTINGS), _SETTINGS, judged)
        for table in (tables.members, tables.edges, tables.values, tables.links):
            assert table(one).equals(table(other))
        both = [tables.rings(linked, Previous.none(), "run-1", path) for linked in (one, other)]
        assert both[0].equals(both[1])
        whole = link(duckdb.evidence(path, _SETTINGS), _SETTINGS)
        undone = [undoing(row.id, by="asha", at="2024-06-01", reason="") for row in reversed(judged)]
        before = link(duckdb.evidence(path, _SETTINGS), _SETTINGS, [*judged, *undone])
        assert tables.members(before).equals(tables.members(whole))


@pytest.mark.parametrize("engine", [memory.evidence, duckdb.evidence])
def test_a_row_without_what_every_sighting_has_is_refused(engine: Engine, tmp_path: Path) -> None:
    row: dict[str, object] = {
        "report_id": "report-1", "kind": "phone", "value": None, "role": "callback", "at": _START,
    }  # fmt: skip
    path = _written([row], tmp_path)
    with pytest.raises(InputError, match="field value: 1 rows have nothing here"):
        engine(path, _SETTINGS)


@pytest.mark.parametrize("engine", [memory.evidence, duckdb.evidence])
def test_a_file_of_another_structure_is_refused(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "sightings.parquet"
    path.write_text("report_id,kind\n")
    with pytest.raises(InputError, match="no Parquet file"):
        engine(path, _SETTINGS)
    pq.write_table(pa.table({"report_id": ["report-1"]}), path)
    with pytest.raises(InputError, match="the column kind is missing"):
        engine(path, _SETTINGS)
    columns = {name: ["1"] for name in ("report_id", "kind", "value", "role", "at")}
    pq.write_table(pa.table(columns), path)
    with pytest.raises(InputError, match="field at: the column has the type string"):
        engine(path, _SETTINGS)


def _sighting(**told: object) -> dict[str, object]:
    always = {"report_id": "report-1", "kind": "phone", "value": "+12025550101", "role": "callback"}
    return {**always, "at": _START, **told}


@pytest.mark.parametrize("engine", [memory.evidence, duckdb.evidence])
@pytest.mark.parametrize("strength", [float("nan"), float("inf"), 9e9, 1.01, -1.0])
def test_a_strength_that_is_no_share_is_refused_with_its_row(
    engine: Engine, strength: float, tmp_path: Path
) -> None:
    path = _written([_sighting(strength=0.5), _sighting(), _sighting(strength=strength)], tmp_path)
    with pytest.raises(InputError, match=r"sightings.parquet, row 3, field strength: .* not from 0 to 1"):
        engine(path, _SETTINGS)


@pytest.mark.parametrize("engine", [memory.evidence, duckdb.evidence])
@pytest.mark.parametrize("unit", ["s", "ms", "us"])
@pytest.mark.parametrize("year", [12_000, -3])
def test_a_time_that_no_calendar_has_is_refused_with_its_row(
    engine: Engine, unit: str, year: int, tmp_path: Path
) -> None:
    path = _written([_sighting(), _sighting()], tmp_path)
    table = pq.read_table(path)
    second = {"s": 1, "ms": 10**3, "us": 10**6}[unit]
    moments = pa.array([0, (year - 1970) * 31_556_952 * second]).cast(pa.timestamp(unit, tz="UTC"))
    pq.write_table(table.set_column(table.schema.get_field_index("at"), "at", moments), path)
    with pytest.raises(InputError, match="row 2, field at: the time is not in the years 1 to 9999"):
        engine(path, _SETTINGS)
