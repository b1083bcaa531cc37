"""Holding: a named legal hold keeps a report from being erased, until it is released; both are rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime


LONGEST_NAME, LONGEST_BY = 200, 80
"""Characters of the columns of `Hold`."""


class HeldError(InputError):
    """It is not erased, for a legal hold stands on it.

    Attributes:
        names: The holds that stand, as they were named.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            f"this is not erased while a legal hold stands: {'; '.join(names)}",
            advice="It is erased when the hold is released",
        )
        self.names = names


def standing(report: models.Report) -> tuple[str, ...]:
    """Name the holds that stand on a report: of each name the newest row counts."""
    newest: dict[str, bool] = dict(report.holds.order_by("id").values_list("name", "stands"))
    return tuple(name for name, stands in newest.items() if stands)


def refuse_if_held(person: models.Person) -> None:
    """Refuse when a hold stands on any report of a person's.

    Raises:
        HeldError: Then.
    """
    names = tuple(dict.fromkeys(name for report in person.reports.all() for name in standing(report)))
    if names:
        raise HeldError(names)


@transaction.atomic
def hold(report: models.Report, name: str, *, by: str, at: datetime) -> None:
    """Put a hold on a report; one that stands already is left as it is.

    Args:
        report: The report.
        name: What orders it, such as the court and its number; whoever reported is shown it.
        by: Who puts it there.
        at: Now, aware.

    Raises:
        UsageError: When it has no name, or nobody's.
    """
    _named(name, by)
    models.Person.objects.select_for_update().get(pk=report.person_id)  # an erasure under way comes first
    if name not in standing(report):
        models.Hold.objects.create(report=report, name=name, stands=True, by=by, at=at)


@transaction.atomic
def release(report: models.Report, name: str, *, by: str, at: datetime) -> None:
    """Release a hold.

    Raises:
        UsageError: When it has no name, or nobody's.
        InputError: When no such hold stands.
    """
    _named(name, by)
    names = standing(report)
    if name not in names:
        raise InputError(
            "no such hold stands on this report",
            advice=f"There stands: {'; '.join(names)}" if names else "None stands on it",
        )
    models.Hold.objects.create(report=report, name=name, stands=False, by=by, at=at)


def _named(name: str, by: str) -> None:
    if not name.strip() or not by.strip():
        raise UsageError("a hold has a name and someone who answers for it", advice="Give --name and --by")
    if len(name) > LONGEST_NAME or len(by) > LONGEST_BY:
        raise UsageError(f"a hold's name has at most {LONGEST_NAME} characters", advice="Say it in fewer")
