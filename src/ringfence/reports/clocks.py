"""Clocks: how far those of a country are from UTC, where all of them show the same.

    >>> from datetime import datetime
    >>> ahead("JP", datetime(2026, 3, 2, 14, 30)), ahead("DE", datetime(2026, 7, 2, 14, 30))
    (datetime.timedelta(seconds=32400), datetime.timedelta(seconds=7200))
    >>> ahead("US", datetime(2026, 3, 2, 14, 30)) is None
    True

Source: the IANA time zone database, ``zone.tab``, as the package `tzdata` brings it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime, timedelta

PACKAGE = "tzdata"
_SPECKS = frozenset({"Pacific/Chatham", "Pacific/Easter", "Pacific/Galapagos"})
"""Islands with clocks of their own on which fewer than one in five hundred of a country's people live."""


def ahead(country: str, local: datetime) -> timedelta | None:
    """Tell how far ahead of UTC a country's clocks are; None: they differ, or it is not known.

    Args:
        country: ISO 3166-1 alpha-2.
        local: What they show, without a zone.
    """
    offsets = {local.replace(tzinfo=zone).utcoffset() for zone in _zones().get(country, ())}
    return offsets.pop() if len(offsets) == 1 else None


@lru_cache(maxsize=1)
def _zones() -> dict[str, list[ZoneInfo]]:
    found: dict[str, list[ZoneInfo]] = defaultdict(list)
    table = files(PACKAGE).joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            if zone not in _SPECKS:
                found[country].append(ZoneInfo(zone))
    return dict(found)
