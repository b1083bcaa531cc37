"""What was paid: one payment from a row's own columns, or several from a JSON list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.reports import moments
from ringfence.reports.amounts import amount, currency_code
from ringfence.reports.fields import METHODS
from ringfence.reports.report import PAYMENT
from ringfence.reports.stating import read_list

if TYPE_CHECKING:
    from ringfence.reports.sheet import Sheet

MOST_PAYMENTS = 100
LONGEST_REFERENCE = 200
_PARTS = ("method", "amount", "currency", "at", "reference")

_WORDS = {
    "gift_card": "gift giftcard voucher itunes steam geschenkkarte gutschein guthabenkarte regalo cadeau",
    "bank_transfer": "bank wire transfer ach überweisung uberweisung transferencia virement sepa zelle",
    "crypto": "crypto bitcoin btc ethereum eth usdt wallet krypto cripto kryptowährung atm",
    "card": "card credit debit visa mastercard karte kreditkarte tarjeta carte",
    "cash": "cash courier_cash bargeld efectivo especes espèces money",
    "courier": "courier kurier mensajero coursier parcel gold",
    "app": "app venmo cashapp paypal upi paytm bizum lydia",
}


def payments(sheet: Sheet, country: pa.Array, order: str) -> pa.Array:
    """Collect the payments of a batch.

    Args:
        sheet: The rows.
        country: Where each reporter lives.
        order: ``dmy`` or ``mdy``, where the order of dates is known.

    Returns:
        A list of ``PAYMENT`` structs for each row; what cannot be read is left out with its reason.
    """
    flat = {part: sheet.values(f"payment_{part}") for part in _PARTS}
    listed = sheet.values("payments")
    if all(column.null_count == len(sheet) for column in (*flat.values(), listed)):
        return pa.array([[]] * len(sheet), pa.list_(PAYMENT))
    rows = zip(*(column.to_pylist() for column in flat.values()), strict=True)
    lives, many = country.to_pylist(), listed.to_pylist()
    made = []
    for at, values in enumerate(rows):
        ones: list[dict[str, object]] = []
        if any(values):
            ones.append(dict(zip(_PARTS, values, strict=True)))
        ones += _listed(sheet, at, many[at])
        made.append([_payment(sheet, at, one, lives[at], order) for one in ones])
    return pa.array(made, pa.list_(PAYMENT))


def _listed(sheet: Sheet, at: int, written: str | None) -> list[dict[str, object]]:
    if written is None:
        return []
    ones = read_list(written)
    if ones is None or len(ones) > MOST_PAYMENTS:
        sheet.leave_one(at, sheet.column("payments"), "is no JSON list of payments")
        return []
    return [{part: one.get(part, one.get(f"paid_{part}")) for part in _PARTS} for one in ones]


def _payment(
    sheet: Sheet, at: int, one: dict[str, object], country: str | None, order: str
) -> dict[str, object]:
    written = {part: str(value).strip() for part, value in one.items() if value not in (None, "")}
    unit = currency_code(written["currency"]) if "currency" in written else None
    paid = amount(written["amount"], unit, country) if "amount" in written else None
    moment = moments.moment(written["at"], order or moments.order_in(country)) if "at" in written else None
    reference = written.get("reference")
    unread = {
        "amount": "amount" in written and paid is None,
        "currency": "currency" in written and unit is None and paid is None,
        "at": "at" in written and moment is None,
        "reference": reference is not None and len(reference) > LONGEST_REFERENCE,
    }
    for part, wrong in unread.items():
        if wrong:
            sheet.leave_one(at, sheet.column(f"payment_{part}"), f"the payment's {part} cannot be read")
    return {
        "method": _method(written["method"]) if "method" in written else None,
        "amount_minor": None if paid is None else paid.minor,
        "currency": unit if paid is None else paid.currency,
        "paid_at": moment,
        "reference": None if unread["reference"] else reference,
    }


def _method(written: str) -> str:
    folded = written.strip().lower().replace(" ", "_").replace("-", "_")
    if folded in METHODS:
        return folded
    words = set(folded.split("_"))
    return next((method for method, known in _WORDS.items() if words & set(known.split())), "other")
