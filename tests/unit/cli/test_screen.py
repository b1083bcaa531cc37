"""Tables fit the screen, and what is copied from them never breaks."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ringfence.actions.queue import REPORT, Waiting
from ringfence.cli.screen import emit, table

RING = "ring-d10c12917853"
FORCES = "us-fbi, gb-nca, ca-rcmp, es-policia-nacional"
FINGERPRINT = f"SHA256:{'90c5' * 16}"


def drawn(columns: tuple[str, ...], rows: list[tuple[object, ...]], width: int = 80) -> list[str]:
    shown = io.StringIO()
    Console(file=shown, width=width, highlight=False).print(table(None, columns, rows))
    return [line.rstrip() for line in shown.getvalue().splitlines()]


def test_ids_and_forces_stand_whole_in_eighty_columns() -> None:
    columns = (
        "ring",
        "people",
        "in a core",
        "would testify",
        "originals",
        "money traced",
        "ready",
        "leads for",
    )
    lines = drawn(columns, [(RING, 310, 223, 22, 5, 93, "no: 1 missing", FORCES)])
    words = [word.strip(",") for line in lines for word in line.split()]
    assert {RING, "us-fbi", "gb-nca", "ca-rcmp", "es-policia-nacional"} <= set(words)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("said", [FINGERPRINT, f"its fingerprint is {FINGERPRINT}"])
def test_a_fingerprint_stands_on_one_line(said: str) -> None:
    lines = drawn(("", ""), [("secret half, keep it to yourself", "here"), ("fingerprint", said), ("x", "y")])
    assert sum(FINGERPRINT in line for line in lines) == 1
    assert max(map(len, lines)) <= 80
    assert lines[-1].split() == ["x", "y"]


def test_what_fits_is_drawn_as_before_with_numbers_to_the_right() -> None:
    assert drawn(("ring", "reports"), [(RING, 1349), (None, 2)]) == [
        "ring               reports",
        "ring-d10c12917853    1,349",
        "–                        2",
    ]


def test_a_table_without_rows_shows_its_headings() -> None:
    assert drawn(("ring", "reports"), []) == ["ring  reports"]


CELLS = st.one_of(
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30),
    st.integers(0, 10**6),
    st.sampled_from(
        [RING, FORCES, FINGERPRINT, f"outcome-0a1b2c3d4e5f on {RING}", "casefile-2ff49b029efc-us-fbi"]
    ),
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4))
def test_no_id_breaks_and_no_line_is_too_long(rows: list[tuple[object, ...]]) -> None:
    lines = drawn(("one", "two", "three"), rows)
    shown = " ".join(lines)
    for value in (FINGERPRINT, RING, "casefile-2ff49b029efc-us-fbi", "outcome-0a1b2c3d4e5f"):
        given_times = sum(str(cell).count(value) for row in rows for cell in row)
        assert shown.count(value) == given_times
    assert max(map(len, lines), default=0) <= 80


def test_moments_and_days_are_written_for_programs_as_iso_8601_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    since = datetime(2026, 7, 5, 10, 30, tzinfo=UTC)
    waits = Waiting("report-1", REPORT, since, 0, overdue=False, why="copy", values=())
    emit({"listed": [asdict(waits)], "on": since.date(), "at": Path("a")}, lambda _: None, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["listed"][0]["since"], told["on"], told["at"]) == (
        "2026-07-05T10:30:00+00:00",
        "2026-07-05",
        "a",
    )
