from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from ringfence.cli import main
from ringfence.cli.screen import complain, emit, table
from ringfence.words import InputError, Place

if TYPE_CHECKING:
    import pytest
    from rich.console import Console


def test_help_lists_every_command_in_the_order_of_the_steps() -> None:
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    places = [shown.output.find(f"\n  {name} ") for name in ("demo", "gather", "extract", "link", "explain")]
    assert places == sorted(places)
    assert -1 not in places


def test_every_command_teaches_by_an_example_and_offers_json() -> None:
    with click.Context(main) as context:
        for name in main.list_commands(context):
            command = main.get_command(context, name)
            assert command is not None
            taught = CliRunner().invoke(main, [name, "--help"])
            assert taught.exit_code == 0
            assert f"ringfence {name}" in taught.output.split("Options:")[0].split("\n", 2)[2], name
            runs_on = name in {"serve", "work"}  # they end with nothing to show
            assert "--json" in taught.output or isinstance(command, click.Group) or runs_on, name


def test_a_command_that_does_not_exist_is_wrong_usage() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "ringfence", "lnik"], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert "No such command 'lnik'" in asked.stderr
    assert not asked.stdout


def test_values_are_shown_as_they_are_and_never_taken_for_colours(capsys: pytest.CaptureFixture[str]) -> None:
    emit({}, lambda screen: screen.print(table(None, ["value"], [["[red]x[/red]"]])), as_json=False)
    assert "[red]x[/red]" in capsys.readouterr().out


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    def nothing(screen: Console) -> None:
        screen.print("for people")

    emit({"rings": 3, "name": "São"}, nothing, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"rings": 3, "name": "São"}


def test_a_complaint_says_what_where_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    complain(
        InputError("a date cannot be read", place=Place("a.csv", 7, "Received"), advice="Write 2026-11-23")
    )
    said = capsys.readouterr().err
    assert "a.csv, row 7, field Received: a date cannot be read" in said
    assert "Write 2026-11-23" in said
