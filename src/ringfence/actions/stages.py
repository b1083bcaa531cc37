"""Stages: what became of a report, for whoever holds its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.actions.take_report import CODE_DIGITS, code_digest
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage that a report has reached.

    Attributes:
        stage: ``received``, ``linked``, ``case``, ``sent``, ``outcome``, ``withdrawn`` or ``erased``.
        number: For ``linked``: with how many others; None otherwise.
        told: For ``outcome`` and ``withdrawn``: its name; "" otherwise.
        on: The day, UTC.
    """

    stage: str
    number: int | None
    told: str
    on: date


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a report stands.

    Attributes:
        reference: How it is named to others.
        stages: What it has reached, in order.
    """

    reference: str
    stages: tuple[Reached, ...]


def by_code(code: str) -> Whereabouts | None:
    """Say where the report stands that a code opens; None when it opens none.

    The same work is done whatever the code is, so that the time of an answer tells nothing.
    """
    digest = code_digest(code)
    found = models.FollowUp.objects.filter(digest=digest).select_related("report").first()
    rows = models.Stage.objects.filter(report=found.report if found else None).order_by("id")
    stages = tuple(Reached(row.stage, row.number, row.told, row.at.date()) for row in rows)
    return None if found is None else Whereabouts(found.report.reference, stages)


def is_code(written: str) -> bool:
    """Tell whether something has as many digits as a code."""
    return sum(sign.isdecimal() for sign in written) == CODE_DIGITS
