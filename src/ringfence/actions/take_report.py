"""Take a report from the public: received, masked, searched and kept in one transaction, or not at all.

form → `reports.intake.receive` → `indicators.extract` → `reports.redact.mask` → ledger. What she says of
herself goes to the vault, sealed under a key of her own. She gets a reference, and a code of 20 digits (66
bits) that opens her report again: only its HMAC is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
from django.db import transaction

from ringfence.actions import hearing
from ringfence.actions.masking import receive_and_mask
from ringfence.indicators import extract, scripts
from ringfence.ledger import keyring
from ringfence.ledger.configuration import DESK, configuration
from ringfence.ledger.keep import Private, keep_batch, stage
from ringfence.ledger.opened import models
from ringfence.reports.fields import FIELDS, MANY, REPORTER, STATED
from ringfence.reports.formats import RawBatch
from ringfence.reports.intake import How
from ringfence.reports.redact import MASK, without_cards
from ringfence.words import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

CODE_DIGITS = 20
"""Digits of a follow-up code: 66 bits."""
_WITH_LETTERS = re.compile(r"\b[OoIl]*\d[\dOoIl]*\b")
_LOOKS_LIKE = str.maketrans("OoIl", "0011")
PURPOSES = ("share_companies", "share_police", "contact", "testify")
"""The four separate consents."""
_LETTERS = "23456789CFGHJKMPQRVWX"  # no letter that is read as another, and no word
_FILE = "form"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent that was asked for.

    Attributes:
        purpose: One of `PURPOSES`.
        given: Whether it was given.
        wording: The sentence that she read.
    """

    purpose: str
    given: bool
    wording: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as a form hands it in.

    Attributes:
        fields: Field (`reports.fields.FIELDS`) to what was written, one or several.
        agreed: What was asked of the four consents.
        lang: The language that she read.
        aside: Answers that no field holds, such as her age; sealed with what she wrote, read by nothing else.
    """

    fields: Mapping[str, Sequence[str]]
    agreed: Sequence[Agreed] = ()
    lang: str = "en"
    aside: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What she is given.

    Attributes:
        report_id: The report's id.
        reference: How she names it to others; opens nothing.
        code: 20 digits that open it.
        left_out: Field and reason of what could not be read, such as an amount without a number; it is kept
            as written, sealed, and counts for nothing.
    """

    report_id: str
    reference: str
    code: str
    left_out: tuple[tuple[str, str], ...] = ()


def take_report(
    filed: Filed,
    *,
    at: datetime,
    node_key: bytes,
    retry: str | None = None,
    also: Callable[[models.Report], None] | None = None,
) -> Taken:
    """Take one report.

    Args:
        filed: What the form handed in.
        at: Now, aware.
        node_key: The node's key.
        retry: What names this submission, such as the draft it came from: with the same one, the report is
            kept once, and the same reference and code are given.
        also: What else belongs to the same transaction, such as her files; called once for a new report.

    Raises:
        InputError: When it says nothing at all, or has fields that there are not.
    """
    codes = keyring.codes_key(configuration().keys)
    seed = (
        hmac.digest(codes, f"retry\x1f{retry}".encode(), hashlib.sha256) if retry else secrets.token_bytes(32)
    )
    reference, code = _reference(seed), new_code(codes, seed)
    raw = _raw(filed, reference)
    how = How(DESK, at, node_key, {name: name for name in raw.table.column_names})
    masked = receive_and_mask(raw, how)
    if not masked.reports.num_rows:
        reasons = "; ".join(f"{one.field} {one.reason}".strip() for one in masked.rejects if one.whole)
        raise InputError(
            f"the report says nothing that can be kept ({reasons})", advice="Say what happened, in a sentence"
        )
    sightings = extract.from_batch(masked.reports)
    said = scripts.signatures(masked.reports.column("text").to_pylist())
    digest = hashlib.sha256(seed).hexdigest()
    with transaction.atomic():
        kept = keep_batch(
            masked.reports,
            sightings,
            said,
            [Private(_private(filed), digest)],
            node_key=node_key,
            at=at,
        )
        rows = kept.rows(range(kept.reports.num_rows))
        for row in rows:
            models.FollowUp.objects.create(report=row, digest=code_digest(code), at=at)
            agree(row, filed.agreed, lang=filed.lang, at=at)
            stage(row, "received", at)
            if also is not None:
                also(row)
        hearing.judge(rows, masked.reports, at=at)
    wrong = [(one.field, one.reason) for one in masked.rejects]
    left_out = tuple(dict.fromkeys([*wrong, *_unread(masked.reports)]))
    return Taken(masked.reports.column("report_id")[0].as_py(), reference, code, left_out)


def _unread(reports: pa.RecordBatch) -> Iterator[tuple[str, str]]:
    """Name the fields of one report in which no value of their kind can be found; what is masked is hers."""
    context = extract.contexts(reports)[0]
    for one in reports.column("stated").to_pylist()[0]:
        kind, role = one["kind"], one["role"]
        if MASK not in one["value"] and not extract.stated(kind, role, one["value"], context):
            own = (name for name in STATED if (FIELDS[name].kind, FIELDS[name].role) == (kind, role))
            yield next(own, "stated"), f"holds nothing that reads as {kind}" if kind else "holds no value"


def agree(report: models.Report, agreed: Sequence[Agreed], *, lang: str, at: datetime) -> None:
    """Add what she agreed to, or took back, with the sentence that she read."""
    models.Consent.objects.bulk_create(
        models.Consent(
            report=report, purpose=one.purpose, given=one.given, wording=one.wording, lang=lang, at=at
        )
        for one in agreed
    )


def code_digest(code: str) -> str:
    """Give what is kept of a follow-up code: HMAC-SHA-256 under a key that is not in the database."""
    digits = digits_of(code)
    key = keyring.codes_key(configuration().keys)
    return hmac.digest(key, b"code\x1f" + digits.encode(), hashlib.sha256).hex()


def digits_of(code: str) -> str:
    """Give the digits of a code as someone writes it; letters among them that look like 0 and 1 are those.

    >>> digits_of("Code: 2O29-54l1")
    '20295411'
    """
    read = _WITH_LETTERS.sub(lambda group: group[0].translate(_LOOKS_LIKE), code)
    return "".join(sign for sign in read if sign.isdecimal())


def new_code(key: bytes, seed: bytes) -> str:
    """Make a code of `CODE_DIGITS` of 32 random bytes, under the key of codes."""
    number = int.from_bytes(hmac.digest(key, b"follow-up\x1f" + seed, hashlib.sha512))
    digits = f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"
    return " ".join(digits[at : at + 4] for at in range(0, CODE_DIGITS, 4))


def _reference(seed: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"reference\x1f" + seed).digest())
    letters = []
    for _ in range(9):
        number, one = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[one])
    return "RF-" + "-".join("".join(letters[at : at + 3]) for at in range(0, 9, 3))


def _raw(filed: Filed, reference: str) -> RawBatch:
    unknown = [name for name in filed.fields if name not in FIELDS]
    if unknown:
        raise InputError(f"there is no field {unknown[0]}", advice="See docs/reference/formats.md")
    given = {name: [one for one in values if one.strip()] for name, values in filed.fields.items()}
    cells = {
        name: ("\n" if name in MANY else "; ").join(values)
        for name, values in given.items()
        if values and name != "reference"
    }
    agreed = [one.purpose for one in filed.agreed if one.given]
    cells |= {"reference": reference, **({"consents": ", ".join(agreed)} if agreed else {})}
    table = pa.RecordBatch.from_arrays([pa.array([one], pa.string()) for one in cells.values()], list(cells))
    return RawBatch(_FILE, table, pa.array([1], pa.int64()))


def _private(filed: Filed) -> dict[str, bytes]:
    """Give what is sealed: what she wrote, without card numbers, and apart from it how to reach her."""
    told = {**filed.aside, **filed.fields}
    written = {name: [without_cards(one) for one in values] for name, values in told.items() if any(values)}
    own = {name: written[name] for name in REPORTER if name in written}
    found = {"original": json.dumps(written, ensure_ascii=False).encode()}
    if own:
        found["contact"] = json.dumps(own, ensure_ascii=False).encode()
    return found
