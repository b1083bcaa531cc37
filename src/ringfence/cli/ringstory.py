"""A ring's story on the screen: its tree, its chain and who could act on it, what was judged and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ringfence.cli.screen import table
from ringfence.rings.chain import STEPS
from ringfence.rings.labels import noun_of, readable
from ringfence.rings.sentences import between, capital, count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from rich.console import Console

    from ringfence.actions.ringstory import Change, RingStory
    from ringfence.rings.chain import Enabler, Step
    from ringfence.rings.judgement import Judgement
    from ringfence.rings.parties import Party
    from ringfence.rings.tree import Tree

_TOLD = 20
_BRANCHES = 6
_CHANGES = 12
_RINGS = 5
_PARTIES = 4


def show_tree(screen: Console, tree: Tree) -> None:
    """Show the smallest evidence tree of a ring."""
    if not tree.branches:
        return
    _head(screen, "Its smallest evidence tree: what to check by hand")
    needed = f"{len(tree.branches):,} of its {count(tree.values, 'shared value')}"
    apart = f"; {tree.apart:,} stand apart" if tree.apart else ""
    _line(screen, f"• {needed} tie {count(tree.reports, 'report')} together{apart}.")
    rows = [
        (
            noun_of(branch.kind),
            readable(branch.kind, branch.value),
            branch.first_at.date().isoformat(),
            branch.last_at.date().isoformat(),
            len(branch.reports),
        )
        for branch in tree.branches[:_BRANCHES]
    ]
    columns = ("what", "value", "first seen", "last seen", "reports or groups tied")
    screen.print(Padding(table(None, columns, rows), (0, 0, 0, 4)))
    if len(tree.branches) > _BRANCHES:
        _under(screen, f"and {len(tree.branches) - _BRANCHES:,} more, in the JSON document (--json)")


def show_history(screen: Console, story: RingStory) -> None:
    """Show what was judged about a ring, and what became of it from run to run."""
    lines = [f"Its id was first given {_when(story.since)}."] if story.since else []
    if story.led_here:
        lines.append(f"{capital(listed(story.led_here, _RINGS))} went into it: these ids lead here.")
    left = len(story.changes) - _CHANGES
    if left > 0:
        lines.append(f"{left:,} earlier changes are in the JSON document (--json).")
    lines += [_change(one) for one in story.changes[-_CHANGES:]]
    lines += [_judged(one) for one in story.judgements]
    if not lines:
        return
    _head(screen, "What became of it, and what was judged")
    for line in lines:
        _line(screen, f"• {line}")


def show_judged(screen: Console, rows: Sequence[Judgement]) -> None:
    """Show what was judged about a report, or about two."""
    if rows:
        _head(screen, "What was judged")
    for row in rows:
        _line(screen, f"• {capital(_judged(row))}.")


def _when(at: datetime) -> str:
    return f"{between(at.date(), at.date())} at {at:%H:%M} UTC"


def _change(one: Change) -> str:
    parts = []
    for way in one.passages:
        reports = count(way.reports, "report")
        if way.came:
            new = f"{reports} that {'was' if way.reports == 1 else 'were'} new came in"
            parts.append(new if way.new else f"{reports} came from {way.other or 'no ring'}")
        else:
            gone = f"{reports} {'is' if way.reports == 1 else 'are'} no longer linked"
            parts.append(gone if way.new else f"{reports} went to {way.other or 'no ring'}")
    by = "a new run"
    if one.judgement is not None:
        row = one.judgement
        by = f"{row.by} {'took back a judgement' if row.undoes else f'judged {row.decision}'}"
    elif one.moment.judgement is not None:
        by = "a judgement"
    return f"{capital(_when(one.moment.at))}, {by}: {'; '.join(parts)}."


def _judged(row: Judgement) -> str:
    reason = f": {row.reason}" if row.reason else ""
    return f"{row.by} judged {row.a} and {row.b} {row.decision} on {row.at[:10]}{reason} ({row.id})"


def show_as_of(screen: Console, story: RingStory) -> None:
    """Show as of when a ring is told, and where its reports stand today."""
    if story.as_of is None:
        return
    by = "a judgement" if story.as_of.judgement else "the run"
    screen.print(
        Text(
            f"As it was known after {by} {_when(story.as_of.at)}. What a value weighs, and why one does not "
            "count, is told by the latest run."
        )
    )
    stands = [f"{reports:,} in {ring or 'no ring'}" for ring, reports in story.today]
    screen.print(Text(f"Today its reports stand: {listed(stands, _RINGS)}"))


def show_chain(screen: Console, steps: Sequence[Step]) -> None:
    """Show the chain of a ring, a step after the other."""
    if not steps:
        return
    _head(screen, "Its chain, in the order in which a victim meets it, and who could act on it")
    for step in steps:
        one, many = STEPS[step.name]
        line = f"• {step.values:,} {one if step.values == 1 else many} in {count(step.reports, 'report')}"
        named = [
            f"{readable(used.kind, used.value)} ({count(used.reporters, 'reporter')}"
            f"{', enabler' if used.enabler else ''})"
            for used in step.used
        ]
        _line(screen, f"{line}: {', '.join(named)}" if named else line)
        if step.used:
            parties = dict.fromkeys(party for used in step.used for party in used.parties)
            _under(screen, _acting(list(parties)[:_PARTIES]))


def _head(screen: Console, title: str) -> None:
    screen.print()
    screen.print(Text(title, style="bold"))


def _line(screen: Console, text: str) -> None:
    screen.print(Padding(Text(text), (0, 0, 0, 2)))


def _under(screen: Console, text: str) -> None:
    screen.print(Padding(Text(text, style="dim"), (0, 0, 0, 4)))


def _acting(parties: Iterable[Party]) -> str:
    return "Can act: " + "; ".join(f"{one.who} ({one.can})" for one in parties)


def show_enablers(screen: Console, found: Sequence[Enabler]) -> None:
    """Show what serves several rings, and who could act on each."""
    several = [one for one in found if len(one.rings) > 1]
    if not several:
        screen.print("No value was found that serves several rings.")
        return
    screen.print(f"{count(len(several), 'value')} serve several rings, and therefore join none.")
    rows = [
        (
            "probably innocent" if one.innocent else STEPS[one.step][0],
            readable(one.kind, one.value),
            len(one.rings),
            one.reports,
            one.reporters,
        )
        for one in several[:_TOLD]
    ]
    screen.print(table(None, ("what", "value", "rings", "reports", "reporters"), rows))
    if len(several) > _TOLD:
        screen.print(f"{len(several) - _TOLD:,} more are in the JSON document (--json).")
    _head(screen, "Who could act on them")
    for one in several[:_TOLD]:
        _show_enabler(screen, one)
    screen.print()
    screen.print(
        Text(
            "That rings share a value does not say that its owner knows. Ask the police before anyone is "
            "written to: it may warn the rings."
        )
    )


def _show_enabler(screen: Console, one: Enabler) -> None:
    when = between(one.first_at.date(), one.last_at.date())
    _line(screen, f"• {readable(one.kind, one.value)}, {when}")
    rings = [f"{ring_id} ({reports:,})" for ring_id, reports in one.rings]
    _under(screen, f"Reports in {listed(rings, _RINGS)}")
    if one.innocent:
        own = f"{one.genuine:,} of {count(one.reports, 'report')}"
        _under(screen, f"{own} call it the real company's own: it is probably innocent")
    else:
        _under(screen, _acting(one.parties))
