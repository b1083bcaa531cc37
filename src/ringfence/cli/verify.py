"""``ringfence verify``: whether a case file is what its sender sealed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from ringfence.actions.verify import Verified, verify_case
from ringfence.cli.screen import emit, json_option, table
from ringfence.referrals.custody import stamp
from ringfence.referrals.verifying import VERDICTS, printable

if TYPE_CHECKING:
    from rich.console import Console

_MARKS = {True: "ok", False: "WRONG", None: "not checked"}


@click.command(name="verify")
@click.argument("casefile", metavar="CASE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--key",
    metavar="FILE|FINGERPRINT",
    help="The signer's fingerprint or public key, which you were given by another channel.",
)
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your secret key of age or ssh, to open a case file that ends in .age.",
)
@click.option(
    "--hand",
    "hands",
    multiple=True,
    metavar="FILE|FINGERPRINT",
    help="A key that may have signed a later hand; may be given several times.",
)
@json_option
def command(
    casefile: Path, key: str | None, identity: Path | None, hands: tuple[str, ...], as_json: bool
) -> None:
    """Say whether a case file is intact, and sealed by the one you think.

    CASE is the folder, its tar, or the .age file that it came in. A key inside a case file proves nothing:
    without --key the best answer is "intact, signer unverified", with exit code 1.

    \b
    Example:
      ringfence verify case-3f2a --key SHA256:90c5…
      ringfence verify case-3f2a --key contoso.pub.pem --json
      ringfence verify case-3f2a.tar.age --identity rao.key --key contoso.pub.pem
    """
    found = verify_case(casefile, key, identity=identity, hands=hands)
    emit(_document(found), lambda screen: _show(screen, found), as_json=as_json)
    if not found.ok:
        sys.exit(1)


def _document(found: Verified) -> dict[str, object]:
    casefile = found.casefile
    return {
        "ok": found.ok,
        "verdict": casefile.verdict,
        "fingerprint": casefile.fingerprint,
        "root": casefile.root,
        "checks": [asdict(check) for check in casefile.checks],
        "custody": [
            {"at": stamp(one.at), "actor": one.actor, "organisation": one.organisation, "action": one.action}
            for one in casefile.custody
        ],
        "hands": [
            {
                "at": stamp(hand.entry.at),
                "actor": hand.entry.actor,
                "organisation": hand.entry.organisation,
                "action": hand.entry.action,
                "fingerprint": hand.signer.fingerprint,
                "known": hand.known,
            }
            for hand in found.hands
        ],
        "hands_broken": found.broken,
    }


def _show(screen: Console, found: Verified) -> None:
    casefile = found.casefile
    rows = [(str(at), _MARKS[one.ok], one.name, one.said) for at, one in enumerate(casefile.checks, start=1)]
    screen.print(table(None, ("", "", "step", "found"), rows))
    if found.hands:
        screen.print()
        screen.print(table("Later hands", ("at", "who", "did", "key"), _hands(found)))
    if found.broken is not None:
        screen.print(Text(f"The later hands are broken: {found.broken}"))
    screen.print()
    style = "bold green" if found.ok else "bold red" if casefile.verdict == "changed" else "bold yellow"
    screen.print(Text(VERDICTS[casefile.verdict], style=style))


def _hands(found: Verified) -> list[tuple[str, str, str, str]]:
    return [
        (
            f"{hand.entry.at:%Y-%m-%d %H:%M}",
            printable(f"{hand.entry.actor}, {hand.entry.organisation}"),
            printable(hand.entry.action),
            "named by you" if hand.known else "not named by you, so not checked",
        )
        for hand in found.hands
    ]
