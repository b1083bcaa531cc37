"""What the README and the tutorial show is what the commands print (how: tools/pages.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import pages

if TYPE_CHECKING:
    from pathlib import Path

UPDATE = "a page shows something else than the commands print; run .venv/bin/python -m tools.pages"


def test_the_readme_shows_what_the_commands_print(root: Path, demo: pages.Demo) -> None:
    text = (root / pages.README).read_text(encoding="utf-8")
    assert pages.commands(text) != []
    assert pages.answered(text, demo.folder, demo.home, demo) == text, UPDATE


def test_the_tutorial_shows_what_the_commands_print(root: Path, tmp_path: Path) -> None:
    text = (root / pages.TUTORIAL).read_text(encoding="utf-8")
    assert pages.commands(text) != []
    assert pages.answered(text, tmp_path, tmp_path / "home") == text, UPDATE


def test_the_readme_has_the_two_commands_and_the_seven_steps_in_order(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    assert text.index("make demo") < text.index("make test")
    steps = ("reports", "indicators", "rings", "exchange", "referrals", "outcomes", "guidance")
    places = [text.index(f"**{step}**", text.index("## The seven steps")) for step in steps]
    assert places == sorted(places)


def test_only_how_long_it_took_may_differ() -> None:
    assert pages.seen("\nread 12 reports in 0.31 s  \n\n") == "read 12 reports in … s"
    assert pages.seen("12 reports") != pages.seen("13 reports")


def test_a_page_is_run_command_by_command_and_keeps_what_is_around(tmp_path: Path) -> None:
    commands = "$ ringfence --version\nold\n\n$ ringfence no-such-command\n"
    text = f"a\n```console\n{commands}```\n```sh\n$ not this\n```\n"
    answered = pages.answered(text, tmp_path, tmp_path / "home")
    assert answered.startswith("a\n```console\n$ ringfence --version\nringfence ")
    assert "old" not in answered
    assert "No such command" in answered
    assert answered.endswith("\n```\n```sh\n$ not this\n```\n")
    assert pages.answered(answered, tmp_path, tmp_path / "home") == answered


def test_a_page_brings_its_own_files(tmp_path: Path) -> None:
    pages.answered("Save this as `a.csv`:\n\n```csv\nx,y\n1,2\n```\n", tmp_path, tmp_path / "home")
    assert (tmp_path / "a.csv").read_text() == "x,y\n1,2\n"


def test_no_other_program_is_run_from_a_page(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="only commands of ringfence"):
        pages.answered("```console\n$ ls\n```\n", tmp_path, tmp_path / "home")
