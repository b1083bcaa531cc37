"""The chain of a ring: each value at its step, with who could act on it; what serves several rings."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from ringfence.rings.chain import STEPS, Step, chain, enabling
from ringfence.rings.facts import look
from ringfence.rings.parties import parties
from ringfence.rings.ring import PRIORS
from tests.unit.rings.test_explain import Row, known

KIT = "kit-checkout.example"


def _rows() -> list[Row]:
    """Two rings of four people with numbers of their own, one place to pay at, and a site each."""
    rows: list[Row] = []
    for report in range(8):
        ring = report // 4
        rows += [
            (report, "phone", f"+1888555012{ring}", "callback", report, report),
            (report, "domain", KIT, "visited", report, report),
            (report, "domain", f"alert{ring}.example", "visited", report, report),
            (report, "wallet", "btc:one", "payee", report, report) if report == 1 else (report, *BRAND),
        ]
    return rows


BRAND = ("brand", "contoso", "impersonated", 0, 0)
RINGS: dict[int, str | None] = {report: "ring-a" if report < 4 else "ring-b" for report in range(8)}
CHANNELS = pl.DataFrame(
    {"report_id": [f"report-{report:03}" for report in range(8)], "channel": ["popup"] * 4 + ["search"] * 4}
)


def _by_name(steps: tuple[Step, ...]) -> dict[str, Step]:
    return {step.name: step for step in steps}


def test_each_value_stands_at_its_step_in_the_order_in_which_a_victim_meets_it() -> None:
    steps = chain(look(known(_rows(), RINGS), "ring-a"), CHANNELS)
    assert [step.name for step in steps] == ["pop-up", "carrier", "gateway", "wallet"]
    assert _by_name(steps)["carrier"].used[0].reporters == 4
    assert _by_name(steps)["gateway"].used[0].parties[0].who == ("the payment service, and its bank")


def test_how_people_came_to_a_site_tells_a_pop_up_from_an_advertisement() -> None:
    there = known(_rows(), RINGS)
    assert "ad" in _by_name(chain(look(there, "ring-b"), CHANNELS))
    assert "site" in _by_name(chain(look(there, "ring-b")))


def test_a_value_of_one_person_is_counted_and_not_named() -> None:
    wallet = _by_name(chain(look(known(_rows(), RINGS), "ring-a")))["wallet"]
    assert (wallet.reports, wallet.values, wallet.used) == (1, 1, ())


def test_a_genuine_number_is_no_part_of_the_chain() -> None:
    rows: list[Row] = [(report, "phone", "+18885550199", "genuine", 0, report) for report in range(3)]
    assert chain(look(known(rows, dict.fromkeys(range(3), "ring-a")), "ring-a")) == ()


def test_what_serves_several_rings_is_listed_with_its_rings_and_who_could_act() -> None:
    values = pl.LazyFrame(
        [("domain", KIT, "enabler"), ("phone", "+18885550120", None)],
        schema=["kind", "value", "why"],
        orient="row",
    )
    there = replace(known(_rows(), RINGS), values=values)
    (one,) = enabling(there, CHANNELS.lazy())
    assert (one.value, one.step, one.rings) == (KIT, "gateway", (("ring-a", 4), ("ring-b", 4)))
    assert (one.reports, one.reporters, one.innocent) == (8, 8, False)
    assert enabling(replace(there, values=None)) == ()


def test_what_most_call_the_real_companys_own_is_said_to_be_innocent_and_comes_last() -> None:
    genuine: list[Row] = [(report, "phone", "+18885550199", "genuine", 0, report) for report in range(6)]
    rows: list[Row] = [*_rows(), *genuine, (6, "phone", "+18885550199", "callback", 0, 6)]
    values = pl.LazyFrame(
        [("domain", KIT, "enabler"), ("phone", "+18885550199", "enabler")],
        schema=["kind", "value", "why"],
        orient="row",
    )
    found = enabling(replace(known(rows, RINGS), values=values))
    assert [(one.value, one.innocent) for one in found] == [(KIT, False), ("+18885550199", True)]


@pytest.mark.parametrize(
    ("kind", "value", "step", "who"),
    [
        ("domain", "help.example", "site", "the registrar of the name"),
        ("domain", "refund-desk.netlify.app", "site", "the service under whose name it stands"),
        ("url", "https://help.example/?gclid=1", "ad", "Google Ads"),
        ("url", "https://help.example/?msclkid=1", "ad", "Microsoft Advertising"),
        ("phone", "+18885550123", "carrier", "the RespOrg that holds the toll-free number"),
        ("phone", "+12125550123", "carrier", "the carrier that serves the number"),
        ("phone", "+12125550123", "caller", "the carrier that let the call in, found by a traceback"),
        ("email", "help@help.example", "e-mail", "the mail provider of help.example"),
        ("remote_access", "anydesk:999012345", "remote tool", "AnyDesk"),
        ("remote_access", "newtool:1", "remote tool", "the maker of newtool"),
        ("handle", "cashapp:$example", "gateway", "Cash App (Block)"),
        ("gift_card", "google-play:…0825#00", "gift card", "Google Play, whose card it is"),
        ("wallet", "btc:example", "wallet", "the exchanges that it pays out to"),
        ("bank_account", "us:990000709/1", "mule", "the bank with routing number 990000709"),
        (
            "bank_account",
            "iban:DE00999900001",
            "mule",
            "the bank of the account, in DE (its code begins 9999)",
        ),
    ],
)
def test_each_kind_of_value_has_a_party_that_could_act_on_it(
    kind: str, value: str, step: str, who: str
) -> None:
    assert parties(kind, value, step)[0].who == who


def test_every_kind_that_can_link_has_a_party_and_an_unknown_one_has_none() -> None:
    linking = {kind for (kind, _), strength in PRIORS.items() if strength > 0.35}
    services = {"upi", "cashapp", "venmo", "zelle", "paypal", "telegram", "whatsapp"}
    assert all(parties(kind, "us:1/2", step) for kind in linking - services for step in STEPS)
    assert parties("carrier_pigeon", "coo", "site") == ()
