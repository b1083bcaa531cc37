"""The fields of a report: the union of what the field's own forms ask (FTC, IC3, company desks, police).

Every format brings its columns to these names; `docs/reference/formats.md` lists them. A field either fills a
column of ``reports.parquet``, or belongs to the reporter and is dropped once her name is an HMAC and her
prose is masked, or it was *stated* about the fraud: then it says which kind of value it holds and what that
value did.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a report.

    Attributes:
        name: The name that ``--map COLUMN=FIELD`` takes.
        group: ``report``, ``reporter``, ``payment``, ``consent`` or ``stated``.
        says: What it holds, for the documentation.
        kind: For ``stated``: the kind of the value; empty where the value must be searched.
        role: For ``stated``: what the value did (docs/reference/kinds.md).
    """

    name: str
    group: str
    says: str
    kind: str = ""
    role: str = ""


_ALL = (
    Field("reference", "report", "the partner's own id of the report, unique within its source"),
    Field("received_at", "report", "when it was reported; absent: the clock"),
    Field("occurred_at", "report", "when it happened"),
    Field("country", "report", "where the reporter lives: ISO 3166-1 code or common name"),
    Field("lang", "report", "language of the text (BCP 47); absent: found from the text"),
    Field(
        "channel",
        "report",
        "how the contact began: call, popup, email, search, message, mail, in_person, other",
    ),
    Field("brand", "report", "the company the fraudsters said they were"),
    Field(
        "text", "report", "what happened, in the reporter's words; several columns are joined by line breaks"
    ),
    Field("popup_text", "report", "the words of a pop-up or message; joined to the text"),
    Field("tlp", "report", "Traffic Light Protocol 2.0 marking; absent: TLP:AMBER"),
    Field("originals", "report", "digests of what was handed in, sha256:…"),
    Field("reporter_name", "reporter", "the reporter's name"),
    Field("reporter_phone", "reporter", "the reporter's telephone number"),
    Field("reporter_email", "reporter", "the reporter's e-mail address"),
    Field("reporter_address", "reporter", "the reporter's postal address, or a part of it"),
    Field("reporter_account", "reporter", "the reporter's own account, card or wallet"),
    Field("reporter_remote_id", "reporter", "the ID of the reporter's own remote-access tool"),
    Field("payments", "payment", "a JSON list of payments with the five fields below, without payment_"),
    Field("payment_method", "payment", "gift_card, bank_transfer, crypto, card, cash, courier, app, other"),
    Field("payment_amount", "payment", "how much was paid, in whole units with decimals"),
    Field("payment_currency", "payment", "ISO 4217; absent: the sign beside the amount, else the country's"),
    Field("payment_at", "payment", "when it was paid"),
    Field("payment_reference", "payment", "the reference written on the payment"),
    Field("consents", "consent", "a list of share_companies, share_police, contact, testify"),
    Field("share_companies", "consent", "yes: other companies may see it"),
    Field("share_police", "consent", "yes: the police may see it"),
    Field("may_contact", "consent", "yes: she may be contacted"),
    Field("testify", "consent", "yes: she is willing to testify"),
    Field("number_dialled", "stated", "the number the victim dialled, or was told to", "phone", "callback"),
    Field("number_called_from", "stated", "the number that called", "phone", "caller_id"),
    Field("website", "stated", "web sites that were shown or visited", "", "visited"),
    Field("ip", "stated", "the address of a site or a machine of theirs", "ip", "visited"),
    Field("sender_email", "stated", "e-mail addresses the fraudsters wrote from or gave", "email", "contact"),
    Field("handle", "stated", "messenger or payment handles they wrote from", "handle", "contact"),
    Field("remote_id", "stated", "the remote-access ID or host that connected", "remote_access", "operator"),
    Field("paid_to", "stated", "the account, wallet or handle that was paid", "", "payee"),
    Field("bank_account", "stated", "the bank account that was paid", "bank_account", "payee"),
    Field("wallet", "stated", "the wallet that was paid", "wallet", "payee"),
    Field("payment_handle", "stated", "the payment handle that was paid", "handle", "payee"),
    Field(
        "gift_card",
        "stated",
        "gift-card codes that were read out; kept only as brand, last digits and HMAC",
        "gift_card",
        "payee",
    ),
    Field("gift_card_brand", "payment", "the gift card's brand, when the code stands alone"),
    Field("claimed_name", "stated", "the name the fraudster gave", "claimed_name", "claimed"),
    Field("software", "stated", "software they had her install or open", "software", "used"),
    Field("stated", "report", "a JSON list of {kind, role, value}"),
)

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
"""Every field by its name, in the order of the documentation."""

REPORTER = tuple(field.name for field in _ALL if field.group == "reporter")
STATED = tuple(field.name for field in _ALL if field.group == "stated")
CONSENTS = {
    "share_companies": "share_companies",
    "share_police": "share_police",
    "may_contact": "contact",
    "testify": "testify",
}
"""Each consent field, and the word that it adds to ``consents``."""
CHANNELS = ("call", "popup", "email", "search", "message", "mail", "in_person", "other")
METHODS = ("gift_card", "bank_transfer", "crypto", "card", "cash", "courier", "app", "other")

MANY = frozenset({"text", "popup_text", *REPORTER, *STATED})
"""Fields that several columns may fill (all of hers must be masked); any other is filled by the first
column that claims it."""

NOT_USED = ""
"""What a column maps to that is read past, on purpose or because its name says nothing."""
