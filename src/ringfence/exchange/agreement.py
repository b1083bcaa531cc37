"""The agreement: the terms under which two or more organisations share, signed by each of them.

A marking says who may see a thing; an agreement says why the two may talk at all, of what, how much, and
until when. It is one JSON file that each side signs in turn and keeps; nothing of it is secret, so it holds
no person's name and no value of any report.

    >>> from ringfence.exchange.signing import from_seed
    >>> contoso, northwind = from_seed(bytes(32)), from_seed(bytes(31) + b"n")
    >>> terms = draft(
    ...     [("Contoso", contoso.public), ("Northwind", northwind.public)],
    ...     purpose="find the rings that defraud customers of both",
    ...     shares="indicator",
    ...     starts_at=datetime(2026, 1, 1, tzinfo=UTC),
    ...     ends_at=datetime(2027, 1, 1, tzinfo=UTC),
    ... )
    >>> half = signed(terms, contoso)
    >>> check(half, datetime(2026, 6, 1, tzinfo=UTC))
    ('Northwind has not signed',)
    >>> check(signed(half, northwind), datetime(2026, 6, 1, tzinfo=UTC))
    ()
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, cast

from ringfence.exchange.psi.padding import LARGEST, padded
from ringfence.exchange.record import Fields, parsed
from ringfence.exchange.signing import canonical, read_public
from ringfence.words import Country, InputError, Tlp, UsageError, country

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ringfence.exchange.signing import Public, SigningKey

VERSION = 1
"""The version of the record; a reader refuses one that it does not know."""
TYPE = "ringfence-agreement"
SIZE_CEILING = 100_000
"""How many elements a side hands in, in one comparison, unless the parties say otherwise."""
BUDGET = 200_000
"""How many elements a partner may ask about in any 30 days, unless the parties say otherwise."""

Shares = Literal["indicator", "victim"]


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation that is bound.

    Attributes:
        organisation: Its name.
        fingerprint: Its signing key's fingerprint, ``SHA256:`` and 64 hexadecimal digits.
        pem: Its public key as PEM.
    """

    organisation: str
    fingerprint: str
    pem: str

    @property
    def public(self) -> Public:
        """Its public key.

        Raises:
            InputError: When the PEM is none.
        """
        return read_public(self.pem.encode())


@dataclass(frozen=True, slots=True)
class Signature:
    """One party's signature.

    Attributes:
        fingerprint: The key that signed.
        value: The signature over `terms`, 128 hexadecimal digits.
    """

    fingerprint: str
    value: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the parties agreed to.

    Attributes:
        parties: Who is bound, at least two, in the order in which they were drafted.
        purpose: What for, in one sentence; what is shared is used for nothing else.
        shares: What is compared and sent: ``indicator`` (values of call centres) or ``victim`` (of whom only
            a rounded number is ever told).
        ceiling: The strictest marking that may go to a partner.
        countries: Reports from which countries are meant; empty: from any.
        size_ceiling: How many elements a side may hand in, in one comparison; at most 16,777,216.
        budget: How many elements a partner may ask about in any 30 days, made-up ones counted: no less than
            what a set of the size ceiling is filled up to.
        auditor: Who may open drawn leaves of a comparison; None: nobody.
        starts_at: From when it holds.
        ends_at: When it ends; at that very moment it holds no longer.
        signatures: Who has signed.
        version: The version of the record.
    """

    parties: tuple[Party, ...]
    purpose: str
    shares: Shares
    ceiling: Tlp
    countries: tuple[Country, ...]
    size_ceiling: int
    budget: int
    auditor: str | None
    starts_at: datetime
    ends_at: datetime
    signatures: tuple[Signature, ...] = ()
    version: int = VERSION

    def terms(self) -> bytes:
        """Write what is signed: all of it but the signatures."""
        return canonical(_record(self))

    @property
    def digest(self) -> str:
        """``sha256:`` and 64 hexadecimal digits over `terms`: the same for each party, signed or not."""
        return f"sha256:{hashlib.sha256(self.terms()).hexdigest()}"

    def others(self, fingerprint: str) -> tuple[Party, ...]:
        """Name the other parties.

        Raises:
            UsageError: When the key is of no party.
        """
        if fingerprint not in {party.fingerprint for party in self.parties}:
            raise UsageError(
                "this key is of no party to the agreement",
                advice="Compare the output of ringfence keys show with the agreement's fingerprints",
            )
        return tuple(party for party in self.parties if party.fingerprint != fingerprint)


def draft(
    parties: Iterable[tuple[str, Public]],
    *,
    purpose: str,
    shares: Shares,
    starts_at: datetime,
    ends_at: datetime,
    ceiling: Tlp = Tlp.AMBER,
    countries: Iterable[str] = (),
    size_ceiling: int = SIZE_CEILING,
    budget: int = BUDGET,
    auditor: str | None = None,
) -> Agreement:
    """Draft an agreement, for each party to read and sign.

    Args:
        parties: Name and public key of each.
        purpose: What for, in one sentence.
        shares: ``indicator`` or ``victim``.
        starts_at: From when it holds; any zone, cut to whole seconds.
        ends_at: When it ends.
        ceiling: The strictest marking that may go to a partner.
        countries: Reports from which countries are meant; none: from any.
        size_ceiling: How many elements a side may hand in, in one comparison.
        budget: How many elements a partner may ask about in any 30 days, made-up ones counted.
        auditor: Who may open drawn leaves.

    Raises:
        InputError: When a term cannot be meant: one party, no purpose, an end before the beginning …
    """
    made = Agreement(
        parties=tuple(
            Party(_line(name, "organisation"), key.fingerprint, key.pem.decode("ascii"))
            for name, key in parties
        ),
        purpose=_line(purpose, "purpose"),
        shares=shares,
        ceiling=ceiling,
        countries=tuple(sorted({country(code) for code in countries})),
        size_ceiling=size_ceiling,
        budget=budget,
        auditor=None if auditor is None else _line(auditor, "auditor"),
        starts_at=starts_at.astimezone(UTC).replace(microsecond=0),
        ends_at=ends_at.astimezone(UTC).replace(microsecond=0),
    )
    wrong = objections(made)
    if wrong:
        raise InputError(f"this cannot be agreed to: {wrong[0]}", advice="Change the terms and draft again")
    return made


def signed(agreement: Agreement, key: SigningKey) -> Agreement:
    """Sign as one of the parties; to sign again changes nothing.

    Raises:
        UsageError: When the key is of no party.
    """
    mine = key.public.fingerprint
    agreement.others(mine)
    kept = [one for one in agreement.signatures if one.fingerprint != mine]
    kept.append(Signature(mine, key.sign(agreement.terms()).hex()))
    order = [party.fingerprint for party in agreement.parties]
    kept.sort(key=lambda one: order.index(one.fingerprint) if one.fingerprint in order else len(order))
    return replace(agreement, signatures=tuple(kept))


def check(agreement: Agreement, at: datetime) -> tuple[str, ...]:
    """Say what stands against acting under an agreement at a time.

    Args:
        agreement: As it was read.
        at: When it shall hold; aware.

    Returns:
        Each problem as a sentence without its full stop, the gravest first; empty when it holds.
    """
    problems = [*objections(agreement), *_signing(agreement)]
    if at < agreement.starts_at:
        problems.append(f"it does not hold before {agreement.starts_at:%Y-%m-%d %H:%M} UTC")
    if at >= agreement.ends_at:
        problems.append(f"it ended at {agreement.ends_at:%Y-%m-%d %H:%M} UTC")
    return tuple(problems)


def objections(agreement: Agreement) -> tuple[str, ...]:
    """Say what stands against the terms at any time, whoever has signed them; nobody should sign these."""
    return (*_never(agreement), *_keys(agreement))


def _never(agreement: Agreement) -> list[str]:
    problems = []
    names = [party.organisation.casefold() for party in agreement.parties]
    prints = [party.fingerprint for party in agreement.parties]
    if len(names) < 2:
        problems.append("it names fewer than two parties")
    if len(set(names)) < len(names):
        problems.append("two parties have the same name")
    if len(set(prints)) < len(prints):
        problems.append("two parties have the same key")
    if not agreement.purpose:
        problems.append("it names no purpose")
    if agreement.shares not in {"indicator", "victim"}:
        problems.append("it says neither indicator nor victim of what is shared")
    if agreement.ends_at <= agreement.starts_at:
        problems.append("it ends before it begins")
    problems += _sizes(agreement)
    if agreement.version != VERSION:
        problems.append(f"it is of version {agreement.version}, and only version {VERSION} is known")
    return problems


def _sizes(agreement: Agreement) -> list[str]:
    if not 1 <= agreement.size_ceiling <= LARGEST:
        return [f"its size ceiling is not from 1 to {LARGEST:,}"]
    size = padded(agreement.size_ceiling)
    if agreement.budget < size:
        said = (
            f"its budget of {agreement.budget:,} is too small for one comparison: a set of its size ceiling"
        )
        return [f"{said} of {agreement.size_ceiling:,} is filled up to {size:,}"]
    return []


def _keys(agreement: Agreement) -> list[str]:
    problems = []
    for party in agreement.parties:
        try:
            same = party.public.fingerprint == party.fingerprint
        except InputError:
            problems.append(f"what stands as the key of {party.organisation} is no Ed25519 key")
        else:
            if not same:
                problems.append(f"the key of {party.organisation} has another fingerprint than the one named")
    return problems


def _signing(agreement: Agreement) -> list[str]:
    terms = agreement.terms()
    given = {one.fingerprint: one.value for one in agreement.signatures}
    problems = []
    for party in agreement.parties:
        value = given.pop(party.fingerprint, None)
        if value is None:
            problems.append(f"{party.organisation} has not signed")
        elif not _verifies(party, terms, value):
            problems.append(f"the signature of {party.organisation} is not over these terms")
    if given:
        problems.append("a key that is of no party has signed")
    return problems


def _verifies(party: Party, terms: bytes, value: str) -> bool:
    try:
        return party.public.verify(terms, bytes.fromhex(value))
    except (InputError, ValueError):
        return False


def _record(agreement: Agreement) -> dict[str, object]:
    return {
        "type": TYPE,
        "version": agreement.version,
        "parties": [
            {"organisation": one.organisation, "fingerprint": one.fingerprint, "pem": one.pem}
            for one in agreement.parties
        ],
        "purpose": agreement.purpose,
        "shares": agreement.shares,
        "ceiling": agreement.ceiling.value,
        "countries": list(agreement.countries),
        "size_ceiling": agreement.size_ceiling,
        "budget": agreement.budget,
        "auditor": agreement.auditor,
        "starts_at": _stamp(agreement.starts_at),
        "ends_at": _stamp(agreement.ends_at),
    }


def as_record(agreement: Agreement) -> dict[str, object]:
    """Write an agreement with its signatures as its file has it."""
    signatures = [{"fingerprint": one.fingerprint, "signature": one.value} for one in agreement.signatures]
    return _record(agreement) | {"signatures": signatures}


def to_json(agreement: Agreement) -> str:
    """Write an agreement with its signatures, laid out for people; what is signed is `Agreement.terms`."""
    return json.dumps(as_record(agreement), indent=2, ensure_ascii=False) + "\n"


def read(content: str | bytes, name: str = "the agreement") -> Agreement:
    """Read an agreement; whether it holds is for `check` to say.

    Args:
        content: The JSON.
        name: What the file is called in messages.

    Raises:
        FormatError: When it is no agreement, or a field is missing, unknown, or of the wrong shape.
    """
    fields = parsed(content, name, TYPE)
    version = fields.number("version")
    if version != VERSION:
        raise fields.wrong("version", f"it is not {VERSION}", "Read it with a newer Ringfence")
    read_in = Agreement(
        parties=tuple(
            Party(one.text("organisation"), one.fingerprint("fingerprint"), one.text("pem", lines=True))
            for one in fields.each("parties")
        ),
        purpose=fields.text("purpose"),
        shares=cast("Shares", fields.one_of("shares", ("indicator", "victim"))),
        ceiling=Tlp(fields.one_of("ceiling", [one.value for one in Tlp])),
        countries=_countries(fields),
        size_ceiling=fields.number("size_ceiling"),
        budget=fields.number("budget"),
        auditor=fields.text_or_none("auditor"),
        starts_at=fields.time("starts_at"),
        ends_at=fields.time("ends_at"),
        signatures=tuple(
            Signature(one.fingerprint("fingerprint"), one.hexadecimal("signature", 128))
            for one in fields.each("signatures")
        ),
        version=version,
    )
    fields.done()
    return read_in


def _countries(fields: Fields) -> tuple[Country, ...]:
    codes: Sequence[str] = fields.texts("countries")
    if any(
        len(code) != 2 or not code.isalpha() or not code.isascii() or code.upper() != code for code in codes
    ):
        raise fields.wrong(
            "countries", "it holds something else than codes such as US or DE", "Use ISO 3166-1"
        )
    return tuple(Country(code) for code in codes)


def _line(text: str, field: str) -> str:
    """Take one line of text, without spaces around it."""
    line = text.strip()
    if not line or not line.isprintable():
        raise InputError(f"the {field} is not one line of text", advice="Write it without line breaks")
    return line


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
