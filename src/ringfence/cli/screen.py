"""What a person sees: tables and notes for eyes, one JSON document for programs, progress on long work.

Results go to standard output; progress, notes and complaints to standard error, so that results can be piped.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ringfence.words import RingfenceError

    Report = Callable[[int, int | None], None]

_PIPED_WIDTH = 100


def console(*, stderr: bool = False) -> Console:
    """Open the screen; when it is no terminal, lines are as wide as in the documentation."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document instead of tables."
)


def emit(document: Mapping[str, object], human: Callable[[Console], None], *, as_json: bool) -> None:
    """Show a result: the document for programs, or what ``human`` draws for people."""
    if as_json:
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, default=str))
    else:
        human(console())


def table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Lay rows out as a table; a column whose values are all numbers stands to the right.

    Values are shown as they are: square brackets in them are never taken for colours.
    """
    kept = [list(row) for row in rows]
    drawn = Table(
        title=title, title_justify="left", box=None, pad_edge=False, header_style="bold", title_style="bold"
    )
    for at, name in enumerate(columns):
        numbers = bool(kept) and all(isinstance(row[at], int | float) for row in kept)
        drawn.add_column(name, justify="right" if numbers else "left", overflow="fold")
    for row in kept:
        drawn.add_row(*[Text(_shown(value)) for value in row])
    return drawn


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.3f}"
    return str(value)


def chapter(screen: Console, title: str, says: str) -> None:
    """Begin a chapter of a story."""
    screen.print()
    screen.print(Text(title, style="bold"))
    screen.print(Text(says, style="dim"))
    screen.print()


def say(screen: Console, text: str) -> None:
    """Say something in the words of a story; nothing in it is taken for colours."""
    screen.print(Text(text))


def note(text: str) -> None:
    """Say something beside the result."""
    console(stderr=True).print(Text(text))


def complain(wrong: RingfenceError) -> None:
    """Say what was wrong, where, and what to do."""
    screen = console(stderr=True)
    where = "" if wrong.place is None else f"{wrong.place}: "
    screen.print(Text.assemble(("Error: ", "bold red"), f"{where}{wrong.message}"), soft_wrap=True)
    if wrong.advice is not None:
        screen.print(Text(wrong.advice), soft_wrap=True)


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """Show how far a long work is, on standard error and only when that is a terminal.

    Yields:
        A function to call with what is done and, once known, of how much (both in reports).
    """
    screen = console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(title, total=None)

        def report(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield report
