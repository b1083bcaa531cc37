"""The numbers that shape a world, and the page that lists them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ringfence.scenario.parameters import SETTINGS, chakra, stressed, table, town
from ringfence.words import UsageError

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "scenario.md"


def test_the_page_lists_every_parameter_with_its_value_meaning_and_source() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert rows == table()


def test_every_parameter_says_where_it_comes_from_or_is_assumed() -> None:
    named = ("assumed", "press", "measured elsewhere")
    sources = {
        name: source for name, _, _, source in table() if name not in ("name", "seed", "reports", "companies")
    }
    assert [name for name, source in sources.items() if not source.startswith(named)] == []


def test_shares_that_belong_together_do_not_exceed_the_whole() -> None:
    for world in (town(), chakra()):
        assert sum(world.channels) == pytest.approx(1)
        assert world.unrelated + world.spam + world.hostile < 0.5
        assert world.spoof_own + world.spoof_popular + world.spoof_genuine + world.spoof_victim <= 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"reports": 10},
        {"companies": 0},
        {"companies": 9},
        {"overlap": 1.5},
        {"seed": -1},
        {"testify": 0.5},
    ],
)
def test_what_cannot_make_a_world_is_refused_with_advice(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as refused:
        replace(town(), **wrong)
    assert refused.value.advice


def test_a_setting_changes_what_it_names_and_nothing_else_and_its_page_says_what() -> None:
    page = (PAGE.parents[1] / "explanation" / "worlds.md").read_text(encoding="utf-8")
    for name, changes in SETTINGS.items():
        hard = stressed(town(seed=3), name)
        assert replace(hard, **{key: getattr(town(), key) for key in changes}) == town(seed=3)
        changed = ", ".join(f"`{key}` {value:g}" for key, value in changes.items()) or "nothing"
        assert f"| `{name}` | {changed} |" in page


def test_a_setting_that_is_not_known_is_refused_with_advice() -> None:
    with pytest.raises(UsageError, match="no setting"):
        stressed(town(), "impossible")
