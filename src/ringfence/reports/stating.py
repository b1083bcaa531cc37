"""What a form's own fields stated about the fraud, one list a report: kind, role and value as written.

A cell may hold several values, one a line or separated by ``|`` or ``;`` and a space.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ringfence.reports.fields import FIELDS, STATED
from ringfence.reports.report import STATED as STATED_TYPE

if TYPE_CHECKING:
    from ringfence.reports.sheet import Sheet

LONGEST_STATED = 2_000
"""Characters of a stated value; a longer one is left out."""
MOST_STATED = 100
"""Values that one row's JSON list may state."""
_BETWEEN = r"\s*[|\n\r]\s*|;\s+"
_FEWEST_DIGITS, _MOST_DIGITS = 5, 20
KINDS = frozenset({f.kind for f in FIELDS.values()} | {"domain", "url", "brand", "script"})
"""Kinds that a value may be stated to be of (docs/reference/kinds.md); empty: it is searched."""
ROLES = frozenset({f.role for f in FIELDS.values()} | {"genuine", "impersonated", "said"})
"""Roles that it may be stated to have had; empty: none is known."""


def split(cell: str) -> list[str]:
    """Split a cell into its values; a cell always has one, be it empty."""
    return [one for one in re.split(_BETWEEN, cell) if one] or [cell]


def stated(sheet: Sheet) -> pa.Array:
    """Collect the stated values of a batch.

    Returns:
        A list of ``STATED`` structs for each row, in the order of the fields' table; `start` and `end` are
        null.
    """
    at: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    kinds, roles, values = [], [], []
    for name in STATED:
        for column, written in sheet.each(name):
            rows, found = _split_column(sheet, name, column, written)
            at.append(rows)
            kinds.append(pa.array([FIELDS[name].kind] * len(rows), pa.string()))
            roles.append(pa.array([FIELDS[name].role] * len(rows), pa.string()))
            values.append(found)
    listed = _from_json(sheet)
    if listed:
        at.append(np.array([row for row, _ in listed], dtype=np.int64))
        kinds.append(pa.array([one["kind"] for _, one in listed], pa.string()))
        roles.append(pa.array([one["role"] for _, one in listed], pa.string()))
        values.append(pa.array([one["value"] for _, one in listed], pa.string()))
    if not at:
        return pa.array([[]] * len(sheet), pa.list_(STATED_TYPE))
    rows = np.concatenate(at)
    order = pa.array(np.argsort(rows, kind="stable"))
    columns = [pa.chunked_array(parts).combine_chunks().take(order) for parts in (kinds, roles, values)]
    nothing = pa.nulls(len(rows), pa.int32())
    structs = pa.StructArray.from_arrays([*columns, nothing, nothing], fields=list(STATED_TYPE))
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(sheet)))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), structs, type=pa.list_(STATED_TYPE))


def _split_column(
    sheet: Sheet, name: str, column: str, written: pa.Array
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], pa.Array]:
    """Split a column's cells; give each value's row, and leave out what cannot be a value of its kind."""
    if name == "gift_card":
        brand = sheet.values("gift_card_brand")
        written = pc.coalesce(pc.binary_join_element_wise(brand, written, " "), written)
    cells = pc.split_pattern_regex(written, _BETWEEN)
    rows = pc.list_parent_indices(cells)
    values = pc.utf8_trim_whitespace(pc.list_flatten(cells))
    there = pc.not_equal(values, "")
    rows, values = rows.filter(there), values.filter(there)
    unfit, reason = _unfit(FIELDS[name].kind, values)
    for at in dict.fromkeys(rows.filter(unfit).to_pylist()):
        sheet.leave_one(at, column, reason)
    fit = pc.invert(unfit)
    return rows.filter(fit).to_numpy(zero_copy_only=False), values.filter(fit)


def _unfit(kind: str, values: pa.Array) -> tuple[pa.Array, str]:
    long = pc.greater(pc.utf8_length(values), LONGEST_STATED)
    if kind == "phone":
        digits = pc.utf8_length(pc.replace_substring_regex(values, r"\D", ""))
        letters = pc.match_substring_regex(values, r"[A-Za-z]{3}")
        few = pc.and_(pc.less(digits, _FEWEST_DIGITS), pc.invert(pc.and_(letters, pc.greater(digits, 1))))
        wrong = pc.or_(few, pc.greater(digits, _MOST_DIGITS))
        return pc.or_(long, wrong), "is no telephone number: fewer than 5 or more than 20 digits"
    if kind == "email":
        return pc.or_(long, pc.invert(pc.match_substring(values, "@"))), "is no e-mail address"
    return long, f"is longer than {LONGEST_STATED:,} characters"


def _from_json(sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    found: list[tuple[int, dict[str, str]]] = []
    written = sheet.values("stated")
    for at in pc.indices_nonzero(pc.is_valid(written)).to_pylist():
        ones = read_list(written[at].as_py())
        if ones is None or len(ones) > MOST_STATED:
            sheet.leave_one(at, sheet.column("stated"), "is no JSON list of {kind, role, value}")
            continue
        for one in ones:
            kind, role, value = one.get("kind") or "", one.get("role"), one.get("value")
            if (
                kind in KINDS
                and role in ROLES
                and isinstance(value, str)
                and 0 < len(value) <= LONGEST_STATED
            ):
                found.append((at, {"kind": str(kind), "role": str(role), "value": value}))
            else:
                sheet.leave_one(
                    at, sheet.column("stated"), "holds an entry without a known kind, role and value"
                )
    return found


def read_list(written: str) -> list[dict[str, object]] | None:
    """Read a JSON list of mappings; None when it is anything else."""
    try:
        read = json.loads(written)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, list) or not all(isinstance(one, dict) for one in read):
        return None
    return read
