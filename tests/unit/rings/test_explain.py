"""A ring is explained in sentences that stand on sightings; every reason that is stated is really there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.rings.explain import explain
from ringfence.rings.facts import Known, look
from ringfence.rings.together import why_together
from ringfence.rings.why import why_here
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringfence.rings.sentences import Sentence

START = datetime(2026, 3, 12, tzinfo=UTC)
STRENGTH = {
    ("phone", "callback"): 0.93,
    ("phone", "caller_id"): 0.2,
    ("phone", "genuine"): 0.0,
    ("domain", "visited"): 0.93,
    ("wallet", "payee"): 0.97,
    ("script", "said"): 0.3,
    ("brand", "impersonated"): 0.0,
}
MEMBERS = {
    "report_id": pl.String,
    "ring_id": pl.String,
    "tier": pl.String,
    "core_id": pl.String,
    "confidence": pl.Float64,
    "second_ring_id": pl.String,
}

Row = tuple[int, str, str, str, int, int | None]
"""Report, kind, value, role, day, reporter."""


def known(rows: Iterable[Row], rings: dict[int, str | None], second: dict[int, str] | None = None) -> Known:
    seen = [
        {
            "report_id": f"report-{report:03}",
            "kind": kind,
            "value": value,
            "role": role,
            "validity": "valid",
            "strength": STRENGTH[kind, role],
            "at": START + timedelta(days=day),
            "at_basis": "occurred",
            "source": "company-a" if report % 2 else "company-b",
            "reporter": None if reporter is None else f"reporter-{reporter}",
            "start": None,
            "end": None,
        }
        for report, kind, value, role, day, reporter in rows
    ]
    placed = [
        (f"report-{report:03}", ring, ring and "lead", None, 0.9, (second or {}).get(report))
        for report, ring in rings.items()
    ]
    return Known(
        members=pl.LazyFrame(placed, schema=MEMBERS, orient="row"),
        sightings=pl.LazyFrame(seen, schema=pl.DataFrame(SIGHTINGS.empty_table()).schema),
    )


def one_ring() -> Known:
    """Fourteen people around one number, thirteen of whom heard one script; others hear others."""
    rows: list[Row] = []
    for report in range(14):
        rows.append((report, "phone", "+18885550123", "callback", report, report))
        rows.append((report, "script", "script-a" if report else "script-b", "said", report, report))
        rows.append((report, "phone", f"+1888555019{report % 3}", "caller_id", report, report))
    rows += [(report, "domain", "help.example", "visited", report, report) for report in range(5)]
    rows += [(20 + other, "script", f"script-{other}", "said", other, 20 + other) for other in range(60)]
    rows.append((90, "domain", "help.example", "visited", 3, 90))
    rings: dict[int, str | None] = dict.fromkeys(range(14), "ring-a")
    return known(rows, rings | {90: "ring-b"}, {2: "ring-b"})


def texts(sentences: Iterable[Sentence]) -> str:
    return "\n".join(sentence.text for sentence in sentences)


def test_the_first_reason_can_be_read_aloud() -> None:
    first = explain(look(one_ring(), "ring-a")).because[0].text
    assert first == (
        "14 independent reporters gave +1 888-555-0123 as the number to call back between 12 and 25 March "
        "2026, at 2 sources; 93 % of the 14 whose wording is known were told the same script, against 18 % "
        "by chance."
    )


def test_the_figures_count_reporters_sources_and_weeks() -> None:
    figures = explain(look(one_ring(), "ring-a")).figures
    assert (figures.reports, figures.reporters, figures.sources) == (14, 14, ("company-a", "company-b"))
    assert figures.weeks == (7, 7)
    assert figures.values == {"phone": 1, "domain": 1}


def test_what_would_break_it_is_named_with_what_it_would_lose() -> None:
    assert explain(look(one_ring(), "ring-a")).breaks[0].text == (
        "Without the number +1 888-555-0123, 9 of its 14 reports would no longer hang together with the rest."
    )


def test_what_speaks_against_it_is_said() -> None:
    against = texts(explain(look(one_ring(), "ring-a")).against)
    assert "The site help.example, named in 5 reports here, also stands in 1 report of ring-b." in against
    assert "1 of 14 reports has links to ring-b as well." in against
    assert "9 of 14 reports hang on a single value." in against
    assert "It has no core" in against


def _five(reporters: Iterable[int | None], days: Iterable[int]) -> list[Row]:
    """Five reports in a circle of three values."""
    held = {
        ("phone", "+18885550123", "callback"): (0, 1, 2),
        ("domain", "help.example", "visited"): (2, 3, 4),
        ("wallet", "wallet-1", "payee"): (4, 0),
    }
    who, when = list(reporters), list(days)
    return [(2 * one, *value, when[one], who[one]) for value, reports in held.items() for one in reports]


@pytest.mark.parametrize(
    ("reporters", "days", "why"),
    [
        ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5), "no closely knit part of it stands with two known reporters"),
        ((1, None, None, None, None), (1, 2, 3, 4, 5), "that takes two known reporters"),
        ((1, 2, 3, 4, 5), (1, 1, 1, 1, 1), "that takes reports on two days or through two sources"),
    ],
)
def test_a_small_ring_without_a_core_is_told_what_is_missing_and_not_what_is_untrue(
    reporters: tuple[int | None, ...], days: tuple[int, ...], why: str
) -> None:
    said = explain(look(known(_five(reporters, days), dict.fromkeys(range(0, 10, 2), "ring-a")), "ring-a"))
    assert f"It has no core: {why}" in texts(said.against)
    assert "holds it together" not in texts(said.breaks)
    if why.startswith("no closely"):
        assert texts(said.breaks) == "No single value and no single reporter splits off more than 2 reports."


def test_a_calling_number_is_left_out_and_it_is_said_why() -> None:
    left_out = texts(explain(look(one_ring(), "ring-a")).left_out)
    assert "only called, and a calling number can be forged" in left_out
    assert "+1 888-555-0191" in left_out


def test_unknown_reporters_of_one_source_count_as_one() -> None:
    rows: list[Row] = [(report, "wallet", "btc:example", "payee", 0, None) for report in range(10)]
    explained = explain(look(known(rows, dict.fromkeys(range(10), "ring-a")), "ring-a"))
    assert explained.because[0].text.startswith("2 independent reporters named ")
    assert explained.figures.unknown == 10


def test_one_reporter_who_holds_a_ring_together_is_not_named() -> None:
    rows: list[Row] = [(report, "wallet", "btc:a", "payee", 0, report) for report in range(5)]
    rows += [(report, "wallet", "btc:b", "payee", 0, report) for report in range(5, 10)]
    rows += [(report, "wallet", value, "payee", 1, 99) for report in (10, 11) for value in ("btc:a", "btc:b")]
    broken = texts(explain(look(known(rows, dict.fromkeys(range(12), "ring-a")), "ring-a")).breaks)
    assert "Without the 2 reports of one reporter, 5 others would no longer hang together" in broken
    assert "reporter-" not in broken


def test_a_ring_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="no report stands in ring-z"):
        look(one_ring(), "ring-z")


def test_two_reports_that_name_one_value_are_told_so() -> None:
    together = why_together(one_ring(), "report-001", "report-002")
    assert together.path == ()
    assert together.direct[1].text == (
        "A and B share the number to call back +1 888-555-0123, which 14 independent reporters gave between "
        "12 and 25 March 2026, at 2 sources; 93 % of the 14 whose wording is known were told the same "
        "script, against 18 % by chance."
    )
    assert together.bits == {"domain": 3.4, "phone": 2.3}
    assert texts(together.breaks) == "No single value and no single reporter in between parts them."
    assert "The site help.example also stands in 1 report of ring-b." in texts(together.against)
    assert "is wording, on which people can agree" in texts(together.left_out)


def test_two_reports_that_share_nothing_are_joined_by_the_strongest_chain() -> None:
    rows: list[Row] = [
        (0, "wallet", "btc:a", "payee", 0, 0),
        (1, "wallet", "btc:a", "payee", 0, 1),
        (1, "domain", "b.example", "visited", 0, 1),
        (2, "domain", "b.example", "visited", 0, 2),
    ]
    world = known(rows, dict.fromkeys(range(3), "ring-a"))
    steps = why_together(world, "report-000", "report-002").path
    assert [step.evidence[0].value for step in steps] == ["btc:a", "b.example"]
    assert steps[0].evidence[0].reports == ("report-000", "report-001")


def test_two_reports_with_nothing_between_them_have_no_chain() -> None:
    rows: list[Row] = [(0, "wallet", "btc:a", "payee", 0, 0), (1, "wallet", "btc:b", "payee", 0, 1)]
    together = why_together(known(rows, {0: None, 1: None}), "report-000", "report-001")
    assert (together.direct, together.path) == ((), ())


def test_a_report_is_told_why_it_stands_where_it_does() -> None:
    why = why_here(one_ring(), "report-002")
    assert (why.ring_id, why.tier, why.second_ring_id) == ("ring-a", "lead", "ring-b")
    assert "as do 13 other independent reporters" in why.because[0].text or "as do 13" in texts(why.because)
    assert "also stands in 1 report of ring-b" in texts(why.against)


def test_a_report_that_two_rings_claim_is_told_why_it_stands_in_none() -> None:
    rows: list[Row] = []
    for report in range(1, 11):
        number = "+18885550123" if report <= 5 else "+18885550124"
        rows.append((report, "phone", number, "callback", report, report))
    rows += [(0, "phone", f"+1888555012{end}", "callback", 4, 0) for end in "34"]
    rings: dict[int, str | None] = {report: "ring-a" if report <= 5 else "ring-b" for report in range(1, 11)}
    why = why_here(known(rows, {0: None, **rings}, {0: "ring-a"}), "report-000")
    assert (why.ring_id, why.second_ring_id) == (None, "ring-a")
    assert "ties it to several rings" in texts(why.against)
    rows = [row for row in rows if row[:3] != (0, "phone", "+18885550124")]
    assert "no ring can be told from it" in texts(why.against)
    one = why_here(known(rows, {0: None, **rings}), "report-000")
    assert "several rings" not in texts(one.against)
    assert "None of the others" not in texts(one.against)


def test_a_report_that_only_its_own_reporter_confirms_is_told_so() -> None:
    rows: list[Row] = [(report, "wallet", "btc:a", "payee", report, 7) for report in range(2)]
    rows += [(report, "phone", "+18885550123", "callback", report, report) for report in range(3, 6)]
    rings: dict[int, str | None] = dict.fromkeys([0, 1, 3, 4, 5])
    assert "Nobody but who made it" in texts(why_here(known(rows, rings), "report-000").against)
    assert "Nobody but who made it" not in texts(why_here(known(rows, rings), "report-003").against)


def test_a_report_by_who_files_on_and_on_is_told_so_where_it_stands_in_no_ring() -> None:
    rows: list[Row] = [(report, "phone", "+18885550123", "callback", report, 7) for report in range(5)]
    rows += [(report, "phone", "+18885550124", "callback", report, report) for report in range(10, 14)]
    why = why_here(known(rows, dict.fromkeys([*range(5), *range(10, 14)])), "report-000")
    assert "made 5 reports" in texts(why.against)
    assert "None of the others who name it stands in a ring" in texts(why.against)


def test_a_report_that_was_not_linked_is_refused() -> None:
    with pytest.raises(InputError, match="no report-999"):
        why_here(one_ring(), "report-999")


def test_what_linking_itself_says_of_a_value_goes_before_a_guess() -> None:
    rows: list[Row] = [(report, "wallet", "btc:a", "payee", 0, report) for report in range(3)]
    rows += [(report, "domain", "kit.example", "visited", 0, report) for report in range(3)]
    rows += [(2, "phone", "+18885550123", "callback", 0, 2)]
    world = known(rows, dict.fromkeys(range(3), "ring-a"))
    edges = pl.LazyFrame(
        [(f"report-{report:03}", "wallet", "btc:a", 0, 3 << 16) for report in range(3)]
        + [(f"report-{report:03}", "domain", "kit.example", 0, 0) for report in range(3)],
        schema=["report_id", "kind", "value", "epoch", "weight"],
        orient="row",
    )
    values = pl.LazyFrame(
        [("wallet", "btc:a", 0, None), ("domain", "kit.example", 0, "enabler")],
        schema=["kind", "value", "epoch", "why"],
        orient="row",
    )
    explained = explain(look(replace(world, edges=edges, values=values), "ring-a"))
    assert explained.figures.bits == {"wallet": 9.0}
    assert "kit.example serves several rings: an enabler, not a link" in texts(explained.left_out)
    assert "1 number is named in one report only." in texts(explained.left_out)


def test_one_victim_in_two_places_weighs_once_and_is_one_voice() -> None:
    rows: list[Row] = [(report, "wallet", "btc:a", "payee", 0, report) for report in range(3)]
    world = known([*rows, (3, "wallet", "btc:a", "payee", 0, 2)], dict.fromkeys(range(4), "ring-a"))
    edges = pl.LazyFrame(
        [(f"report-{report:03}", "wallet", "btc:a", 0, 3 << 16) for report in range(4)],
        schema=["report_id", "kind", "value", "epoch", "weight"],
        orient="row",
    )
    sure = pl.when(pl.col("report_id") == "report-003").then(0.3).otherwise(0.9)
    world = replace(world, edges=edges, members=world.members.with_columns(confidence=sure))
    figures = explain(look(world, "ring-a")).figures
    assert figures.bits == {"wallet": 9.0}
    assert figures.confidence == pytest.approx((0.9 + 0.9 + 0.6) / 3)


def test_a_value_without_a_strength_is_said_to_have_none_and_not_to_be_named_once() -> None:
    rows: list[Row] = [(report, "wallet", "btc:a", "payee", 0, report) for report in range(3)]
    world = known(rows, dict.fromkeys(range(3), "ring-a"))
    world = replace(world, sightings=world.sightings.with_columns(strength=pl.lit(None, pl.Float64)))
    said = texts(explain(look(world, "ring-a")).left_out)
    assert "given without a strength" in said
    assert "no other report" not in said


values = st.sampled_from(
    [
        ("phone", "+18885550123", "callback"),
        ("phone", "+18885550124", "callback"),
        ("phone", "+18885550123", "caller_id"),
        ("phone", "+18885550199", "genuine"),
        ("domain", "help.example", "visited"),
        ("wallet", "btc:example", "payee"),
        ("script", "script-a", "said"),
        ("script", "script-b", "said"),
        ("brand", "contoso", "impersonated"),
    ]
)
worlds = st.lists(
    st.tuples(st.integers(0, 9), values, st.integers(0, 80), st.none() | st.integers(0, 5)),
    min_size=1,
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(worlds, st.lists(st.sampled_from([None, "ring-a", "ring-b"]), min_size=10, max_size=10))
def test_every_stated_reason_is_really_there(
    rows: list[tuple[int, tuple[str, str, str], int, int | None]], rings: list[str | None]
) -> None:
    flat = [(report, *value, day, reporter) for report, value, day, reporter in rows]
    placed: dict[int, str | None] = {report: rings[report] for report in sorted({row[0] for row in rows})}
    second = {report: "ring-b" for report, ring in placed.items() if ring == "ring-a"}
    world = known(flat, placed, second)
    seen = {(f"report-{report:03}", kind, value, role) for report, kind, value, role, _, _ in flat}
    seen_at_all = {row[:3] for row in seen}
    said: list[Sentence] = []
    for ring in sorted({ring for ring in placed.values() if ring is not None}):
        explained = explain(look(world, ring))
        said += [*explained.because, *explained.breaks, *explained.against, *explained.left_out]
    for report in placed:
        why = why_here(world, f"report-{report:03}")
        said += [*why.because, *why.against]
    names = [f"report-{report:03}" for report in placed]
    if len(names) > 1:
        together = why_together(world, names[0], names[-1])
        said += [*together.direct, *together.path]
    for sentence in said:
        assert "reporter-" not in sentence.text
        for evidence in sentence.evidence:
            assert evidence.reports
            for report_id in evidence.reports:
                if evidence.role is None:
                    assert (report_id, evidence.kind, evidence.value) in seen_at_all
                else:
                    assert (report_id, evidence.kind, evidence.value, evidence.role) in seen
