"""The kinds of indicators, each one file of the shape of `indicator.Kind`, found by listing this folder."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ringfence.indicators.indicator import Kind


def every() -> dict[str, Kind]:
    """Give every kind by its name, in the order of their names."""
    kinds: dict[str, Kind] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        kind = cast("Kind", importlib.import_module(f"{__name__}.{module.name}"))
        kinds[kind.NAME] = kind
    return kinds
