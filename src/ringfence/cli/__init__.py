"""The command line. Each file here that defines ``command`` is a command of the same name.

A command only reads what was asked, calls one action, and shows what came of it: tables for people, or one
JSON document with ``--json``. It ends with 0 (done), 1 (something was wrong with what it read) or 2 (asked
for in a way that cannot be done).
"""

from __future__ import annotations

import importlib
import pkgutil

import click

from ringfence.cli.screen import complain
from ringfence.words import RingfenceError

_IN_ORDER = (
    *("demo", "scenario", "gather", "extract", "link", "place", "explain", "findings", "judge", "evaluate"),
    *("agreement", "overlap", "share", "refer", "verify", "outcome", "tally", "check", "advice", "keys"),
    *("serve", "work", "load", "relink", "queue", "admin", "vault", "backup", "restore", "doctor"),
)
_NO_COMMANDS = {"keeping", "ringstory", "screen", "sequel", "story"}


class _Commands(click.Group):
    """The commands that stand in this folder, in the order of the steps; each is loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        found = {module.name for module in pkgutil.iter_modules(__path__)} - _NO_COMMANDS
        return [name for name in _IN_ORDER if name in found] + sorted(found - set(_IN_ORDER))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        loaded = importlib.import_module(f"ringfence.cli.{cmd_name}").command
        return loaded if isinstance(loaded, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RingfenceError as wrong:
            complain(wrong)
            raise click.exceptions.Exit(wrong.exit_code) from None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="ringfence", message="ringfence %(version)s")
def main() -> None:
    """Find the rings behind reports of technical-support fraud.

    \b
    Start here:
      ringfence demo                 a made-up joint operation, from complaint files to case files
    With files of your own:
      ringfence gather complaints.csv -o reports.parquet
      ringfence extract reports.parquet -o sightings.parquet
      ringfence link sightings.parquet -o rings --reports reports.parquet
      ringfence explain --in rings
      ringfence refer --in rings
    For anyone:
      ringfence check "+1 888 555 0123" --in rings
      ringfence advice --country US

    Every command explains itself: ringfence COMMAND --help.
    """
