"""A source that linking doubts is one person in whatever is said of its rings, and in placing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner

from ringfence.actions.link import link_sightings
from ringfence.actions.place import place_sightings
from ringfence.actions.ringfolder import open_rings
from ringfence.actions.runs import Sources
from ringfence.cli.link import command as link_command
from ringfence.cli.link import doubts
from ringfence.rings.doubts import against
from ringfence.rings.facts import Facts, look
from ringfence.rings.index import NAME, Index
from tests.unit.rings.graphs import START, Told
from tests.unit.rings.test_sources import lies, world

if TYPE_CHECKING:
    from pathlib import Path

_ROLES = {"phone": "callback", "wallet": "payee", "domain": "visited"}
_MADE_UP = (["phone:made"], ["wallet:up"], ["phone:made", "wallet:up"], ["phone:made", "wallet:up"])
OWN = [Told(values, f"reporter-made-up-{n}", "adatum", day=n) for n, values in enumerate(_MADE_UP)]


def _write(told: list[Told], path: Path, name: str = "report") -> Path:
    rows = [
        {
            "report_id": f"{name}-{number:04}",
            "kind": kind,
            "value": rest,
            "role": _ROLES[kind],
            "validity": "valid",
            "strength": 0.9,
            "at": START,
            "at_basis": "reported",
            "source": one.source,
            "reporter": one.reporter,
            "start": None,
            "end": None,
        }
        for number, one in enumerate(told)
        for kind, rest in (value.split(":") for value in one.values)
    ]
    types: dict[str, pl.DataType | type[pl.DataType]] = {
        "strength": pl.Float32,
        "at": pl.Datetime("us", "UTC"),
        "start": pl.Int32,
        "end": pl.Int32,
    }
    pl.DataFrame(rows, schema_overrides=types).write_parquet(path)
    return path


@pytest.fixture(name="rings")
def _rings(tmp_path: Path) -> Path:
    told = [*world(), *lies(30), *OWN]
    done = link_sightings(Sources(_write(told, tmp_path / "sightings.parquet"), None), tmp_path / "rings")
    assert done.doubted == ("adatum",)
    return tmp_path / "rings"


def _made_up(rings: Path) -> Facts:
    known = open_rings(rings).known()
    members = known.members.filter(pl.col("report_id").str.ends_with(f"{len(world()) + 32:04}")).collect()
    return look(known, members["ring_id"][0])


def test_the_run_tells_which_sources_were_doubted(rings: Path) -> None:
    assert json.loads((rings / "run.json").read_text())["doubted"] == ["adatum"]


def test_its_people_are_told_as_one_and_the_doubt_is_said(rings: Path) -> None:
    facts = _made_up(rings)
    counted = pl.read_parquet(rings / "rings.parquet").filter(pl.col("ring_id") == facts.ring_id)
    assert facts.sightings["person"].n_unique() == counted["reporters"][0] == 1
    said = [sentence.text for sentence in against(facts, facts.linking)]
    assert any("from adatum, whose reports tie together" in text for text in said)
    assert "It has no core: that takes two known reporters." in said


def test_nobody_of_it_vouches_for_another_when_a_report_is_placed(rings: Path, tmp_path: Path) -> None:
    new = _write(
        [Told(["phone:made", "wallet:up"], "reporter-new", "contoso")], tmp_path / "new.parquet", "new"
    )
    at = int(START.timestamp() * 1_000_000)
    for _ in ("as linked", "written anew"):
        assert place_sightings(rings, new).in_rings == 0
        index = Index(rings / NAME)
        found = [index.find("phone", "made", at), index.find("wallet", "up", at)]
        assert {who for one in found if one for ring in one.rings for who in ring.people} == {"?adatum"}
        (rings / NAME).unlink()


def test_the_commands_say_who_was_doubted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    seen = _write([*world(), *lies(30)], tmp_path / "sightings.parquet")
    done = CliRunner().invoke(link_command, [str(seen), "-o", str(tmp_path / "rings")])
    assert done.exit_code == 0
    assert "Reports from adatum tie together" in done.output
    doubts(["northwind"])
    assert "Reports from northwind tie together" in capfd.readouterr().err
