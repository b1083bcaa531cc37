"""Readying: what is worked out of a batch of reports before it is kept; a worker knows no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from ringfence.indicators import columnar, scripts
from ringfence.indicators.indicator import SIGHTINGS

if TYPE_CHECKING:
    from ringfence.indicators.scripts import Said


class Task(NamedTuple):
    """A batch to work on.

    Attributes:
        reports: Rows of ``REPORTS``.
        sightings: Their rows of ``SIGHTINGS``; None: not extracted yet.
        world: Whether the numbers of a made-up world are accepted.
    """

    reports: pa.RecordBatch
    sightings: pa.Table | None
    world: bool


class Ready(NamedTuple):
    """A batch that can be kept.

    Attributes:
        reports: Rows of ``REPORTS``.
        sightings: Their rows of ``SIGHTINGS``.
        said: Their passages.
    """

    reports: pa.RecordBatch
    sightings: pa.Table
    said: Said


def ready(task: Task) -> Ready:
    """Find the passages of a batch, and its sightings where they are not known."""
    said = scripts.signatures(task.reports.column("text").to_pylist())
    if task.sightings is not None:
        return Ready(task.reports, task.sightings, said)
    found = columnar.from_batch(task.reports, world=task.world)
    return Ready(task.reports, pa.Table.from_batches([found], SIGHTINGS), said)
