"""Look for known holes in what is installed: pip-audit over the locks; said plainly where it cannot be asked.

    python -m tools.audit

It asks the package index's own list of advisories. Where that cannot be reached, which is so in CI, nothing
was looked at; it says so and does not fail.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-web.txt", "requirements-images.txt")
"""What is looked at."""
UNREACHED = "The list of known holes cannot be reached, so none of {lock} was looked at."


def command(lock: str) -> list[str]:
    """Name the command that looks at a lock; nothing is installed, and nothing is resolved."""
    how = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    return [sys.executable, "-m", "pip_audit", *how, "--requirement", str(ROOT / lock)]


def told(lock: str, said: str) -> tuple[str, bool]:
    """Say what came of a lock.

    Args:
        lock: Its name.
        said: What pip-audit wrote: JSON, or nothing where it could not ask.

    Returns:
        A sentence, and whether a hole is known.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return UNREACHED.format(lock=lock), False
    asked = [one for one in packages if "skip_reason" not in one]
    if not asked:
        return UNREACHED.format(lock=lock), False
    holes = [f"{one['name']} {one['version']}: {hole['id']}" for one in asked for hole in one["vulns"]]
    if holes:
        return f"{lock}: " + "; ".join(holes), True
    return f"{lock}: {len(asked)} packages, no known hole", False


def main() -> int:
    """Look at each lock; 1 when one has a hole."""
    failed = False
    for lock in LOCKS:
        done = subprocess.run(command(lock), check=False, capture_output=True, text=True)
        sentence, hole = told(lock, done.stdout)
        print(sentence, flush=True)
        failed |= hole
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
