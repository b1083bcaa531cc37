"""One side of an overlap, as a process of its own: ``python -m ringfence.actions.overlap_side JOB``.

The job names what this side may open: its own sightings or ring folder, its own key, its own folders, the
agreement. Of the partner it knows a public key and two pipes: what the partner says comes in by standard
input, what this side says goes out by standard output. Progress and trouble go to standard error, as lines
of JSON; what was found goes to its own folder.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import polars as pl

from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.ringfolder import open_rings, readable
from ringfence.actions.runs import sources_of
from ringfence.exchange.agreement import Agreement, read
from ringfence.exchange.overlap import (
    COLUMNS,
    VICTIM_ROLES,
    Chosen,
    RingCounts,
    Shared,
    chosen,
    ring_counts,
    shared_values,
)
from ringfence.exchange.psi.agreed import terms_of
from ringfence.exchange.psi.budget import Charge, read_charges, spend
from ringfence.exchange.psi.frames import Channel
from ringfence.exchange.psi.padding import LARGEST
from ringfence.exchange.psi.protocol import Finding, Side
from ringfence.exchange.psi.terms import Commitment, Compared, Terms
from ringfence.exchange.signing import Public, read_key, read_public
from ringfence.words import Place, RingfenceError, Tlp, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_EVERY = 4096
_TRIAL = timedelta(hours=1)
_OF_REPORTS = ("report_id", "received_at", "country", "tlp")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What this side may read.

    Attributes:
        sightings: Its sightings.
        members: ``members.parquet``; None without a ring folder.
        values: ``values.parquet``; None where there is none.
        received: Of its reports what is needed of them, without prose; None where they are not named.
    """

    sightings: pl.LazyFrame
    members: pl.LazyFrame | None = None
    values: pl.LazyFrame | None = None
    received: pl.LazyFrame | None = None


def holdings(source: Path) -> Holdings:
    """Open sightings, or a ring folder and through it its sightings.

    Raises:
        UsageError: When it is neither.
        InputError: When the sightings of a ring folder are gone or have changed.
        FormatError: When a file cannot be read.
    """
    if not source.is_dir():
        readable(source, COLUMNS)
        return Holdings(pl.scan_parquet(source))
    opened = open_rings(source)
    if opened.sightings is None:
        raise UsageError(
            f"the sightings of {source} are gone", advice="Name the sightings instead of the folder"
        )
    readable(opened.sightings, COLUMNS)
    known = opened.known()
    reports = sources_of(source).reports
    received = None if reports is None else pl.scan_parquet(reports).select(_OF_REPORTS)
    return Holdings(known.sightings, known.members, known.values, received)


def allowed(held: Holdings, agreement: Agreement | None) -> pl.LazyFrame | None:
    """Take the reports that an agreement means: of its countries, and marked no stricter than its ceiling.

    Args:
        held: What this side may read.
        agreement: What it goes by; None for a trial, that may use every report.

    Returns:
        The reports; None for bare sightings, of which every report may be used: in a trial, or of victims, of
        whom an agreement without countries asks no more.

    Raises:
        UsageError: When it is about indicators, or names countries, and the reports are not there: sightings
            tell neither marking nor country.
    """
    if agreement is None:
        return held.received
    if held.received is None:
        if agreement.shares == "indicator" or agreement.countries:
            raise UsageError(
                "the agreement goes by the marking and country of reports, and sightings tell neither",
                advice="Name a ring folder that was linked with --reports",
            )
        return None
    strictness = list(Tlp)
    seen = [one.value for one in strictness[: strictness.index(agreement.ceiling) + 1]]
    may_go = pl.col("tlp").is_null() | pl.col("tlp").is_in(seen)
    if agreement.countries:
        may_go &= pl.col("country").is_in(list(agreement.countries))
    return held.received.filter(may_go)


def meant(held: Holdings, agreement: Agreement | None) -> Holdings:
    """Keep what the agreement means: of all else not even counts are told, nor which rings it is in."""
    reports = allowed(held, agreement)
    if agreement is None or reports is None:
        return held
    return replace(
        held,
        sightings=held.sightings.join(reports, on="report_id", how="semi"),
        members=None if held.members is None else held.members.join(reports, on="report_id", how="semi"),
        received=reports,
    )


def main(job_file: str) -> int:
    """Run one side; returns the exit code."""
    job = json.loads(Path(job_file).read_text())
    channel = Channel(sys.stdin.buffer, sys.stdout.buffer)
    try:
        _side(job, channel)
    except RingfenceError as wrong:
        channel.refuse(wrong.message if wrong.place is None else "it cannot use its own files")
        _tell({"error": wrong.message, "place": str(wrong.place or ""), "advice": wrong.advice or ""})
        return wrong.exit_code
    return 0


def _side(job: Mapping[str, object], channel: Channel) -> None:
    at, compared = datetime.fromisoformat(str(job["at"])), Compared(str(job["compared"]))
    key = read_key(Path(str(job["key"])).read_bytes())
    agreement, terms = _terms(job, key.public.fingerprint, compared, at)
    held = meant(_held(Path(str(job["source"])), compared), agreement)
    mine = chosen(held.sightings, compared, at, held.received)
    side = Side(mine.elements, terms, key, at, opened=int(str(job["opened"])), watch=_watch())
    budget = None if agreement is None else _budget_file(Path(str(job["home"])), key.public, terms.partner)
    finding = side.run(channel, lambda theirs: _charge(budget, terms, theirs, at))
    if budget is not None:
        _add(budget, Charge(at, terms.compared, 0, len(finding.common or ())))
    _write(Path(str(job["output"])), held, mine, finding)
    _tell({"done": True})
    channel.finished()


def _held(source: Path, compared: Compared) -> Holdings:
    """Open what this side has; where nobody could be counted, zero would be taken for a finding."""
    held = holdings(source)
    if compared is Compared.VICTIM:
        people = held.sightings.filter(pl.col("role").is_in(VICTIM_ROLES)).select("role").head(1)
        if people.collect().is_empty():
            raise UsageError(
                "it holds nobody who could be counted: no row has the role reporter",
                place=Place(str(source)),
                advice="Name a file of sightings with each person's own contact in the role reporter",
            )
    return held


def _terms(
    job: Mapping[str, object], own: str, compared: Compared, at: datetime
) -> tuple[Agreement | None, Terms]:
    """Read the agreement and what it allows; a trial has no agreement, and allows nearly everything."""
    partner = read_public(str(job["partner"]).encode())
    if job["agreement"] is None:
        trial = Terms(str(job["trial"]), compared, LARGEST, LARGEST, at + _TRIAL, partner, "this machine")
        return None, trial
    path = Path(str(job["agreement"]))
    agreement = read(path.read_bytes(), path.name)
    return agreement, terms_of(agreement, own, partner.fingerprint, compared, at)


def _budget_file(folder: Path, own: Public, partner: Public) -> Path:
    """Name the file that keeps what a partner has asked: under our own key, then the partner's."""
    mine, theirs = (key.fingerprint.removeprefix("SHA256:")[:16] for key in (own, partner))
    return folder / "overlap" / mine / f"{theirs}.jsonl"


def _charge(budget: Path | None, terms: Terms, theirs: Commitment, at: datetime) -> None:
    """Take the run out of the partner's budget before it learns anything; a trial has none."""
    if budget is None:
        return
    with _alone(budget) as rows:
        charge = spend(read_charges(rows), theirs.size, terms, at)
        _append(rows, charge)


def _add(budget: Path, charge: Charge) -> None:
    with _alone(budget) as rows:
        _append(rows, charge)


@contextmanager
def _alone(budget: Path) -> Iterator[TextIO]:
    """Open a budget for reading and adding, while no other run does: else two at once could spend it twice.

    Raises:
        UsageError: When it cannot be written.
    """
    try:
        budget.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        rows = budget.open("a+")
    except OSError as wrong:
        raise UsageError(
            "the budget that is kept for this partner cannot be written",
            advice="Let RINGFENCE_HOME name a folder that can be written to",
        ) from wrong
    with rows:
        fcntl.flock(rows, fcntl.LOCK_EX)
        rows.seek(0)
        yield rows


def _append(rows: TextIO, charge: Charge) -> None:
    rows.write(charge.line() + "\n")
    rows.flush()
    os.fsync(rows.fileno())


def _write(folder: Path, held: Holdings, mine: Chosen, finding: Finding) -> None:
    shared: tuple[Shared, ...] = ()
    rings: tuple[RingCounts, ...] = ()
    if finding.common is not None:
        shared = shared_values(finding.common, held.sightings, held.members, held.values)
    if held.members is not None:
        names = sorted({ring_id for one in shared for ring_id, _ in one.rings})
        rings = ring_counts(names, held.sightings, held.members)
    sources = held.sightings.select(pl.col("source").unique().sort()).collect()["source"].to_list()
    result = {
        "sources": sources,
        "rows": mine.rows,
        "values": mine.values,
        "elements": len(mine.elements),
        "padded": finding.size,
        "partner_padded": finding.partner_size,
        "about": finding.about,
        "alarm": finding.alarm,
        "with_rings": held.members is not None,
        "shared": None if finding.common is None else [asdict(one) for one in shared],
        "rings": [asdict(one) for one in rings],
    }
    _write_json(folder / "result.json", result)
    _write_json(folder / "receipt.json", finding.receipt)
    if finding.openings:
        _write_json(folder / "for-the-auditor.json", {"leaves": [one.record() for one in finding.openings]})


def _write_json(path: Path, document: Mapping[str, object]) -> None:
    with replacing(path, mode=PRIVATE) as beside:
        beside.write_text(json.dumps(document, indent=1, ensure_ascii=False, default=str) + "\n")


def _watch() -> Callable[[str, int, int], None]:
    told = 0

    def watch(step: str, done: int, of: int) -> None:
        nonlocal told
        if done >= of or done < told or done - told >= _EVERY:
            told = done
            _tell({"step": step, "done": done, "of": of})

    return watch


def _tell(said: Mapping[str, object]) -> None:
    print(json.dumps(said), file=sys.stderr, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
