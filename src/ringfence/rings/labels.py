"""Values as a person reads them, by the kind's own ``label`` where it has one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from ringfence.indicators import kinds
from ringfence.rings.sentences import several

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_SAID_TWICE = {"gift_card": (" gift card",), "script": ("script ",)}
"""What a kind's own label says again of the kind, which stands before it in a sentence."""


@cache
def _labels() -> Mapping[str, Callable[[str], str]]:
    """Find the kinds by listing their folder."""
    found = {}
    for module in pkgutil.iter_modules(kinds.__path__):
        kind = importlib.import_module(f"{kinds.__name__}.{module.name}")
        if hasattr(kind, "NAME") and hasattr(kind, "label"):
            found[kind.NAME] = kind.label
    return found


def readable(kind: str, value: str) -> str:
    """Write a canonical value as a person reads it; an unknown kind's as it is."""
    label = _labels().get(kind)
    if label is None:
        return value
    written = label(value)
    for word in _SAID_TWICE.get(kind, ()):
        written = written.replace(word, "", 1)
    return written


_NOUNS = {
    "phone": "number",
    "domain": "site",
    "url": "page",
    "email": "e-mail address",
    "ip": "network address",
    "bank_account": "account",
    "remote_access": "remote-access id",
    "software": "program",
}


def noun_of(kind: str) -> str:
    """Call one value of a kind as a person would."""
    return _NOUNS.get(kind, kind.replace("_", " "))


def plural(kind: str) -> str:
    """Call several values of a kind as a person would."""
    return several(noun_of(kind))


def the(kind: str, value: str) -> str:
    """Name a value in a sentence, such as *the number +1 888-555-0123*."""
    return f"the {noun_of(kind)} {readable(kind, value)}"
