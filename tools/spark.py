"""Install Spark for the tests; where that cannot be done, or Java is absent, say so.

    python -m tools.spark

It is the extra ``spark`` of pyproject.toml, locked in requirements-spark.txt: about 430 MB, which
`make install` leaves out because nothing else needs it. It is fetched once. Without it, or without Java, the
tests that need it skip and say so; in CI, where nothing may be skipped, that is a failure.

`requirements-spark.txt` is made from `requirements-spark.in`, in one line:

    uv pip compile requirements-spark.in --generate-hashes --universal --python-version 3.11
        --no-emit-index-url --no-emit-find-links --no-header -c requirements.txt -o requirements-spark.txt
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("pyspark", "pandas", "py4j", "sqlglot")
"""What shows that the extra is there."""


def absent() -> list[str]:
    """List the modules of the extra that are not here."""
    return [name for name in MODULES if importlib.util.find_spec(name) is None]


def command() -> list[str]:
    """Name the command that installs the extra: locked, with digests; pyspark exists as source only."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "1", "install", "--quiet"]
    exactly = ["--require-hashes", "--no-deps", "--no-build-isolation"]
    wheels = ["--only-binary", ":all:", "--no-binary", "pyspark"]
    return [*pip, *exactly, *wheels, "-r", str(ROOT / "requirements-spark.txt")]


def main() -> str | None:
    """Install what is absent; return a sentence where that failed and no test may be skipped."""
    if shutil.which("java") is None:
        print("Java is not installed, so the tests of linking on Spark skip. Install Java 17.", flush=True)
        return None
    if not absent():
        return None
    print("Fetching Spark (about 430 MB, once)", flush=True)
    if subprocess.run(command(), check=False).returncode == 0:
        return None
    said = f"Absent here, so some tests skip: {', '.join(absent())}. What pip says above tells why."
    if os.environ.get("CI") or os.environ.get("RINGFENCE_APT"):
        return said
    print(said, flush=True)
    return None


if __name__ == "__main__":
    sys.exit(main())
