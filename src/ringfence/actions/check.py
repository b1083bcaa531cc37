"""Check: read what the public may be told of the values in a text, and answer; nothing asked is kept.

Of a folder only its reports and sightings are read, for the values asked about, and its corrections. Members,
rings, judgements, referrals and outcomes are never opened: whatever happens to a ring, the answer stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.actions import corrections
from ringfence.actions.corrections import Effect
from ringfence.actions.ringfolder import readable
from ringfence.guidance.check import Answer, Asked, asked
from ringfence.guidance.verdict import host_of, verdict
from ringfence.indicators import known_good, web_names
from ringfence.reports import triage
from ringfence.words import FormatError, Place, Tlp, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from ringfence.actions.corrections import Correction

DESK = "public-desk"
"""The source whose reports count, unless another is named."""
_SIGHTINGS = ("report_id", "kind", "value", "role", "validity", "source", "reporter")
_REPORTS = (*triage.COLUMNS, "tlp")


@dataclass(frozen=True, slots=True)
class Held:
    """Where a folder's reports and sightings are.

    Attributes:
        reports: ``reports.parquet``.
        sightings: ``sightings.parquet``.
    """

    reports: Path
    sightings: Path


def check(
    text: str,
    folder: Path,
    *,
    at: datetime,
    node_key: bytes,
    country: str | None = None,
    desk: str = DESK,
    lang: str | None = None,
) -> Answer:
    """Answer what is known of a text.

    Args:
        text: A number, a site, an e-mail address, a message.
        folder: A ring folder, or a folder that holds ``reports.parquet`` and ``sightings.parquet``.
        at: The moment of asking, aware.
        node_key: The node's key, under which the delay of each value is found.
        country: Where whoever asks lives, ISO 3166-1 alpha-2.
        desk: The source whose reports count; those of others count where they are marked TLP:CLEAR.
        lang: The language of the text, if it is known.

    Raises:
        UsageError: When the folder holds no reports or no sightings, or none from a desk that is not `DESK`.
        FormatError: When a file cannot be read.
    """
    wanted = asked(text, country, lang)
    held = held_in(folder)
    _known(held, desk)
    seen = _seen(held, wanted.values, at, desk)
    rows = corrections.read(folder)
    verdicts = []
    for kind, value in wanted.values:
        own = seen.filter(pl.col("kind") == kind, pl.col("value") == value)
        effect = _effect(rows, kind, value, at)
        told = verdict(
            kind,
            value,
            _passing(held, own, at, desk),
            at=at,
            node_key=node_key,
            hidden=effect.hidden,
            since=effect.since,
        )
        verdicts.append(told)
    return Answer(tuple(verdicts), wanted.signs, wanted.contacts, wanted.more)


def _known(held: Held, desk: str) -> None:
    """Refuse a desk that someone named and no report came to: every answer would be that of no reports."""
    if desk == DESK:
        return
    there = sorted(pl.scan_parquet(held.reports).select(pl.col("source").unique()).collect()["source"])
    if desk not in there:
        raise UsageError(
            f"no report has the source {desk}",
            place=Place(str(held.reports)),
            advice=f"The sources there are: {', '.join(there) or 'none'}",
        )


def _effect(rows: Sequence[Correction], kind: str, value: str, at: datetime) -> Effect:
    """Say what corrections do to a value's answer; that of a domain also does it to the pages on it."""
    found = [corrections.effect(rows, kind, value, at)]
    domain = web_names.registrable(host_of(kind, value)) if kind == "url" else None
    if domain is not None and not known_good.shared(domain):
        found.append(corrections.effect(rows, "domain", domain, at))
    upheld = [one.since for one in found if one.since is not None]
    return Effect(any(one.hidden for one in found), max(upheld, default=None))


def correct(text: str, folder: Path, *, why: str, at: datetime, country: str | None = None) -> str:
    """Note that someone asks to correct the one value of a text; gives the request's id.

    Raises:
        UsageError: When the text holds no value or more than one, no reason is given, or the folder does not
            hold what ``check`` reads.
    """
    held_in(folder)
    return corrections.ask(folder, one_value(text, country).values, why=why, at=at)


def one_value(text: str, country: str | None = None) -> Asked:
    """Find the one value of a text; an address and its domain are one.

    Raises:
        UsageError: When the text holds no value or more than one.
    """
    wanted = asked(text, country)
    if not _is_one(wanted):
        raise UsageError(
            "a correction is about one number, site, e-mail address or account",
            advice="Give just that one, and nothing else",
        )
    return wanted


def _is_one(wanted: Asked) -> bool:
    kinds = [kind for kind, _ in wanted.values]
    return len(kinds) == 1 or (sorted(kinds) == ["domain", "url"])


def held_in(folder: Path) -> Held:
    """Find a folder's reports and sightings: in it, else where ``run.json`` says it was linked from.

    Raises:
        UsageError: When they are in neither place.
        FormatError: When ``run.json`` or one of them cannot be read.
    """
    found: dict[str, Path] = {}
    linked = _linked_from(folder)
    for name in ("reports", "sightings"):
        places = [folder / f"{name}.parquet", *linked.get(name, [])]
        path = next((one for one in places if one.is_file()), None)
        if path is None:
            raise UsageError(
                f"{folder} holds no {name}.parquet and does not say where it is",
                advice="Name a folder with both files, or one that ringfence link wrote with --reports",
            )
        found[name] = path
    readable(found["reports"], _REPORTS)
    readable(found["sightings"], _SIGHTINGS)
    return Held(**found)


def _linked_from(folder: Path) -> dict[str, list[Path]]:
    path = folder / "run.json"
    try:
        inputs = json.loads(path.read_text(encoding="utf-8"))["inputs"]
        return {name: [folder / one["path"]] for name, one in inputs.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise FormatError(
            "this does not tell what the rings were linked from", place=Place(str(path)), advice="Link again"
        ) from wrong


def _seen(held: Held, values: Sequence[tuple[str, str]], at: datetime, desk: str) -> pl.DataFrame:
    """Read the sightings of some values in the reports that may count for the public."""
    names = [value for _, value in values]
    sightings = (
        pl.scan_parquet(held.sightings)
        .filter(pl.col("value").is_in(names))
        .select("report_id", "kind", "value", "role", "validity")
        .collect()
    )
    ids = sightings["report_id"].unique().implode()
    reports = (
        pl.scan_parquet(held.reports)
        .filter(pl.col("report_id").is_in(ids), _may_count(at, desk))
        .select(*triage.COLUMNS)
        .collect()
    )
    return sightings.join(reports, on="report_id", how="inner")


def _may_count(at: datetime, desk: str) -> pl.Expr:
    """Give whether a report may count for the public at some time.

    It came to the desk, or is marked TLP:CLEAR; one that is marked TLP:RED never counts.
    """
    desks = (pl.col("source") == desk) & (pl.col("tlp") != Tlp.RED.value)
    return (pl.col("received_at") <= at) & (desks | (pl.col("tlp") == Tlp.CLEAR.value))


def _passing(held: Held, seen: pl.DataFrame, at: datetime, desk: str) -> pl.DataFrame:
    """Keep the sightings in reports that pass triage; what arrived later, or counts not, is no flood."""
    if seen.is_empty():
        return seen
    reports = seen.select(*triage.COLUMNS).unique("report_id")
    busiest = triage.flooding(pl.scan_parquet(held.reports).filter(_may_count(at, desk)), reports["reporter"])
    passed = triage.passed(reports, busiest).select("report_id")
    return seen.join(passed, on="report_id", how="semi")
