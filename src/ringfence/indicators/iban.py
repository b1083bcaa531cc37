"""International bank account numbers: their lengths, and their check (ISO 13616, ISO 7064 MOD 97-10)."""

from __future__ import annotations

# Length by country: the IBAN registry of SWIFT (https://www.swift.com/standards/data-standards/iban), from
# knowledge.
_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
LENGTHS = {code: length for length, codes in _BY_LENGTH.items() for code in codes.split()}
"""How many letters and digits an account number has, by country."""


def checks(compact: str) -> bool:
    """Tell whether an account number, in capitals and without spaces, passes MOD 97-10."""
    moved = compact[4:] + compact[:4]
    return (
        moved.isascii() and moved.isalnum() and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
    )
