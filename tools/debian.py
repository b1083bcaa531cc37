"""Install the Debian packages that some tests need, where that is allowed; else say what is absent.

    python -m tools.debian

With ``RINGFENCE_APT=1`` it calls apt-get, which takes root; without, it installs nothing and never fails: the
tests that need a package then skip and say which one. The product itself needs none of them to run; the pages
of a case file in Hindi or Japanese need the fonts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """A Debian package, what shows that it is there (a path, * for a version), and what needs it."""

    name: str
    shown_by: str
    reason: str


PACKAGES = (
    Package(
        "fonts-noto-core",
        "/usr/share/fonts/truetype/noto/NotoSerifDevanagari-Regular.ttf",
        "case files in Hindi, and in any script that is not Latin",
    ),
    Package(
        "fonts-noto-cjk",
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "case files in Japanese",
    ),
    Package("qpdf", "/usr/bin/qpdf", "a second opinion on whether a case file's PDF is sound"),
    Package("tesseract-ocr", "/usr/bin/tesseract", "text from screenshots"),
    Package(
        "tesseract-ocr-deu",
        "/usr/share/tesseract-ocr/5/tessdata/deu.traineddata",
        "text from German screenshots",
    ),
    Package("default-jre-headless", "/usr/bin/java", "Java, for linking on Spark"),
    Package("postgresql", "/usr/lib/postgresql/*/bin/postgres", "the ledger on a real PostgreSQL"),
    Package("chromium", "/usr/bin/chromium", "the public pages in a real browser"),
    Package("wrk", "/usr/bin/wrk", "load on the server, for the benchmark"),
)


def absent() -> tuple[Package, ...]:
    """List the packages that are not here."""
    return tuple(package for package in PACKAGES if not any(Path("/").glob(package.shown_by[1:])))


def told(missing: tuple[Package, ...]) -> str:
    """Say what is absent and how to install it."""
    lines = [f"  {package.name}: {package.reason}" for package in missing]
    command = f"apt-get install {' '.join(package.name for package in missing)}"
    return "\n".join(["Absent here, so some tests skip:", *lines, f"To install, as root: {command}"])


def main() -> str | None:
    """Install what is absent, or say what is; return a sentence where installing was asked for and failed."""
    missing = absent()
    if not missing:
        return None
    if os.environ.get("RINGFENCE_APT") != "1":
        print(told(missing), flush=True)
        return None
    names = [package.name for package in missing]
    print(f"Installing {', '.join(names)}", flush=True)
    quiet = ["--quiet", "--quiet"]
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *quiet, *names]
    for command in (["apt-get", "update", *quiet], install):
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if done.returncode:
            return f"That did not work: {' '.join(command)}. Install them by hand, or unset RINGFENCE_APT."
    return None


if __name__ == "__main__":
    sys.exit(main())
