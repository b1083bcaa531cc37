"""Install an extra of pyproject.toml that only some tests need; where that cannot be done, say so.

Each extra has a module of its own beside this one, which says what is fetched and how it is locked.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def command(lock: str, *how: str) -> list[str]:
    """Name the command that installs a lock of the repository with digests, and with what else is needed."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "1", "install", "--quiet"]
    return [*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", *how, "-r", str(ROOT / lock)]


def fetch(modules: Sequence[str], what: str, install: list[str]) -> str | None:
    """Install what is absent of an extra.

    Args:
        modules: What shows that it is there.
        what: What is fetched, as a person reads it, with its size.
        install: The command.

    Returns:
        A sentence where that failed and no test may be skipped; else None, and the sentence is printed.
    """
    if not _absent(modules):
        return None
    print(f"Fetching {what}", flush=True)
    if subprocess.run(install, check=False).returncode == 0:
        return None
    return told(
        f"Absent here, so some tests skip: {', '.join(_absent(modules))}. What pip says above tells why."
    )


def told(said: str) -> str | None:
    """Give what is absent where no test may be skipped; print it elsewhere."""
    if os.environ.get("CI") or os.environ.get("RINGFENCE_APT"):
        return said
    print(said, flush=True)
    return None


def _absent(modules: Sequence[str]) -> list[str]:
    return [name for name in modules if importlib.util.find_spec(name) is None]
