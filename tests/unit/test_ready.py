"""A copied process is one as Python starts it: its own environment, folder, words, outputs, code and end."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.ready import run

if TYPE_CHECKING:
    from pathlib import Path

TELLS = """
import json, os, sys
print(json.dumps([os.getpid(), dict(os.environ), os.getcwd(), sys.argv, sys.stdin.read(), __name__]))
"""


def test_it_has_its_own_environment_folder_words_and_input_and_nothing_stays_for_the_next(
    tmp_path: Path,
) -> None:
    code, out, err = run(["-c", TELLS, "a", "b"], {"ONLY": "this"}, tmp_path, "given")
    assert (code, err) == (0, "")
    pid, *told = json.loads(out)
    assert pid != os.getpid()
    assert told == [{"ONLY": "this"}, str(tmp_path), ["-c", "a", "b"], "given", "__main__"]
    _, out, _ = run(["-c", TELLS], {}, tmp_path)
    assert json.loads(out)[1:] == [{}, str(tmp_path), ["-c"], "", "__main__"]


@pytest.mark.parametrize(
    ("source", "code", "last"),
    [
        ("import sys; sys.exit(3)", 3, ""),
        ("import sys; sys.exit('no')", 1, "no"),
        ("1 / 0", 1, "ZeroDivisionError: division by zero"),
        ("import os; os.kill(os.getpid(), 9)", -9, ""),
        ("import atexit; atexit.register(print, 'bye')", 0, "bye"),
    ],
)
def test_it_ends_as_any_process_does(source: str, code: int, last: str, tmp_path: Path) -> None:
    ended, out, err = run(["-c", source], os.environ, tmp_path)
    assert ended == code
    assert (out + err).rstrip().endswith(last)


def test_nothing_that_reads_a_home_or_a_setting_is_loaded_before_it_is_told_which(tmp_path: Path) -> None:
    asks = "import sys; print(*(name for name in sys.modules if name.startswith('ringfence.')))"
    _, out, _ = run(["-c", asks], {}, tmp_path)
    steps = {name.split(".")[1] for name in out.split()}
    assert "indicators" in steps
    assert not steps & {"ledger", "actions", "web", "jobs", "cli"}
