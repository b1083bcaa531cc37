"""The demo's last chapter: what was gathered goes into the ledger of a node of its own, to be served."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from ringfence.cli.screen import chapter, progress, say
from ringfence.rings.sentences import count
from ringfence.words import RingfenceError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

HOME = "home"
"""The home of the demo's node, within its folder."""


def keep(folder: Path, screen: Console) -> int:
    """Load the demo's reports into a ledger; give how many it holds.

    A node is one process and one home, so a process of its own does it.

    Args:
        folder: The demo's folder.
        screen: Where it is told.

    Raises:
        RingfenceError: When it could not be loaded.
    """
    home = folder.absolute() / HOME
    home.mkdir(mode=0o700)
    shutil.copy(folder / "node.key", home / "node.key")  # its mode, too
    files = (folder / "reports.parquet", "--sightings", folder / "sightings.parquet", "--json")
    told = {name: value for name, value in os.environ.items() if not name.startswith(_OTHER_NODE)}
    with progress("keeping"):
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "ringfence", "load", *map(str, files)],
            env=told | {"RINGFENCE_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RingfenceError(
            "the reports were not kept", advice=done.stderr.strip().replace("\n", " ") or "Try again"
        )
    loaded = json.loads(done.stdout)
    chapter(
        screen,
        "14. Kept",
        "The same reports stand in the ledger of a node: people's own words sealed, each under its own key.",
    )
    say(
        screen,
        f"{count(loaded['kept'], 'report')} and {count(loaded['sightings'], 'sighting')} were kept; "
        f"{count(loaded['unclear'], 'report')} wait in the queue before they count for the public. "
        "make serve opens it for the public and links it.",
    )
    return int(loaded["kept"])


_OTHER_NODE = ("RINGFENCE_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
