"""``ringfence demo``: the main job from end to end on a made-up joint operation, told as it goes."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from ringfence.cli import story
from ringfence.cli.screen import console, emit, json_option
from ringfence.words import UsageError

_MARK = "made-by-ringfence-demo.txt"


@click.command("demo")
@click.option(
    "-o",
    "--output",
    "folder",
    default="demo",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for everything that it makes; an earlier demo there is replaced.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes another operation.")
@json_option
def command(*, folder: Path, seed: int, as_json: bool) -> None:
    """Play a made-up joint operation: from complaint files to rings, and why.

    Two companies and a public desk each hold a part of the complaints against fourteen call centres. The demo
    writes their files, reads them as anyone's would be read, and sets the rings it finds beside the truth.
    It needs no server and no answer from anyone.

    \b
    Example:
      ringfence demo
      ringfence demo -o /tmp/other --seed 2
    """
    _clear(folder)
    screen = Console(quiet=True) if as_json else console()
    played = story.play(folder, seed, screen)
    emit({"folder": str(folder), **asdict(played)}, lambda _: None, as_json=as_json)


def _clear(folder: Path) -> None:
    """Make the folder anew; only one that an earlier demo made is ever emptied."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise UsageError(
                f"{folder} holds other things than a demo", advice="Name an empty or a new folder with -o"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("Everything in this folder is made up, and is replaced by the next demo.\n")
