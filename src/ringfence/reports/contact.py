"""How a person can be reached: telephone numbers read, and a reporter named without saying who it is.

The one place where a telephone number is read. `rphonenumbers` does the work (the rules of libphonenumber,
compiled); where it has no wheel, `phonenumbers` gives the same answers, and a test holds the two together.

    >>> from ringfence.words import Country
    >>> parse_phone("(202) 555-0143", Country("US"))
    ParsedPhone(e164='+12025550143', valid=True, country='US', extension=None)
    >>> reporter_id(bytes(32), email="Ben@Contoso.example", phone=None, country=None)
    'reporter-dbf97e6c396e3d32020cfa9d44f60a4d'
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ringfence.words import Country

try:
    import rphonenumbers as _library
except ImportError:  # no wheel for this machine
    import phonenumbers as _library

E164, INTERNATIONAL = 0, 1
LONGEST_WRITTEN = 250
"""Characters of a written number that are looked at: libphonenumber's own limit."""

# Toll-free, premium rate, shared cost, one number for a whole company: libphonenumber's types of numbers.
_OF_COMPANIES = frozenset([3, 4, 5, 9])
_MADE_UP = re.compile(r"\+999\d{9,12}")
_SEPARATORS = re.compile(r"[\s().\-/\u00a0\u2010-\u2015]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DOTS_MEAN_NOTHING = ("gmail.com", "googlemail.com")
_SHORTEST_NUMBER = 7
_NO_SIGNS = ("Cn", "Cs")
_NO_COUNTRY = (None, "001", "ZZ")


class ParsedPhone(NamedTuple):
    """A telephone number that was read.

    Attributes:
        e164: The number as ITU-T E.164 writes it: ``+``, country code, national number; 15 digits at most.
        valid: Whether the numbering plan of its country has such a number; False: only its length may fit.
        country: ISO 3166-1 alpha-2 of the plan it belongs to; None where it belongs to no single country.
        extension: The digits to dial afterwards; None without.
    """

    e164: str
    valid: bool
    country: str | None
    extension: str | None


def parse_phone(written: str, country: Country | None, *, world: bool = False) -> ParsedPhone | None:
    """Read one telephone number as a person wrote it.

    Args:
        written: The number, with any separators; at most 250 characters are read.
        country: The plan by which a number without a country code is read; None reads only those with one.
        world: Accept numbers of a made-up world (``+999`` and 9 to 12 digits) as valid; no one can dial them,
            since ITU-T assigns 999 to no country.

    Returns:
        The number, or None when no number can be read.
    """
    if world:
        bare = _SEPARATORS.sub("", written)
        if _MADE_UP.fullmatch(bare):
            return ParsedPhone(bare, valid=True, country=None, extension=None)
    return read_with(_library, written, country)


@lru_cache(maxsize=8_192)
def read_with(library: Any, written: str, country: str | None) -> ParsedPhone | None:  # noqa: ANN401 - two libraries, one shape, neither typed
    """Read a number with one of the two libraries; `parse_phone` is what everything else calls.

    Args:
        library: The module `rphonenumbers` or `phonenumbers`.
        written: The number as written.
        country: ISO 3166-1 alpha-2, or None.

    Returns:
        The number, or None when no number can be read.
    """
    # Digits that someone left out as ``xxxx`` are no letters of a keypad.
    if len(written) > LONGEST_WRITTEN or "xx" in written.lower():
        return None
    if not written.isascii():
        # The libraries carry tables of different Unicode versions: what Python does not know is no letter;
        # neither is half of a surrogate pair, which they cannot take.
        written = "".join(" " if unicodedata.category(sign) in _NO_SIGNS else sign for sign in written)
    try:
        number = library.parse(written, country)
    except library.NumberParseException:
        return None
    region = library.region_code_for_number(number)
    # What `is_valid_number` does, without looking for the region once more.
    valid = region is not None and library.is_valid_number_for_region(number, region)
    country = None if region in _NO_COUNTRY else region
    return ParsedPhone(library.format_number(number, E164), valid, country, number.extension or None)


@lru_cache(maxsize=4_096)
def spaced(e164: str) -> str:
    """Write a number as a person reads it: with spaces where the plan of its country has them.

    >>> spaced("+442079460123"), spaced("+999123456789")
    ('+44 20 7946 0123', '+999123456789')
    """
    try:
        return str(_library.format_number(_library.parse(e164, None), INTERNATIONAL))
    except _library.NumberParseException:
        return e164


@lru_cache(maxsize=8_192)
def is_toll_free(e164: str) -> bool | None:
    """Tell whether a number costs its caller nothing, or the same from everywhere: a company's, no home's.

    None: no country has the number, as in a made-up world.

    >>> is_toll_free("+18885550123"), is_toll_free("+12025550143"), is_toll_free("+999123456789")
    (True, False, None)
    """
    try:
        return int(_library.number_type(_library.parse(e164, None))) in _OF_COMPANIES
    except _library.NumberParseException:
        return None


def calling_code(country: str) -> str:
    """Give the code by which a country is called, such as ``+44``; "" when there is no such country."""
    code = int(_library.country_code_for_region(country))
    return f"+{code}" if code else ""


def reporter_id(
    node_key: bytes, *, email: str | None, phone: str | None, country: Country | None
) -> str | None:
    """Name the person who reported, so that two reports of one person are seen to be one person's.

    The e-mail address counts before the telephone number. What only looks different is made equal: letter
    case, what follows ``+`` in the local part, dots in a Gmail address, separators in a number. So one person
    cannot easily appear as many; without the node's key the name says nothing.

    Args:
        node_key: The node's key, 32 random bytes.
        email: The reporter's e-mail address as written, if known.
        phone: The reporter's telephone number as written, if known.
        country: The reporter's country, by which a number without a country code is read.

    Returns:
        ``reporter-`` and 32 hexadecimal digits of HMAC-SHA-256; None when neither contact can be read.
    """
    contact = _normal_email(email) or _normal_phone(phone, country)
    if contact is None:
        return None
    return "reporter-" + hmac.new(node_key, contact.encode(), hashlib.sha256).hexdigest()[:32]


def _normal_email(email: str | None) -> str | None:
    folded = (email or "").strip().strip("<>").casefold()
    if not _EMAIL.fullmatch(folded):
        return None
    local, _, host = folded.rpartition("@")
    local = local.partition("+")[0] or local
    if host in _DOTS_MEAN_NOTHING:
        local, host = local.replace(".", "") or local, "gmail.com"
    return f"email:{local}@{host}"


def _normal_phone(phone: str | None, country: Country | None) -> str | None:
    written = (phone or "").strip()
    digits = "".join(c for c in written if c.isdecimal())
    if len(digits) < _SHORTEST_NUMBER or len(set(digits)) == 1:
        return None
    parsed = parse_phone(written, country, world=True)
    return f"phone:{parsed.e164 if parsed else digits}"
