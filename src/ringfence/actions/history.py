"""History: what each run and judgement changed is kept in the ring folder; a day can be looked back to.

``DIR/history/runs.jsonl`` has a line for each run and judgement, ``states.parquet`` where the reports stood
that it moved. Both are taken along by whatever takes the folder's place, and only ever added to.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.history import STATES, as_of, moved
from ringfence.words import FormatError, InputError, Place

if TYPE_CHECKING:
    from pathlib import Path

NAME = "history"
"""The folder within a ring folder."""

_RUNS, _STATES = "runs.jsonl", "states.parquet"
_COLUMNS = ("report_id", "ring_id", "tier", "core_id")


@dataclass(frozen=True, slots=True)
class Moment:
    """When what is known changed, and by what.

    Attributes:
        at: When.
        run: The run's id.
        judgement: The judgement by which it was linked again; None for a run.
        reports: Reports that were linked.
        rings: Rings that there were.
    """

    at: datetime
    run: str
    judgement: str | None
    reports: int
    rings: int


def members_of(folder: Path) -> pl.DataFrame:
    """Read where the reports of a ring folder stand, but for what was only placed since."""
    whole = pl.scan_parquet(folder / "members.parquet")
    if "provisional" in whole.collect_schema().names():
        whole = whole.filter(~pl.col("provisional"))
    return whole.select(_COLUMNS).collect()


def keep(base: Path | None, beside: Path, run: str, at: datetime | None, judgement: str | None) -> None:
    """Write the history of a folder that is about to take another's place.

    Args:
        base: The folder that it follows; None: it is the first.
        beside: The folder, its members written.
        run: Its run.
        at: When it is linked; None: not known, then nothing is added.
        judgement: The judgement by which; None for a run.
    """
    told = () if base is None else moments(base)
    states = _states(base)
    after = pl.scan_parquet(beside / "members.parquet")
    if at is not None:
        at = max([at, *(one.at + timedelta(microseconds=1) for one in told)])  # no two at one time
        if base is not None:
            states = pl.concat([states, moved(members_of(base), members_of(beside), at)])
        counts = after.select(pl.len(), pl.col("ring_id").drop_nulls().n_unique()).collect().row(0)
        told = (*told, Moment(at, run, judgement, *counts))
    (beside / NAME).mkdir()
    lines = (json.dumps(asdict(one) | {"at": one.at.isoformat()}) + "\n" for one in told)
    (beside / NAME / _RUNS).write_text("".join(lines), encoding="utf-8")
    states.write_parquet(beside / NAME / _STATES, compression="zstd")


def moments(folder: Path) -> tuple[Moment, ...]:
    """Read when what is known in a ring folder changed, in order; nothing for a folder without a history.

    Raises:
        FormatError: When the file is none of ours.
    """
    path = folder / NAME / _RUNS
    if not path.is_file():
        return ()
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return tuple(Moment(**row | {"at": datetime.fromisoformat(row["at"])}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise FormatError(
            "this does not tell the runs", place=Place(f"{NAME}/{_RUNS}"), advice="Link again"
        ) from wrong


def _states(folder: Path | None) -> pl.DataFrame:
    if folder is None or not (folder / NAME / _STATES).is_file():
        return pl.DataFrame(schema=STATES)
    return pl.read_parquet(folder / NAME / _STATES)


def states_of(folder: Path) -> pl.DataFrame:
    """Read where reports stood before they moved, as rows of `STATES`."""
    return _states(folder)


def known_on(folder: Path, at: datetime) -> tuple[Moment, pl.DataFrame]:
    """Tell what was known at a time: by which run or judgement, and where the reports stood.

    Raises:
        InputError: When nothing was linked by then, or the folder does not say.
    """
    told = moments(folder)
    before = [one for one in told if one.at <= at]
    if not before:
        first = f"the first run was at {told[0].at:%Y-%m-%d %H:%M} UTC" if told else "its runs are not told"
        raise InputError(
            f"nothing was known here by then: {first}", advice="Give a later day, or leave --as-of away"
        )
    return before[-1], as_of(_states(folder), members_of(folder), at)
