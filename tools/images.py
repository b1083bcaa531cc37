"""Install what reads text from pictures, for the tests; where that cannot be done, say so.

    python -m tools.images

It is the extra ``images`` of pyproject.toml, locked in requirements-images.txt: about 280 MB, which
``make install`` leaves out because nothing else needs it. It is fetched once. Without the network the tests
that need it skip and say so; in CI, where nothing may be skipped, that is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("rapidocr", "onnxruntime")
"""What shows that the extra is there."""


def absent() -> list[str]:
    """List the modules of the extra that are not here."""
    return [name for name in MODULES if importlib.util.find_spec(name) is None]


def command() -> list[str]:
    """Name the command that installs the extra: locked, with digests, from wheels alone."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "1", "install", "--quiet"]
    exactly = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    return [*pip, *exactly, "-r", str(ROOT / "requirements-images.txt")]


def main() -> str | None:
    """Install what is absent; return a sentence where that failed and no test may be skipped."""
    if not absent():
        return None
    print("Fetching what reads text from pictures (about 280 MB, once)", flush=True)
    if subprocess.run(command(), check=False).returncode == 0:
        return None
    said = f"Absent here, so some tests skip: {', '.join(absent())}. What pip says above tells why."
    if os.environ.get("CI") or os.environ.get("RINGFENCE_APT"):
        return said
    print(said, flush=True)
    return None


if __name__ == "__main__":
    sys.exit(main())
