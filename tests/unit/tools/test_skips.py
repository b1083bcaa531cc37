"""The rule of tests/conftest.py: in CI nothing is skipped but what needs the real files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NO_REAL_DATA
from tests.ready import run

if TYPE_CHECKING:
    from pathlib import Path


def closing_line(test: str, folder: Path, root: Path, **setting: str) -> str:
    (folder / "conftest.py").write_text((root / "tests" / "conftest.py").read_text())
    (folder / "test_it.py").write_text(test)
    bare = {name: value for name, value in os.environ.items() if name not in {"CI", "RINGFENCE_APT"}}
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    _, said, _ = run(words, {**bare, **setting}, root)
    return said.strip().split("\n")[-1]


SKIPS = 'import pytest\n\ndef test_it():\n    pytest.skip("not today")\n'
SKIPS_WHOLE = 'import pytest\n\npytest.skip("not today", allow_module_level=True)\n'
NO_FILES = f'import pytest\n\ndef test_it():\n    pytest.skip("{NO_REAL_DATA}: x")\n'


@pytest.mark.parametrize("test", [SKIPS, SKIPS_WHOLE, NO_FILES])
def test_a_skip_is_a_skip_at_home(test: str, tmp_path: Path, root: Path) -> None:
    assert closing_line(test, tmp_path, root).startswith("1 skipped")


def test_a_skip_is_a_failure_in_ci(tmp_path: Path, root: Path) -> None:
    assert closing_line(SKIPS, tmp_path, root, CI="1").startswith("1 failed")


def test_a_file_that_skips_itself_is_an_error_in_ci(tmp_path: Path, root: Path) -> None:
    assert closing_line(SKIPS_WHOLE, tmp_path, root, RINGFENCE_APT="1").startswith("1 error")


def test_the_absence_of_the_real_files_is_a_skip_in_ci_too(tmp_path: Path, root: Path) -> None:
    assert closing_line(NO_FILES, tmp_path, root, CI="1").startswith("1 skipped")
