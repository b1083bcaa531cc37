"""Put under each command that a page shows what the command prints.

    python -m tools.pages               bring README.md and the tutorial up to date

A fence that opens with ```` ```console ```` is a conversation: each line that begins with ``$ `` is a
command, and what follows is what a person sees. A page that says *Save this as `name`:* above a fence gets
that file first; the README is run where ``make demo`` has run, beside the folder ``demo`` that it leaves.
How long something took is different each time, so on the page it is ``… s``, whatever the number of seconds;
all else is compared as it is.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
README = "README.md"
TUTORIAL = "docs/tutorial/first-rings.md"

_CONVERSATION = re.compile(r"(?<=^```console\n).*?(?=^```)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_SAVED = re.compile(
    r"[Ss]ave (?:this|it) as `([\w.-]+)`[^\n]*\n\n```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL
)
_TIMING = re.compile(r"\b\d+(?:\.\d+)? s\b")


class Demo(NamedTuple):
    """A demo that ran: where, with which home for the node's key, and what it printed.

    What it made is in ``folder / "demo"``.
    """

    folder: Path
    home: Path
    printed: str


def run(words: list[str], folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would who sees both its streams on one screen, 100 columns wide.

    Args:
        words: What follows ``ringfence``.
        folder: Where it is run.
        home: Where the node keeps its key.
    """
    screen = {"RINGFENCE_HOME": str(home), "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.run(
        [sys.executable, "-m", "ringfence", *words],
        cwd=folder,
        env={**os.environ, **screen},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_demo(folder: Path, home: Path) -> Demo:
    """Run in ``folder`` what ``make demo`` runs.

    Raises:
        RuntimeError: When the demo does not end well; the message is what it printed.
    """
    ran = run(["demo"], folder, home)
    if ran.returncode:
        raise RuntimeError(ran.stdout)
    return Demo(folder, home, ran.stdout)


def seen(printed: str) -> str:
    """Give what was printed as a page shows it: no blanks at the end of lines, no time that it took."""
    lines = [line.rstrip() for line in _TIMING.sub("… s", printed).rstrip().split("\n")]
    return "\n".join(lines).strip("\n")


def commands(text: str) -> list[str]:
    """List the commands that a page shows with what they print."""
    return [command for fence in _CONVERSATION.findall(text) for command in _COMMAND.findall(fence)]


def answered(text: str, folder: Path, home: Path, demo: Demo | None = None) -> str:
    """Run a page's commands in order, and put under each what it prints.

    Args:
        text: The page.
        folder: Where to run; the page's own files are written there first.
        home: Where the node keeps its key.
        demo: What stands under ``make demo``.
    """
    for name, content in _SAVED.findall(text):
        (folder / name).write_text(content, encoding="utf-8")

    def answer(command: str) -> str:
        if command == "make demo" and demo is not None:
            return seen(demo.printed)
        program, *words = shlex.split(command, comments=True)
        if program not in {"ringfence", ".venv/bin/ringfence"}:
            raise ValueError(f"only commands of ringfence can be shown with what they print, not {program}")
        return seen(run(words, folder, home).stdout)

    def conversation(fence: re.Match[str]) -> str:
        parts = [f"$ {command}\n{answer(command)}".rstrip() for command in _COMMAND.findall(fence.group())]
        return "\n\n".join(parts) + "\n"

    return _CONVERSATION.sub(conversation, text)


def main() -> int:
    """Bring the pages up to date."""
    with tempfile.TemporaryDirectory() as scratch:
        here, there, home = (Path(scratch) / name for name in ("demo", "tutorial", "home"))
        here.mkdir()
        there.mkdir()
        tutorial = (ROOT / TUTORIAL).read_text(encoding="utf-8")
        (ROOT / TUTORIAL).write_text(answered(tutorial, there, home), encoding="utf-8")
        readme = (ROOT / README).read_text(encoding="utf-8")
        if commands(readme):
            demo = run_demo(here, home)
            (ROOT / README).write_text(answered(readme, here, home, demo), encoding="utf-8")
    print(f"Wrote {README} and {TUTORIAL}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
