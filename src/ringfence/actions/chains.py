"""Chains: what a ring uses at each step, what serves several rings, and who could act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.files import file_digest
from ringfence.actions.ringfolder import open_rings, readable, which
from ringfence.rings.chain import Enabler, Step, chain, enabling
from ringfence.rings.facts import look
from ringfence.words import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.actions.ringfolder import RingFolder


def ring_chain(folder: Path, name: str, sightings: Path | None = None) -> tuple[Step, ...]:
    """Lay out the chain of a ring, named by the beginning of its id.

    Args:
        folder: The ring folder.
        name: The ring.
        sightings: Where the sightings are now, when they were moved.

    Raises:
        UsageError: When it is no ring folder, or the name is not a ring's.
        InputError: When no ring begins so, or the sightings are gone.
    """
    opened = open_rings(folder, sightings)
    ring_id = which(opened, name)
    if not ring_id.startswith("ring-"):
        raise UsageError(f"{name} is a report, not a ring", advice="Name a ring")
    facts = look(opened.known(), ring_id)
    channels = _channels(opened)
    inside = facts.members.lazy().select("report_id")
    mine = None if channels is None else channels.join(inside, on="report_id", how="semi").collect()
    return chain(facts, mine)


def all_enablers(folder: Path, sightings: Path | None = None) -> tuple[Enabler, ...]:
    """List the values that serve several rings, those of the most rings first.

    Args:
        folder: The ring folder.
        sightings: Where the sightings are now, when they were moved.

    Raises:
        UsageError: When it is no ring folder.
        InputError: When the sightings are gone.
    """
    opened = open_rings(folder, sightings)
    return enabling(opened.known(), _channels(opened))


def _channels(opened: RingFolder) -> pl.LazyFrame | None:
    """Find how each report's fraud began; None where the reports are not where they were, or not the same."""
    inputs = opened.run.get("inputs")
    told = inputs.get("reports") if isinstance(inputs, dict) else None
    if not isinstance(told, dict) or not isinstance(told.get("path"), str):
        return None
    path = opened.path / told["path"]
    if not path.is_file() or told.get("digest") != file_digest(path):
        return None
    readable(path, ("report_id",))
    reports = pl.scan_parquet(path)
    known = "channel" in reports.collect_schema()
    return reports.select("report_id", "channel") if known else None
