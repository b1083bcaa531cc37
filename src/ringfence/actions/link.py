"""Link: sightings become a ring folder, written beside its place and moved there when it is whole.

The folder holds everything that a later run or a judgement needs: the judgements, and what the run before
left.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from ringfence.actions import history, placed
from ringfence.actions.files import file_digest
from ringfence.actions.ringfolder import readable
from ringfence.actions.runs import (
    ENGINES,
    Sources,
    describe_run,
    read_judgements,
    read_previous,
    run_id,
)
from ringfence.actions.swap import MeanwhileError, adopt, alone, exchange, state_of, until_alone
from ringfence.rings import index, judgement, tables
from ringfence.rings.communities import NONE
from ringfence.rings.engines import spark
from ringfence.rings.evidence import lacking
from ringfence.rings.findings import findings
from ringfence.rings.identity import Previous, count
from ringfence.rings.link import Linked, link
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from ringfence.rings.evidence import Evidence
    from ringfence.rings.judgement import Judgement

_STEPS = 4


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking did, in numbers.

    Attributes:
        run: The run's id.
        sightings: Sightings that were read.
        reports: Reports that have one; those of ``reports.parquet`` without one stand in no ring.
        in_rings: Reports in a ring.
        in_cores: Of these, in a core.
        rings: Active rings.
        cores: Cores.
        values: Values that two reports or more hold.
        linking: Of these, those that link.
        enablers: Of these, those that serve several rings.
        redirected: Ids that lead elsewhere now.
        judgements: Judgements that stand.
        unmatched: Of these, without effect because they name what is not known here.
        contradicted: Of these, without effect because others say otherwise.
        unknown_roles: Sightings whose role is not known; they counted as their kind's strongest.
        unknown_kinds: Sightings whose kind is not known; they counted nothing.
        doubted: Sources whose reports tie what all others keep apart; each was heard as one person.
        signed: Sources where most of those who are known file four reports and more, heard on no joining.
        lacking: Columns of sightings that the file does not have.
    """

    run: str
    sightings: int
    reports: int
    in_rings: int
    in_cores: int
    rings: int
    cores: int
    values: int
    linking: int
    enablers: int
    redirected: int
    judgements: int
    unmatched: int
    contradicted: int
    unknown_roles: int
    unknown_kinds: int
    doubted: tuple[str, ...]
    signed: tuple[str, ...]
    lacking: tuple[str, ...]


def link_sightings(
    sources: Sources,
    into: Path,
    *,
    judgements: Path | None = None,
    previous: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Linking:
    """Find the rings behind sightings.

    Args:
        sources: What to link, and how.
        into: The ring folder to write; one that stands there is replaced when the new one is whole.
        judgements: ``judgements.jsonl``. What the previous folder holds, and the one that is replaced, is
            honoured as well: nothing that was judged is lost.
        previous: The ring folder of an earlier run, whose ids live on. What was placed in it since is
            settled, or placed anew.
        progress: Called with steps done and steps in all.

    Raises:
        UsageError: When something that was named is not there, or ``into`` is something else.
        InputError: When a file is not what it should be.
    """
    _present(sources)

    replaced = into if (into / "judgements.jsonl").exists() else None

    def once(state: bytes | None) -> Linking:
        before = Previous.none() if previous is None else read_previous(previous)
        rows = read_judgements(judgements)
        for folder in (previous, replaced):
            if folder is not None:
                told = {row.id for row in rows}
                carried = read_judgements(_there(folder / "judgements.jsonl"))
                rows = (*(row for row in carried if row.id not in told), *rows)
        return write_folder(sources, into, rows, before, carried=previous, state=state, progress=progress)

    return until_alone(previous or replaced, once)


def _present(sources: Sources) -> None:
    if sources.engine not in ENGINES:
        raise UsageError(
            f"there is no engine {sources.engine}", advice="Choose one of " + ", ".join(sorted(ENGINES))
        )
    for path in (sources.sightings, sources.reports):
        if path is not None and not path.is_file():
            raise UsageError(f"there is no file {path}", advice="Make it with ringfence gather and extract")
    if sources.reports is not None:
        readable(sources.reports, ("report_id", "country"))


def _there(path: Path) -> Path | None:
    return path if path.exists() else None


def write_folder(
    sources: Sources,
    into: Path,
    rows: Sequence[Judgement],
    previous: Previous,
    *,
    published: Previous | None = None,
    carried: Path | None = None,
    judged: Judgement | None = None,
    state: bytes | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Linking:
    """Link, and write the ring folder whole or not at all.

    Args:
        sources: What to link, and how.
        into: The folder.
        rows: Every judgement.
        previous: What the earlier run left.
        published: What this run gave before it was judged again; None: nothing.
        carried: Another ring folder, whose reports that were placed since it was linked live on; None: none.
        judged: The judgement by which it is linked again; None for a run.
        state: From `state_of`, how the folder of the earlier run was when it was read; None: there was none.
        progress: Called with steps done and steps in all.

    Raises:
        MeanwhileError: When that folder is the one to write, and is another by now.
        UsageError: When the folder cannot be written.
        InputError: When the sightings cannot be used.
    """
    tell = progress or _nothing
    tell(0, _STEPS)
    into = into.resolve()  # a link to a folder goes on leading to it
    run = run_id(sources, previous)
    beside = _beside(into)
    try:
        spilling = replace(sources.settings, spill=str(beside))
        work = partial(_write_rings, sources, beside, into, tuple(rows), previous, published, run)
        if sources.engine == "spark":  # what grows with the data stays where Spark puts it
            done = spark.linked_apart(sources.sightings, spilling, work)
        else:
            evidence = ENGINES[sources.engine](sources.sightings, spilling)
            tell(1, _STEPS)
            done = work(evidence)
        tell(3, _STEPS)
        base = into if judged is not None else carried
        at = sources.linked_at if judged is None else datetime.fromisoformat(judged.at)
        history.keep(base, beside, run, at, None if judged is None else judged.id)
        _move(beside, into, carried, state if base is None or _same(base, into) else None)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    tell(4, _STEPS)
    return done


def _write_rings(  # noqa: PLR0917 - what can be pickled is handed over in order
    sources: Sources,
    beside: Path,
    into: Path,
    rows: tuple[Judgement, ...],
    previous: Previous,
    published: Previous | None,
    run: str,
    evidence: Evidence,
) -> Linking:
    """Link evidence and write what stands in the folder; Spark runs this in a task of its own."""
    with ThreadPoolExecutor(1) as aside:  # findings need no link
        found = aside.submit(_write_findings, sources.sightings, evidence.reports, beside)
        linked = link(evidence, sources.settings, rows, previous, published)
    found.result()
    _write_tables(linked, beside, _known_rings(previous, published), run, sources)
    _write_context(beside, rows, previous)
    told = describe_run(beside, into, sources, run, previous, doubted=linked.doubted)
    (beside / "run.json").write_text(told, encoding="utf-8")
    _write_index(linked, beside, sources)
    return _counts(linked, run, lacking(sources.sightings))


def _write_findings(sightings: Path, reports: pa.Table, beside: Path) -> None:
    _write(findings(sightings, reports), beside / "findings.parquet")


def _nothing(done: int, steps: int | None) -> None:
    del done, steps


def _known_rings(previous: Previous, published: Previous | None) -> Previous:
    if published is None:
        return previous
    known = pl.concat([previous.rings, published.rings]).unique("ring_id", keep="first", maintain_order=True)
    return Previous(previous.members, known, previous.run)


def _beside(into: Path) -> Path:
    """Make a folder beside the one to write.

    Raises:
        UsageError: When it cannot be written, or something else stands there.
    """
    into = into.absolute()
    if into.exists() and not into.is_dir():
        raise UsageError(f"{into} is a file", advice="Name a folder for the rings")
    if into.is_dir() and any(into.iterdir()) and not (into / "run.json").exists():
        raise UsageError(f"{into} holds something else", advice="Name a new folder for the rings")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{into.name}.", dir=into.parent))
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {into}: {wrong.strerror}", advice="Name a folder that can be written to"
        ) from wrong


def _write_tables(linked: Linked, beside: Path, known: Previous, run: str, sources: Sources) -> None:
    made: dict[str, Callable[[], pa.Table]] = {
        "members": lambda: tables.members(linked, sources.reports),
        "rings": lambda: tables.rings(linked, known, run, sources.sightings, sources.reports),
        "links": lambda: tables.links(linked),
        "values": lambda: tables.values(linked),
        "edges": lambda: tables.edges(linked),
    }
    for name, table in made.items():  # one after the other, so that no two are held at once
        _write(table(), beside / f"{name}.parquet")


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd")


def _write_context(beside: Path, rows: Sequence[Judgement], previous: Previous) -> None:
    """Keep the judgements, and what the earlier run left: a relink needs nothing else."""
    lines = "".join(judgement.write(row) + "\n" for row in rows)
    (beside / "judgements.jsonl").write_text(lines, encoding="utf-8")
    if previous.run:
        (beside / "previous").mkdir()
        _write(previous.members.to_arrow(), beside / "previous" / "members.parquet")
        _write(previous.rings.to_arrow(), beside / "previous" / "rings.parquet")
        (beside / "previous" / "run.json").write_text(json.dumps({"number": previous.run}) + "\n")


def _write_index(linked: Linked, beside: Path, sources: Sources) -> None:
    """Write what new reports are placed by until the next run."""
    run = file_digest(beside / "run.json")
    index.write(index.places_of(linked), beside / index.NAME, run=run, settings=sources.settings)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _move(beside: Path, into: Path, carried: Path | None, state: bytes | None) -> None:
    """Put the new folder in the old one's place at one stroke; what others keep in it stands there, too.

    What was placed since the old one was linked is settled first, while nobody else can place anything.

    Raises:
        MeanwhileError: When the old one is not in the state in which it was read.
    """
    folders = [] if carried is None else [carried]
    umask = os.umask(0)
    os.umask(umask)
    beside.chmod(0o777 & ~umask)
    if not into.exists():
        placed.carry(folders, beside)
        beside.rename(into)
        return
    with alone(into):
        if state is not None and state_of(into) != state:
            raise MeanwhileError
        placed.carry([*folders, into], beside)
        for kept in _kept(into):
            adopt(kept, beside)
        exchange(beside, into)
        for kept in _kept(beside):  # what came while the folders changed places
            if not (into / kept.name).exists():
                kept.rename(into / kept.name)


def _kept(folder: Path) -> list[Path]:
    """List what others keep in a ring folder; what a killed writer began is none of it."""
    begun = tuple(f".{name}." for name in _OWN)
    own = (*_OWN, "previous", history.NAME)
    return [path for path in folder.iterdir() if path.name not in own and not path.name.startswith(begun)]


_OWN = (
    *(f"{name}.parquet" for name in ("members", "rings", "links", "values", "edges", "findings")),
    "judgements.jsonl",
    "run.json",
    index.NAME,
    placed.NAME,
)


def _counts(linked: Linked, run: str, lacks: tuple[str, ...]) -> Linking:
    weighed = linked.weighed
    links = pl.DataFrame({"value": linked.graph.value, "links": weighed.weight > 0})
    return Linking(
        run=run,
        sightings=linked.evidence.sightings,
        reports=linked.graph.reports,
        in_rings=int((linked.labels != NONE).sum()),
        in_cores=int((linked.core != NONE).sum()),
        rings=count(linked.labels),
        cores=count(linked.core),
        values=linked.graph.values,
        linking=links.filter("links")["value"].n_unique(),
        enablers=int(weighed.enabling.sum()),
        redirected=len(linked.names.redirects),
        judgements=linked.standing,
        unmatched=linked.unmatched,
        contradicted=linked.contradicted,
        unknown_roles=linked.evidence.unknown_roles,
        unknown_kinds=linked.evidence.unknown_kinds,
        doubted=linked.doubted,
        signed=linked.signed,
        lacking=lacks,
    )
