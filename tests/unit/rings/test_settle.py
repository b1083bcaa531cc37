"""What analysts judged is honoured, and undoing it gives exactly what was there before."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.rings import tables
from ringfence.rings.judgement import Judgement, made, undoing
from ringfence.rings.link import Linked, link
from ringfence.rings.ring import Settings
from tests.unit.rings.graphs import Told, evidence

SETTINGS = Settings()


def _judged(decision: str, a: int, b: int, minute: int = 0) -> Judgement:
    at = f"2024-03-05T09:{minute:02}:00Z"
    return made(decision, f"report-{a:03}", f"report-{b:03}", by="Asha", at=at, reason="looked")


def _two_rings(size: int = 20) -> list[Told]:
    return [
        Told([f"phone:{name}", f"wallet:{name}{n % 3}"], f"reporter-{name}{n}", day=n)
        for name in "ab"
        for n in range(size)
    ]


def _linked(told: list[Told], *rows: Judgement) -> Linked:
    return link(evidence(told), SETTINGS, rows)


def test_same_makes_one_ring_of_two_and_undoing_makes_two_again() -> None:
    told = _two_rings()
    before, same = _linked(told), _judged("same", 0, 20)
    merged = _linked(told, same)
    assert len(set(before.labels.tolist())) == 2
    assert set(merged.labels.tolist()) == {0}
    assert merged.names.ring_ids[0] in before.names.ring_ids
    undone = _linked(told, same, undoing(same.id, by="Asha", at="2024-03-06", reason=""))
    assert tables.members(undone).equals(tables.members(before))


def test_different_keeps_two_reports_apart_and_the_rest_goes_with_the_nearer() -> None:
    bridge = Told(["phone:a", "phone:b", "wallet:a0", "wallet:b0"], "reporter-x", day=3)
    same = _judged("same", 0, 20)
    apart = _linked([*_two_rings(), bridge], same, _judged("different", 1, 21, 1))
    labels = apart.labels
    assert labels[1] != labels[21]
    assert labels[0] == labels[20]
    assert apart.contradicted == 0


def test_a_report_of_no_ring_gets_one_with_the_report_it_was_judged_the_same_as() -> None:
    told = [*_two_rings(), Told([], "reporter-x"), Told([], "reporter-y")]
    labels = _linked(told, _judged("same", 40, 41)).labels
    assert labels[40] == labels[41] != -1
    assert _linked(told, _judged("same", 40, 0)).labels[40] == labels[0]


def test_keeping_apart_wins_over_a_chain_of_same() -> None:
    rows = [_judged("same", 0, 20, 1), _judged("same", 20, 1, 2), _judged("different", 0, 1, 3)]
    linked = _linked(_two_rings(), *rows)
    assert linked.labels[0] != linked.labels[1]
    assert linked.contradicted == 1


def test_a_judgement_about_what_is_not_here_has_no_effect_and_is_counted() -> None:
    linked = _linked(_two_rings(), _judged("same", 0, 999))
    assert (linked.standing, linked.unmatched) == (1, 1)


def test_unsure_changes_nothing() -> None:
    told = _two_rings()
    assert tables.members(_linked(told, _judged("unsure", 0, 20))).equals(tables.members(_linked(told)))


_PAIR = st.lists(st.integers(0, 39), min_size=2, max_size=2, unique=True)


@settings(max_examples=60, deadline=None)
@given(
    judged=st.lists(st.tuples(st.sampled_from(["same", "different"]), _PAIR), max_size=8),
    shared=st.lists(_PAIR, max_size=6),
)
def test_every_judgement_holds_unless_others_contradict_it(
    judged: list[tuple[str, list[int]]], shared: list[list[int]]
) -> None:
    told = _two_rings()
    for number, (one, other) in enumerate(shared):
        told[one].values.append(f"email:{number}")
        told[other].values.append(f"email:{number}")
    rows = [_judged(decision, a, b, minute) for minute, (decision, (a, b)) in enumerate(judged)]
    linked = _linked(told, *rows)
    last = {frozenset(pair): decision for decision, pair in judged}
    broken = 0
    for pair, decision in last.items():
        a, b = sorted(pair)
        together = linked.labels[a] == linked.labels[b] != -1
        if decision == "different":
            assert not together
        else:
            broken += not together
    assert broken <= linked.contradicted
    assert np.array_equal(linked.labels, _linked(told, *rows).labels)
