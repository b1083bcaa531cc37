"""Brands' names as they stand in addresses: those of their listed sites, and what others write for them.

>>> held_in("rnicrosoftsupport"), held_in("harbour")
('microsoft', None)
"""

from __future__ import annotations

from functools import lru_cache

from ringfence.indicators import known_good

SHORTEST = 5
"""Letters of a brand's name that is looked for in addresses."""
LONG, LONGER = 6, 8
"""Letters of one that a word may begin or end with: as it is, and where accents were taken off the word.

Without accents honest words begin with shorter names: *révolution*, *interação*, *amazônia*.
"""
_FAKED = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("3", "e"), ("5", "s"), ("4", "a"), ("|", "l"))


def held_in(label: str, least: int = LONG) -> str | None:
    """Name the brand that a part of an address is, begins with or ends with.

    Args:
        label: What stands between the dots and hyphens of a host, in small letters.
        least: Letters of a name that it may begin or end with; a shorter one it must be.

    Returns:
        The brand's slug, that of the longest name; None when no name is held.
    """
    read = [written for written in _readings(label) if _may_hold(written)]
    if not read:
        return None
    return next((brand for brand, name in _names() if any(holds(one, name, least) for one in read)), None)


def holds(label: str, name: str, least: int = LONG) -> bool:
    """Tell whether a label is a name, or begins or ends with one (an address that runs words together)."""
    return label == name or (len(name) >= least and (label.startswith(name) or label.endswith(name)))


def _may_hold(label: str) -> bool:
    """Tell at once of most labels that they hold no brand's name."""
    whole, long = _all_names()
    return label in whole or label.startswith(long) or label.endswith(long)


@lru_cache(maxsize=1)
def _all_names() -> tuple[frozenset[str], tuple[str, ...]]:
    """Give every name of `_names`, and those long enough to be looked for at a label's ends."""
    names = frozenset(name for _, name in _names())
    return names, tuple(name for name in names if len(name) >= LONG)


def _readings(label: str) -> set[str]:
    """Give a label as written, and with the signs that stand for letters read as those."""
    plain = label
    for written, meant in _FAKED:
        plain = plain.replace(written, meant)
    return {label, plain}


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    """Give the brands that have a listed site, with the name in it, the longest first."""
    names = {
        (one.brand, one.value.partition(".")[0])
        for one in known_good.genuine_contacts().values()
        if one.kind == "domain"
    }
    return tuple(sorted((pair for pair in names if len(pair[1]) >= SHORTEST), key=lambda p: (-len(p[1]), p)))
