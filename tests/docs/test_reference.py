"""Every command, option, file format, kind, file column and setting stands in the reference."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import click
import pyarrow as pa
import pytest

from ringfence.ledger.configuration import names
from ringfence.rings.judgement import Judgement
from tools import reference

if TYPE_CHECKING:
    from pathlib import Path

# Each table between the steps: its section in files.md, and where its schema lives.
TABLES = {
    "reports.parquet": ("ringfence.reports.report", "REPORTS"),
    "sightings.parquet": ("ringfence.indicators.indicator", "SIGHTINGS"),
    "members.parquet": ("ringfence.rings.ring", "MEMBERS"),
    "rings.parquet": ("ringfence.rings.ring", "RINGS"),
    "links.parquet": ("ringfence.rings.ring", "LINKS"),
    "values.parquet": ("ringfence.rings.ring", "VALUES"),
    "edges.parquet": ("ringfence.rings.ring", "EDGES"),
    "findings.parquet": ("ringfence.rings.findings", "FINDINGS"),
    "value_truth.parquet": ("ringfence.scenario.batch", "VALUE_TRUTH"),
}


def names_in(folder: str) -> list[str]:
    """The ``NAME`` of each file in a folder of files of one shape."""
    package = importlib.import_module(folder)
    modules = [
        importlib.import_module(f"{folder}.{one.name}") for one in pkgutil.iter_modules(package.__path__)
    ]
    return [str(module.NAME) for module in modules if hasattr(module, "NAME")]


def headings(page: Path) -> set[str]:
    return {re.sub(r"[`*]", "", line) for line in re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)}


def section(page: Path, title: str) -> str:
    parts = re.split(r"^## ", page.read_text(), flags=re.MULTILINE)
    (found,) = [part for part in parts if part.split("\n")[0].strip("` ").endswith(title)]
    return found


def columns_on_the_page(page: Path, title: str) -> list[tuple[str, str]]:
    return re.findall(r"^\| `(\w+)` \| ([^|]+?) \| [^|]+ \|$", section(page, title), re.MULTILINE)


def type_in_words(field: pa.Field) -> str:
    """A column's type as files.md writes it."""
    kind = field.type
    if pa.types.is_timestamp(kind):
        said = "time"
    elif pa.types.is_list(kind):
        said = "list of structs" if pa.types.is_struct(kind.value_type) else f"list of {kind.value_type}s"
    elif pa.types.is_dictionary(kind):
        said = str(kind.value_type)
    else:
        said = str(kind)
    return said + (", may be null" if field.nullable else "")


ENDLESS = {"serve", "work"}
"""Commands that run until they are stopped, and so have no result."""


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert reference.PAGE.read_text() == reference.page(), "run .venv/bin/python -m tools.reference"


def test_the_commands_of_the_main_job_are_there() -> None:
    named = {"scenario", "gather", "extract", "link", "judge", "explain", "evaluate", "demo"}
    assert named <= set(reference.commands())


def test_every_option_explains_itself_and_every_help_has_an_example() -> None:
    wrong = []
    for name, command in reference.commands().items():
        text = reference.help_of(command, f"ringfence {name}")
        options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
        wrong += [f"{name}: {one.name} says nothing" for one in options if not one.help]
        if len(re.findall(rf"ringfence {name}\b", text)) < 2:  # one is the usage
            wrong.append(f"{name}: no example")
        if "--json" not in text and name not in ENDLESS:
            wrong.append(f"{name}: no --json")
    assert wrong == []


def test_every_option_stands_on_the_page() -> None:
    text = reference.PAGE.read_text()
    options = {
        flag
        for command in reference.commands().values()
        for one in command.params
        if not getattr(one, "hidden", False)
        for flag in one.opts
    }
    assert {flag for flag in options if flag.startswith("-") and not re.search(rf"{flag}\b", text)} == set()


@pytest.mark.parametrize(
    ("folder", "page"),
    [("ringfence.reports.formats", "formats.md"), ("ringfence.indicators.kinds", "kinds.md")],
)
def test_every_file_of_one_shape_has_its_own_section(root: Path, folder: str, page: str) -> None:
    there = headings(root / "docs/reference" / page)
    assert names_in(folder) != []
    assert set(names_in(folder)) - there == set()


@pytest.mark.parametrize("title", sorted(TABLES))
def test_code_and_page_give_a_table_the_same_columns(root: Path, title: str) -> None:
    module, name = TABLES[title]
    schema = getattr(importlib.import_module(module), name)
    in_code = [(field.name, type_in_words(field)) for field in schema]
    assert columns_on_the_page(root / "docs/reference/files.md", title) == in_code


def test_every_table_of_a_ring_folder_is_on_the_page() -> None:
    ring = importlib.import_module("ringfence.rings.ring")
    schemas = {name for name, value in vars(ring).items() if isinstance(value, pa.Schema)}
    assert schemas == {name for module, name in TABLES.values() if module == ring.__name__}


def test_code_and_page_give_a_judgement_the_same_fields(root: Path) -> None:
    page = section(root / "docs/reference/files.md", "judgements.jsonl")
    on_the_page = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert on_the_page == [field.name for field in dataclasses.fields(Judgement)]


def test_every_setting_from_the_environment_is_written_down_and_is_real(root: Path) -> None:
    page = (root / "docs/reference/settings.md").read_text()
    written = re.findall(r"^\| `((?:RINGFENCE_|DATABASE_)[A-Z_]+)` \|", page, re.MULTILINE)
    assert sorted(written) == sorted([*names(), "RINGFENCE_APT"])
    asked = {
        setting.removesuffix("_FILE")
        for path in (root / "src").rglob("*.py")
        for setting in re.findall(r"RINGFENCE_[A-Z_]*[A-Z]\b", path.read_text())
    }
    assert asked - set(written) == set()
