"""Install what reads text from pictures, for the tests; where that cannot be done, say so.

    python -m tools.images

It is the extra ``images`` of pyproject.toml, locked in requirements-images.txt: about 280 MB, which
``make install`` leaves out because nothing else needs it. It is fetched once. Without the network the tests
that need it skip and say so; in CI, where nothing may be skipped, that is a failure.
"""

from __future__ import annotations

import sys

from tools import extra

MODULES = ("rapidocr", "onnxruntime")
"""What shows that the extra is there."""


def command() -> list[str]:
    """Name the command that installs the extra: locked, with digests, from wheels alone."""
    return extra.command("requirements-images.txt")


def main() -> str | None:
    """Install what is absent; return a sentence where that failed and no test may be skipped."""
    return extra.fetch(MODULES, "what reads text from pictures (about 280 MB, once)", command())


if __name__ == "__main__":
    sys.exit(main())
