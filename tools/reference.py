"""Write the reference page of the commands from what the commands say of themselves.

python -m tools.reference           write docs/reference/commands.md
"""

from __future__ import annotations

import copy
import sys
from pathlib import Path

import click

from ringfence.cli import main as ringfence

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
WIDTH = 100

OPENING = """\
# Commands

What each command says of itself with `--help`. This page is written by `.venv/bin/python -m tools.reference`;
a test compares it with the commands.

All commands end with 0 (done), 1 (something was wrong with what was read) or 2 (asked for in a way that
cannot be done). Results go to standard output, as tables or, with `--json`, as one JSON document; progress
and notes go to standard error.
"""


def commands() -> dict[str, click.Command]:
    """Give every command by its name, in the order in which `ringfence --help` lists them.

    Of one that has commands of its own, such as ``keys new``, each of these.
    """
    context = click.Context(ringfence, info_name="ringfence")
    found: dict[str, click.Command] = {}
    for name in ringfence.list_commands(context):
        command = ringfence.get_command(context, name)
        if isinstance(command, click.Group):
            found |= {f"{name} {one}": command.commands[one] for one in command.commands}
        elif command is not None:
            found[name] = command
    return found


def help_of(command: click.Command, name: str) -> str:
    """Give the help of a command as a terminal of 100 columns shows it.

    Args:
        command: The command.
        name: What a person types to call it.
    """
    context = click.Context(
        command,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],  # as every command has them below the group
    )
    told = copy.copy(command)
    vars(told)["_help_option"] = None  # click keeps the first one that anybody asked for
    return "\n".join(line.rstrip() for line in told.get_help(context).strip().split("\n"))


def page() -> str:
    """Write the whole page."""
    parts = [OPENING, f"```text\n{help_of(ringfence, 'ringfence')}\n```\n"]
    for name, command in commands().items():
        parts.append(f"## {name}\n\n```text\n{help_of(command, f'ringfence {name}')}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page to its place."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(PAGE.parents[2])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
