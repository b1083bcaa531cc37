"""The document of a case file: one ring on A4 pages for a police force, as PDF/A-2a and PDF/UA-1.

``subject_of`` takes from a dossier what may be said; ``pages`` prints it in one language. The same subject
with the same fonts gives the same bytes. A character that no font draws is never printed as a box: typst
refuses such a document, and what no font draws was made a number before.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, Protocol

import typst

from ringfence.referrals.fonts import FIXED, Choice, choose
from ringfence.referrals.pages.drawn import (
    RECENT_DAYS,
    enablers_of,
    groups_of,
    known_of,
    lands_of,
    left_out_of,
    newest_payment,
    paid_of,
    pointers_of,
    recent_of,
)
from ringfence.referrals.pages.sheet import sheet
from ringfence.referrals.pages.subject import Subject
from ringfence.referrals.pages.telling import because_of, line_of, with_countries
from ringfence.referrals.pages.words import spoken
from ringfence.referrals.pages.writer import Writer
from ringfence.rings.doubts import NEVER
from ringfence.rings.sentences import capital
from ringfence.words import RingfenceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from ringfence.referrals.force import Force
    from ringfence.referrals.pages.words import Spoken
    from ringfence.referrals.readiness import Readiness
    from ringfence.referrals.routing import Route
    from ringfence.rings.dossier import Dossier

STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
__all__ = ["Subject", "pages", "subject_of"]


class Marking(Protocol):
    """What is asked of a marking here (``exchange.marking.Marking``)."""

    @property
    def tlp(self) -> str:
        """The TLP marking."""

    @property
    def siena(self) -> str | None:
        """The handling code."""

    @property
    def source_grade(self) -> str:
        """How reliable the source is: A, B, C or X."""

    @property
    def information_grade(self) -> int:
        """How reliable the information is: 1 to 4."""


def subject_of(
    dossier: Dossier,
    force: Force,
    route: Route,
    readiness: Readiness,
    *,
    at: datetime,
    organisation: str,
    reference: str,
    marking: Marking,
) -> Subject:
    """Take from a dossier what the pages for a force say.

    Args:
        dossier: The ring; its reports are those that may go to this force.
        force: Who receives it.
        route: As what, and why.
        readiness: How ready it is.
        at: When the case file is made, aware.
        organisation: Who refers.
        reference: The case file's reference.
        marking: How it is to be handled.
    """
    facts, reports, figures = dossier.facts, dossier.reports, dossier.explanation.figures
    known = known_of(facts)
    drawn, groups, undrawn = groups_of(facts, known)
    lands = lands_of(pointers := pointers_of(reports), readiness)
    told = Subject(
        reference=reference,
        ring_id=dossier.ring_id,
        run=str(dossier.run.get("run", "")),
        organisation=organisation,
        at=at.astimezone(UTC),
        tlp=str(marking.tlp),
        handling=_handling(marking),
        force=force.name,
        role=route.as_,
        via=tuple(channel.name for channel in route.via),
        reasons=_sentences(route.reasons),
        reports=reports.height,
        reporters=figures.reporters,
        unknown=figures.unknown,
        core=figures.core,
        cores=figures.cores,
        sources=figures.sources,
        countries=figures.countries or tuple(land.country for land in lands if land.country),
        brands=figures.brands,
        first_on=None if figures.first_at is None else figures.first_at.date(),
        last_on=None if figures.last_at is None else figures.last_at.date(),
        weeks=figures.weeks,
        confidence=figures.confidence,
        known=known,
        drawn=drawn,
        groups=groups,
        undrawn=undrawn,
        lands=lands,
        pointers=pointers,
        enablers=enablers_of(facts),
    )
    return _with_readiness(_with_money(_with_reasons(told, dossier), dossier), readiness, route)


def _with_reasons(told: Subject, dossier: Dossier) -> Subject:
    return replace(
        told,
        because=because_of(dossier),
        breaks=tuple(line_of(said, told.reports) for said in dossier.explanation.breaks),
        against=tuple(line_of(said, told.reports) for said in dossier.explanation.against),
        left_out=left_out_of(dossier.facts, NEVER),
    )


def _with_money(told: Subject, dossier: Dossier) -> Subject:
    reports = dossier.reports
    return replace(
        told,
        paid=paid_of(reports),
        payees=known_of(dossier.facts, payees=True),
        newest_paid_on=newest_payment(reports, told.at),
        recent=recent_of(reports, told.at),
        recent_days=RECENT_DAYS,
    )


def _with_readiness(told: Subject, readiness: Readiness, route: Route) -> Subject:
    return replace(
        told,
        ready=readiness.ready,
        missing=_sentences(readiness.missing),
        strong=_sentences(readiness.strong),
        weak=_sentences((*readiness.weak, *route.weak)),
        next_steps=_sentences(readiness.next_steps),
        originals=readiness.exhibits.originals,
        texts=readiness.exhibits.texts,
        withheld=(readiness.exhibits.originals_withheld, readiness.exhibits.texts_withheld),
        testify=sum(row.testify for row in readiness.countries),
    )


def _sentences(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{capital(with_countries(one.removesuffix('.')))}." for one in told)


def _handling(marking: Marking) -> str | None:
    parts = [marking.siena or "", f"{marking.source_grade}{marking.information_grade}"]
    return " · ".join(part for part in parts if part) or None


def pages(subject: Subject, lang: str, *, fonts: Path | None) -> bytes:
    """Print a case file's document.

    Args:
        subject: What it says.
        lang: Its language, one of ``pages.words.LANGS``.
        fonts: The folder of fonts for other than Latin scripts; None for where Debian puts them.

    Returns:
        The PDF.

    Raises:
        UsageError: When the pages are not written in this language.
        InputError: When a script needs a font that is not there; the advice names the Debian package.
        FormatError: When a font's file is broken.
    """
    told = spoken(lang)
    first = Writer(subject, told, frozenset(), plain=False)
    sheet(first)
    chosen = choose("".join(told.words.values()) + "".join(told.months), "".join(first.outside), folder=fonts)
    try:
        return _printed(subject, told, chosen, plain=False)
    except typst.TypstError as wrong:
        if "could not be displayed" not in wrong.message:
            raise RingfenceError(
                "the pages of the case file could not be laid out", advice="Please report this as a fault"
            ) from wrong
    return _printed(subject, told, chosen, plain=True)


def _printed(subject: Subject, told: Spoken, chosen: Choice, *, plain: bool) -> bytes:
    written = sheet(Writer(subject, told, chosen.escape, plain=plain))
    at = subject.at.astimezone(UTC)
    written["at"] = [at.year, at.month, at.day, at.hour, at.minute, at.second]
    written["families"], written["fixed"] = list(chosen.families), FIXED
    printed: bytes = typst.compile(
        files("ringfence.referrals.pages").joinpath("case.typ").read_bytes(),
        font_paths=typst.Fonts(
            include_system_fonts=False, font_paths=[str(folder) for folder in chosen.folders]
        ),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"sheet": json.dumps(written, ensure_ascii=False, sort_keys=True)},
        pdf_standards=list(STANDARDS),
        timestamp=at.replace(microsecond=0),
    )
    return printed
