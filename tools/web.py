"""Install what the tests of the pages and of the ledger need beside the product, or say that it is absent.

    python -m tools.web

They are the extras ``browser`` and ``postgres`` of pyproject.toml, locked in requirements-web.txt: about
190 MB, which `make install` leaves out because nothing else needs them. The browser is Debian's
(`tools.debian`).

`requirements-web.txt` is made from `requirements-web.in`, in one line:

    uv pip compile requirements-web.in --generate-hashes --universal --python-version 3.11
        --no-emit-index-url --no-emit-find-links --no-header -c requirements.txt -o requirements-web.txt
"""

from __future__ import annotations

import sys

from tools import extra

MODULES = ("axe_playwright_python", "playwright", "schemathesis", "psycopg")
"""What shows that the extras are there."""


def command() -> list[str]:
    """Name the command that installs them: locked, with digests, from wheels alone."""
    return extra.command("requirements-web.txt")


def main() -> str | None:
    """Install what is absent; return a sentence where that failed and no test may be skipped."""
    return extra.fetch(MODULES, "what drives a browser and a database (about 190 MB, once)", command())


if __name__ == "__main__":
    sys.exit(main())
