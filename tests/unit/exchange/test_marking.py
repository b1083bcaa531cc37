"""Markings: who may see a thing, and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.exchange.agreement import Agreement, draft, signed
from ringfence.exchange.marking import (
    OBJECT_IDS,
    Audience,
    Marking,
    combined,
    may_go,
    read_tlp,
    stricter,
)
from ringfence.exchange.signing import from_seed
from ringfence.words import InputError, Tlp

AT = datetime(2026, 6, 1, tzinfo=UTC)


def an_agreement(ceiling: Tlp = Tlp.AMBER) -> Agreement:
    """Draft and sign an agreement between Contoso and Northwind."""
    contoso, northwind = from_seed(bytes(32)), from_seed(bytes(31) + b"n")
    terms = draft(
        [("Contoso", contoso.public), ("Northwind", northwind.public)],
        purpose="find the rings that both know",
        shares="indicator",
        starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        ends_at=datetime(2027, 1, 1, tzinfo=UTC),
        ceiling=ceiling,
    )
    return signed(signed(terms, contoso), northwind)


MARKINGS = st.builds(
    lambda tlp, siena, source, information: Marking(
        tlp, siena, source, information, "Ask the liaison officer" if siena == "H3" else ""
    ),
    st.sampled_from(Tlp),
    st.sampled_from([None, "H0", "H1", "H2", "H3"]),
    st.sampled_from("ABCX"),
    st.integers(1, 4),
)


@pytest.mark.parametrize(
    ("to", "most"),
    [
        (Audience.PUBLIC, Tlp.CLEAR),
        (Audience.COMMUNITY, Tlp.GREEN),
        (Audience.FORCE, Tlp.AMBER),
        (Audience.COURT, Tlp.AMBER),
        (Audience.ORGANISATION, Tlp.RED),
    ],
)
def test_each_audience_receives_up_to_its_marking_and_no_stricter(to: Audience, most: Tlp) -> None:
    for tlp in Tlp:
        assert may_go(Marking(tlp), to).allowed is not stricter(tlp, most)


def test_a_partner_receives_nothing_without_an_agreement() -> None:
    decision = may_go(Marking(Tlp.CLEAR), Audience.PARTNER)
    assert not decision.allowed
    assert decision.why == ("a partner receives nothing without an agreement",)


def test_a_partner_receives_what_the_agreement_allows() -> None:
    for tlp in Tlp:
        decision = may_go(Marking(tlp), Audience.PARTNER, agreement=an_agreement(Tlp.AMBER), at=AT)
        assert decision.allowed is not stricter(tlp, Tlp.AMBER)
    assert "the agreement (find the rings that both know) allows up to TLP:AMBER" in (
        may_go(Marking(), Audience.PARTNER, agreement=an_agreement(), at=AT).why
    )


def test_an_agreement_that_has_ended_lets_nothing_through() -> None:
    late = datetime(2027, 1, 1, tzinfo=UTC)
    decision = may_go(Marking(Tlp.CLEAR), Audience.PARTNER, agreement=an_agreement(), at=late)
    assert decision.why == ("the agreement does not hold: it ended at 2027-01-01 00:00 UTC",)


def test_whether_an_agreement_holds_is_not_guessed_without_a_time() -> None:
    with pytest.raises(ValueError, match="without a time"):
        may_go(Marking(), Audience.PARTNER, agreement=an_agreement())


def test_h1_goes_to_a_force_but_to_a_court_only_with_permission() -> None:
    marking = Marking(Tlp.GREEN, siena="H1")
    assert may_go(marking, Audience.FORCE).allowed
    assert not may_go(marking, Audience.COURT).allowed
    permitted = may_go(marking, Audience.COURT, permission="the source, on 2026-05-01")
    assert permitted.allowed
    assert permitted.why[-1] == "permitted by the source, on 2026-05-01"


@pytest.mark.parametrize("to", [Audience.FORCE, Audience.COURT, Audience.PARTNER])
def test_h2_goes_to_nobody_without_permission(to: Audience) -> None:
    marking = Marking(Tlp.GREEN, siena="H2")
    agreement = an_agreement()
    assert not may_go(marking, to, agreement=agreement, at=AT).allowed
    assert may_go(marking, to, agreement=agreement, at=AT, permission="the source").allowed


def test_h3_says_its_restriction() -> None:
    marking = Marking(siena="H3", restriction="Not before the day of the operation")
    assert "Not before the day of the operation" in may_go(marking, Audience.FORCE).why[0]


@given(MARKINGS, st.sampled_from([Audience.PUBLIC, Audience.COMMUNITY]))
def test_no_permission_makes_a_thing_public(marking: Marking, to: Audience) -> None:
    assert may_go(marking, to) == may_go(marking, to, permission="anyone") or may_go(marking, to).allowed


@given(MARKINGS, st.sampled_from(Audience))
def test_every_decision_says_why(marking: Marking, to: Audience) -> None:
    assert may_go(marking, to, agreement=an_agreement(), at=AT).why


@given(MARKINGS, MARKINGS, MARKINGS)
def test_markings_combine_in_any_order(a: Marking, b: Marking, c: Marking) -> None:
    assert combined([a, a]) == a
    assert combined([a, b]) == combined([b, a])
    assert combined([combined([a, b]), c]) == combined([a, combined([b, c])]) == combined([a, b, c])


@given(MARKINGS, MARKINGS, st.sampled_from(Audience))
def test_what_is_put_together_goes_nowhere_where_a_part_may_not(a: Marking, b: Marking, to: Audience) -> None:
    agreement = an_agreement()
    if may_go(combined([a, b]), to, agreement=agreement, at=AT).allowed:
        assert may_go(a, to, agreement=agreement, at=AT).allowed
        assert may_go(b, to, agreement=agreement, at=AT).allowed


def test_nothing_combines_to_no_marking() -> None:
    with pytest.raises(ValueError, match="no marking"):
        combined([])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TLP:WHITE", Tlp.CLEAR),
        ("white", Tlp.CLEAR),
        ("tlp clear", Tlp.CLEAR),
        ("Tlp:Amber+Strict", Tlp.AMBER_STRICT),
        ("amber-strict", Tlp.AMBER_STRICT),
        ("TLP_RED", Tlp.RED),
        (" green ", Tlp.GREEN),
        ("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp.CLEAR),
        *[(one, tlp) for tlp, one in OBJECT_IDS.items()],
        *[(tlp.value, tlp) for tlp in Tlp],
    ],
)
def test_a_marking_is_read_as_people_write_it(written: str, meant: Tlp) -> None:
    assert read_tlp(written) is meant


@pytest.mark.parametrize("written", ["", "TLP", "purple", "TLP:AMBER+RED", "RED RED"])
def test_what_is_no_marking_is_refused_rather_than_guessed(written: str) -> None:
    with pytest.raises(InputError):
        read_tlp(written)


@pytest.mark.parametrize(
    "fields",
    [
        {"siena": "H4"},
        {"siena": "H3"},
        {"siena": "H1", "restriction": "none"},
        {"source_grade": "D"},
        {"information_grade": 5},
    ],
)
def test_unknown_codes_and_grades_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Marking(**fields)  # type: ignore[arg-type]  # wrong on purpose
