"""How a ring folder came about: what it was linked from, so that it can be linked again and judged.

``run.json`` tells the inputs with their digests, the settings, the engine, the versions and the run before;
paths in it start from the folder, so that it can be moved together with what it was made from.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from ringfence.actions.files import file_digest
from ringfence.rings import judgement
from ringfence.rings.engines import duckdb, memory, spark
from ringfence.rings.identity import Previous
from ringfence.rings.ring import Settings
from ringfence.words import FormatError, InputError, Place, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.rings.evidence import Engine
    from ringfence.rings.judgement import Judgement

ENGINES: dict[str, Engine] = {"duckdb": duckdb.evidence, "memory": memory.evidence, "spark": spark.evidence}
"""The engines that can be asked for, by name; all give the same."""

_KEPT = ("report_id", "ring_id", "tier")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a ring folder is linked from.

    Attributes:
        sightings: ``sightings.parquet``.
        reports: ``reports.parquet``, for countries and the reports without a sighting; None: without.
        engine: One of `ENGINES`.
        settings: How to link.
        linked_at: The time that ``run.json`` tells; None: none.
    """

    sightings: Path
    reports: Path | None = None
    engine: str = "duckdb"
    settings: Settings = field(default_factory=Settings)
    linked_at: datetime | None = None


def read_judgements(path: Path | None) -> tuple[Judgement, ...]:
    """Read a file of judgements; None: none.

    Raises:
        UsageError: When it is not there.
        InputError: When a row is no judgement.
    """
    if path is None:
        return ()
    try:
        with path.open(encoding="utf-8") as lines:
            return judgement.read(lines, path.name)
    except OSError as wrong:
        raise UsageError(f"cannot read {path}", advice="Name a file of judgements") from wrong
    except UnicodeDecodeError as wrong:
        raise FormatError("this is not UTF-8", place=Place(path.name), advice="Save it as UTF-8") from wrong


def read_previous(folder: Path) -> Previous:
    """Read what an earlier run left.

    Raises:
        UsageError: When it is no ring folder.
        FormatError: When a file in it cannot be read.
    """
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        members = _linked_members(folder / "members.parquet")
        rings = pl.DataFrame(pq.read_table(folder / "rings.parquet", columns=Previous.none().rings.columns))
        return Previous(members.drop_nulls("ring_id"), rings, int(run["number"]))
    except (FileNotFoundError, NotADirectoryError) as wrong:
        raise UsageError(
            f"{folder} is not a ring folder", advice="Make one with ringfence link SIGHTINGS -o DIR"
        ) from wrong
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise FormatError(
            "a file of this ring folder cannot be read", place=Place(str(folder)), advice="Link again"
        ) from wrong


def _linked_members(path: Path) -> pl.DataFrame:
    """Read where reports were linked; what was only placed since has no word in what a ring is called."""
    told = "provisional" in pq.read_schema(path).names
    rows = pl.DataFrame(pq.read_table(path, columns=[*_KEPT, *(["provisional"] if told else [])]))
    return rows.filter(~pl.col("provisional")).select(_KEPT) if told else rows


def digests_of(sources: Sources) -> dict[str, str]:
    """Compute the digest of each input."""
    named = {"sightings": sources.sightings, "reports": sources.reports}
    return {name: file_digest(path) for name, path in named.items() if path is not None}


def run_id(sources: Sources, previous: Previous) -> str:
    """Name the run by its number and by what went in; judging it again does not change it."""
    told = [sorted(digests_of(sources).items()), settings_of(sources.settings), previous.run]
    last = previous.rings["last_run"].max() if previous.rings.height else None
    digest = hashlib.sha256(json.dumps([told, last], sort_keys=True).encode()).hexdigest()
    return f"run-{previous.run + 1:06d}-{digest[:12]}"


def settings_of(settings: Settings) -> dict[str, object]:
    """Write settings as plain values."""
    return {
        "priors": {f"{kind}/{role}": share for (kind, role), share in sorted(settings.priors.items())},
        "rotating": list(settings.rotating),
        "silence_days": settings.silence_days,
        "least": settings.least,
        "scale": settings.scale,
        "seed": settings.seed,
    }


def describe_run(
    beside: Path, into: Path, sources: Sources, run: str, previous: Previous, *, doubted: tuple[str, ...] = ()
) -> str:
    """Write what ``run.json`` says.

    Args:
        beside: Where the folder is written.
        into: Where it will stand.
        sources: What it was linked from.
        run: The run's id.
        previous: What the earlier run left.
        doubted: Sources that were heard as one person each.
    """
    digests = digests_of(sources)
    paths = {"sightings": sources.sightings, "reports": sources.reports}
    inputs = {
        name: {"path": os.path.relpath(path.absolute(), into.absolute()), "digest": digests[name]}
        for name, path in paths.items()
        if path is not None
    }
    inputs["judgements"] = {
        "path": "judgements.jsonl",
        "digest": file_digest(beside / "judgements.jsonl"),
    }
    last = previous.rings["last_run"].max() if previous.rings.height else None
    told = {
        "run": run,
        "number": previous.run + 1,
        "previous": last,
        "linked_at": None if sources.linked_at is None else sources.linked_at.isoformat(),
        "engine": sources.engine,
        "inputs": inputs,
        "settings": settings_of(sources.settings),
        "doubted": list(doubted),
        "versions": {
            name: version(name)
            for name in ("ringfence", "duckdb", "graspologic-native", "numpy", "rustworkx", "scipy")
        },
    }
    return json.dumps(told, indent=2) + "\n"


def sources_of(folder: Path) -> Sources:
    """Find what a ring folder was linked from, unchanged.

    Raises:
        UsageError: When it is no ring folder.
        FormatError: When its ``run.json`` cannot be read.
        InputError: When a file is gone or not the same any more.
    """
    try:
        told = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        inputs, settings = told["inputs"], dict(told["settings"])
        priors = {tuple(name.split("/", 1)): float(share) for name, share in settings.pop("priors").items()}
        kept = Settings(priors=priors, **(settings | {"rotating": tuple(settings["rotating"])}))
        paths = {name: _unchanged(folder, one) for name, one in inputs.items() if name != "judgements"}
        at = told.get("linked_at")
        linked_at = None if at is None else datetime.fromisoformat(at)
        return Sources(paths["sightings"], paths.get("reports"), str(told["engine"]), kept, linked_at)
    except (FileNotFoundError, NotADirectoryError) as wrong:
        raise UsageError(
            f"{folder} is not a ring folder", advice="Make one with ringfence link SIGHTINGS -o DIR"
        ) from wrong
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise FormatError(
            "this does not tell how the rings came about",
            place=Place(str(folder / "run.json")),
            advice="Link again",
        ) from wrong


def _unchanged(folder: Path, told: dict[str, str]) -> Path:
    path = folder / told["path"]
    if not path.is_file() or file_digest(path) != told["digest"]:
        raise InputError(
            "the file that these rings were linked from is gone or has changed",
            place=Place(told["path"]),
            advice="Link again with --previous and this folder, then judge",
        )
    return path
