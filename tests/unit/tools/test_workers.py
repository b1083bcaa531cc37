"""Two workers run the tests, and those of a file, which share what is dear to make, stay with one of them."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_the_tests_of_a_file_stay_with_one_worker(root: Path) -> None:
    line = next(one for one in (root / "Makefile").read_text().split("\n") if "pytest" in one)
    options = line.partition("pytest ")[2].split()
    command = [sys.executable, "-m", "pytest", *options, "-vvv", "-p", "no:cacheprovider"]
    files = [f"tests/unit/tools/test_{name}.py" for name in ("audit", "web")]
    said = subprocess.run([*command, *files], cwd=root, capture_output=True, text=True, check=False).stdout
    ran = set(re.findall(r"\[(gw\d)\].*PASSED (tests/\S+\.py)", said))
    assert {worker for worker, _ in ran} == {"gw0", "gw1"}
    assert sorted(file for _, file in ran) == sorted(files)
