"""Pages lead where they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.budgets import committed

if TYPE_CHECKING:
    from pathlib import Path


def pages(root: Path) -> dict[str, str]:
    return {name: text for name, text in committed(root).items() if name.endswith(".md")}


def test_every_link_leads_to_something_that_is_there(root: Path) -> None:
    dead = []
    for name, text in pages(root).items():
        prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", prose):
            if "://" not in target and not ((root / name).parent / target).exists():
                dead.append(f"{name}: {target}")
    assert dead == []


def test_every_page_of_the_documentation_can_be_reached(root: Path) -> None:
    text = "\n".join(pages(root).values())
    lost = [
        name for name in pages(root) if name.startswith("docs/") and f"{name.rsplit('/', 1)[1]})" not in text
    ]
    assert lost == []


def test_every_page_opens_with_one_title(root: Path) -> None:
    wrong = []
    for name, text in pages(root).items():
        prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        fragment = name.startswith("changelog.d/") and not name.endswith("README.md")
        if not fragment and len(re.findall(r"^# ", prose, re.MULTILINE)) != 1:
            wrong.append(name)
    assert wrong == []


def test_decisions_are_numbered_without_a_gap_and_listed(root: Path) -> None:
    names = sorted(path.name for path in (root / "docs/decisions").glob("0*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    listed = (root / "docs/decisions/README.md").read_text()
    assert [name for name in names if f"({name})" not in listed] == []
