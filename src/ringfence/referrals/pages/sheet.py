"""Write a subject down in one language: strings and figures that ``case.typ`` only has to lay out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ringfence.referrals.pages.clean import clean
from ringfence.referrals.pages.writer import LABEL, SENTENCE, VALUE
from ringfence.referrals.picture import picture
from ringfence.referrals.sending import CONSENT
from ringfence.referrals.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ringfence.referrals.pages.subject import Known, Pointer
    from ringfence.referrals.pages.writer import Cell, Sheet, Writer

POINTERS, PAYMENTS, VALUES, REASONS, LIVES, CURRENCIES = 60, 25, 24, 8, 12, 4
"""How many rows or columns the tables show; all of it stands in the CSV files."""
SENDER, HEADER, CONTACT = 320, 40, 120
"""The most characters of the sender's name where it stands whole, of it elsewhere, and of whom to ask."""


def sheet(writer: Writer) -> Sheet:
    """Write all pages down."""
    subject, spoken = writer.subject, writer.spoken
    marking = subject.tlp if subject.handling is None else f"{subject.tlp} · {subject.handling}"
    return {
        "lang": spoken.lang,
        "words": dict(spoken.words),
        "title": f"{spoken.say('page.title')}: {clean(subject.ring_id, 40)}",
        "marking": writer.out(marking, 60),
        "reference": writer.out(subject.reference, 40),
        "sender": writer.out(subject.organisation, HEADER),
        "ring_id": writer.out(subject.ring_id, 40),
        **{name: write(writer) for name, write in _PAGES.items()},
    }


def _ask(writer: Writer) -> Sheet:
    subject, spoken = writer.subject, writer.spoken
    lost: dict[str, int] = {}
    for paid in subject.paid:
        lost[paid.currency] = lost.get(paid.currency, 0) + paid.minor
    lost_most = sorted(lost.items(), key=lambda pair: (-pair[1], pair[0]))
    lost_said = spoken.say(
        "ask.lost_more" if len(lost_most) > 1 else "ask.lost", count=spoken.number(len(lost_most) - 1)
    )
    return {
        "rows": [
            ["ask.to", writer.out(subject.force)],
            *([["ask.through", writer.out(spoken.listed(subject.via))]] if subject.via else []),
            ["ask.from", writer.out(subject.organisation, SENDER)],
            ["page.reference", writer.out(subject.reference, 60)],
            ["ask.made", spoken.day(subject.at.date())],
        ],
        "ask": spoken.say(f"ask.{subject.role}"),
        "reasons": writer.english(subject.reasons[:5]),
        "by_when": _by_when(writer),
        "contact": spoken.say("ask.contact_said", organisation=_contact(writer)),
        "figures": [
            [spoken.number(subject.reports), spoken.say("ask.reports")],
            [spoken.number(subject.reporters), spoken.say("ask.reporters")],
            [spoken.number(len(subject.countries)), spoken.say("ask.countries")],
            [writer.losses(lost_most[:1]), lost_said],
            [spoken.number(subject.testify), spoken.say("ask.testify")],
        ],
        "enclosed": [[path, spoken.words.get(f"file.{path}", "")] for path in subject.enclosed[:12]],
    }


def _contact(writer: Writer) -> str:
    """Say whom to ask: the person and the organisation, else the organisation alone."""
    subject = writer.subject
    named = (writer.out(subject.contact, CONTACT),) if subject.contact.strip() else ()
    return writer.spoken.listed((*named, writer.out(subject.organisation, HEADER)))


def _by_when(writer: Writer) -> str:
    subject, spoken = writer.subject, writer.spoken
    if subject.newest_paid_on is None:
        return spoken.say("ask.by_when_none")
    return spoken.say(
        "ask.by_when_recent" if subject.recent else "ask.by_when_old",
        date=spoken.day(subject.newest_paid_on),
        count=spoken.number(len(subject.recent)),
        days=spoken.number(subject.recent_days),
    )


def _ring(writer: Writer) -> Sheet:
    subject, spoken = writer.subject, writer.spoken
    number, rows = spoken.number, []
    if subject.first_on is not None and subject.last_on is not None:
        period = spoken.say(
            "ring.period", first=spoken.day(subject.first_on), last=spoken.day(subject.last_on)
        )
        rows.append(["ring.active", period])
    core = spoken.say(
        "ring.core_said",
        core=number(subject.core),
        reports=number(subject.reports),
        cores=number(subject.cores),
    )
    lands = tuple(spoken.country(code) for code in subject.countries[:12])
    rows += [
        ["ring.sources", writer.out(spoken.listed(subject.sources[:12]), SENTENCE)],
        ["ring.brands", writer.out(spoken.listed(subject.brands[:12]) or "–", SENTENCE)],
        ["ring.lands", writer.out(spoken.listed(lands) or "–", SENTENCE)],
        ["ring.core", core],
    ]
    if subject.confidence is not None:
        rows.append(["ring.confidence", f"{round(100 * subject.confidence)} %"])
    rows.append(["ring.run", writer.out(subject.run, 60)])
    return {
        "rows": rows,
        "because": [writer.line(line) for line in subject.because[:REASONS]],
        "breaks": [writer.line(line) for line in subject.breaks[:REASONS]],
        "against": [writer.line(line) for line in subject.against[:REASONS]],
        "left_out": [[spoken.say(f"why.{why}"), number(values)] for why, values in subject.left_out],
    }


def _evidence(writer: Writer) -> Sheet:
    subject, spoken = writer.subject, writer.spoken
    drawn = [subject.known[place] for place in subject.drawn]
    laid = picture(
        [side_of(known) for known in drawn], [(group.values, group.reports) for group in subject.groups]
    )
    counts = {"values": spoken.number(len(drawn)), "groups": spoken.number(len(subject.groups))}
    return {
        "picture": asdict(laid),
        "labels": [writer.value(known.kind, known.value, LABEL).replace("\u200b", "") for known in drawn],
        "kinds": [writer.kind(known.kind) for known in drawn],
        "picture_said": spoken.say("evidence.picture_said", count=spoken.number(subject.undrawn)),
        "picture_alt": spoken.say("evidence.picture_alt", **counts),
        "timeline": _timeline(writer),
        "known": [writer.known(known) for known in subject.known[:VALUES]],
        "more": _more(writer, len(subject.known) - VALUES, "data/indicators.csv"),
    }


def side_of(known: Known) -> str:
    """Say on which side of the picture a value stands: left how victims were reached, right the rest."""
    taking = known.kind in {"wallet", "bank_account", "gift_card", "remote_access"} or known.role == "payee"
    return "right" if taking else "left"


def _timeline(writer: Writer) -> Sheet | None:
    subject, spoken = writer.subject, writer.spoken
    if subject.first_on is None or subject.last_on is None or not subject.weeks:
        return None
    lives = subject.known[:LIVES]
    laid = timeline(
        subject.weeks, subject.first_on, subject.last_on, [(one.first_on, one.last_on) for one in lives]
    )
    told = asdict(laid)
    told["ticks"] = [[x, day.isoformat()] for x, day in laid.ticks]
    told["most"] = spoken.number(laid.most)
    told["labels"] = [writer.value(one.kind, one.value, LABEL).replace("\u200b", "") for one in lives]
    told["alt"] = spoken.say(
        "evidence.timeline_alt",
        first=spoken.day(subject.first_on),
        last=spoken.day(subject.last_on),
        most=spoken.number(laid.most),
    )
    return told


def _more(writer: Writer, count: int, path: str) -> str:
    return writer.spoken.say("page.more", count=writer.spoken.number(count), path=path) if count > 0 else ""


def _money(writer: Writer) -> Sheet:
    subject, spoken = writer.subject, writer.spoken
    shared = [payment for payment in subject.recent if payment.shared]
    recent = [
        [
            payment.paid_on.isoformat(),
            spoken.money(writer.out(payment.currency, 3), payment.minor),
            spoken.say(f"method.{payment.method}"),
            writer.out(payment.source, 30),
            writer.out(payment.reference, 40),
        ]
        for payment in shared[:PAYMENTS]
    ]
    return {
        "paid": _paid(writer),
        "payees": [writer.known(known) for known in subject.payees[:VALUES]],
        "recent_title": spoken.say("money.recent", days=spoken.number(subject.recent_days)),
        "recent": recent,
        "more": _more(writer, len(shared) - PAYMENTS, "data/victims.csv"),
        "bare": _bare(writer, len(subject.recent) - len(shared)),
    }


def _paid(writer: Writer) -> Sheet:
    """Write the losses as a table: methods down, the first currencies across, the others in one line."""
    subject, spoken = writer.subject, writer.spoken
    sums: dict[str, tuple[int, int]] = {}
    for paid in subject.paid:
        minor, payments = sums.get(paid.currency, (0, 0))
        sums[paid.currency] = minor + paid.minor, payments + paid.payments
    currencies = sorted(sums, key=lambda currency: (-sums[currency][1], currency))
    cells = {(paid.method, paid.currency): (paid.minor, paid.payments) for paid in subject.paid}
    shown = currencies[:CURRENCIES]
    methods = sorted(
        {paid.method for paid in subject.paid},
        key=lambda method: (
            -sum(cells.get((method, currency), (0, 0))[1] for currency in currencies),
            method,
        ),
    )

    def amount(told: tuple[int, int] | None, currency: str) -> str:
        if told is None:
            return "–"
        return f"{spoken.money(writer.out(currency, 3), told[0])} ({spoken.number(told[1])})"

    return {
        "currencies": [writer.out(currency, 3) for currency in shown],
        "rows": [
            [spoken.say(f"method.{method}"), *(amount(cells.get((method, one)), one) for one in shown)]
            for method in methods
        ],
        "total": [spoken.say("victims.total"), *(amount(sums[currency], currency) for currency in shown)],
        "others": writer.losses([(one, sums[one][0]) for one in currencies[CURRENCIES:]], 20)
        if len(currencies) > CURRENCIES
        else "",
    }


def _victims(writer: Writer) -> Sheet:
    subject, spoken = writer.subject, writer.spoken
    number = spoken.number
    lands = [
        [
            writer.out(spoken.country(land.country), 40),
            number(land.reports),
            writer.losses(land.losses),
            number(land.police),
            number(land.contact),
            number(land.testify),
        ]
        for land in subject.lands[:40]
    ]
    sums = [sum(getattr(land, name) for land in subject.lands) for name in ("police", "contact", "testify")]
    reports = number(sum(land.reports for land in subject.lands))
    shared = [pointer for pointer in subject.pointers if CONSENT in pointer.consents]
    home = _home(writer)
    return {
        "lands": lands,
        "total": [spoken.say("victims.total"), reports, "", *(number(total) for total in sums)],
        "home": spoken.say("victims.home", country=home) if home else "",
        "title": spoken.say("victims.pointers_home" if home else "victims.pointers", country=home),
        "pointers": [_pointer(writer, pointer) for pointer in shared[:POINTERS]],
        "more": _more(writer, len(shared) - POINTERS, "data/victims.csv"),
        "bare": _bare(writer, len(subject.pointers) - len(shared)),
    }


def _home(writer: Writer) -> str:
    """Name the one country whose victims alone are told of; "" where all are."""
    subject, spoken = writer.subject, writer.spoken
    if subject.role == "joint" or len(subject.lands) != 1 or subject.lands[0].country is None:
        return ""
    return writer.out(spoken.country(subject.lands[0].country), 40)


def _bare(writer: Writer, count: int) -> str:
    """Say how many more there are that the police may not see."""
    return writer.spoken.say("victims.bare", count=writer.spoken.number(count)) if count else ""


def _pointer(writer: Writer, pointer: Pointer) -> list[Cell]:
    spoken = writer.spoken
    return [
        writer.out(pointer.report.removeprefix("report-"), 24),
        writer.out(pointer.source, 30),
        writer.out(pointer.reference, 40),
        writer.out(pointer.country or "–", 2),
        pointer.on.isoformat(),
        writer.losses(pointer.losses, 2),
        spoken.listed(
            tuple(
                spoken.say(f"consent.{consent}")
                for consent in pointer.consents
                if f"consent.{consent}" in spoken.words
            )
        )
        or "–",
    ]


def _enablers(writer: Writer) -> list[list[Cell]]:
    number = writer.spoken.number
    return [
        [
            writer.value(enabler.kind, enabler.value),
            writer.kind(enabler.kind),
            number(enabler.reports),
            number(enabler.rings),
            writer.spoken.say(f"act.{enabler.kind}"),
        ]
        for enabler in writer.subject.enablers[:VALUES]
    ]


def _custody(writer: Writer) -> Sheet:
    subject, number = writer.subject, writer.spoken.number
    originals, texts = subject.withheld
    withheld = writer.spoken.say("custody.withheld_said", originals=number(originals), texts=number(texts))
    return {
        "rows": [
            ["custody.originals", writer.spoken.number(subject.originals)],
            ["custody.texts", writer.spoken.number(subject.texts)],
            *([["custody.withheld", withheld]] if any(subject.withheld) else []),
        ],
        "steps": [
            [f"{done.at:%Y-%m-%d %H:%M}", writer.out(done.actor, 60), writer.out(done.action, VALUE)]
            for done in subject.custody[-20:]
        ],
    }


def _readiness(writer: Writer) -> Sheet:
    subject = writer.subject
    return {
        "said": writer.spoken.say(f"readiness.{'ready' if subject.ready else 'not_ready'}"),
        "missing": writer.english(subject.missing[:10]),
        "strong": writer.english(subject.strong[:10]),
        "weak": writer.english(subject.weak[:10]),
        "next": writer.english(subject.next_steps[:10]),
    }


_PAGES: Mapping[str, Callable[[Writer], object]] = {
    "ask": _ask,
    "ring": _ring,
    "evidence": _evidence,
    "money": _money,
    "victims": _victims,
    "enablers": _enablers,
    "custody": _custody,
    "readiness": _readiness,
}
