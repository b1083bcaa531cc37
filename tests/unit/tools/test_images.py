from __future__ import annotations

import re
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tools import images

if TYPE_CHECKING:
    from pathlib import Path


def test_where_the_extra_is_there_nothing_is_fetched(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(images, "MODULES", ("json",))
    assert images.main() is None
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("strict", "fails"), [(None, False), ("1", True)])
def test_where_it_cannot_be_fetched_what_is_absent_is_said_and_only_ci_fails(
    strict: str | None, *, fails: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(images, "MODULES", ("reader_of_nowhere",))
    monkeypatch.setattr(images, "command", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    monkeypatch.delenv("RINGFENCE_APT", raising=False)
    monkeypatch.delenv("CI", raising=False)
    if strict:
        monkeypatch.setenv("CI", strict)
    said = images.main()
    assert (said is not None) is fails
    assert "some tests skip: reader_of_nowhere" in (said or capsys.readouterr().out)


def test_it_is_installed_with_digests_and_from_wheels_alone() -> None:
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(images.command())


def test_what_the_extra_names_is_locked_and_no_other_lock_holds_it(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[^\w-]", one)[0] for one in project["optional-dependencies"]["images"]}
    assert set(images.MODULES) <= wanted
    assert wanted <= locked(root / "requirements-images.txt")
    assert wanted & locked(root / "requirements.txt") == set()


def test_the_two_locks_name_the_same_versions(root: Path) -> None:
    ours, theirs = (versions(root / f"requirements{which}.txt") for which in ("", "-images"))
    assert {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]} == set()


def test_make_test_fetches_it_before_the_tests(root: Path) -> None:
    lines = (root / "Makefile").read_text().split("\n")
    assert lines.index("\t@$(RUN) tools.images") < lines.index(
        "\t@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder"
    )


def locked(path: Path) -> set[str]:
    return set(versions(path))


def versions(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w-]+)==(\S+)", path.read_text(), re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found
