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

import shutil
import sys

from tools import extra

MODULES = ("pyspark", "pandas", "py4j", "sqlglot")
"""What shows that the extra is there."""


def command() -> list[str]:
    """Name the command that installs the extra: locked, with digests; pyspark exists as source only."""
    return extra.command("requirements-spark.txt", "--no-binary", "pyspark", "--no-build-isolation")


def main() -> str | None:
    """Install what is absent; return a sentence where that failed and no test may be skipped."""
    if shutil.which("java") is None:
        return extra.told("Java is not installed, so the tests of linking on Spark skip. Install Java 17.")
    return extra.fetch(MODULES, "Spark (about 430 MB, once)", command())


if __name__ == "__main__":
    sys.exit(main())
