"""The rule of direction is really held: each way to break it, planted in a copy of the code, is seen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CONTRACTS = ("layer imports only", "no Django", "DuckDB and Spark")


def broken(root: Path, copy: Path, planted: dict[str, str]) -> list[str]:
    """Plant modules in a copy of the code, and name the contracts that are broken then."""
    for part in ("src", "tools"):
        shutil.copytree(root / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(root / "pyproject.toml", copy)
    for name, source in planted.items():
        (copy / "src" / "ringfence" / name).write_text(source)
    ran = subprocess.run(
        [sys.executable, "-m", "tools.contracts"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = [line for line in ran.stdout.split("\n") if " BROKEN" in line]
    assert bool(ran.returncode) is bool(verdicts), ran.stdout + ran.stderr
    return [contract for contract in CONTRACTS if any(contract in line for line in verdicts)]


def test_the_code_as_it_stands_keeps_every_contract(root: Path, tmp_path: Path) -> None:
    assert broken(root, tmp_path, {}) == []


@pytest.mark.parametrize(
    ("name", "source", "contract"),
    [
        ("reports/planted.py", "from ringfence import indicators\n", "layer imports only"),
        ("rings/planted.py", "def f() -> None:\n    import ringfence.actions\n", "layer imports only"),
        ("actions/planted.py", "import ringfence.scenario\n", "layer imports only"),
        ("jobs.py", "import ringfence.cli\n", "layer imports only"),
        ("outcomes/planted.py", "import django.db\n", "no Django"),
        ("actions/planted.py", "import duckdb\n", "DuckDB and Spark"),
        ("rings/planted.py", "import pyspark\n", "DuckDB and Spark"),
    ],
)
def test_a_way_to_break_it_is_seen(root: Path, tmp_path: Path, name: str, source: str, contract: str) -> None:
    assert broken(root, tmp_path, {name: source}) == [contract]


def test_an_engine_may_know_its_own_library(root: Path, tmp_path: Path) -> None:
    assert broken(root, tmp_path, {"rings/engines/planted.py": "import duckdb, pyspark\n"}) == []
