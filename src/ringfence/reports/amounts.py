"""Amounts of money as people write them, in minor units.

>>> amount("$1,234.50", None, None), amount("1.234,50 €", None, None)
(Money(minor=123450, currency='USD'), Money(minor=123450, currency='EUR'))
>>> amount("₹1,00,000", None, None)
Money(minor=10000000, currency='INR')
"""

from __future__ import annotations

import re

from ringfence.words import Money

NO_MINOR = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "UGX", "PYG", "RWF"})
"""Currencies without minor units (ISO 4217)."""
THREE_MINOR = frozenset({"KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"})
"""Currencies with thousandths (ISO 4217)."""

_OF_COUNTRY = {
    "US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "IN": "INR", "JP": "JPY", "NZ": "NZD", "SG": "SGD",
    "CH": "CHF", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "MX": "MXN", "ZA": "ZAR", "BR": "BRL",
    **dict.fromkeys(
        ("DE", "ES", "FR", "IE", "IT", "NL", "BE", "AT", "PT", "FI", "GR", "LU", "SK", "EE", "LV", "LT"),
        "EUR",
    ),
}  # fmt: skip
_DOLLARS = frozenset({"CA", "AU", "NZ", "SG"})
_SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "円": "JPY", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "gbp": "GBP", "pounds": "GBP", "pound": "GBP", "quid": "GBP", "inr": "INR", "rs": "INR", "rupees": "INR",
    "yen": "JPY",
}  # fmt: skip
_AMOUNT = re.compile(r"[^\d.,+-]*(\d[\d.,' \u00a0\u202f]*)[^\d]*")
_WORD = re.compile(r"[^\W\d]+|[€£₹¥$]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,' ]\d{2,3})*[.,' ]\d{3}|\d+")
_LARGEST = 10**15
_LONGEST = 40


def amount(written: str, currency: str | None, country: str | None) -> Money | None:
    """Read an amount.

    Args:
        written: As written, in whole units with or without decimals, with or without a sign of the currency.
        currency: ISO 4217, when another field says it.
        country: Where the reporter lives: what ``$`` means there, and the currency when nothing else says it.

    Returns:
        The amount; None when it cannot be read, is negative, or its currency is not known.
    """
    found = _AMOUNT.fullmatch(written.strip()) if len(written) <= _LONGEST else None
    unit = currency or _unit(written, country)
    if found is None or unit is None or "-" in written:
        return None
    decimals = 0 if unit in NO_MINOR else 3 if unit in THREE_MINOR else 2
    minor = _minor(re.sub(r"[\u00a0\u202f]", " ", found[1]).strip(" .,'"), decimals)
    return None if minor is None or minor > _LARGEST else Money(minor, unit)


def currency_code(written: str) -> str | None:
    """Read a currency: its code, its sign or its name; None when it is none of these, or only ``$``."""
    folded = written.strip().lower()
    if folded in _SIGNS:
        return _SIGNS[folded]
    return folded.upper() if re.fullmatch("[a-z]{3}", folded) else None


def _unit(written: str, country: str | None) -> str | None:
    for word in _WORD.findall(written):
        sign = word.lower()
        if sign in _SIGNS:
            return _SIGNS[sign]
        if sign in ("$", "dollar", "dollars"):
            return _OF_COUNTRY[country] if country in _DOLLARS else "USD"
        if re.fullmatch("[A-Z]{3}", word):
            return str(word)
    return _OF_COUNTRY.get(country or "")


def _minor(number: str, decimals: int) -> int | None:
    """Tell decimals from thousands: a sign before the last one or two digits starts decimals."""
    tail = re.fullmatch(r"(.*?)[.,](\d{1,2})", number)
    whole, cents = (tail[1], tail[2]) if tail else (number, "")
    if not _GROUPED.fullmatch(whole) or len(cents) > max(decimals, 2):
        return None
    digits = re.sub(r"\D", "", whole)
    return int(digits + cents.ljust(decimals, "0")[:decimals])
