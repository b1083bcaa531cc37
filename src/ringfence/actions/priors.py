"""Priors: what judgements say of the strengths that linking begins with, and the file that link reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions.runs import read_judgements, sources_of
from ringfence.rings.priors import Estimate, estimates
from ringfence.rings.ring import PRIORS
from ringfence.words import FormatError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def priors_of(folder: Path) -> tuple[Estimate, ...]:
    """Estimate priors from the judgements of a ring folder; from the table's, whatever it was linked with.

    Args:
        folder: The ring folder.

    Raises:
        UsageError: When it is no ring folder.
        InputError: When the sightings it was linked from are gone or have changed.
    """
    sources = sources_of(folder)
    rows = read_judgements(folder / "judgements.jsonl")
    return estimates(rows, pl.scan_parquet(sources.sightings), PRIORS, sources.settings.least)


def write_priors(path: Path, found: Sequence[Estimate]) -> None:
    """Write what differs from the table, for ``link --priors``.

    Raises:
        UsageError: When the file cannot be written.
    """
    moved = {f"{one.kind}/{one.role}": one.estimate for one in found if one.estimate != one.prior}
    try:
        path.write_text(json.dumps({"priors": moved}, indent=2) + "\n", encoding="utf-8")
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {path}: {wrong.strerror}", advice="Name a file that can be written"
        ) from wrong


def read_priors(path: Path) -> Mapping[tuple[str, str], float]:
    """Read a file of priors; what it does not name is as the table has it.

    Raises:
        UsageError: When it is not there.
        FormatError: When it is no such file, or names a kind and role that the table does not have.
    """
    wrong = FormatError(
        "this does not give strengths from 0 to 1 by kind and role",
        place=Place(path.name),
        advice="Write it with ringfence judge DIR --priors -o FILE",
    )
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["priors"]
        given = {tuple(name.split("/", 1)): share for name, share in told.items()}
    except OSError as error:
        raise UsageError(f"cannot read {path}", advice="Name a file of priors") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise wrong from error
    found = dict(PRIORS)
    for (kind, role), share in ((_two(name, wrong), share) for name, share in given.items()):
        number = isinstance(share, int | float) and not isinstance(share, bool)
        if (kind, role) not in found or not number or not 0 <= share <= 1:
            raise wrong
        found[kind, role] = float(share)
    return found


def _two(name: tuple[str, ...], wrong: FormatError) -> tuple[str, str]:
    if len(name) != 2:
        raise wrong
    return name[0], name[1]
