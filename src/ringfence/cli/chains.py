"""Chains on the screen: what a ring uses at each step, what serves several rings, and who could act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ringfence.cli.screen import table
from ringfence.rings.chain import STEPS
from ringfence.rings.labels import readable
from ringfence.rings.sentences import between, count, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from ringfence.rings.chain import Enabler, Step
    from ringfence.rings.parties import Party

_TOLD = 20
_RINGS = 5
_PARTIES = 4


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
        (STEPS[one.step][0], readable(one.kind, one.value), len(one.rings), one.reports, one.reporters)
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
