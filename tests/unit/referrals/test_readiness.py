"""What a referral is worth is counted before it is sent: no victim, no case."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ringfence.referrals.footing import footing
from ringfence.referrals.readiness import readiness
from tests.unit.referrals.dossiers import REACHABLE, START, WITNESS, Told, dossier, paid

WALLET = ("wallet", "btc:1FpSCNx5nBZ5i4L5o1FoFWMHmYzDae616p", "payee")
ORIGINAL = ("sha256:" + "a" * 64,)
BEST = (
    Told("ben", consents=WITNESS, paid=paid(), values=(WALLET,), originals=ORIGINAL),
    Told("ada", "GB", consents=WITNESS, paid=paid(20_000, "GBP"), values=(WALLET,), day=3),
    Told("eve", "GB", consents=REACHABLE, day=5),
)


def test_a_ring_with_witnesses_exhibits_and_a_trail_is_ready() -> None:
    found = readiness(dossier(*BEST))
    assert found.ready
    assert found.missing == ()
    assert found.strong[0] == "2 victims are willing to testify: 1 in GB and 1 in US"
    assert [(r.country, r.reporters, r.police, r.contact, r.testify) for r in found.countries] == [
        ("GB", 2, 2, 2, 1),
        ("US", 1, 1, 1, 1),
    ]
    assert [(m.currency, m.payments, m.minor, m.times) for m in found.money] == [
        ("GBP", 1, 20_000, 0),
        ("USD", 1, 50_000, 0),
    ]
    assert [(p.kind, p.reports, p.reporters) for p in found.payees] == [("wallet", 2, 2)]
    assert (found.traced, found.exhibits.originals, found.exhibits.texts) == (2, 1, 3)


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        (tuple(replace(one, consents=REACHABLE) for one in BEST), "no victim, no case"),
        (tuple(replace(one, core=None) for one in BEST), "no report stands in a core"),
        (tuple(replace(one, paid=()) for one in BEST), "no money trail"),
        (tuple(replace(one, values=()) for one in BEST), "no money trail"),
        (tuple(replace(one, country="IE") for one in BEST), "no willing witness lives in a country"),
        ((replace(BEST[0], core=None), replace(BEST[1], core=None), BEST[2]), "has a report in a core"),
        (tuple(replace(one, originals=(), text="See form.") for one in BEST), "no exhibit"),
    ],
)
def test_each_thing_that_a_court_asks_for_is_missed_when_it_is_not_there(
    told: tuple[Told, ...], lacks: str
) -> None:
    found = readiness(dossier(*told))
    assert not found.ready
    assert any(lacks in one for one in found.missing)


def test_who_does_not_let_the_police_see_her_report_is_no_witness() -> None:
    told = tuple(replace(one, consents=("contact", "testify")) for one in BEST)
    assert {(row.contact, row.testify) for row in readiness(dossier(*told)).countries} == {(0, 0)}


def test_only_exhibits_that_the_police_may_see_count_and_the_others_are_asked_for() -> None:
    other = ("sha256:" + "b" * 64, *ORIGINAL)
    held = (*BEST, Told("fay", originals=other), Told("gus", consents=("contact",), text="See form."))
    found = readiness(dossier(*held))
    assert (found.exhibits.originals, found.exhibits.originals_withheld) == (1, 1)
    assert (found.exhibits.texts, found.exhibits.texts_withheld) == (3, 1)
    assert "1 original that the police may see, held byte by byte under a SHA-256 digest" in found.strong
    asked = [one for one in found.next_steps if "consent" in one]
    told = "Ask the victims for consent that the police see 1 original and the texts of 1 report"
    assert asked == [f"{told}: not enclosed without it"]


def test_what_nobody_lets_the_police_see_is_no_exhibit() -> None:
    found = readiness(dossier(*(replace(one, consents=()) for one in BEST)))
    assert any("there is no exhibit" in one for one in found.missing)
    assert any("there is no original that the police may see" in one for one in found.weak)
    assert not any("byte by byte" in one for one in found.strong)


def test_a_witness_whom_nobody_knows_cannot_be_called() -> None:
    told = tuple(replace(one, person=None) for one in BEST)
    assert sum(row.testify for row in readiness(dossier(*told)).countries) == 0


def test_a_person_who_reports_often_is_one_witness() -> None:
    found = readiness(dossier(*(replace(BEST[0], day=day) for day in range(5))))
    assert found.strong[0] == "1 victim is willing to testify: 1 in US"
    assert "only one victim is willing to testify" in found.weak
    assert found.reporters == 1


def test_all_witnesses_of_a_source_that_was_doubted_are_one() -> None:
    told = [Told(person=f"reporter-{n}", consents=WITNESS, source="adatum") for n in range(5)]
    case = dossier(*told, Told(person="ben", consents=WITNESS))
    assert footing(case, None).witnesses == 6

    doubted = footing(replace(case, run={"doubted": ["adatum"]}), None)
    assert (doubted.reporters, doubted.witnesses) == (2, 2)


def test_what_to_do_next_is_counted_and_the_urgent_comes_first() -> None:
    told = tuple(replace(one, consents=REACHABLE, originals=()) for one in BEST)
    found = readiness(dossier(*told), at=START + timedelta(days=5))
    assert found.next_steps[0].startswith("The last payment was made or reported 2 days ago")
    assert found.next_steps[1] == "Ask the 3 victims who may be contacted if they would testify by video"
    assert found.next_steps[2].startswith("Ask the 3 victims who may be contacted for what they hold")
    assert found.silent_days == 0


def test_when_it_was_paid_counts_before_when_it_was_reported() -> None:
    told = (replace(BEST[0], paid=paid(at=START - timedelta(days=30))),)
    found = readiness(dossier(*told), at=START)
    assert not any("freeze" in one for one in found.next_steps)
    assert found.money[0].times == 1


def test_a_ring_that_is_silent_for_long_is_said_to_be() -> None:
    found = readiness(dossier(*BEST), at=START + timedelta(days=5 + 61))
    assert found.silent_days == 61
    assert any("61 days ago" in one for one in found.weak)
    assert readiness(dossier(*BEST)).silent_days is None


def test_with_nobody_to_ask_partners_are_asked() -> None:
    found = readiness(dossier(Told(None), Told("ada", core=None)))
    assert any("Ask the partners" in one for one in found.next_steps)


def test_what_is_visible_beforehand_names_no_value_no_person_and_no_report() -> None:
    shown = json.dumps(readiness(dossier(*BEST), at=START).counts())
    for private in (WALLET[1], "ben", "ada", "eve", "report-", "contoso", "sha256:", "refund"):
        assert private not in shown.replace("can be", "")
    assert json.loads(shown)["ready"] is True
