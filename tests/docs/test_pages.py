"""Pages lead where they say."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from tools.budgets import committed
from tools.reference import commands

if TYPE_CHECKING:
    from pathlib import Path


def pages(root: Path) -> dict[str, str]:
    """Every page, without what stands in fences."""
    fence = re.compile(r"^```.*?^```", flags=re.MULTILINE | re.DOTALL)
    return {name: fence.sub("", text) for name, text in committed(root).items() if name.endswith(".md")}


def test_every_link_leads_to_something_that_is_there(root: Path) -> None:
    links = [
        (name, target)
        for name, text in pages(root).items()
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text)
        if "://" not in target
    ]
    assert len(links) > 20
    assert [f"{name}: {to}" for name, to in links if not ((root / name).parent / to).exists()] == []


def test_every_page_of_the_documentation_can_be_reached(root: Path) -> None:
    text = "\n".join(pages(root).values())
    lost = [
        name for name in pages(root) if name.startswith("docs/") and f"{name.rsplit('/', 1)[1]})" not in text
    ]
    assert lost == []


def test_every_page_opens_with_one_title(root: Path) -> None:
    fragments = {name for name in pages(root) if name.startswith("changelog.d/")} - {"changelog.d/README.md"}
    titles = {name: re.findall(r"^# ", text, re.MULTILINE) for name, text in pages(root).items()}
    assert [name for name in set(titles) - fragments if len(titles[name]) != 1] == []


def test_decisions_are_numbered_without_a_gap_and_listed(root: Path) -> None:
    names = sorted(path.name for path in (root / "docs/decisions").glob("0*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    listed = (root / "docs/decisions/README.md").read_text()
    assert [name for name in names if f"({name})" not in listed] == []


def shown(root: Path) -> list[tuple[str, list[str]]]:
    """Every ringfence command in a code block of a page, however it is marked: page and words."""
    found = []
    for name, text in committed(root).items():
        if name.endswith(".md") and name != "docs/reference/commands.md":
            joined = re.sub(r"\\\n\s*", "", text)
            lines = re.findall(r"^(?:    )?(?:\$ )?(?:\.venv/bin/)?ringfence +(.*)$", joined, re.MULTILINE)
            found += [
                (name, shlex.split(line, comments=True)) for line in lines if re.match(r"[a-z]+\b", line)
            ]
    return found


def test_every_command_that_a_page_shows_can_be_given_like_that(root: Path) -> None:
    known = commands()
    wrong = []
    for page, (first, *words) in shown(root):
        both = " ".join([first, *words[:1]])  # a command of a command, such as keys new
        name = both if both in known else first
        if name not in known:
            wrong.append(f"{page}: ringfence {name}")
            continue
        flags = {flag for option in known[name].params for flag in option.opts} | {"--help", "-h"}
        used = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        wrong += [f"{page}: ringfence {name} {flag}" for flag in sorted(used - flags)]
    assert len(shown(root)) > 10
    assert wrong == []
