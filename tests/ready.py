"""Processes for tests that need real ones, each without the second that Python takes to load what it runs.

One Python loads the spine and its libraries, and nothing that reads a home or a setting; each process is a
copy of it (`os.fork`) that runs as if ``python -c`` or ``python -m`` had started it. It has its own
environment, folder and outputs, ends with its own code, and may be killed. That a command also starts from
nothing is seen wherever a test starts one by ``subprocess``.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import subprocess
import sys
import tempfile
import time
import types
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPINE = ("words", "reports", "indicators", "rings", "exchange", "referrals", "outcomes", "guidance")
_LIBRARIES = (
    *("click", "rich.progress", "cryptography.hazmat.primitives.asymmetric.ed25519"),
    *("django.db.models", "django.core.management", "django.http", "django.urls", "django_stubs_ext"),
)


def run(words: list[str], told: Mapping[str, str], folder: Path, given: str = "") -> tuple[int, str, str]:
    """Run Python on what follows ``python`` on a command line: ``-c SOURCE`` or ``-m MODULE``, and its words.

    Args:
        words: These.
        told: The whole environment.
        folder: Where it runs.
        given: What it reads.

    Returns:
        The code that it ended with, a signal as a number below 0, and what it printed on both outputs.
    """
    with tempfile.TemporaryDirectory() as place:
        names = [str(Path(place) / name) for name in ("in", "out", "err")]
        Path(names[0]).write_text(given, encoding="utf-8")
        loaded = _loaded()
        assert loaded.stdin is not None
        assert loaded.stdout is not None
        asked = {"words": words, "told": dict(told), "folder": str(folder), "files": names}
        loaded.stdin.write(json.dumps(asked).encode() + b"\n")
        loaded.stdin.flush()
        said = loaded.stdout.readline()
        assert said, "the Python that is to be copied has ended"
        code = int(said)
        out, err = (Path(name).read_text(encoding="utf-8") for name in names[1:])
        return code, out, err


@lru_cache(maxsize=1)
def _loaded() -> subprocess.Popen[bytes]:
    """Start the one that loads; it ends when nobody can ask it any more."""
    return subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _load() -> None:
    for step in _SPINE:
        package = importlib.import_module(f"ringfence.{step}")
        for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"{package.__name__}."):
            if not module.name.startswith("ringfence.rings.engines."):
                importlib.import_module(module.name)
    for name in _LIBRARIES:
        importlib.import_module(name)
    importlib.import_module("pyarrow").array([1])  # loads what it needs for that
    assert not [name for name in sys.modules if name.startswith(("ringfence.ledger", "ringfence.actions"))]
    gc.collect()
    gc.freeze()


def _asked() -> dict[str, Any] | None:
    """Wait for what is asked, and copy this process for it; give it in the copy, and None at the end."""
    with os.fdopen(os.dup(0), "rb") as line:
        while read := line.readline():
            copy = os.fork()
            if not copy:
                return dict(json.loads(read))
            code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
            os.write(1, f"{code}\n".encode())
    return None


def _become(asked: dict[str, Any]) -> None:
    """Be a process that was started so."""
    for number, name in enumerate(asked["files"]):
        opened = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(asked["told"])
    time.tzset()
    os.chdir(asked["folder"])
    how, what, *words = asked["words"]
    sys.argv, sys.path[0] = [how, *words], ""
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(what, "<string>", "exec"), main.__dict__)  # noqa: S102 - the test's own source


if __name__ == "__main__":
    _load()
    if (_one := _asked()) is not None:
        _become(_one)
