"""One batch of rows on its way into ``reports.parquet``: received, searched, masked.

This is where the steps are composed: `reports.redact` knows no indicators and `indicators` knows no rows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ringfence.indicators.extract import (
    KINDS,
    LONGEST,
    MAY_BE_HERS,
    find,
    find_private,
    is_private,
    private_of,
    stated,
)
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context, Found
from ringfence.indicators.kinds import gift_card
from ringfence.reports import intake, language
from ringfence.reports.own import holds_own
from ringfence.reports.redact import MASK, mask, private_spans
from ringfence.reports.report import PAYMENT, STATED
from ringfence.reports.whose import Keys, disguised, is_hers, keys
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ringfence.reports.formats import RawBatch, Reject

_WORTH = re.compile(r"[\d@$\x80-\U0010ffff]")  # one class of signs: looked for fast
_SPELLED = re.compile(
    r"(?:\b(?:oh|o|zero|one|two|three|four|five|six|seven|eight|nine|double|triple)\b\W{1,3}){4}"
)
"""What a text must hold for one of the reporter's own values or a gift card to be in it: either of these."""


_MAY_BE_PRIVATE = re.compile(
    r"(?:\d\W?){13}|(?i:gift|card|pin\b|code|name|\bme\b|i'm|itunes|steam|google play)"
)
"""What a stated value must hold to be looked at for cards, codes and names."""


_CARD = KINDS["gift_card"]
_UP_TO_CARDS = [kind for kind in MAY_BE_HERS if kind.RANK in range((_CARD.RANK or 0) + 1)]
"""Gift cards, and the kinds that go before them where both could stand."""


@dataclass(frozen=True, slots=True)
class Masked:
    """What came of a batch.

    Attributes:
        reports: Rows of ``REPORTS``, masked.
        rows: The row number of each report.
        rejects: Rows and fields that were left out.
        counts: How many stretches and values were masked, by reason.
    """

    reports: pa.RecordBatch
    rows: list[int]
    rejects: list[Reject]
    counts: Counter[str]


def receive_and_mask(raw: RawBatch, how: intake.How) -> Masked:
    """Turn a batch of rows into masked reports.

    Args:
        raw: The rows.
        how: How they are to be understood.

    Returns:
        The reports as they may be written, and what was left out.
    """
    received = intake.receive(raw, how)
    reports, counts = received.reports, Counter[str]()
    texts = reports.column("text").to_pylist()
    langs = _langs(reports.column("lang").to_pylist(), texts)
    countries = reports.column("country").to_pylist()
    hers = [keys(own) for own in received.own]
    cards: dict[int, list[Found]] = {}
    masked = []
    for at, (text, lang) in enumerate(zip(texts, langs, strict=True)):
        context = Context(
            Country(countries[at]) if countries[at] else None,
            Lang(lang) if lang else None,
            how.node_key,
            world=True,
        )
        clean, found = _mask_text(text, received.own[at], hers[at], context, counts)
        masked.append(clean)
        if found:
            cards[at] = found
    changed = {
        "text": pa.array(masked, pa.string()),
        "lang": pa.array(langs, pa.string()),
        "stated": _stated(reports, (received.own, hers), cards, how.node_key, counts),
        "brand": _brands(reports.column("brand"), received.own),
        "payments": _payments(reports.column("payments"), received.own, counts),
    }
    for name, column in changed.items():
        reports = reports.set_column(reports.schema.get_field_index(name), reports.schema.field(name), column)
    return Masked(reports, received.rows.to_pylist(), received.rejects, counts)


def _langs(given: list[str | None], texts: list[str]) -> list[str | None]:
    unknown = [at for at, lang in enumerate(given) if lang is None and texts[at]]
    for at, lang in zip(unknown, language.detect([texts[at] for at in unknown]), strict=True):
        given[at] = lang
    return given


def _mask_text(
    text: str, own: Sequence[str], hers: Keys, context: Context, counts: Counter[str]
) -> tuple[str, list[Found]]:
    """Mask one text; give the gift cards that were found in it, whose serials are masked too."""
    if not text:
        return text, []
    may_hide = (hers.digits or hers.emails) and disguised(text)
    whole = find(text, context, MAY_BE_HERS) if may_hide else None
    found = _found_private(text, context, whole) if _WORTH.search(text) or _SPELLED.search(text) else []
    private = private_spans(text, own)
    spans = {(one.start, one.end) for one in private_of(found)}
    counts["reporter"] += len(spans)
    spans |= (hidden := _in_disguise(whole or (), hers) - spans)
    counts["disguised"] += len(hidden)
    for one in private:
        if (one.start, one.end) not in spans:
            counts[one.why] += 1
            spans.add((one.start, one.end))
    cards = [one for one in found if one.kind == "gift_card"]
    return (mask(text, spans) if spans else text), cards


def _found_private(text: str, context: Context, whole: list[Found] | None) -> list[Found]:
    """Find what is private, or take it from what was found already; what touches a mask is never left out."""
    if whole is None or MASK in text:
        return find_private(text, context)
    return [one for one in whole if is_private(one)]


def _in_disguise(whole: Iterable[Found], hers: Keys) -> set[tuple[int, int]]:
    """Give her own values where only an extractor reads them: letters for digits, entities, words."""
    return {
        (one.start, one.end)
        for one in whole
        if one.start is not None and one.end is not None and is_hers(one.kind, one.value, hers)
    }


def _stated(
    reports: pa.RecordBatch,
    owned: tuple[list[list[str]], list[Keys]],
    cards: dict[int, list[Found]],
    node_key: bytes,
    counts: Counter[str],
) -> pa.Array:
    """Take her own values out of what was stated, and make gift cards canonical."""
    own, known = owned
    column = reports.column("stated")
    kinds = column.flatten().field("kind")
    if not cards and not any(own) and pa.compute.index(kinds, "gift_card").as_py() < 0:
        return column
    made = []
    for at, ones in enumerate(column.to_pylist()):
        kept = [new for one in ones for new in _one_stated(one, own[at], known[at], node_key, counts)]
        kept += [
            {
                "kind": card.kind,
                "role": str(card.role),
                "value": card.value,
                "start": card.start,
                "end": card.end,
            }
            for card in cards.get(at, ())
        ]
        made.append(kept)
    return pa.array(made, pa.list_(STATED))


def _brands(column: pa.Array, own: list[list[str]]) -> pa.Array:
    """Leave out a brand that is one of her own fields, typed into the wrong one."""
    if not any(own):
        return column
    written = zip(column.to_pylist(), own, strict=True)
    return pa.array([None if one and holds_own(one, hers) else one for one, hers in written], pa.string())


def _one_stated(
    one: dict[str, Any], own: Sequence[str], hers: Keys, node_key: bytes, counts: Counter[str]
) -> list[dict[str, Any]]:
    value = one["value"]
    if one["kind"] == "gift_card":
        return [{**one, "value": card} for card in _cards_of(value, node_key)]
    if holds_own(value, own) or is_hers(one["kind"], value, hers):
        counts["stated"] += 1
        return []
    if not _MAY_BE_PRIVATE.search(value):
        return [one]
    cards = _cards_in(value, node_key)
    if cards:
        return [{**one, "kind": "gift_card", "role": "payee", "value": card.value} for card in cards]
    if private_spans(value, own):
        counts["stated"] += 1
        return []
    return [one]


def _cards_in(value: str, node_key: bytes) -> list[Found]:
    """Find the gift cards of a stated value; most speak of none."""
    if not gift_card.spoken_of(fold(value[:LONGEST].replace(MASK, " "))):
        return []
    found = find(value, Context(node_key=node_key), _UP_TO_CARDS)
    return [one for one in found if one.kind == gift_card.NAME]


def _cards_of(written: str, node_key: bytes) -> list[str]:
    """Make a gift card's canonical value of what a form's field held; the serial itself goes no further."""
    context = Context(node_key=node_key)
    found = stated("gift_card", "payee", written, context) or stated(
        "gift_card", "payee", f"gift card code {written}", context
    )
    if found:
        return [one.value for one in found]
    bare = KINDS["gift_card"].canonical(f"other:{written}", context)
    return [] if bare is None else [bare[0]]


def _payments(column: pa.Array, own: list[list[str]], counts: Counter[str]) -> pa.Array:
    """Mask what is private in the references written on payments."""
    references = column.flatten().field("reference")
    if references.null_count == len(references):
        return column
    made = column.to_pylist()
    for at, ones in enumerate(made):
        for one in ones:
            spans = private_spans(one["reference"] or "", own[at])
            counts["payment_reference"] += len(spans)
            if spans:
                one["reference"] = mask(one["reference"], [(span.start, span.end) for span in spans])
    return pa.array(made, pa.list_(PAYMENT))
