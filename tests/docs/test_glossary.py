"""The glossary and the code keep to the same words."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def words(root: Path) -> list[tuple[str, str]]:
    rows = re.findall(
        r"^\| ([a-z ]+) \|.*\| `([a-z/]+)` \|$", (root / "GLOSSARY.md").read_text(), re.MULTILINE
    )
    return [(word, place) for word, place in rows if word != "word"]


def banned(root: Path) -> set[str]:
    return set(re.findall(r"`(\w+)`", (root / "GLOSSARY.md").read_text().rsplit("matter):", 1)[1]))


def names_defined(source: str) -> Iterator[tuple[int, str]]:
    """Every name that a module itself gives to something, and its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


def test_the_glossary_is_read_whole(root: Path) -> None:
    assert len(words(root)) == 24
    assert len(banned(root)) == 13


def test_every_word_of_the_glossary_is_used_where_it_says(root: Path) -> None:
    missing = []
    for word, place in words(root):
        sources = "\n".join(path.read_text() for path in (root / "src/ringfence" / place).rglob("*.py"))
        if not re.search(rf"(?<![a-z]){word.replace(' ', '[ _]?')}", sources, re.IGNORECASE):
            missing.append(f"{word} in {place}")
    assert missing == []


def test_every_step_of_the_tree_has_its_words(root: Path) -> None:
    steps = {"reports", "indicators", "rings", "exchange", "referrals", "outcomes"}
    assert steps <= {place.split("/")[0] for _, place in words(root)}


@pytest.mark.parametrize("folder", ["src", "tools", "benchmarks"])
def test_no_name_of_ours_is_a_word_that_says_nothing(root: Path, folder: str) -> None:
    said = []
    for path in sorted((root / folder).rglob("*.py")):
        said += [
            f"{path.relative_to(root)}: {part}" for part in (*path.parts, path.stem) if part in banned(root)
        ]
        said += [
            f"{path.relative_to(root)}:{line} {name}"
            for line, name in names_defined(path.read_text())
            if name.strip("_").lower() in banned(root)
        ]
    assert said == []


def test_a_bad_name_would_be_seen() -> None:
    source = "class Item:\n    info = 1\n\ndef f(data): self.event = data\n\nfor x in y: helper = x\n"
    assert {name for _, name in names_defined(source)} >= {"Item", "info", "data", "event", "helper"}
