"""What a person sees: tables and notes for eyes, one JSON document for programs, progress on long work.

Results go to standard output; progress, notes and complaints to standard error, so that results can be piped.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import click
from rich.cells import cell_len
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

    from rich.console import ConsoleOptions, JustifyMethod, RenderResult

    from ringfence.words import RingfenceError

    Report = Callable[[int, int | None], None]

_PIPED_WIDTH = 100
_WHOLE = re.compile(
    r"(?:ring|report|casefile|outcome)-[0-9a-f]{6,}[0-9a-z-]*|SHA256:[0-9a-f]+|[0-9a-f]{64}|[a-z]{2}(?:-[a-z]+)+"
)
"""What is copied and looked up: ids, digests, fingerprints and forces. It never breaks, at any width."""
_GAP = 2
_MARKS = ".,;()"
_WORD = 10
"""Words of up to so many cells do not break, as long as there is room."""


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
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, default=_for_programs))
    else:
        human(console())


def _for_programs(value: object) -> str:
    """Write what JSON has no form of its own for: a moment or a day by ISO 8601, a path as it is."""
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass
class Sheet:
    """Rows under headings, drawn as wide as the screen is; what must not break stands whole.

    An id for which its column leaves no room stands on a line of its own below its row.

    Attributes:
        title: Above all; None for none.
        columns: The headings; empty ones are not drawn when all are.
        rows: The values as they are shown, one for each column.
        justify: How each column stands.
    """

    title: str | None
    columns: Sequence[str]
    rows: list[list[str]]
    justify: list[JustifyMethod] = field(default_factory=list)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it; for rich."""
        del console
        between = len(self.columns) - 1
        gap = _GAP if sum(self._least(self.rows)) + _GAP * between <= options.max_width else 1
        room = options.max_width - gap * between
        apart = self._apart(room)
        kept = [[_without(cell) if at in apart else cell for at, cell in enumerate(row)] for row in self.rows]
        widths = self._widths(kept, room)
        part = self._part(widths, gap, first=True)
        for row, whole in zip(kept, self.rows, strict=True):
            part.add_row(*map(Text, row))
            below = [word for at in sorted(apart) for word in _wholes(whole[at])]
            if below:
                yield part
                yield from (Text(f"  {word.strip(_MARKS)}", overflow="fold") for word in below)
                part = self._part(widths, gap, first=False)
        if part.row_count or not self.rows:
            yield part

    def _apart(self, room: int) -> set[int]:
        """Choose the columns whose ids stand below the rows: those with the longest, until the rest fits."""
        apart: set[int] = set()
        while True:
            left = [
                [_without(cell) if at in apart else cell for at, cell in enumerate(row)] for row in self.rows
            ]
            longest = [max(map(_longest, cells), default=0) for cells in self._cells(left, heads=False)]
            if sum(self._least(left)) <= room or max(longest, default=0) <= 2 * _WORD:
                return apart
            apart.add(longest.index(max(longest)))

    def _cells(self, rows: list[list[str]], *, heads: bool) -> list[list[str]]:
        return [
            [*([name] if heads else []), *(row[at] for row in rows)] for at, name in enumerate(self.columns)
        ]

    def _least(self, rows: list[list[str]]) -> list[int]:
        """Tell how narrow each column may become: ids and numbers whole, other words up to ten signs."""
        numbers = [how == "right" for how in self.justify]
        least = []
        for number, cells in zip(numbers, self._cells(rows, heads=True), strict=True):
            words = [min(cell_len(word), _WORD) for cell in cells for word in cell.split()]
            whole = [cell_len(cell) for cell in cells[1:]] if number else []
            least.append(max([1, *words, *whole, *map(_longest, cells)]))
        return least

    def _widths(self, rows: list[list[str]], room: int) -> list[int]:
        """Give each column what it needs; when that is too much, the widest give way first."""
        cells = self._cells(rows, heads=True)
        widths = [
            max(min(max(map(cell_len, cell.splitlines()), default=0), room) for cell in column)
            for column in cells
        ]
        ids = [max(1, *map(_longest, column)) for column in cells]
        for least in (self._least(rows), ids):
            while sum(widths) > room:
                spare = [width if width > low else 0 for width, low in zip(widths, least, strict=True)]
                if not any(spare):
                    break
                widths[spare.index(max(spare))] -= 1
        return widths

    def _part(self, widths: list[int], gap: int, *, first: bool) -> Table:
        drawn = Table(
            title=self.title if first else None,
            title_justify="left",
            box=None,
            pad_edge=False,
            padding=(0, gap, 0, 0),
            header_style="bold",
            title_style="bold",
            show_header=first and any(self.columns),
        )
        for name, how, width in zip(self.columns, self.justify, widths, strict=True):
            drawn.add_column(name, justify=how, overflow="fold", width=width)
        return drawn


def _wholes(cell: str) -> list[str]:
    """Find the words of a cell that must not break."""
    return [word for word in cell.split() if _WHOLE.fullmatch(word.strip(_MARKS))]


def _longest(cell: str) -> int:
    return max(map(cell_len, _wholes(cell)), default=0)


def _without(cell: str) -> str:
    return " ".join(word for word in cell.split() if word not in _wholes(cell)) if _wholes(cell) else cell


def table(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Sheet:
    """Lay rows out as a table; a column whose values are all numbers stands to the right.

    Values are shown as they are: square brackets in them are never taken for colours. Ids, digests,
    fingerprints and forces never break.
    """
    kept = [list(row) for row in rows]
    numbers = [
        bool(kept) and all(isinstance(row[at], int | float) for row in kept) for at in range(len(columns))
    ]
    shown = [[_shown(value) for value in row] for row in kept]
    return Sheet(title, columns, shown, ["right" if number else "left" for number in numbers])


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
