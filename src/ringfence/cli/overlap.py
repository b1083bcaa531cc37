"""``ringfence overlap``: what two partners both hold, found without showing the rest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.padding import Padding
from rich.text import Text

from ringfence.actions.overlap import Overlap, Under, overlap
from ringfence.cli.screen import emit, json_option, note, progress, table
from ringfence.exchange.in_common import TOO_LITTLE, WITH_ALL
from ringfence.exchange.psi.terms import Compared
from ringfence.rings.sentences import count, listed
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from ringfence.cli.screen import Report
    from ringfence.exchange.in_common import CommonRing

_SHOWN = 8
_TRIAL = (
    "This is a trial: both sides run on this machine, under keys and an agreement made for this run alone. "
    "Nobody agreed to anything, and no budget is kept."
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="overlap")
@click.argument("a", type=click.Path(exists=True, path_type=Path))
@click.argument("b", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--agreement", type=_FILE, help="The signed agreement; without one it is a trial on this machine."
)
@click.option("--key-a", type=_FILE, help="The signing key of A; needed with --agreement.")
@click.option("--key-b", type=_FILE, help="The signing key of B; needed with --agreement.")
@click.option(
    "--class",
    "compared",
    type=click.Choice([one.value for one in Compared]),
    default=Compared.INDICATOR.value,
    show_default=True,
    help="What is compared; of victims only a number in tens is told, once a week.",
)
@click.option(
    "--auditor-opens",
    "opened",
    type=click.IntRange(0, 10_000),
    default=0,
    metavar="K",
    help="Write K drawn elements of each side for the auditor whom the agreement names.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to keep what each side found (a/, b/) and the receipts in.",
)
@json_option
def command(  # noqa: PLR0917 - click hands them over by name
    a: Path,
    b: Path,
    agreement: Path | None,
    key_a: Path | None,
    key_b: Path | None,
    compared: str,
    opened: int,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find what A and B both hold, without showing either what only the other holds.

    A and B are sightings, or ring folders; with ring folders the rings in common are found, too, and what the
    two should do next. Each side is a process of its own that reads its own files alone.

    \b
    Example:
      ringfence overlap company-a/rings company-b/rings
      ringfence overlap company-a/sightings.parquet company-b/sightings.parquet -o overlap
      ringfence overlap company-a/rings company-b/rings --agreement agreement.json \\
          --key-a company-a.pem --key-b company-b.pem -o overlap
    """
    under = _under(agreement, key_a, key_b)
    if under is None and not as_json:
        note(_TRIAL)
    with progress("Comparing") as report:
        found = overlap(
            (a, b),
            under=under,
            compared=Compared(compared),
            opened=opened,
            output=output,
            watch=_both(report),
        )
    emit(_document(found), lambda screen: _show(screen, found), as_json=as_json)


def _under(agreement: Path | None, key_a: Path | None, key_b: Path | None) -> Under | None:
    if agreement is None and key_a is None and key_b is None:
        return None
    if agreement is None or key_a is None or key_b is None:
        raise UsageError(
            "an agreement needs the keys of both sides, and keys need an agreement",
            advice="Give --agreement, --key-a and --key-b, or none of them for a trial",
        )
    return Under(agreement, key_a, key_b)


def _both(report: Report) -> Callable[[str, str, int, int], None]:
    """Add up what both sides have done, in both of their steps."""
    done: dict[tuple[str, str], tuple[int, int]] = {}

    def watch(step: str, side: str, count_done: int, of: int) -> None:
        done[step, side] = count_done, of
        total = 2 * sum(pair[1] for (name, _), pair in done.items() if name == "masking")
        report(sum(pair[0] for pair in done.values()), total)

    return watch


def _document(found: Overlap) -> dict[str, object]:
    document = asdict(found)
    document["shared"] = {
        side.name: values for side, values in zip(found.sides, document["shared"], strict=True)
    }
    document["with_all"] = WITH_ALL
    return document


def _show(screen: Console, found: Overlap) -> None:
    columns = ("side", "sightings", "values", "compared", "filled up to")
    rows = [(one.name, one.rows, one.values, one.elements, one.padded) for one in found.sides]
    screen.print(table(None, columns, rows))
    screen.print()
    if found.compared is Compared.VICTIM:
        _show_victims(screen, found)
    else:
        _show_values(screen, found)
    for one in found.sides:
        if one.alarm:
            screen.print(
                Text(
                    f"{one.name}: unusually little of the partner's set was found. Ask what stands in it.",
                    "bold",
                )
            )
    if found.with_rings and found.compared is Compared.INDICATOR:
        _show_rings(screen, found)
    screen.print()
    kept = f" Results and receipts are in {found.output}." if found.output is not None else ""
    screen.print(Text(f"Both signed the receipt {found.receipt}.{kept}"))


def _show_victims(screen: Console, found: Overlap) -> None:
    told = "fewer than ten people" if found.about is None else f"about {found.about:,} people"
    screen.print(Text(f"Both sides hold {told}. Who they are is told only in a referral."))


def _show_values(screen: Console, found: Overlap) -> None:
    screen.print(Text(f"{count(found.values or 0, 'value')} in common.", style="bold"))
    if found.by_kind:
        rows = [(kind.replace("_", " "), number) for kind, number in found.by_kind.items()]
        screen.print(table(None, ("kind", "in common"), rows))


def _show_rings(screen: Console, found: Overlap) -> None:
    names = [one.name for one in found.sides]
    large = [one for one in found.rings if one.enough]
    small = [one for one in found.rings if not one.enough]
    screen.print()
    said = f"{count(len(large), 'ring')} in common, large enough for a referral together."
    screen.print(Text(said, style="bold"))
    if large:
        rows = [
            (number, one.ours.reports, one.theirs.reports, len(one.values), listed(list(one.by_role), 5))
            for number, one in enumerate(large, 1)
        ]
        columns = ("", f"reports of {names[0]}", f"reports of {names[1]}", "values in common", "among them")
        screen.print(table(None, columns, rows))
    for number, one in enumerate(large[:_SHOWN], 1):
        _show_ring(screen, names, number, one)
    if len(large) > _SHOWN:
        screen.print()
        screen.print(Text("What to do about the others is told with --json."))
    if small:
        _show_small(screen, names, small)
    if large:
        _list(screen, "With every ring in common", WITH_ALL)


def _show_small(screen: Console, names: list[str], small: list[CommonRing]) -> None:
    """Tell of all that is too little in one go."""
    ours, theirs = [one.ours.reports for one in small], [one.theirs.reports for one in small]
    held = " and ".join(
        f"{_from_to(reports)} at {name}" for name, reports in zip(names, (ours, theirs), strict=True)
    )
    title = f"{count(len(small), 'small piece')} in common: {held}, {sum(ours) + sum(theirs):,} in all"
    _list(screen, title, (TOO_LITTLE,))


def _from_to(reports: list[int]) -> str:
    least, most = min(reports), max(reports)
    return count(most, "report") if least == most else f"{least:,} to {count(most, 'report')}"


def _show_ring(screen: Console, names: list[str], number: int, one: CommonRing) -> None:
    own = " = ".join(
        f"{listed(half.rings, 2)} at {name}" for name, half in zip(names, (one.ours, one.theirs), strict=True)
    )
    _list(screen, f"{number}. {own}", one.next_steps)


def _list(screen: Console, title: str, sentences: tuple[str, ...]) -> None:
    screen.print()
    screen.print(Text(title, style="bold"))
    for sentence in sentences:
        screen.print(Padding(Text(f"• {sentence}"), (0, 0, 0, 2)))
