"""Cells of tables and lines of lists: what stands in the next one is no part of a number.

A stroke may be a digit too, *8|8-555-0|4|*; in a row of cells it is none. Markers of lists and the parts of a
version are no digits of a number either. What heads a column says what its cells are.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.indicators.digits import Chain, Group

_WHOLE = 7  # digits of a cell that are no part of a number alone
_HOUSE = 3  # digits of a house's number, at most
_CODES = frozenset(
    ["44", "49", "33", "34", "61", "81", "91"]
)  # of countries, behind which a trunk's 0 may stand
_PARTS = 4  # groups of a day before a number, and more
_BLANKS = frozenset([" ", "\t", ""])
_MARKER = 2  # digits of a line's number in a list, at most
_BRACKET = 48  # characters back in which a bracket makes a closing one no marker's
_BEHIND = re.compile(r"[.):]\s")  # *\n3. Rückrufnummer*
_NATIONAL = 10  # digits of a whole number
_VERSION_PARTS = 4
_DOTTED = 9  # single digits with full stops between that are no version
_EASTERN = re.compile(r" ?[ぁ-ヿ一-鿿]")  # *②携帯*, whose sign is folded to a digit
_STRAY = re.compile(r"\|+")
# What heads a column whose cells are numbers of papers: *order_id*, *Rechnungsnr.*, *Expediente*.
_PAPERS = re.compile(
    r"ids?|(?:(?:n[°º]|no\.?|num[eé]ro|n[uú]mero)(?: de)? ?)?"
    r"(?:order|invoice|case|claim|ticket|tracking|policy|receipt|transaction|serial|booking|shipment|member"
    r"|bestell(?:ung)?|rechnung|vorgang|auftrag|vertrag|beleg|sendung"
    r"|commande|facture|dossier|contrat|suivi|reçu|pedido|factura|expediente|contrato|recibo|póliza|env[ií]o)s?"
    r"(?:(?:[ _-]|s(?=n))?(?:ids?|no|nr|num|number|nummer|ref|reference|code|key|#))?[.:]?"
)

_ROWS, _LONGEST_ROW = 40, 400  # rows above that are looked at, and their characters
_APART = re.compile(r" {2,}")
_FEWEST = {"|": 1, "\t": 1, ";": 1, ",": 2}  # in a row: sentences have one comma


def is_next(text: str, groups: Sequence[Group], group: Group, gap: str) -> bool:
    """Tell whether a group of digits stands in another cell, or begins the next line of a list.

    Args:
        text: The folded text.
        groups: The groups before it that stand together.
        group: The group.
        gap: What stands between.
    """
    if _is_mark(text, groups, group, gap):
        return True
    stroke, line, closed = "|" in gap, "\n" in gap, ">" in gap
    if not (stroke or line or closed or gap == " "):
        return False
    if line and (stroke or "[" in gap):  # *…0186\n[12/03, 09:15] Me:*
        return True
    before = sum(len(one.digits) for one in groups[-_WHOLE - 2 :])
    if before < _WHOLE:
        return False
    short = len(group.digits) <= _MARKER
    if gap == " ":
        marked = before >= _NATIONAL and text.startswith(". ", group.end)  # *… 0120-2000885 3. …*
        return len(group.digits) == 1 and (marked or _EASTERN.match(text, group.end) is not None)
    alone = line and before > _WHOLE + 1 and text[group.end : group.end + 1] in _BLANKS
    return stroke or closed or (short and (alone or _BEHIND.match(text, group.end) is not None))


def _is_mark(text: str, groups: Sequence[Group], group: Group, gap: str) -> bool:
    """Tell whether digits count a number, a day or a house: *2: 503-…*, *2.3.: 030-…*, *no. 14 (0113 …*."""
    first = groups[0]
    if text[first.start - 1 : first.start] == "+":
        return False
    if ":" in gap:
        short = all(len(one.digits) <= _MARKER for one in groups[:_PARTS]) and len(groups) < _PARTS
        return short and len(group.digits) >= _MARKER and gap.strip() in (":", ".:") and gap[-1] == " "
    if len(groups) > 1:
        return False
    house = gap == " (" and len(first.digits) <= _HOUSE and first.digits not in _CODES
    return house and group.digits[0] == "0" and len(group.digits) > _MARKER


def digits_end(text: str, start: int, end: int, last: int) -> int:
    """Give where digits end of which a stroke may be one: at the stroke, where that parts two cells.

    Args:
        text: The folded text.
        start: Where the digits start.
        end: Where the plain digits end, and a stroke stands.
        last: Where the signs end that may be digits, the stroke first among them.
    """
    after = text[last : last + 1]
    alone = _STRAY.fullmatch(text, end, last) is not None
    return end if end - start >= _WHOLE or (alone and not after.isalnum() and after != "-") else last


def is_marker(text: str, start: int, end: int) -> bool:
    """Tell whether digits are the marker of a list: *2) +1 …*, but not the end of *(833) …*."""
    alone = text[max(0, start - 1) : start] in ("", " ", "\n") and text[end : end + 2] == ") "
    if end - start > 2 or not alone:
        return False
    opened = text.rfind("(", max(0, start - _BRACKET), start)
    return opened < 0 or ")" in text[opened:start] or text[end + 2 : end + 3] == "+"


def is_version(text: str, chain: Chain) -> bool:
    """Tell whether four groups or more with a full stop between are a program's version: *121.0.6167.85*."""
    groups = chain.groups
    if len(groups) < _VERSION_PARTS or all(len(group.digits) > 1 for group in groups[1:]):
        return False
    if len(groups) >= _DOTTED and all(len(group.digits) == 1 for group in groups):
        return False  # *0.1.7.1.3.9.2.0.0.8.8*
    return all(text[before.end : after.start] == "." for before, after in pairwise(groups))


def is_below_paper(low: str, start: int) -> bool:
    """Tell whether a number stands in a column whose head names a paper: *order_id,date,amount*.

    Args:
        low: The folded text in small letters.
        start: Where the number starts.
    """
    begins = _line(low, start)
    if not begins:
        return False
    ends = low.find("\n", start, start + _LONGEST_ROW)
    row = low[begins : ends if ends > 0 else start + _LONGEST_ROW]
    sign = next((sign for sign in _FEWEST if row.count(sign) >= _FEWEST[sign]), "  ")
    many = len(_cells(row, sign))
    if many == 1:
        return False
    column, head = len(_cells(low[begins:start] + "0", sign)) - 1, None
    for _ in range(_ROWS):
        ends = begins - 1
        above = _line(low, ends) if ends > 0 else None
        cells = [] if above is None else _cells(low[above:ends], sign)
        if above is None or len(cells) != many:
            break
        begins, head = above, cells
    return head is not None and _PAPERS.fullmatch(head[column].strip(" \"'")) is not None


def _cells(row: str, sign: str) -> list[str]:
    """Cut a row at a sign; two spaces are as good as more."""
    return _APART.split(row.strip()) if sign == "  " else row.split(sign)


def _line(low: str, place: int) -> int | None:
    """Give where the line of a place begins; None where that is far off."""
    first = max(0, place - _LONGEST_ROW)
    found = low.rfind("\n", first, place)
    return found + 1 if found >= 0 or first == 0 else None
