"""Sharing a ring: to whom it may go, what went in, what was held back, from the command line too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from click.testing import CliRunner

from ringfence.actions import corrections
from ringfence.actions.link import link_sightings
from ringfence.actions.runs import Sources
from ringfence.actions.share import Receiver, share
from ringfence.cli import main
from ringfence.exchange.agreement import draft, signed, to_json
from ringfence.exchange.marking import Audience
from ringfence.exchange.signing import from_seed
from ringfence.words import InputError, Tlp, UsageError
from tests.cast import CONTOSO, NORTHWIND
from tests.unit.exchange.leaving import AT, CALLBACK, Told, ring

if TYPE_CHECKING:
    from pathlib import Path

CONTOSOS, NORTHWINDS, OTHERS = from_seed(bytes(32)), from_seed(bytes(31) + b"n"), from_seed(bytes(31) + b"o")
SITE = ("domain", "harbour-helpline.example", "visited")


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    """One ring of twelve people: four reports are for the community, one for everyone, seven for partners."""
    marks = ["TLP:CLEAR"] + ["TLP:GREEN"] * 4 + ["TLP:AMBER"] * 7
    told = [
        Told(f"reporter-{n}", (CALLBACK, SITE), mark, ("share_companies",) if n % 2 else (), day=n)
        for n, mark in enumerate(marks)
    ]
    dossier = ring(*told)
    dossier.facts.sightings.drop("person").write_parquet(tmp_path / "sightings.parquet")
    bare = dossier.reports.drop("tier", "core_id", "confidence")
    bare.write_parquet(tmp_path / "reports.parquet")
    link_sightings(Sources(tmp_path / "sightings.parquet", tmp_path / "reports.parquet"), tmp_path / "rings")
    (tmp_path / "contoso.pem").write_bytes(CONTOSOS.pem)
    (tmp_path / "contoso.pem").chmod(0o600)
    return tmp_path / "rings"


def the_ring(rings: Path) -> str:
    name: str = pl.read_parquet(rings / "rings.parquet")["ring_id"][0]
    return name


def agreed(rings: Path, **changed: Any) -> Path:
    terms: dict[str, Any] = {
        "purpose": "find the rings that both know",
        "shares": "indicator",
        "starts_at": datetime(2026, 1, 1, tzinfo=UTC),
        "ends_at": datetime(2027, 1, 1, tzinfo=UTC),
        "ceiling": Tlp.AMBER,
        **changed,
    }
    parties = [(CONTOSO, CONTOSOS.public), (NORTHWIND, NORTHWINDS.public)]
    made = signed(signed(draft(parties, **terms), CONTOSOS), NORTHWINDS)
    file = rings.parent / "agreement.json"
    file.write_text(to_json(made))
    return file


def written(rings: Path, receiver: Receiver, **more: Any) -> Any:
    out = rings.parent / "bundle.json"
    return share(rings, the_ring(rings), out, receiver, at=AT, **more)


def to_partner(rings: Path, agreement: Path) -> Receiver:
    return Receiver(Audience.PARTNER, agreement, rings.parent / "contoso.pem")


def test_the_community_gets_what_is_green_or_clear_and_counts_only_who_agreed(rings: Path) -> None:
    made = written(rings, Receiver())
    assert (made.marking, made.values, made.reports) == ("TLP:GREEN", 2, 2)
    held = {one.why: one.count for one in made.held if one.what == "reports"}
    assert held == {
        "marked more strictly than TLP:GREEN": 7,
        "without the consent share_companies: not counted": 3,
    }
    bundle = json.loads(made.path.read_bytes())
    assert sum(made.objects.values()) == len(bundle["objects"])
    assert {one["count"] for one in bundle["objects"] if one["type"] == "sighting"} == {2}


def test_the_public_gets_nothing_that_fewer_than_three_people_told(rings: Path) -> None:
    with pytest.raises(InputError, match="11 of 12 are marked more strictly than TLP:CLEAR"):
        written(rings, Receiver(Audience.PUBLIC))
    assert not (rings.parent / "bundle.json").exists()


def test_a_marking_that_may_not_go_there_is_refused_with_its_reason(rings: Path) -> None:
    with pytest.raises(UsageError, match="it stays in the community"):
        written(rings, Receiver(Audience.PUBLIC), tlp=Tlp.GREEN)


def test_a_partner_gets_what_the_agreement_allows(rings: Path) -> None:
    made = written(rings, to_partner(rings, agreed(rings)))
    assert (made.marking, made.reports) == ("TLP:AMBER", 6)
    assert f'"name": "{CONTOSO}"' in made.path.read_text()
    assert written(rings, to_partner(rings, agreed(rings, ceiling=Tlp.GREEN))).marking == "TLP:GREEN"
    with pytest.raises(UsageError, match="the agreement allows no more than TLP:GREEN"):
        written(rings, to_partner(rings, agreed(rings, ceiling=Tlp.GREEN)), tlp=Tlp.AMBER)
    with pytest.raises(InputError, match="from another country than GB"):
        written(rings, to_partner(rings, agreed(rings, countries=["GB"])))


def test_without_an_agreement_that_holds_a_partner_gets_nothing(rings: Path) -> None:
    with pytest.raises(UsageError, match="without an agreement"):
        written(rings, Receiver(Audience.PARTNER))
    with pytest.raises(UsageError, match="does not hold"):
        written(rings, to_partner(rings, agreed(rings, ends_at=datetime(2026, 2, 1, tzinfo=UTC))))
    with pytest.raises(UsageError, match="only a rounded count"):
        written(rings, to_partner(rings, agreed(rings, shares="victim")))
    other = rings.parent / "contoso.pem"
    other.write_bytes(OTHERS.pem)
    with pytest.raises(UsageError, match="of no party"):
        written(rings, to_partner(rings, agreed(rings)))
    with pytest.raises(UsageError, match="with a partner"):
        written(rings, Receiver(agreement=agreed(rings)))


def test_what_someone_asked_to_correct_goes_to_police_only(rings: Path) -> None:
    corrections.ask(rings, [CALLBACK[:2]], why="it is my number", at=datetime(2026, 5, 1, tzinfo=UTC))
    made = written(rings, Receiver())
    assert made.values == 1
    assert CALLBACK[1].removeprefix("+") not in made.path.read_text()
    made = written(rings, Receiver(Audience.FORCE))
    assert made.values == 2
    assert CALLBACK[1].removeprefix("+") in made.path.read_text()


@pytest.mark.parametrize("name", ["", "Con\ntoso", "Con\x1btoso", "\udcff"])
def test_a_name_that_is_not_one_line_is_refused(rings: Path, name: str) -> None:
    with pytest.raises(UsageError, match="not one line"):
        written(rings, Receiver(), organisation=name)


def test_a_name_has_at_most_two_hundred_characters(rings: Path) -> None:
    assert written(rings, Receiver(), organisation="é" * 200).values == 2
    with pytest.raises(UsageError, match="longer than 200"):
        written(rings, Receiver(), organisation="é" * 201)


def test_under_an_agreement_it_goes_by_no_other_name(rings: Path) -> None:
    receiver = to_partner(rings, agreed(rings))
    for other in (NORTHWIND, "Other", CONTOSO.upper()):
        with pytest.raises(UsageError, match="by another name"):
            written(rings, receiver, organisation=other)
    assert not (rings.parent / "bundle.json").exists()
    named = written(rings, receiver, organisation=f" {CONTOSO} ").digest
    assert named == written(rings, receiver).digest


def test_the_same_time_gives_the_same_bytes(rings: Path) -> None:
    assert written(rings, Receiver()).digest == written(rings, Receiver()).digest


def test_from_the_command_line_it_says_what_went_in_and_what_stayed(rings: Path) -> None:
    out = rings.parent / "bundle.json"
    words = ["share", the_ring(rings), "--in", str(rings), "-o", str(out), "--organisation", CONTOSO]
    shown = CliRunner().invoke(main, words)
    assert shown.exit_code == 0, shown.output
    assert "TLP:GREEN for the community: 2 values of 2 reports" in shown.output
    assert "marked more strictly than TLP:GREEN" in shown.output
    told = CliRunner().invoke(main, [*words, "--json", "--at", "2026-06-01"])
    assert json.loads(told.output)["objects"]["domain-name"] == 1
    refused = CliRunner().invoke(main, [*words, "--to", "public", "--tlp", "TLP:RED"])
    assert refused.exit_code == 2
