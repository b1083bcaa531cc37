"""The sheets of the national desks: what each form asks, in its order, and which answers of ours fill it.

One file a desk in ``sheets/``, named as the desk is in the directory. ``source`` says where the order comes
from: a page that describes the form; where it is empty there was none, and the page says so.

    >>> [one.place for one in sheets("US")], [one.place for one in sheets("XX")]
    (['us-ftc', 'us-ic3'], ['world-econsumer'])
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

EVERYWHERE = "world-econsumer"
"""The desk for a country that has none of its own here."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks in one place.

    Attributes:
        name: As the form calls it, or nearly so.
        filled_by: Which of our answers fill it, in order; none: we do not ask it.
    """

    name: str
    filled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """The form of one desk.

    Attributes:
        place: The desk's id in the directory.
        lang: The language of its form.
        source: Where its order was read; "" when nowhere.
        asked: What it asks, in its order.
    """

    place: str
    lang: str
    source: str
    asked: tuple[Asked, ...]


def sheets(country: str | None) -> tuple[DeskSheet, ...]:
    """Give the sheets for a country, by their desks' ids; that for every country where it has none."""
    own = tuple(one for one in _all() if one.place.startswith(f"{(country or '--').lower()}-"))
    return own or tuple(one for one in _all() if one.place == EVERYWHERE)


@lru_cache(maxsize=1)
def _all() -> tuple[DeskSheet, ...]:
    folder = resources.files(__package__).joinpath("sheets")
    found = []
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            read = tomllib.loads(file.read_text("utf-8"))
            asked = tuple(Asked(one["name"], tuple(one["from"])) for one in read["field"])
            found.append(DeskSheet(file.name.removesuffix(".toml"), read["lang"], read["source"], asked))
    return tuple(sorted(found, key=lambda one: one.place))
