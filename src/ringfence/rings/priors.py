"""Priors from judgements: how much each kind and role says that two reports share a ring, as analysts found.

The table of priors is estimated, not measured (docs/reference/kinds.md). Where analysts judged pairs of
reports that share a value, their word can move it:

    estimate = (WEIGHT · prior + same) / (WEIGHT + same + different)

the mean of a beta distribution in which the table counts as `WEIGHT` values. *Same* and *different* count
values on which a pair was so judged, each once, however often it was judged: one much-judged number is one
number. Nothing moves before both decisions were made on values of that kind and role: who only ever confirms
has not looked for what is wrong.

It is a pure function of the judgements and the sightings. It is worked out when asked for, never by linking
itself, so that no single judgement moves rings that it does not speak of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.judgement import Decision, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ringfence.rings.judgement import Judgement

WEIGHT = 20.0
"""As so many judged values the table itself counts."""

_ROLE = ("kind", "role")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What judgements say of one kind and role.

    Attributes:
        kind: The kind.
        role: The role.
        prior: What the table says, 0 to 1.
        pairs: Judged pairs of reports that share a value of it.
        same: Different values of it on which a pair was judged the same.
        different: Different values of it on which a pair was judged different.
        estimate: What it should be, 0 to 1, to 3 places; the prior where nothing moves it.
        why: Why nothing moves it; None where something does.
    """

    kind: str
    role: str
    prior: float
    pairs: int
    same: int
    different: int
    estimate: float
    why: str | None = None


def estimates(
    rows: Sequence[Judgement], sightings: pl.LazyFrame, priors: Mapping[tuple[str, str], float], least: float
) -> tuple[Estimate, ...]:
    """Estimate the priors of the kinds and roles that judged pairs of reports share, by kind and role.

    Judgements about rings are left out: they do not say which two reports were looked at.

    Args:
        rows: Every row of ``judgements.jsonl``, in order.
        sightings: ``report_id, kind, value, role``.
        priors: The table, by kind and role, 0 to 1.
        least: What a role needs to link; one that has less stays below it, since that is a rule and no guess.
    """
    shared = _shared(rows, sightings)
    decided = (
        shared.group_by(*_ROLE)
        .agg(
            pairs=pl.col("pair").n_unique(),
            same=_values(Decision.SAME),
            different=_values(Decision.DIFFERENT),
        )
        .sort(_ROLE)
    )
    found = []
    for kind, role, pairs, same, different in decided.iter_rows():
        prior = priors.get((kind, role))
        if prior is not None:
            found.append(_estimate(Estimate(kind, role, prior, pairs, same, different, prior), least))
    return tuple(found)


def _values(decision: Decision) -> pl.Expr:
    return pl.col("value").filter(pl.col("decision") == decision.value).n_unique()


def _estimate(one: Estimate, least: float) -> Estimate:
    told = (one.kind, one.role, one.prior, one.pairs, one.same, one.different)
    if one.prior == 0:
        return Estimate(*told, one.prior, "it never counts, by rule")
    if not one.same:
        return Estimate(*told, one.prior, "no pair that shares one was judged the same")
    if not one.different:
        return Estimate(*told, one.prior, "no pair that shares one was judged different")
    mean = (WEIGHT * one.prior + one.same) / (WEIGHT + one.same + one.different)
    if one.prior < least <= mean:
        return Estimate(*told, round(least - 0.001, 3), "alone it makes no ring, by rule: held below the bar")
    return Estimate(*told, round(mean, 3))


def _shared(rows: Sequence[Judgement], sightings: pl.LazyFrame) -> pl.DataFrame:
    """List what judged pairs of reports share: ``pair, decision, kind, role, value``."""
    judged = [
        (number, row.decision.value, row.a, row.b)
        for number, row in enumerate(standing(rows))
        if row.decision in {Decision.SAME, Decision.DIFFERENT}
        and row.decision is not None
        and row.a_report is None
        and row.b_report is None
    ]
    schema = {"pair": pl.Int64, "decision": pl.String, "a": pl.String, "b": pl.String}
    pairs = pl.DataFrame(judged, schema=schema, orient="row")
    names = pl.concat([pairs["a"], pairs["b"]]).unique()
    text = [pl.col(name).cast(pl.String) for name in ("report_id", "kind", "role", "value")]
    seen = sightings.select(text).filter(pl.col("report_id").is_in(names.to_list())).unique().collect()
    mine = pairs.join(seen, left_on="a", right_on="report_id")
    theirs = pairs.select("pair", "b").join(seen, left_on="b", right_on="report_id")
    return mine.join(theirs.select("pair", "kind", "role", "value"), on=["pair", "kind", "role", "value"])
