"""The pages of the interface for programs and of its limits say what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.cli.serve import HEADERS_WITHIN
from ringfence.web import limits, serving
from ringfence.web.limits import LIMITS, SLOTS
from tools import api_reference

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_of_the_interface_is_what_its_document_says(root: Path) -> None:
    assert (root / "docs/reference/api.md").read_text(encoding="utf-8") == api_reference.page()


def rows(page: str) -> dict[str, list[str]]:
    """Each row of the page's tables, by what stands first in it."""
    found = {}
    for line in re.findall(r"^\| (.+) \|$", page, re.MULTILINE):
        first, *cells = [cell.strip() for cell in line.split(" | ")]
        found[first.strip("`")] = cells
    return found


def test_every_limit_stands_on_its_page_with_a_reason(root: Path) -> None:
    told = rows((root / "docs/reference/limits.md").read_text(encoding="utf-8"))
    for name, limit in LIMITS.items():
        many, seconds, why = told[name]
        assert (many, seconds) == (f"{limit.many:,}", str(limit.seconds))
        assert len(why) > 20
    sizes = {
        "LARGEST_JSON": f"{limits.LARGEST_JSON:,} bytes",
        "LARGEST_FORM": f"{limits.LARGEST_FORM:,} bytes",
        "WITHIN": f"{serving.WITHIN:.0f} seconds",
        "A_SECOND": f"{serving.A_SECOND:,} bytes",
        "HELD": f"{serving.HELD:,} bytes",
        "headers": f"{HEADERS_WITHIN // 1_000} seconds",
    }
    assert {name: told[name][0] for name in sizes} == sizes
    assert set(told) - set(LIMITS) - set(sizes) == {"Scope", "Limit"} | {
        one for one in told if set(one) <= {"-", "|"}
    }
    assert SLOTS * 16 == 2 << 20
