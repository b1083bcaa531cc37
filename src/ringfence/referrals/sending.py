"""What of a ring may go to a force: the dossier, less what its marking and its victims hold back.

- A report that is marked more strictly than the case file, or that may not go to a force at all, is left out
  as if it were not there: no pointer, no date, no value that only it names.
- What one person alone names may be hers after all (a number that she signed with). So a number, an address
  or an ID goes only when a second person names it too; any other value also when the one person has agreed
  that her report goes to police.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ringfence.exchange.marking import Audience, Marking, may_go, stricter
from ringfence.rings.explain import explain
from ringfence.rings.facts import VALUE
from ringfence.rings.sentences import count
from ringfence.words import Tlp, UsageError

if TYPE_CHECKING:
    from ringfence.rings.dossier import Dossier
    from ringfence.rings.facts import Facts

CONSENT = "share_police"
"""The consent without which nothing that a victim wrote goes to police."""
PERSONAL = ("email", "handle", "phone", "remote_access")
"""Kinds of which a reporter has one of her own."""
_REASONS = 20


def sendable(dossier: Dossier, marking: Marking) -> tuple[Dossier, tuple[str, ...]]:
    """Restrict a dossier to what may go to a force, and say what was held back.

    Args:
        dossier: The ring.
        marking: How the case file is to be handled.

    Returns:
        The dossier as it may go, explained anew, and sentences on what stays.

    Raises:
        UsageError: When no report may go.
    """
    levels = [Tlp(one) for one in dossier.reports["tlp"].unique().sort()]
    fit = [one.value for one in levels if _may_go(one, marking)]
    reports = dossier.reports.filter(pl.col("tlp").is_in(fit))
    if not reports.height:
        raise UsageError(
            f"no report of this ring may go under {marking.tlp.value}",
            advice="Name the marking that its reports have with --tlp, or ask their holders",
        )
    said = []
    left = dossier.reports.height - reports.height
    if left:
        said.append(
            f"{count(left, 'report')} left out as if not there: marked more strictly than "
            f"{marking.tlp.value}, or not for a force. Ask their holders."
        )
    facts, values = _facts(dossier.facts, reports)
    if values:
        said.append(
            f"{count(values, 'value')} held back that one person alone named: they may be that person's own."
        )
    stay = set(dossier.reports["report_id"]) - set(reports["report_id"])
    kept = replace(
        dossier,
        facts=facts,
        reports=reports,
        explanation=explain(facts, reasons=_REASONS),
        judgements=tuple(row for row in dossier.judgements if stay.isdisjoint(row.values())),
    )
    return kept, tuple(said)


def _may_go(tlp: Tlp, marking: Marking) -> bool:
    return not stricter(tlp, marking.tlp) and may_go(Marking(tlp=tlp), Audience.FORCE).allowed


def _facts(facts: Facts, reports: pl.DataFrame) -> tuple[Facts, int]:
    """Keep what the reports tell, less what one person alone named; say how many values that takes away."""
    inside = reports.select("report_id", agreed=pl.col("consents").list.contains(CONSENT))
    seen = facts.sightings.join(inside, on="report_id", how="inner")
    told = seen.group_by(VALUE).agg(people=pl.col("person").n_unique(), agreed=pl.col("agreed").any())
    hers = pl.col("kind").is_in(PERSONAL) | ~pl.col("agreed")
    kept = told.filter((pl.col("people") > 1) | ~hers).select(VALUE)
    countries = reports.drop_nulls("country")["country"].value_counts(name="many")
    named = {*reports["brand"], *seen.filter(pl.col("kind") == "brand")["value"]}
    restricted = replace(
        facts,
        members=facts.members.join(inside, on="report_id", how="semi"),
        sightings=seen.drop("agreed").join(kept, on=VALUE, how="semi", maintain_order="left"),
        linking=facts.linking.join(inside, on="report_id", how="semi", maintain_order="left").join(
            kept, on=VALUE, how="semi", maintain_order="left"
        ),
        verdicts=facts.verdicts.join(kept, on=VALUE, how="semi", maintain_order="left"),
        elsewhere=facts.elsewhere.join(kept, on=VALUE, how="semi", maintain_order="left"),
        countries=tuple(countries.sort("many", "country", descending=[True, False])["country"]),
        brands=tuple(one for one in facts.brands if one in named),
    )
    return restricted, told.height - kept.height
