"""What reads text from pictures. Each file here is one engine, with nothing to register.

An engine is a module with

* ``NAME``: what ``--engine`` takes;
* ``RANK``: engines are tried in this order, the smallest first;
* ``SURE``: how sure it mostly is of text that stands upright, 0 to 1; less, and the picture is turned;
* ``ANY_WAY``: whether it sees that there is text, whichever way the picture lies;
* ``available()``: whether what it needs is installed;
* ``read(picture)``: the pieces of text in a picture, as `Piece`.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

HOW_TO_GET_ONE = "Install Debian's tesseract-ocr, or run: pip install 'ringfence[images]'"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand side by side in a picture.

    Attributes:
        text: The words; never empty.
        left: Where they begin, in pixels from the picture's left edge.
        top: Where they begin, in pixels from its upper edge.
        right: Where they end.
        bottom: Where they end.
        sure: How sure the engine is, 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


class Engine(Protocol):
    """The shape of an engine's module."""

    NAME: str
    RANK: int
    SURE: float
    ANY_WAY: bool

    def available(self) -> bool:
        """Say whether what it needs is installed; raises nothing."""

    def read(self, picture: Image.Image) -> Sequence[Piece]:
        """Read a picture (mode L); may raise `FormatError` where the engine fails or takes too long."""


def names() -> list[str]:
    """List the engines that stand in this folder, in the order in which they are tried."""
    loaded = [_load(module.name) for module in pkgutil.iter_modules(__path__)]
    return [engine.NAME for engine in sorted(loaded, key=lambda engine: engine.RANK)]


def _load(name: str) -> Engine:
    loaded: Engine = importlib.import_module(f"{__name__}.{name}")
    return loaded


def available() -> list[str]:
    """List the engines that can be used here, in the order in which they are tried."""
    return [name for name in names() if _load(name).available()]


def choose(name: str | None = None) -> Engine:
    """Load an engine.

    Args:
        name: Which; None: the first that can be used here.

    Raises:
        UsageError: When there is none of that name, or it, or any, is not installed.
    """
    if name is not None and name not in names():
        raise UsageError(f"there is no engine {name}", advice=f"The engines are: {', '.join(names())}")
    here = [one for one in available() if name in (None, one)]
    if not here:
        what = "nothing that reads text from pictures" if name is None else name
        raise UsageError(f"{what} is not installed here", advice=HOW_TO_GET_ONE)
    return _load(here[0])
