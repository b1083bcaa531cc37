"""The demo's story, chapter by chapter: what is read, masked, found and linked, beside the truth.

Each chapter does one thing that a person would do with their own files, by the same actions as the commands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.padding import Padding
from rich.text import Text

from ringfence.actions.evaluate import judge_rings
from ringfence.actions.explain import clearest_rings
from ringfence.actions.extract import Extracted, extract_reports
from ringfence.actions.files import PRIVATE, replacing
from ringfence.actions.gather import Gathered, Options, gather
from ringfence.actions.keys import node_key
from ringfence.actions.link import link_sightings
from ringfence.actions.ringstory import RingStory, tell
from ringfence.actions.runs import Sources
from ringfence.cli.gather import MASKED
from ringfence.cli.keeping import HOME, keep
from ringfence.cli.screen import chapter, progress, say, table
from ringfence.cli.sequel import Sequel, play_on
from ringfence.rings.sentences import count, listed
from ringfence.scenario.parameters import chakra
from ringfence.scenario.world import make
from ringfence.scenario.write import write

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from ringfence.rings.evaluate import Evaluation, TrueRing

PURE = 0.95
"""The share of a found ring's reports that must be one call centre's, to count it as clean."""
EXPLAINED = 3
"""How many rings the demo explains."""
_SAID = 4


@dataclass(frozen=True, slots=True)
class CallCentre:
    """One call centre of the truth, and what was found of it.

    Attributes:
        true_id: Its name in the truth.
        reports: Reports about it.
        ring_id: The ring that holds most of it; None when no ring holds any.
        held: How many of its reports that ring holds.
        purity: The share of that ring that is this call centre's, 0 to 1.
        found: Whether half of what can be linked is in one ring, at least 95 % of which is this centre's.
        core: Whether that ring has a core, so that it may be referred.
        alone: Sources whose own reports would have shown it, by the same measure and with a core.
    """

    true_id: str
    reports: int
    ring_id: str | None
    held: int
    purity: float
    found: bool
    core: bool
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo did and found.

    Attributes:
        rows: Rows and mails that were read.
        reports: Reports that were made of them.
        masked: Stretches and values that were masked.
        sightings: Indicators, each in one report.
        centres: The call centres, the largest first.
        found: How many of them were found.
        pooled_only: Those found only when all sources are put together.
        sequel: What came next: the overlap, the case files, the outcomes, the public's answer.
        kept: Reports in the ledger of the demo's node.
    """

    rows: int
    reports: int
    masked: int
    sightings: int
    centres: tuple[CallCentre, ...]
    found: int
    pooled_only: tuple[str, ...]
    sequel: Sequel
    kept: int


def play(folder: Path, seed: int, screen: Console) -> Played:
    """Play the whole story in an empty folder.

    Args:
        folder: Where everything is written.
        seed: Which operation.
        screen: Where it is told.
    """
    inbox = folder / "inbox"
    _write_world(inbox, seed, screen)
    gathered = _gather(folder, inbox, screen)
    extracted = _extract(folder, screen)
    _link(folder, screen)
    truth = inbox / "truth.parquet"
    judged = judge_rings(folder / "rings", truth).evaluation
    alone = _alone(folder, truth)
    centres = _centres(judged, folder, alone)
    _beside_the_truth(screen, centres)
    _explain(folder, screen)
    pooled = _pooled(screen, centres, tuple(alone))
    sequel = play_on(folder, screen)
    kept = keep(folder, screen)
    _next(screen, folder)
    return Played(
        rows=gathered.total("rows"),
        reports=gathered.total("reports"),
        masked=sum(gathered.masked.values()),
        sightings=extracted.sightings,
        centres=centres,
        found=sum(centre.found for centre in centres),
        pooled_only=pooled,
        sequel=sequel,
        kept=kept,
    )


def _write_world(inbox: Path, seed: int, screen: Console) -> None:
    world = make(chakra(seed=seed))
    with progress("making up the world") as tell:
        written = write(world, inbox, tell)
    counts = json.loads((inbox / "scenario.json").read_text(encoding="utf-8"))["counts"]
    chapter(screen, "1. A joint operation", "All of it is made up: people, companies, numbers, sites.")
    say(
        screen,
        f"{counts['victims']:,} people in {counts['countries']} countries were defrauded by "
        f"{counts['rings']} call centres that posed as technical support. Company A sees 10 of the call "
        "centres, company B 9, and 5 are seen by both. Each has a file of complaints of its own form, and so "
        "has a public desk.",
    )
    screen.print(table(None, ("complaints of", "reports"), written.reports.items()))


def _gather(folder: Path, inbox: Path, screen: Console) -> Gathered:
    names = json.loads((inbox / "scenario.json").read_text(encoding="utf-8"))["files"]
    key = folder / "node.key"
    key.write_text(
        "00" * 32 + "\n", encoding="ascii"
    )  # the demo's alone, so that it is the same for everyone
    key.chmod(0o600)
    with progress("gathering") as tell:
        gathered = gather(
            [inbox / name for name in names],
            folder / "reports.parquet",
            node_key=node_key(key),
            options=Options(),
            progress=tell,
        )
    chapter(screen, "2. Gather", "Every row is read, checked, and loses what is private.")
    rows = [
        (one.file, one.source, one.format, one.rows, one.reports, one.rejected, one.duplicates, one.fields)
        for one in gathered.files
    ]
    columns = ("file", "source", "format", "rows", "reports", "refused", "twice", "fields left out")
    screen.print(table(None, columns, rows))
    screen.print()
    masked = sorted(gathered.masked.items(), key=lambda one: (-one[1], one[0]))
    screen.print(table(None, ("masked", "times"), [(MASKED[why], times) for why, times in masked]))
    return gathered


def _extract(folder: Path, screen: Console) -> Extracted:
    with progress("extracting") as tell:
        extracted = extract_reports(folder / "reports.parquet", folder / "sightings.parquet", progress=tell)
    chapter(
        screen,
        "3. Extract",
        "What can link reports is found in the texts and fields, with what it did there.",
    )
    kinds: dict[str, dict[str, int]] = {}
    for one in extracted.counts:
        roles = kinds.setdefault(one.kind, {})
        roles[one.role] = roles.get(one.role, 0) + one.sightings
    rows = [
        (
            kind.replace("_", " "),
            sum(roles.values()),
            ", ".join(f"{role} {n:,}" for role, n in sorted(roles.items())),
        )
        for kind, roles in sorted(kinds.items(), key=lambda one: -sum(one[1].values()))
    ]
    screen.print(table(None, ("kind", "sightings", "by role"), rows))
    return extracted


def _link(folder: Path, screen: Console) -> None:
    sources = Sources(folder / "sightings.parquet", folder / "reports.parquet")
    with progress("linking") as tell:
        linked = link_sightings(sources, folder / "rings", progress=tell)
    chapter(screen, "4. Link", "Reports that share what only one organisation would use become a ring.")
    say(
        screen,
        f"{linked.in_rings:,} of {count(linked.reports, 'report')} stand in {count(linked.rings, 'ring')}; "
        f"{linked.in_cores:,} of them in a core, which no single value and no single reporter holds "
        "together. "
        f"{count(linked.values, 'value')} stand in two reports or more: {linked.linking:,} link, "
        f"{linked.enablers:,} serve several rings and are kept from gluing them.",
    )


def _alone(folder: Path, truth: Path) -> dict[str, Evaluation]:
    """Do the same with each source's reports alone, as if nobody shared anything."""
    reports = pq.read_table(folder / "reports.parquet")
    known = pl.read_parquet(truth)
    judged = {}
    for source in sorted(set(reports["source"].to_pylist())):
        place = folder / "alone" / source
        place.mkdir(parents=True)
        own = reports.filter(pc.equal(reports["source"], source))
        with replacing(place / "reports.parquet", mode=PRIVATE) as beside:
            pq.write_table(own, beside)
        own_truth = known.filter(pl.col("report_id").is_in(own["report_id"].to_pylist()))
        own_truth.write_parquet(place / "truth.parquet")
        extract_reports(place / "reports.parquet", place / "sightings.parquet")
        link_sightings(Sources(place / "sightings.parquet", place / "reports.parquet"), place / "rings")
        judged[source] = judge_rings(place / "rings", place / "truth.parquet").evaluation
    return judged


def _centres(judged: Evaluation, folder: Path, alone: dict[str, Evaluation]) -> tuple[CallCentre, ...]:
    cored = {"": _with_core(folder / "rings")} | {
        source: _with_core(folder / "alone" / source / "rings") for source in alone
    }
    shown = {
        source: {ring.true_id for ring in one.found if _clean(ring) and ring.ring_id in cored[source]}
        for source, one in alone.items()
    }
    return tuple(
        CallCentre(
            true_id=ring.true_id,
            reports=ring.reports,
            ring_id=ring.ring_id,
            held=ring.held,
            purity=ring.purity,
            found=_clean(ring),
            core=ring.ring_id in cored[""],
            alone=tuple(source for source in sorted(shown) if ring.true_id in shown[source]),
        )
        for ring in judged.found
    )


def _clean(ring: TrueRing) -> bool:
    return ring.found and ring.purity >= PURE


def _with_core(rings: Path) -> set[str]:
    """Name the rings that have a core: what may be referred."""
    members = pl.read_parquet(rings / "members.parquet", columns=["ring_id", "core_id"])
    return set(members.drop_nulls()["ring_id"].to_list())


def _beside_the_truth(screen: Console, centres: tuple[CallCentre, ...]) -> None:
    found = sum(centre.found for centre in centres)
    chapter(
        screen,
        "5. Beside the truth",
        "The made-up world knows who was behind each report; the linker did not.",
    )
    rows = [
        (
            f"call centre {number}",
            centre.reports,
            centre.ring_id,
            centre.held,
            f"{centre.purity:.0%}",
            "yes" if centre.found else "no",
        )
        for number, centre in enumerate(centres, 1)
    ]
    columns = ("in truth", "reports", "ring that holds most of it", "of them there", "purity", "found")
    screen.print(table(None, columns, rows))
    screen.print()
    say(
        screen,
        f"{found} of {len(centres)} call centres were found: half or more of what can be linked is in one "
        f"ring, and at least {PURE:.0%} of that ring is theirs.",
    )


def _explain(folder: Path, screen: Console) -> None:
    chapter(
        screen,
        "6. Why",
        f"The {EXPLAINED} clearest rings, in sentences that can be checked report by report.",
    )
    for line in clearest_rings(folder / "rings", EXPLAINED).clearest:
        told = tell(folder / "rings", [line.ring_id])
        if not isinstance(told, RingStory):
            continue
        said = told.explanation
        figures = said.figures
        screen.print(Text(said.ring_id, style="bold"))
        say(
            screen,
            f"{count(figures.reports, 'report')} by {count(figures.reporters, 'independent reporter')} from "
            f"{listed(list(figures.sources))}; {figures.core:,} in a core.",
        )
        for sentence in said.because[:_SAID]:
            screen.print(Padding(Text(f"• {sentence.text}"), (0, 0, 0, 2)))
        screen.print()


def _pooled(screen: Console, centres: tuple[CallCentre, ...], sources: tuple[str, ...]) -> tuple[str, ...]:
    chapter(screen, "7. Together", "The same was done with each source's reports alone, as if nobody shared.")
    rows = [
        (
            f"call centre {number}",
            *("yes" if source in centre.alone else "–" for source in sources),
            "yes" if centre.found and centre.core else "–",
        )
        for number, centre in enumerate(centres, 1)
    ]
    screen.print(table(None, ("shows, with a core", *sources, "all together"), rows))
    screen.print()
    only = tuple(centre.true_id for centre in centres if centre.found and centre.core and not centre.alone)
    alone = ", ".join(f"{source} {sum(source in centre.alone for centre in centres)}" for source in sources)
    together = sum(centre.found and centre.core for centre in centres)
    say(
        screen,
        f"Alone, each would have seen so many: {alone}. Together: {together}. "
        f"{count(len(only), 'ring')} showed only when the sources were put together.",
    )
    return only


def _next(screen: Console, folder: Path) -> None:
    clearest = clearest_rings(folder / "rings", 1).clearest
    ring = clearest[0].ring_id if clearest else "RING"
    chapter(screen, "What to open next", f"Everything is in {folder}/, and every step is a command:")
    for line in (
        f"ringfence explain --in {folder}/rings",
        f"ringfence explain {ring} --in {folder}/rings",
        f"ringfence evaluate {folder}/rings --truth {folder}/inbox/truth.parquet",
        f"ringfence overlap {folder}/alone/company-a/rings {folder}/alone/company-b/rings",
        f"ringfence refer {ring} --in {folder}/rings",
        f"ringfence verify {_first(folder)} --key {folder}/signing.pub.pem",
        f"ringfence tally {folder}/rings --by kind --internal",
        f"RINGFENCE_HOME={folder}/{HOME} ringfence serve",
        "ringfence gather YOUR-COMPLAINTS.csv -o reports.parquet",
    ):
        screen.print(Text(f"  {line}"), soft_wrap=True)


def _first(folder: Path) -> str:
    """Name the joint case file."""
    return str(next(iter(sorted((folder / "case-files").glob("*-in-cbi"))), folder / "case-files"))
