"""Reasons: what a value that reports share says of them, in a sentence that can be read aloud.

14 independent reporters gave +1 888-555-0123 as the number to call back between 12 and 26 March 2026, at 2
sources; 93 % of the 14 whose wording is known were told the same script, against 8 % by chance.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ringfence.rings.facts import Facts, by_wording, reports_of
from ringfence.rings.labels import readable, the
from ringfence.rings.sentences import MOST, Evidence, Sentence, between, count, percent, said

if TYPE_CHECKING:
    from collections.abc import Mapping

SAME = ("kind", "value", "epoch")
"""What makes sightings those of one value: after a long silence a number is a new one."""

_SHARED = {
    ("phone", "callback"): "the number to call back {value}, which {who} gave",
    ("phone", "contact"): "the number {value}, with which {who} were in contact",
    ("domain", "visited"): "the site {value}, to which {who} were led",
    ("url", "visited"): "the page {value}, to which {who} were led",
    ("email", "contact"): "the e-mail address {value}, with which {who} dealt",
    ("wallet", "payee"): "the wallet {value}, which {who} named as the one to be paid",
    ("bank_account", "payee"): "the account {value}, which {who} named as the one to be paid",
    ("gift_card", "payee"): "the gift card {value}, which {who} named",
    ("handle", "payee"): "{value}, whom {who} were to pay",
    ("handle", "contact"): "{value}, with whom {who} were in contact",
    ("remote_access", "operator"): "the remote-access id {value}, from which {who} were controlled",
    ("script", "said"): "the script {value}, which {who} were told",
}


def of_a_ring(facts: Facts, rows: pl.DataFrame) -> Sentence:
    """Say what the sightings of one value in one role say of a ring.

    Args:
        facts: What is known of the ring.
        rows: Linking sightings of one value, epoch and role.
    """
    kind, value, role = rows.select("kind", "value", "role").row(0)
    people = rows["person"].n_unique()
    text = said(kind, role, readable(kind, value), count(people, "independent reporter"))
    alone = by_wording(facts.linking).join(rows.select(SAME), on=SAME, how="semi")["report_id"].n_unique()
    bits = rows["bits"].max()
    weight = round(bits * people, 1) if isinstance(bits, float) else 0.0
    sentence = _with_agreement(facts, rows, text, weight, Evidence(kind, value, role, reports_of(rows)))
    if not alone:
        return sentence
    places = f"; its wording alone places {alone:,} of the {facts.members.height:,} reports here."
    return replace(sentence, text=sentence.text.removesuffix(".") + places)


def of_two(
    facts: Facts, pair: tuple[str, str], names: tuple[str, str], value: Mapping[str, object]
) -> Sentence:
    """Say what a value that two reports share says of them.

    Args:
        facts: What is known of their rings.
        pair: The two, both with a linking sighting of it.
        names: How the sentence calls them.
        value: ``kind, value, epoch``.
    """
    rows = facts.linking.filter(pl.all_horizontal(pl.col(name) == value[name] for name in SAME))
    both = rows.filter(pl.col("report_id").is_in(pair))
    roles = both["role"].unique().sort().to_list()
    kind, name = str(value["kind"]), str(value["value"])
    who = count(rows["person"].n_unique(), "independent reporter")
    if len(roles) == 1:
        pattern = _SHARED.get((kind, roles[0]), f"{the(kind, name)}, which {{who}} named")
        told = pattern.format(value=readable(kind, name), who=who)
    else:
        told = f"{the(kind, name)}, which {who} named"
    if who.startswith("1 "):
        told = told.replace(f"{who} were", f"{who} was")
    bits = both["bits"].min()
    weight = round(bits, 1) if isinstance(bits, float) else 0.0
    evidence = Evidence(kind, name, roles[0] if len(roles) == 1 else None, tuple(sorted(pair)))
    return _with_agreement(facts, rows, f"{names[0]} and {names[1]} share {told}", weight, evidence)


def _with_agreement(
    facts: Facts, rows: pl.DataFrame, text: str, weight: float, evidence: Evidence
) -> Sentence:
    days = rows["at"].dt.date().sort()
    text = f"{text} {between(days[0], days[-1])}"
    sources = rows["source"].n_unique()
    if sources > 1:
        text += f", at {count(sources, 'source')}"
    agreed = None if evidence.kind == "script" else agreement(facts, rows)
    if agreed is None:
        return Sentence(f"{text}.", weight, (evidence,))
    return Sentence(f"{text}; {agreed.text}.", weight, (evidence, *agreed.evidence))


def agreement(facts: Facts, rows: pl.DataFrame) -> Sentence | None:
    """Say how far the people behind some sightings tell of one wording, against what chance would give.

    None where too few of their wordings are known, or no more agree than twice what chance would give.
    """
    scripts = facts.sightings.filter(pl.col("kind") == "script")
    told = scripts.join(rows.select("report_id").unique(), on="report_id", how="semi")
    people = told["person"].n_unique()
    if people < MOST:
        return None
    common = (
        told.group_by("value")
        .agg(people=pl.col("person").n_unique())
        .sort("people", "value", descending=[True, False])
        .row(0, named=True)
    )
    chance = facts.wording.filter(pl.col("value") == common["value"])["share"]
    share, expected = common["people"] / people, chance[0] if len(chance) else 0.0
    if share < 2 * expected or common["people"] < MOST:
        return None
    wording = told.filter(pl.col("value") == common["value"])
    text = (
        f"{percent(share)} of the {people:,} whose wording is known were told the same script, "
        f"against {percent(expected)} by chance"
    )
    return Sentence(text, share, (Evidence("script", common["value"], "said", reports_of(wording)),))
