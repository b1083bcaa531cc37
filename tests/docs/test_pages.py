"""Pages lead where they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.budgets import committed

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
