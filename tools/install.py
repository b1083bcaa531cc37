"""Make `.venv` from the locked requirements, and install Ringfence in it so that edits of `src` count.

    python3.11 -m tools.install

Any Python from 3.7 on can read this module, because it is the one that says which Python is needed.
The network is used once, for the packages; pip takes only those whose digest stands in requirements.txt.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NEEDED = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
STAMP = "ringfence-installed"


def steps(python: Path) -> list[tuple[str, list[str]]]:
    """Name the commands of an installation.

    Args:
        python: Path of the environment's own Python.

    Returns:
        Pairs of a sentence for the person who waits, and the command's arguments.
    """
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    exactly = [*pip, "--require-hashes", "--no-deps"]
    # Nothing of what is installed may be built here: a source package would run its author's code. The one
    # exception, read by us and named with its digest, is for the tests and exists in no other form.
    locked = [*exactly, "--only-binary", ":all:", "-r", "requirements.txt"]
    source = [*exactly, "--no-build-isolation", "--no-binary", ":all:", "-r", "requirements-source.txt"]
    ours = [*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    return [
        ("Fetching the locked packages; this takes about a minute, once", locked),
        ("Installing what exists as source only", source),
        ("Installing Ringfence itself", ours),
    ]


def complaint(version: tuple[int, int]) -> str | None:
    """Say what is wrong with this Python, in one sentence; None when nothing is.

    Args:
        version: ``(major, minor)`` of the Python that runs.
    """
    if version == NEEDED:
        return None
    return (
        f"Ringfence needs Python 3.11, and this is Python {version[0]}.{version[1]}. Install Python 3.11 so "
        "that `python3.11` starts it, then run `make install` again."
    )


def main() -> str | None:
    """Make the environment; return a sentence where that cannot be done."""
    wrong = complaint(sys.version_info[:2])
    if wrong is not None:
        return wrong
    venv = ROOT / ".venv"
    python = venv / "bin" / "python"
    if not python.exists():
        print("Making .venv with Python 3.11", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False)
        if made.returncode:
            return "Python could not make .venv. On Debian and Ubuntu, install python3.11-venv and try again."
    for sentence, command in steps(python):
        print(sentence, flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return "That did not work; what pip says above tells why. Mend it and run `make install` again."
    (venv / STAMP).touch()
    print("Installed. Next: make demo", flush=True)
    return None


if __name__ == "__main__":
    sys.exit(main())
