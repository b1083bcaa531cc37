"""``ringfence agreement``: draft what partners agree to, sign it, and say whether it is in force."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from rich.text import Text

from ringfence.actions.agreements import Standing, Terms, draft_agreement, show_agreement, sign_agreement
from ringfence.cli.screen import emit, json_option, table
from ringfence.exchange.agreement import BUDGET, SIZE_CEILING, as_record
from ringfence.words import Tlp, now

if TYPE_CHECKING:
    from rich.console import Console

    from ringfence.exchange.agreement import Agreement, Shares

_SHARES = {
    "indicator": "indicators: values of call centres; both learn which ones both hold",
    "victim": "victims: only how many both know, in tens, is ever told",
}
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="agreement")
def command() -> None:
    """Draft what partners agree to, sign it, and see whether it is in force.

    One side drafts, each signs in turn and hands the file on; nothing in it is secret. Compare fingerprints
    by telephone before you sign.

    \b
    Example:
      ringfence agreement draft agreement.json --party Contoso contoso.pub.pem \\
          --party Northwind northwind.pub.pem --to 2027-07-01 \\
          --purpose "find the rings that defraud customers of both"
      ringfence agreement sign agreement.json --key contoso.pem
      ringfence agreement show agreement.json
    """


@command.command("draft")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--party",
    "parties",
    type=(str, _FILE),
    multiple=True,
    required=True,
    metavar="NAME KEY",
    help="Name and public key (.pub.pem, or a partner record) of a party; give it for each.",
)
@click.option(
    "--purpose", required=True, metavar="TEXT", help="What for; what is shared is used for nothing else."
)
@click.option(
    "--class",
    "shares",
    type=click.Choice(list(_SHARES)),
    default="indicator",
    show_default=True,
    help="What is compared; of victims only a number in tens is told.",
)
@click.option(
    "--ceiling",
    type=click.Choice([one.value for one in Tlp]),
    default=Tlp.AMBER.value,
    show_default=True,
    help="The strictest marking of reports that may be compared.",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Only reports from this country; may be given several times. Without it: from any.",
)
@click.option(
    "--size-ceiling",
    type=int,
    default=SIZE_CEILING,
    show_default=True,
    help="How many elements a side may hand in, in one comparison.",
)
@click.option(
    "--budget",
    type=int,
    default=BUDGET,
    show_default=True,
    help="How many elements a partner may hand in within 30 days, those made up to hide a size counted.",
)
@click.option("--auditor", metavar="NAME", help="Who may open drawn elements; without it nobody.")
@click.option("--from", "starts", type=_DAY, metavar="DAY", help="The first day, in UTC; today by default.")
@click.option("--to", "ends", type=_DAY, required=True, metavar="DAY", help="It ends when this day begins.")
@json_option
def draft(  # noqa: PLR0917 - click hands them over by name
    file: Path,
    parties: tuple[tuple[str, Path], ...],
    purpose: str,
    shares: str,
    ceiling: str,
    countries: tuple[str, ...],
    size_ceiling: int,
    budget: int,
    auditor: str | None,
    starts: datetime | None,
    ends: datetime,
    as_json: bool,
) -> None:
    """Write a new agreement to FILE, for each party to read and sign.

    \b
    Example:
      ringfence agreement draft agreement.json --party Contoso contoso.pub.pem \\
          --party Northwind northwind.pub.pem --to 2027-07-01 \\
          --purpose "find the rings that defraud customers of both"
    """
    at = now()
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    terms = Terms(
        purpose=purpose,
        shares=cast("Shares", shares),
        ceiling=Tlp(ceiling),
        countries=countries,
        size_ceiling=size_ceiling,
        budget=budget,
        auditor=auditor,
        starts_at=today if starts is None else starts.replace(tzinfo=UTC),
        ends_at=ends.replace(tzinfo=UTC),
    )
    made = draft_agreement(file, parties, terms, at)
    emit(_document(made), lambda screen: _show(screen, made), as_json=as_json)


@command.command("sign")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--key", type=_FILE, help="Your signing key; without it this node's own.")
@json_option
def sign(file: Path, key: Path | None, as_json: bool) -> None:
    """Sign the agreement in FILE as one of its parties, and show what was signed.

    Read it first, with: ringfence agreement show FILE.

    \b
    Example:
      ringfence agreement sign agreement.json --key contoso.pem
    """
    done = sign_agreement(file, key, now())
    emit(_document(done), lambda screen: _show(screen, done), as_json=as_json)


@command.command("show")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option(
    "--on", type=_DAY, metavar="DAY", help="Whether it is in force at the start of this day; else now."
)
@json_option
def show(file: Path, on: datetime | None, as_json: bool) -> None:
    """Say what the agreement in FILE allows, who has signed, and whether it is in force.

    Ends with exit code 1 when it is not in force.

    \b
    Example:
      ringfence agreement show agreement.json
    """
    found = show_agreement(file, now() if on is None else on.replace(tzinfo=UTC))
    emit(_document(found), lambda screen: _show(screen, found), as_json=as_json)
    if not found.in_force:
        sys.exit(1)


def _document(found: Standing) -> dict[str, object]:
    return {
        "file": str(found.path),
        "digest": found.digest,
        "at": found.at.isoformat(),
        "in_force": found.in_force,
        "problems": list(found.problems),
        "agreement": as_record(found.agreement),
    }


def _show(screen: Console, found: Standing) -> None:
    screen.print(table(None, ("", ""), _rows(found.agreement)))
    screen.print()
    signed = {one.fingerprint for one in found.agreement.signatures}
    parties = [
        (one.organisation, one.fingerprint, one.fingerprint in signed) for one in found.agreement.parties
    ]
    screen.print(table(None, ("party", "fingerprint", "signed"), parties))
    screen.print()
    screen.print(Text(f"Its digest, the same signed or not: {found.digest}"))
    if found.in_force:
        screen.print(Text("It is in force.", "bold green"))
        return
    screen.print(Text("It is not in force:", "bold yellow"))
    for problem in found.problems:
        screen.print(Text(f"  • {problem}."))


def _rows(agreement: Agreement) -> list[tuple[str, str]]:
    return [
        ("purpose", agreement.purpose),
        ("compares", _SHARES[agreement.shares]),
        ("reports marked", f"{agreement.ceiling.value} or wider"),
        ("reports from", ", ".join(agreement.countries) or "any country"),
        ("elements in one comparison", f"{agreement.size_ceiling:,}"),
        ("elements within 30 days", f"{agreement.budget:,}"),
        ("auditor", agreement.auditor or "nobody"),
        ("from", f"{agreement.starts_at:%Y-%m-%d %H:%M} UTC"),
        ("to", f"{agreement.ends_at:%Y-%m-%d %H:%M} UTC"),
    ]
