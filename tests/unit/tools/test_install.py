from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tools import install


def test_the_python_that_is_needed_is_taken() -> None:
    assert install.complaint((3, 11)) is None


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 12), (4, 0)])
def test_any_other_python_is_refused_with_a_sentence_that_says_what_to_do(version: tuple[int, int]) -> None:
    said = install.complaint(version)
    assert said is not None
    assert f"Python {version[0]}.{version[1]}" in said
    assert "Install Python 3.11" in said


def test_packages_are_taken_only_with_their_digest_and_ours_without_the_network() -> None:
    (_, locked), (_, source), (_, ours) = install.steps(Path("python"))
    assert "--require-hashes" in locked
    assert {"--require-hashes", "--no-deps", "--no-build-isolation"} <= set(source)
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(ours)


def test_every_locked_package_has_a_digest(root: Path) -> None:
    text = (root / "requirements.txt").read_text().replace("\\\n", " ")
    rows = [line for line in text.split("\n") if line and not line.lstrip().startswith("#")]
    assert len(rows) > 50
    assert [row[:60] for row in rows if "--hash=sha256:" not in row] == []


def test_every_line_of_the_makefile_only_calls_a_python_module(root: Path) -> None:
    recipes = [line.strip() for line in (root / "Makefile").read_text().split("\n") if line.startswith("\t")]
    assert len(recipes) >= 5
    allowed = re.compile(r"@(RINGFENCE_HOME=demo/home )?(\$\(RUN\)|\$\(PYTHON\) -m) \w[\w. -]*")
    assert [line for line in recipes if not allowed.fullmatch(line)] == []


def test_the_makefile_has_the_six_words(root: Path) -> None:
    targets = re.findall(r"^(\w+):", (root / "Makefile").read_text(), re.MULTILINE)
    assert targets == ["install", "demo", "serve", "test", "lint", "bench"]


def test_what_ci_runs_can_be_started(root: Path) -> None:
    script = root / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make lint" in script.read_text()
    assert "make test" in script.read_text()


def test_every_dependency_of_the_project_is_locked(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = {
        re.split(r"[^\w-]", one)[0]
        for one in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    locked = set(re.findall(r"^([\w-]+)==", (root / "requirements.txt").read_text(), re.MULTILINE))
    assert wanted - locked == set()
