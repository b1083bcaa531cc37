"""The benchmarks measure in a child, and say why something could not be measured."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

sys.path.insert(
    0, str(Path(__file__).parents[3])
)  # the benchmarks stand beside the tests, not in the package

from benchmarks.measure import Measured, complain, measured, ratio, show
from benchmarks.peers import components, hubs, leiden_idf

if TYPE_CHECKING:
    import pytest

SEEN = pl.DataFrame(
    [
        ("r1", "phone", "a", "callback", 0.9),
        ("r2", "phone", "a", "callback", 0.9),
        ("r2", "domain", "hub", "visited", 0.9),
        ("r3", "domain", "hub", "visited", 0.9),
        ("r3", "phone", "b", "callback", 0.9),
        ("r4", "phone", "b", "callback", 0.9),
    ],
    schema=["report_id", "kind", "value", "role", "strength"],
    orient="row",
)
TRUTH = pl.DataFrame({"report_id": ["r1", "r2", "r3", "r4"], "ring_id": ["x", "x", "y", "y"]})


def test_a_child_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[3])
    done = measured("benchmarks.scenario:one", size=300)
    assert done.done
    assert done.seconds > 0
    assert done.mebibytes > 10


def test_a_child_that_fails_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parents[3])
    done = measured("benchmarks.scenario:one", wrong=1)
    assert not done.done
    complain("scenario", [done])
    assert "wrong" in capsys.readouterr().err


def test_tables_put_numbers_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    show("Title", ("name", "seconds"), [("a", 1.5), ("longer", 1234.5), ("none", None)])
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Title",
        "name    seconds",
        "------  -------",
        "a         1.500",
        "longer  1,234.5",
        "none          –",
    ]


def test_a_ratio_needs_something_to_divide_by() -> None:
    assert ratio(3.0, 2.0) == "1.50×"
    assert ratio(3.0, 0.0) is None
    assert Measured({}, 0.0, 0.0).done


def test_components_join_everything_and_a_hub_list_keeps_them_apart() -> None:
    assert components(SEEN)["ring_id"].n_unique() == 1
    known = hubs(SEEN, TRUTH)
    assert known.rows() == [("domain", "hub")]
    apart = components(SEEN, known)["ring_id"].to_list()
    assert apart[0] == apart[1] != apart[2] == apart[3]
    assert leiden_idf(SEEN, known)["ring_id"].n_unique() == 2
