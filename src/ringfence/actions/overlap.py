"""Overlap: start one process a side, pass their messages, and put together what each of them found.

This process never opens either side's sightings: it hands each child one of them, carries bytes between the
two, and at the end reads what each child wrote of what both hold.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.keys import home
from ringfence.actions.overlap_relay import PATIENCE, play
from ringfence.actions.signing_keys import signing_key
from ringfence.exchange.in_common import CommonRing, rings_in_common
from ringfence.exchange.overlap import RingCounts, Shared
from ringfence.exchange.psi.terms import Compared
from ringfence.exchange.signing import SigningKey, canonical, new_key
from ringfence.words import UsageError, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ringfence.actions.overlap_relay import Listen, Pause, Watch


@dataclass(frozen=True, slots=True)
class Under:
    """The agreement that a run stands under.

    Attributes:
        agreement: Its file.
        key_a: The signing key of the first side.
        key_b: The signing key of the second side.
    """

    agreement: Path
    key_a: Path
    key_b: Path


@dataclass(frozen=True, slots=True)
class SideSaid:
    """What one side found.

    Attributes:
        name: What it is called: its only source, else ``A`` or ``B``.
        rows: Its sightings.
        values: Different values among them.
        elements: What it handed in.
        padded: To how many they were filled up.
        alarm: Whether unusually little of the partner's set was in common.
    """

    name: str
    rows: int
    values: int
    elements: int
    padded: int
    alarm: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """What both hold.

    Attributes:
        trial: Whether it ran under keys and an agreement that were made for this run alone.
        compared: What was compared.
        sides: Both sides.
        values: How many values are in common; None for victims.
        about: How many victims, in tens; None when fewer than ten, and for indicators.
        by_kind: Values in common by kind.
        shared: The values in common, as each side holds them.
        with_rings: Whether both sides were ring folders.
        rings: The rings in common; empty without ring folders.
        receipt: The digest of what both signed: ``sha256:…``, for the custody chain.
        output: Where results and receipts were written; None when they were not kept.
    """

    trial: bool
    compared: Compared
    sides: tuple[SideSaid, SideSaid]
    values: int | None
    about: int | None
    by_kind: dict[str, int]
    shared: tuple[tuple[Shared, ...], tuple[Shared, ...]]
    with_rings: bool
    rings: tuple[CommonRing, ...]
    receipt: str
    output: Path | None


def overlap(
    sources: tuple[Path, Path],
    *,
    under: Under | None = None,
    compared: Compared = Compared.INDICATOR,
    opened: int = 0,
    output: Path | None = None,
    at: datetime | None = None,
    watch: Watch | None = None,
    listen: Listen | None = None,
    begin: Pause | None = None,
    pause: Pause | None = None,
    patience: float = PATIENCE,
) -> Overlap:
    """Find what two sides both hold.

    Args:
        sources: Sightings or a ring folder, for each side.
        under: The agreement and both keys; None for a trial on this machine.
        compared: What is compared.
        opened: How many leaves of each side an auditor shall see.
        output: A folder for results and receipts, made when it is not there.
        at: When; now by default.
        watch: Told the step, the side, how many points are done and of how many.
        listen: Told the side and each message that it sends.
        begin: Called with both process ids when both have started.
        pause: Called with them when both are done and before they end.
        patience: Seconds after which two sides that say nothing are ended.

    Raises:
        UsageError: When it is asked for in a way that cannot be done.
        InputError: When a side refuses, breaks the protocol, ends early, or both fall silent.
    """
    when = at or now()
    with tempfile.TemporaryDirectory(prefix="ringfence-overlap-") as made:
        work = Path(made)
        folder = work if output is None else output
        for side in "ab":
            _new_folder(folder / side)
        jobs = _jobs(work, folder, sources, under, (compared.value, opened, when.isoformat()))
        play(jobs, watch=watch, listen=listen, begin=begin, pause=pause, patience=patience)
        return _together(folder, compared, trial=under is None, output=output)


def _jobs(
    work: Path, folder: Path, sources: tuple[Path, Path], under: Under | None, asked: tuple[str, int, str]
) -> tuple[Path, Path]:
    """Write for each side what it may open, and its key; a trial gets keys of its own."""
    keys = _keys(under)
    trial = f"sha256:{hashlib.sha256(secrets.token_bytes(32)).hexdigest()}"
    jobs = work / "a.json", work / "b.json"
    for number, (side, job) in enumerate(zip("ab", jobs, strict=True)):
        key_file = work / f"{side}.pem"
        _write_key(key_file, keys[number])
        written = {
            "source": str(sources[number].absolute()),
            "compared": asked[0],
            "agreement": None if under is None else str(under.agreement.absolute()),
            "trial": trial,
            "key": str(key_file),
            "partner": keys[1 - number].public.pem.decode(),
            "output": str((folder / side).absolute()),
            "home": str(home().absolute()),
            "opened": asked[1],
            "at": asked[2],
        }
        job.write_text(json.dumps(written))
    return jobs


def _new_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(
            f"cannot make the folder {folder}", advice="Name one that can be written to"
        ) from wrong


def _keys(under: Under | None) -> tuple[SigningKey, SigningKey]:
    if under is None:
        return new_key(), new_key()
    return signing_key(under.key_a), signing_key(under.key_b)


def _write_key(path: Path, key: SigningKey) -> None:
    with replacing(path, mode=PRIVATE) as beside:
        beside.write_bytes(key.pem)


def _together(folder: Path, compared: Compared, *, trial: bool, output: Path | None) -> Overlap:
    """Put together what each side wrote of what both hold."""
    found = [json.loads((folder / side / "result.json").read_text()) for side in "ab"]
    receipt = json.loads((folder / "a" / "receipt.json").read_text())
    names = _names(found)
    shared = _shared(found[0]), _shared(found[1])
    by_kind: dict[str, int] = {}
    for one in shared[0]:
        by_kind[one.kind] = by_kind.get(one.kind, 0) + 1
    with_rings = bool(found[0]["with_rings"] and found[1]["with_rings"])
    rings = _rings(found[0]), _rings(found[1])
    sides = [
        SideSaid(name, one["rows"], one["values"], one["elements"], one["padded"], one["alarm"])
        for name, one in zip(names, found, strict=True)
    ]
    return Overlap(
        trial=trial,
        compared=compared,
        sides=(sides[0], sides[1]),
        values=len(shared[0]) if compared is Compared.INDICATOR else None,
        about=found[0]["about"],
        by_kind=dict(sorted(by_kind.items())),
        shared=shared,
        with_rings=with_rings,
        rings=rings_in_common(names, shared, rings) if with_rings else (),
        receipt=f"sha256:{hashlib.sha256(canonical(receipt)).hexdigest()}",
        output=output,
    )


def _names(found: list[dict[str, Any]]) -> tuple[str, str]:
    first, second = found[0]["sources"], found[1]["sources"]
    if len(first) == len(second) == 1 and first != second:
        return first[0], second[0]
    return "A", "B"


def _shared(found: Mapping[str, Any]) -> tuple[Shared, ...]:
    rows = []
    for row in found["shared"] or ():
        times = {name: datetime.fromisoformat(row[name]) for name in ("first_at", "last_at")}
        rings = tuple((ring_id, reports) for ring_id, reports in row["rings"])
        rows.append(Shared(**{**row, **times, "roles": tuple(row["roles"]), "rings": rings}))
    return tuple(rows)


def _rings(found: Mapping[str, Any]) -> dict[str, RingCounts]:
    return {row["ring_id"]: RingCounts(**row) for row in found["rings"]}
