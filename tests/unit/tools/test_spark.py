from __future__ import annotations

import re
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.unit.tools.test_images import locked, versions
from tools import spark

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("strict", "fails"), [(None, False), ("1", True)])
def test_without_java_it_says_so_and_fetches_nothing_and_only_ci_fails(
    strict: str | None, *, fails: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(spark, "command", lambda: ["/nowhere/pip"])
    monkeypatch.delenv("RINGFENCE_APT", raising=False)
    monkeypatch.delenv("CI", raising=False)
    if strict:
        monkeypatch.setenv("RINGFENCE_APT", strict)
    said = spark.main()
    assert (said is not None) is fails
    assert "Java is not installed" in (said or capsys.readouterr().out)


@pytest.mark.parametrize(("strict", "fails"), [(None, False), ("1", True)])
def test_where_it_cannot_be_fetched_what_is_absent_is_said_and_only_ci_fails(
    strict: str | None, *, fails: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/java")
    monkeypatch.setattr(spark, "MODULES", ("spark_of_nowhere",))
    monkeypatch.setattr(spark, "command", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    monkeypatch.delenv("RINGFENCE_APT", raising=False)
    monkeypatch.delenv("CI", raising=False)
    if strict:
        monkeypatch.setenv("CI", strict)
    said = spark.main()
    assert (said is not None) is fails
    assert "some tests skip: spark_of_nowhere" in (said or capsys.readouterr().out)


def test_what_the_extra_names_is_locked_with_the_versions_of_the_product(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[^\w-]", one)[0] for one in project["optional-dependencies"]["spark"]}
    ours, theirs = (versions(root / f"requirements{which}.txt") for which in ("", "-spark"))
    assert set(spark.MODULES) == wanted <= locked(root / "requirements-spark.txt")
    assert {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]} == set()
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(spark.command())


def test_make_test_fetches_it_before_the_tests(root: Path) -> None:
    lines = (root / "Makefile").read_text().split("\n")
    assert lines.index("\t@$(RUN) tools.spark") < lines.index(
        "\t@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder"
    )
