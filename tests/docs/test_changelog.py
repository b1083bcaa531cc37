from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FRAGMENT = re.compile(r"(breaking|added|changed|fixed|security): [^\n]{10,}(\n[^\n]+)*\n")


def test_every_change_says_what_it_is_and_what_it_means_to_a_user(root: Path) -> None:
    fragments = [path for path in (root / "changelog.d").iterdir() if path.name != "README.md"]
    assert fragments or "## " in (root / "CHANGELOG.md").read_text()
    wrong = [
        path.name
        for path in fragments
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", path.name)
        or not FRAGMENT.fullmatch(path.read_text())
    ]
    assert wrong == []


def test_the_words_that_may_begin_a_change_are_the_ones_that_are_written_down(root: Path) -> None:
    said = (root / "changelog.d" / "README.md").read_text()
    assert all(f"`{word}`" in said for word in ("breaking", "added", "changed", "fixed", "security"))
