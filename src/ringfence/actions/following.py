"""Following: what whoever holds a report's code is told of it, and what it opens for her."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ringfence.actions import erasing, holding
from ringfence.actions.adding import ADDED
from ringfence.actions.take_report import CODE_DIGITS, code_digest, digits_of
from ringfence.ledger import vault
from ringfence.ledger.opened import models

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

WAY = ("received", "linked", "case", "sent", "outcome")
"""The stages of a report's way, in order."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a report stands.

    Attributes:
        reference: How it is named to others.
        reached: Of each stage that it reached, when that was first, and the newest number or name of it.
        consents: For each purpose that was asked for, whether consent stands.
        holds: The legal holds that stand on it.
        added: When something was added, in order.
        files: How many files are kept.
        erased_at: When its person was erased; None: she was not.
    """

    reference: str
    reached: Mapping[str, tuple[datetime, int | None, str]]
    consents: Mapping[str, bool]
    holds: tuple[str, ...]
    added: tuple[datetime, ...]
    files: int
    erased_at: datetime | None

    @property
    def sent(self) -> bool:
        """Whether it went to a police force."""
        return "sent" in self.reached


def opened(code: str) -> models.Report | None:
    """Give the report that a code opens; None when it opens none, whatever it looks like.

    The same is done for whatever was written, so that the time of an answer tells nothing.
    """
    found = models.FollowUp.objects.filter(digest=code_digest(code)).select_related("report__person").first()
    return found.report if found is not None and is_code(code) else None


def is_code(written: str) -> bool:
    """Tell whether something has as many digits as a code."""
    return len(digits_of(written)) == CODE_DIGITS


def stand(report: models.Report) -> Stand:
    """Say where a report stands."""
    reached: dict[str, tuple[datetime, int | None, str]] = {}
    for row in report.stages.order_by("id"):
        first = reached[row.stage][0] if row.stage in reached else row.at
        reached[row.stage] = (first, row.number, row.told)
    person = report.person
    return Stand(
        reference=report.reference,
        reached=reached,
        consents=erasing.consents(report),
        holds=holding.standing(report),
        added=tuple(person.sealed.filter(name__startswith=ADDED).order_by("id").values_list("at", flat=True)),
        files=report.uploads.count(),
        erased_at=person.destroyed_at,
    )


def written(report: models.Report) -> Mapping[str, Sequence[str]]:
    """Give what she wrote, by field, as she wrote it; empty when she was erased."""
    told: Any = json.loads(vault.unseal(report.person, "original") or b"{}")
    return dict(told)
