"""Makes a second world: the sightings that an extractor would leave, and the truth."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ringfence.actions.files import replacing
from ringfence.indicators.indicator import SIGHTINGS
from ringfence.scenario.rival import forms
from ringfence.scenario.rival.keys import Ints, Keys, mix, share
from ringfence.scenario.rival.rings import World, found
from ringfence.scenario.rival.said import say
from ringfence.scenario.rival.victims import (
    ADVERT,
    PARTNERS,
    PROSE,
    VICTIM,
    Rows,
    partners,
    report,
    told,
)
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ringfence.scenario.rival.parameters import Assumptions, Parameters
    from ringfence.scenario.rival.said import Said

BATCH = 100_000
"""Reports at a time."""
TRUTH = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        ("ring_id", pa.string()),
        ("second_ring_id", pa.string()),
    ]
)
_FIRST = np.datetime64("2021-01-04T00:00:00", "us")  # a Monday


def make(chosen: Parameters) -> tuple[pa.Table, pa.Table]:
    """Make a world in memory: its sightings (schema ``SIGHTINGS``) and its truth (schema ``TRUTH``)."""
    parts = list(_parts(chosen))
    return pa.concat_tables([each[0] for each in parts]), pa.concat_tables([each[1] for each in parts])


def write(
    chosen: Parameters, folder: Path, progress: Callable[[int, int], None] | None = None
) -> dict[str, int]:
    """Write ``sightings.parquet`` and ``truth.parquet``, a batch at a time.

    Args:
        chosen: The world.
        folder: Made where it is missing; the two files there are replaced.
        progress: Is told the reports that are done, and how many there are.

    Returns:
        How many reports, sightings, and reports of a ring there are.

    Raises:
        UsageError: When the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(
            f"cannot make the folder {folder}: {wrong.strerror}", advice="Name another with -o"
        ) from wrong
    counts = {"reports": 0, "sightings": 0, "of_a_ring": 0}
    with ExitStack() as stack:
        paths = [
            stack.enter_context(replacing(folder / name)) for name in ("sightings.parquet", "truth.parquet")
        ]
        sightings, truth = (
            stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
            for path, schema in zip(paths, (SIGHTINGS, TRUTH), strict=True)
        )
        for seen, known in _parts(chosen):
            sightings.write_table(seen)
            truth.write_table(known)
            counts["reports"] += known.num_rows
            counts["sightings"] += seen.num_rows
            counts["of_a_ring"] += known.num_rows - known["ring_id"].null_count
            if progress is not None:
                progress(counts["reports"], chosen.reports)
    return counts


def _parts(chosen: Parameters) -> Iterator[tuple[pa.Table, pa.Table]]:
    assumed = chosen.assumptions()
    world = World(chosen.seed, chosen.reports, assumed, found(chosen, assumed, partners(assumed)))
    for first in range(0, chosen.reports, BATCH):
        count = min(BATCH, chosen.reports - first)
        rows = report(world, first, count)
        said = say(world, rows, told(world, rows))
        yield _sightings(rows, said, assumed), _truth(rows)


def _sightings(rows: Rows, said: Said, assumed: Assumptions) -> pa.Table:
    """Lose, spoil and place what was said, and write it out."""
    own = rows.key[said.row]
    each = mix(own, 201, said.form, said.role, said.key)
    kept = (share(mix(each, 1)) >= assumed.missing) | (rows.sort[said.row] == ADVERT)
    row, form, role, key, each = (x[kept] for x in (said.row, said.form, said.role, said.key, each))
    spoilt = (share(mix(each, 2)) < assumed.typos) & (form < forms.BRAND)
    spoilt &= rows.sort[row] != ADVERT
    key = np.where(spoilt, _spoilt(form, each), key)
    possible = spoilt & (share(mix(each, 3)) < 0.5)
    value = forms.written(form, key)
    start = _places(rows, row)
    end = start + value.str.len_chars().to_numpy()
    moment = _FIRST + (rows.at * 86_400).astype(np.int64).astype("timedelta64[s]")
    known = _ids("reporter-", rows.person).to_arrow()
    known = pc.if_else(pa.array(rows.known), known, pa.scalar(None, known.type))
    columns = (
        _ids("report-", rows.key).gather(row).to_arrow(),
        _named(forms.KINDS, forms.kinds(form)),
        value.to_arrow(),
        _named(forms.ROLES, role),
        _named(("valid", "possible"), possible.astype(np.int64)),
        pa.array(forms.strengths(form, role), type=pa.float32()),
        pa.array(moment[row]),
        _named(("occurred", "reported"), rows.reported.astype(np.int64)[row]),
        _named(tuple(name for name, *_ in PARTNERS), rows.source[row]),
        known.take(pa.array(row)),
        pa.array(start, mask=start < 0),
        pa.array(end, mask=start < 0),
    )
    cast = [array.cast(field.type) for array, field in zip(columns, SIGHTINGS, strict=True)]
    return pa.Table.from_arrays(cast, schema=SIGHTINGS)


def _named(names: tuple[str, ...], position: Ints) -> pa.Array:
    return pa.array(names).take(pa.array(position))


def _ids(noun: str, key: Keys) -> pl.Series:
    return noun + forms.hexadecimal(key)


def _spoilt(form: Ints, each: Keys) -> Keys:
    """Write a value wrongly: a number becomes some other number, anything else is no one's."""
    number = np.uint64(8_000_000_000) + each % np.uint64(10**9)
    return np.where(form == forms.PHONE, number, each)


def _places(rows: Rows, row: Ints) -> Ints:
    """Place values in the text: one after another, where an advert always has them; -1 outside of prose."""
    first = np.searchsorted(row, row, side="left")
    text = np.where(rows.sort == ADVERT, mix(204, rows.advert), rows.key)
    gap = 40 + (text % np.uint64(90)).astype(np.int64)
    place = (text % np.uint64(211)).astype(np.int64)[row] + (np.arange(len(row)) - first) * gap[row]
    prose = PROSE[rows.source] | (rows.sort == ADVERT)
    return np.where(prose[row], place, -1)


def _truth(rows: Rows) -> pa.Table:
    """Tell which ring is behind each report; who misleads reports no ring."""
    real = rows.sort == VICTIM
    columns = [_ids("report-", rows.key).to_arrow()]
    for ring in (rows.ring, rows.second):
        name = pl.Series(ring).cast(pl.String).str.zfill(6)
        names = ("ring-" + name).to_arrow()
        columns.append(pc.if_else(pa.array(real & (ring >= 0)), names, pa.scalar(None, names.type)))
    cast = [array.cast(field.type) for array, field in zip(columns, TRUTH, strict=True)]
    return pa.Table.from_arrays(cast, schema=TRUTH)
