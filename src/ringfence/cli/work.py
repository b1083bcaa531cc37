"""``ringfence work``: the work in the background."""

from __future__ import annotations

import os

import click

from ringfence.actions.prepare import prepare
from ringfence.cli.screen import note
from ringfence.jobs import work


@click.command(name="work")
@click.option("--beside", type=int, hidden=True, help="End when this process, which started it, has ended.")
def command(*, beside: int | None) -> None:
    """Do the work in the background: link new reports, forget what is due, clear away drafts.

    New reports are linked within a minute; every night all of it is looked through; every day people whose
    time is over are forgotten. `ringfence serve` starts it, unless --no-work says otherwise. One works in
    each home. It may be stopped at any moment: what was begun is taken up at the next start.

    \b
    Example:
      ringfence work
      RINGFENCE_HOME=/srv/ringfence ringfence work
    """
    node = prepare()
    note(f"Ringfence works in {node.home}. Stop it with Ctrl-C.")
    try:
        work(node, note, beside=beside)
    except KeyboardInterrupt:
        os._exit(0)  # what was begun is taken up at the next start
