"""The how-to page for partners, followed word by word: every command in it, in its order, in a new folder."""

from __future__ import annotations

import json
import os
import re
import shlex
from typing import TYPE_CHECKING

from ringfence.exchange.agreement import read
from tests.cast import CONTOSO, NORTHWIND
from tests.ready import run
from tests.unit.exchange.overlap.folders import SHARED, ring_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGE = "docs/how-to/find-an-overlap.md"


def commands(page: str) -> list[list[str]]:
    """Take the commands of a page's code blocks."""
    joined = re.sub(r"\\\n\s*", "", page)
    return [shlex.split(line) for line in re.findall(r"^    ringfence (.*)$", joined, re.MULTILINE)]


def ran(words: list[str], folder: Path, settings: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a command; give its code and both its outputs."""
    return run(["-m", "ringfence", *words], {**os.environ, **settings}, folder)


def test_two_partners_follow_the_page_to_an_overlap_under_an_agreement(root: Path, tmp_path: Path) -> None:
    for source in (CONTOSO, NORTHWIND):
        ring_folder(tmp_path / source, source)
    settings = {"RINGFENCE_HOME": str(tmp_path / "home")}
    done = [(words, ran(words, tmp_path, settings)) for words in commands((root / PAGE).read_text())]
    assert [words for words, (code, _, _) in done if code] == []
    assert [words[0] for words, _ in done] == [
        "overlap",
        *["keys"] * 3,
        *["agreement"] * 4,
        "overlap",
    ]
    (_, _, trial), *_, (_, agreed, _), (_, found, told) = [one for _, one in done]
    assert "This is a trial" in trial
    assert "It is in force." in agreed
    assert "1 ring in common, large enough for a referral together." in found
    assert "trial" not in told
    arrived(tmp_path)


def arrived(folder: Path) -> None:
    """What the page says that each side finds is there, and no more."""
    named = {"result.json", "receipt.json", "for-the-auditor.json"}
    receipts = []
    for side in "ab":
        own = folder / "overlap" / side
        assert {path.name for path in own.iterdir()} == named
        assert {path.stat().st_mode & 0o077 for path in own.iterdir()} == {0}
        result = json.loads((own / "result.json").read_text())
        assert {one["value"] for one in result["shared"]} == {value for _, value, _ in SHARED}
        assert len(json.loads((own / "for-the-auditor.json").read_text())["leaves"]) == 20
        receipts.append((own / "receipt.json").read_text())
    assert receipts[0] == receipts[1]
    agreement = read((folder / "agreement.json").read_bytes())
    assert {side["agreement"] for side in json.loads(receipts[0])["sides"]} == {agreement.digest}
    assert len(list((folder / "home" / "overlap").rglob("*.jsonl"))) == 2
