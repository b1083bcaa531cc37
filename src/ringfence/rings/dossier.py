"""The dossier: all that is known of one ring when it leaves the house, whoever it is for.

What is shared with a partner and what is referred to a force is made from this record, so that both say the
same. It holds masked prose; each use decides by consent and marking what of it may go along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import polars as pl

    from ringfence.rings.explain import Explanation
    from ringfence.rings.facts import Facts


@dataclass(frozen=True, slots=True)
class Dossier:
    """One ring with its reports.

    Attributes:
        ring_id: Its id.
        run: What ``run.json`` says of the run that it stands in.
        facts: Its sightings, the values that link, and what is known of them elsewhere.
        explanation: Why it is a ring, in sentences with their evidence.
        reports: Its rows of ``reports.parquet`` (schema ``reports.report.REPORTS``, text masked), and
            beside them ``tier``, ``core_id`` and ``confidence`` of ``members.parquet``; by report id.
        judgements: The judgements on its reports that hold, as rows of ``judgements.jsonl``, oldest first.
        known_at: The newest time in it: nothing that is said of it is later.
    """

    ring_id: str
    run: Mapping[str, object]
    facts: Facts
    explanation: Explanation
    reports: pl.DataFrame
    judgements: tuple[Mapping[str, object], ...]
    known_at: datetime | None
