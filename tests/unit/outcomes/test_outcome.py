"""Outcomes are only added; what stands, and what the public may know, is a pure function of the rows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.outcomes.outcome import PAID, Kind, Outcome, again, made, read, standing, undoing, write
from ringfence.words import InputError, Money

AT = "2026-03-06T09:00:00+00:00"
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
OUTCOMES = st.builds(
    lambda kind, ago, public, count, minor, source, at, note: made(
        kind,
        "ring-0a1b2c",
        "in-cbi",
        "IN",
        on=(at.date() - timedelta(days=ago)).isoformat(),
        source=f"letter {source}",
        by="asha",
        at=at.isoformat(),
        public_from=None if public is None else public.isoformat(),
        count=count,
        money=None if minor is None or Kind(kind) not in PAID else Money(minor, "INR"),
        note=note,
    ),
    st.sampled_from([kind.value for kind in Kind]),
    st.integers(-1, 10_000),
    st.none() | DAYS,
    st.integers(1, 10**9),
    st.none() | st.integers(0, 10**15),
    st.text(),
    MOMENTS,
    st.text(),
)


def raid(**told: object) -> Outcome:
    given_with = {"on": "2026-03-05", "source": "Letter of 6 March", "by": "asha", "at": AT} | told
    return made("raid", "ring-0a1b2c", "in-cbi", "IN", **given_with)  # type: ignore[arg-type]  # a test's own words


@given(OUTCOMES)
def test_a_row_that_was_written_is_read_as_it_was(row: Outcome) -> None:
    undo = undoing(row.id, by="asha", at=row.at, reason="another ring")
    line = write(row)
    assert "\n" not in line
    assert read([line, write(undo)], "outcomes.jsonl") == (row, undo)


@given(st.lists(st.text(max_size=60)))
def test_lines_from_outside_are_read_or_refused_by_row(lines: list[str]) -> None:
    if any(line.strip() for line in lines):
        with pytest.raises(InputError, match=r"outcomes.jsonl, row \d+"):
            read(lines, "outcomes.jsonl")
    else:
        assert read(lines, "outcomes.jsonl") == ()


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ["id", "at", "kind", "ring_id", "country", "on", "count", "money", "public_from"],
            st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.none(), max_size=1),
        ),
    )
)
def test_a_value_of_another_shape_is_refused_and_never_repeated(changed: dict[str, object]) -> None:
    told = json.loads(write(raid())) | changed
    said = "outcomes.jsonl, row 1: "
    rows: tuple[Outcome, ...] = ()
    try:
        rows = read([json.dumps(told)], "outcomes.jsonl")
    except InputError as wrong:
        said = str(wrong)
    assert said.startswith("outcomes.jsonl, row 1: ")
    assert read([write(row) for row in rows], "outcomes.jsonl") == rows


def test_undoing_a_row_takes_it_away_and_undoing_that_brings_it_back() -> None:
    first, second = raid(), raid(count=4)
    undo = undoing(first.id, by="asha", at="2026-04-01T09:00:00+00:00", reason="another ring")
    back = undoing(undo.id, by="asha", at="2026-04-02T09:00:00+00:00", reason="it was this one")
    assert standing([first, second, undo]) == (second,)
    assert standing([first, second, undo, back]) == (first, second)
    assert standing([first, second, undo, back], date(2026, 4, 1)) == (second,)
    assert standing([first, second, undo, back], date(2026, 3, 31)) == (first, second)
    assert standing([first], date(2026, 3, 5)) == ()


def test_without_a_day_from_which_it_is_public_an_outcome_never_is() -> None:
    assert raid().public_on is None


@given(DAYS, MOMENTS, st.integers(-1, 10_000))
def test_nothing_is_public_before_it_happened_or_was_recorded(day: date, at: datetime, ago: int) -> None:
    on = at.date() - timedelta(days=ago)
    row = raid(public_from=day.isoformat(), at=at.isoformat(), on=on.isoformat())
    assert row.public_on == max(day, on, at.date())


def test_the_day_of_recording_is_the_day_in_utc() -> None:
    assert raid(at="2026-03-07T01:00:00+05:30").recorded_on == date(2026, 3, 6)
    assert raid(at="2026-03-06T22:00:00-05:00").recorded_on == date(2026, 3, 6) + timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"count": 0}, "counts less than one"),
        ({"source": "  "}, "has no source"),
        ({"on": "5 March"}, "no day"),
        ({"on": "2026-03-08"}, "lies ahead"),
        ({"public_from": "soon"}, "no day"),
        ({"at": "2026-03-06T09:00:00"}, "offset"),
        ({"money": Money(500, "INR")}, "only a seizure, a freeze or a recovery"),
    ],
)
def test_an_outcome_that_lacks_something_is_refused(told: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        raid(**told)


@pytest.mark.parametrize("where", ["ZZ", "XX", "EU", "India", "", "I"])
def test_an_outcome_happened_in_a_country_that_exists(where: str) -> None:
    with pytest.raises(InputError, match="no code of ISO 3166-1"):
        made("raid", "ring-1", "in-cbi", where, on="2026-03-05", source="a letter", by="asha", at=AT)
    there = made("raid", "ring-1", "gb-nca", " uk ", on="2026-03-05", source="a letter", by="asha", at=AT)
    assert there.country == "GB"
    line = write(raid()).replace('"country": "IN"', f'"country": "{where}"')
    with pytest.raises(InputError, match=r"outcomes.jsonl, row 1: a country is no code"):
        read([line], "outcomes.jsonl")


def test_the_same_outcome_is_known_again_by_whoever_and_whenever_it_is_told() -> None:
    first = raid()
    twin = raid(by="ben", at="2026-03-07T10:00:00+00:00", note="again", public_from="2026-04-01")
    other = raid(source="letter  of 6 march")
    assert again(twin, [first]) == first
    assert again(other, [first]) == first
    assert again(first, [first]) is None
    assert again(raid(count=2), [first]) is None
    assert again(raid(on="2026-03-04"), [first]) is None


def test_a_row_cannot_undo_what_is_not_before_it() -> None:
    undo = undoing("outcome-000000000000", by="asha", at=AT, reason="wrong")
    with pytest.raises(InputError, match=r"outcomes.jsonl, row 1: this undoes"):
        read([write(undo)], "outcomes.jsonl")
    with pytest.raises(InputError, match=r"row 2: this id was given before"):
        read([write(raid()), write(raid())], "outcomes.jsonl")
