"""Real complaints of caller IDs alone give findings and no ring; recordings give scripts as read by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from benchmarks.findings import USUAL, b_cubed, run, same_words
from benchmarks.real_data import Through, through

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RealData

SAMPLE = 200_000


@pytest.fixture(scope="module")
def sample(real_data: RealData, tmp_path_factory: pytest.TempPathFactory) -> tuple[Through, Path]:
    folder = tmp_path_factory.mktemp("sample")
    file = folder / "complaints.parquet"
    pl.scan_parquet(real_data(USUAL["year"])).head(SAMPLE).collect().write_parquet(file)
    return through(file, folder), folder


def test_two_hundred_thousand_complaints_of_caller_ids_give_no_ring_at_all(
    sample: tuple[Through, Path],
) -> None:
    done, folder = sample
    assert done.read.rows == SAMPLE
    assert (done.linking.linking, done.linking.rings, done.linking.in_rings) == (0, 0, 0)
    assert pl.read_parquet(folder / "rings" / "rings.parquet").height == 0


def test_they_give_blocks_and_bursts_and_say_that_nobody_is_known_to_have_reported_them(
    sample: tuple[Through, Path],
) -> None:
    found = pl.read_parquet(sample[1] / "rings" / "findings.parquet")
    assert found.group_by("kind").len().filter(pl.col("len") > 50)["kind"].sort().to_list() == [
        "block",
        "burst",
    ]
    assert found["reporters"].unique().to_list() == [1]
    assert (found["seen"] > found["expected"]).all()
    assert found["q"].is_between(0, 0.01).all()


def test_scripts_reach_what_is_asked_by_our_own_reading(real_data: RealData) -> None:
    rows = same_words(str(real_data(USUAL["recordings"])))["same words"]
    assert isinstance(rows, list)
    ours = {truth: f for name, truth, _, _, f in rows if name.startswith("ours")}
    assert ours["recording, by eye"] >= 0.80
    assert ours["campaign, by eye"] >= 0.76


def test_b_cubed_is_what_its_authors_say() -> None:
    precision, recall, f = b_cubed("aaab", [1, 1, 2, 2], range(4))
    assert precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert f == pytest.approx(2 * precision * recall / (precision + recall))


def test_the_benchmark_says_so_where_the_files_are_absent(capsys: pytest.CaptureFixture[str]) -> None:
    run({"year": "no-such-folder/no-such-file.parquet"})
    assert capsys.readouterr().out.startswith("Not here, so not tried: year")
