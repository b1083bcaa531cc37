"""Hand in: what a draft holds becomes a report, with its files and consents, in one transaction and once."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from ringfence.actions import drafting, uploads
from ringfence.actions.take_report import PURPOSES, Agreed, Filed, Taken, take_report
from ringfence.reports import clocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ringfence.actions.drafting import Written
    from ringfence.ledger.opened import models

_AS_WRITTEN = (
    ("who", ("brand", "claimed_name")),
    ("numbers", ("number_called_from", "number_dialled")),
    ("traces", ("website", "sender_email", "handle", "popup_text")),
    ("remote", ("software", "remote_id", "reporter_remote_id")),
    ("words", ("text",)),
    ("you", ("country",)),
    ("contact", ("reporter_name", "reporter_email", "reporter_phone")),
)
"""Questions, and those of their answers that are fields of a report as they stand."""
_ASIDE = (
    ("connected", "connected"),
    ("remote", "remote"),
    ("paid", "paid"),
    ("elsewhere", "elsewhere"),
    ("elsewhere", "elsewhere_to"),
    ("you", "behalf"),
    ("you", "age"),
)
"""Answers that no field holds."""
UNKNOWN = "unknown"
"""The answer "I do not know"."""


def hand_in(token: str, *, lang: str, at: datetime, node_key: bytes) -> Taken:
    """Take the report that a draft holds; asked again, it gives the same reference and code.

    Args:
        token: The draft's.
        lang: The language that she read.
        at: Now, aware.
        node_key: The node's key.

    Raises:
        GoneError: When the draft's hour is over.
        InputError: When it says nothing at all.
    """
    try:
        return _hand_in(token, lang, at, node_key)
    except IntegrityError:  # two at once: the other one took it
        return _hand_in(token, lang, at, node_key)


def _hand_in(token: str, lang: str, at: datetime, node_key: bytes) -> Taken:
    held = drafting.read(token, at)
    if held.taken is not None:
        return Taken(held.taken["report_id"], held.taken["reference"], held.taken["code"])

    def also(report: models.Report) -> None:
        uploads.carry(report, token, held.files, at)

    taken = take_report(
        filed(held, lang), at=at, node_key=node_key, retry=drafting.retry_of(token), also=also
    )
    told = {"report_id": taken.report_id, "reference": taken.reference, "code": taken.code}
    drafting.close(token, told, at)
    return taken


def filed(held: Written, lang: str) -> Filed:
    """Bring the answers of a draft to the fields of a report."""
    fields = {
        name: [str(held.said(question).get(name, "")).strip()]
        for question, names in _AS_WRITTEN
        for name in names
    }
    if fields["remote_id"][0]:  # an ID alone says nothing: each program counts its own
        fields["remote_id"] = [f"{fields['software'][0]} {fields['remote_id'][0]}".strip()]
    channel = held.said("what").get("channel", "")
    fields["channel"] = [channel] if channel not in ("", UNKNOWN) else []
    fields["occurred_at"] = [occurred(held.said("when"), fields["country"][0])]
    fields |= _paid(held)
    aside = {name: [str(held.said(question).get(name, ""))] for question, name in _ASIDE}
    if "T" not in fields["occurred_at"][0]:  # a day known in part, or a time by unknown clocks
        when = held.said("when")
        beside = [when.get("time")] if fields["occurred_at"][0] else when.values()
        aside["when"] = [" ".join(str(one) for one in beside if one)]
    told = {name: values for name, values in fields.items() if any(values)}
    return Filed(told, agreed(held), lang, {name: values for name, values in aside.items() if any(values)})


def agreed(held: Written) -> tuple[Agreed, ...]:
    """Give what was asked of the consents, with the sentences that she read; nothing where none was shown."""
    said = held.said("consents")
    shown: Mapping[str, str] = said.get("wordings", {})
    given = said.get("given", [])
    return tuple(Agreed(one, one in given, shown[one]) for one in PURPOSES if one in shown)


def occurred(said: Mapping[str, Any], country: str) -> str:
    """Write the day that was answered as ISO 8601; "" without a whole day.

    Its time stands with it where all clocks of her country show the same: else nobody knows when that was.
    """
    day, month, year = (str(said.get(part) or "") for part in ("day", "month", "year"))
    if not (day and month and year):
        return ""
    written = f"{int(year):04}-{int(month):02}-{int(day):02}"
    if not said.get("time"):
        return written
    local = datetime.fromisoformat(f"{written}T{said['time']}")
    zone = clocks.ahead(country, local)
    return written if zone is None else local.replace(tzinfo=timezone(zone)).isoformat()


def _paid(held: Written) -> dict[str, list[str]]:
    if held.said("paid").get("paid") != "yes" or not held.payments:
        return {}
    cards = [
        " ".join(filter(None, (one.get("card_brand", ""), one["card_code"])))
        for one in held.payments
        if one.get("card_code")
    ]
    return {
        "payments": [json.dumps([dict(one) for one in held.payments], ensure_ascii=False)],
        "paid_to": [one["to"] for one in held.payments if one.get("to")],
        "gift_card": cards,
    }
