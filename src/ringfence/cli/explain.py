"""``ringfence explain``: why a ring is a ring, in sentences that can be read aloud."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.padding import Padding
from rich.text import Text

from ringfence.actions.explain import Overview, clearest_rings
from ringfence.actions.ringstory import RingStory, all_enablers, tell
from ringfence.cli.ringstory import (
    show_as_of,
    show_chain,
    show_enablers,
    show_history,
    show_judged,
    show_tree,
)
from ringfence.cli.screen import emit, json_option, table
from ringfence.rings.labels import readable
from ringfence.rings.sentences import bars, between, count, listed
from ringfence.rings.why import ReportWhy
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ringfence.rings.explain import Figures
    from ringfence.rings.sentences import Sentence
    from ringfence.rings.together import Together

_IDS = 100


@click.command(name="explain")
@click.argument("names", nargs=-1, metavar="[RING|REPORT [REPORT]]")
@click.option(
    "--in",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="The ring folder that link wrote.",
)
@click.option(
    "--sightings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Where the sightings are, when they were moved since.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    help="As it was known at the end of that day (UTC), or at that time.",
)
@click.option("--enablers", is_flag=True, help="List what serves several rings, and who could act on it.")
@json_option
def command(
    *,
    names: tuple[str, ...],
    folder: Path,
    sightings: Path | None,
    as_of: datetime | None,
    enablers: bool,
    as_json: bool,
) -> None:
    """Say why a ring is a ring, what would break it, what speaks against it.

    Name a ring, or a report, or two reports to learn what joins them; the beginning of an id is enough.
    Without a name the clearest rings are listed.

    \b
    Example:
      ringfence explain --in rings
      ringfence explain ring-3f2a --in rings
      ringfence explain report-39860c report-77b0 --in rings
      ringfence explain ring-3f2a --in rings --as-of 2026-03-12
      ringfence explain --enablers --in rings
    """
    if enablers:
        if names or as_of is not None:
            raise UsageError("--enablers stands alone with --in", advice="Leave the rest away")
        found = all_enablers(folder, sightings)
        listing = {"enablers": [asdict(one) | {"innocent": one.innocent} for one in found]}
        emit(listing, lambda screen: show_enablers(screen, found), as_json=as_json)
        return
    if not names:
        if as_of is not None:
            raise UsageError("--as-of needs a name", advice="Name a ring, a report or two reports")
        overview = clearest_rings(folder)
        emit(asdict(overview), lambda screen: _show_overview(screen, overview), as_json=as_json)
        return
    said = tell(folder, names, sightings, None if as_of is None else _end(as_of))
    emit(_document(_plain(said)), lambda screen: _show(screen, said), as_json=as_json)


def _end(day: datetime) -> datetime:
    """Take a day to its end, and a time as it is; both in UTC."""
    at = day.replace(tzinfo=UTC)
    return at if at.time() != time.min else at + timedelta(days=1, microseconds=-1)


def _plain(said: RingStory | ReportWhy | Together) -> dict[str, object]:
    """Lay out what is said as one document: of a ring why it is one, and beside that the rest."""
    told = asdict(said)
    return told | told.pop("explanation") if isinstance(said, RingStory) else told


def _document(said: dict[str, object]) -> dict[str, object]:
    """Shorten the lists of reports that sentences stand on; how many there are is said."""
    return {name: _shortened(value) for name, value in said.items()}


def _shortened(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_shortened(one) for one in value]
    if isinstance(value, dict):
        short = {name: _shortened(one) for name, one in value.items()}
        reports = value.get("reports")
        if isinstance(reports, list | tuple):
            short |= {"reports": list(reports[:_IDS]), "reports_in_all": len(reports)}
        return short
    return value


def _show(screen: Console, said: RingStory | ReportWhy | Together) -> None:
    if isinstance(said, RingStory):
        _show_ring(screen, said)
    elif isinstance(said, ReportWhy):
        _show_report(screen, said)
    else:
        _show_pair(screen, said)


def _show_overview(screen: Console, overview: Overview) -> None:
    reports, rings = count(overview.reports, "report"), count(overview.rings, "ring")
    screen.print(f"{overview.in_rings:,} of {reports} stand in {rings}.")
    if not overview.clearest:
        return
    rows = [
        (
            line.ring_id,
            line.reports,
            line.core,
            line.reporters,
            line.sources,
            None if line.confidence is None else round(line.confidence, 3),
        )
        for line in overview.clearest
    ]
    columns = ("ring", "reports", "in a core", "reporters", "sources", "confidence")
    title = "All rings" if len(rows) == overview.rings else f"The {len(rows)} clearest rings"
    screen.print(table(title, columns, rows))


def _show_ring(screen: Console, story: RingStory) -> None:
    said = story.explanation
    screen.print(Text(said.ring_id, style="bold"))
    show_as_of(screen, story)
    _show_figures(screen, said.figures)
    because = [replace(one, text=f"{one.text} ({one.weight:,.0f} bits)") for one in said.because]
    _list(screen, "Why it is a ring", because, "Nothing that two reports share holds it together.")
    show_tree(screen, story.tree)
    _list(screen, "What would break it", said.breaks)
    _list(screen, "What speaks against it", said.against)
    _list(screen, "What does not count", said.left_out)
    show_chain(screen, story.chain)
    show_history(screen, story)


def _show_figures(screen: Console, figures: Figures) -> None:
    line = f"{count(figures.reports, 'report')} by {count(figures.reporters, 'independent reporter')}, "
    line += f"{figures.core:,} in {count(figures.cores, 'core')}" if figures.cores else "none in a core"
    screen.print(Text(f"{line}; from {listed(figures.sources, 6)}"))
    if figures.brands:
        brands = [readable("brand", brand) for brand in figures.brands]
        screen.print(Text(f"They claimed to be {listed(brands)}"))
    if figures.countries:
        screen.print(Text(f"Reported by people in {listed(figures.countries, 6)}"))
    if figures.first_at is not None and figures.last_at is not None:
        screen.print(Text(f"Seen {between(figures.first_at.date(), figures.last_at.date())}"))
    if figures.confidence is not None:
        screen.print(
            Text(f"Confidence that a report belongs here: {figures.confidence:.2f} on average, of 1")
        )
    if len(figures.weeks) > 1:
        screen.print(Text(f"{bars(figures.weeks)}  reports a week, {max(figures.weeks):,} at most"))
    weights = ", ".join(f"{kind.replace('_', ' ')} {bits:,.0f}" for kind, bits in figures.bits.items())
    if weights:
        screen.print(Text(f"Weight of all its evidence in bits, by kind: {weights}"))


def _list(screen: Console, title: str, sentences: Sequence[Sentence], otherwise: str = "") -> None:
    if not sentences and not otherwise:
        return
    screen.print()
    screen.print(Text(title, style="bold"))
    for text in [sentence.text for sentence in sentences] or [otherwise]:
        screen.print(Padding(Text(f"• {text}"), (0, 0, 0, 2)))


def _show_report(screen: Console, said: ReportWhy) -> None:
    screen.print(Text(said.report_id, style="bold"))
    tier = "in a core of" if said.tier == "core" else "as a lead in"
    where = "It stands in no ring." if said.ring_id is None else f"It stands {tier} {said.ring_id}."
    if said.by_wording:
        where = f"{where.removesuffix('.')}, by its wording alone."
    if said.confidence is not None:
        where += f" Confidence {said.confidence:.2f} of 1."
    if said.second_ring_id is not None:
        sure = "" if said.second_confidence is None else f" (confidence {said.second_confidence:.2f})"
        where += f" Some of it points to {said.second_ring_id}{sure}."
    screen.print(Text(where))
    show_judged(screen, said.judged)
    nothing = "It shares no value that links."
    if said.ring_id is None:
        nothing = "Nothing that it shares makes it part of a ring."
    _list(screen, "Why", said.because, nothing)
    _list(screen, "What speaks against it, and what does not count", said.against)


def _show_pair(screen: Console, said: Together) -> None:
    for stop in said.stops:
        screen.print(Text(f"{stop.name}  {stop.report_id}  in {stop.ring_id or 'no ring'}"))
    show_judged(screen, said.judged)
    if said.bits:
        weights = ", ".join(f"{kind.replace('_', ' ')} {bits:,.1f}" for kind, bits in said.bits.items())
        screen.print(Text(f"Weight of what joins them in bits, by kind: {weights}"))
    if said.direct:
        _list(screen, "What both name", said.direct)
    else:
        _list(screen, "What joins them, step by step", said.path, "No chain of shared values joins them.")
    _list(screen, "What would part them", said.breaks)
    _list(screen, "What speaks against it", said.against)
    _list(screen, "What both name that does not count", said.left_out)
