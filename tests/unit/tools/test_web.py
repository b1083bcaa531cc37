"""The extras of the web's tests are locked, and fetched before the tests."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from tests.unit.tools.test_images import locked, versions
from tools import web

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_extras_name_is_locked_with_the_versions_of_the_product(root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = {re.split(r"[^\w-]", one)[0] for one in [*extras["browser"], *extras["postgres"]]}
    ours, theirs = (versions(root / f"requirements{which}.txt") for which in ("", "-web"))
    assert {name.replace("_", "-") for name in web.MODULES} == {
        one.removesuffix("-python") if one == "axe-playwright" else one for one in wanted
    }
    assert wanted <= locked(root / "requirements-web.txt")
    assert {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]} == set()
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(web.command())


def test_make_test_fetches_them_before_the_tests(root: Path) -> None:
    lines = (root / "Makefile").read_text().split("\n")
    assert lines.index("\t@$(RUN) tools.web") < lines.index(
        "\t@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder"
    )
