"""The directory of where to report: offices and pages by country, each with its source and day of checking.

The entries stand in ``places/``, one file a country, and are signed with a release key whose public half
stands beside them. An entry that nobody checked, that has expired, or whose signature does not fit is shown
as unchecked. A day in ``checked_on`` says that a published page was read that day, no more.

    >>> directory().place("us-ic3").address
    'ic3.gov'
    >>> [one.id for one in directory().at("IE")]
    ['ie-garda']
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ringfence.exchange.signing import canonical, read_public
from ringfence.words import FormatError, UsageError
from ringfence.words import Place as Where

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

    from ringfence.exchange.signing import Public

SIGNATURE = "signature.txt"
"""The file beside the entries that holds the signature: 128 hexadecimal digits."""
PUBLIC_KEY = "release.pub.pem"
"""The file beside the entries that holds the public half of the release key."""
LANGUAGES = ("en", "de", "es", "fr")
"""The languages that every sentence of the directory is written in."""
GROUPS = ("country", "borders", "brands", "tools")
"""What an entry is for: one country, any country, a brand's name, a remote tool."""


@dataclass(frozen=True, slots=True)
class Place:
    """An office, a page or a number that takes reports or gives help.

    Attributes:
        id: Its name in our texts, such as ``us-ic3``; it begins with the country, small.
        country: ISO 3166-1 alpha-2; None when it serves every country.
        group: One of `GROUPS`.
        name: As it calls itself.
        address: Its page, without ``https://``; None when it has none, or none was confirmed.
        phone: As it is dialled in its own country; None likewise.
        email: Its address for mail; None likewise.
        hours: When it answers; None when not known.
        takes: What it takes, by language.
        cannot: What it cannot do, by language; empty when nothing needs to be said.
        source: Where it is published.
        checked_on: The day on which a published page was read; None: unchecked.
        expires_on: From this day on it counts as unchecked; None when it was never checked.
    """

    id: str
    country: str | None
    group: str
    name: str
    address: str | None
    phone: str | None
    email: str | None
    hours: str | None
    takes: Mapping[str, str]
    cannot: Mapping[str, str]
    source: str
    checked_on: date | None
    expires_on: date | None

    def expired(self, on: date) -> bool:
        """Tell whether it has expired by a day."""
        return self.expires_on is not None and on >= self.expires_on

    def said(self, lang: str) -> tuple[str, tuple[str, ...]]:
        """Give what it takes and what it cannot do, and the language of that.

        It is the language asked for, where the directory is signed in it, else English.
        """
        spoken = lang if lang in self.takes else LANGUAGES[0]
        return spoken, (self.takes[spoken], *([self.cannot[spoken]] if self.cannot else []))


@dataclass(frozen=True, slots=True)
class Directory:
    """Every place, and whether the release key signed them as they stand.

    Attributes:
        places: Countries by their codes, then borders, brands, tools; within each as in its file.
        signed: Whether the signature fits.
    """

    places: tuple[Place, ...]
    signed: bool

    def place(self, name: str) -> Place:
        """Give a place by its id.

        Raises:
            UsageError: When there is none of that id.
        """
        for one in self.places:
            if one.id == name:
                return one
        raise UsageError(
            f"the directory has no place {name}", advice="Its ids stand in docs/reference/directory.md"
        )

    def at(self, country: str) -> tuple[Place, ...]:
        """Give the places of a country, in their order; empty for a country that the directory lacks."""
        return tuple(one for one in self.places if one.country == country)

    def everywhere(self) -> tuple[Place, ...]:
        """Give the places that serve every country."""
        return tuple(one for one in self.places if one.country is None)

    def countries(self) -> tuple[str, ...]:
        """Give the countries of the directory, in order."""
        return tuple(sorted({one.country for one in self.places if one.country is not None}))

    def checked(self, place: Place, on: date) -> bool:
        """Tell whether a place may be shown as checked on a day: signed, checked, and not expired."""
        return self.signed and place.checked_on is not None and not place.expired(on)


@lru_cache(maxsize=1)
def directory() -> Directory:
    """Give the directory that came with this release."""
    return read_directory(resources.files(__package__).joinpath("places"))


def read_directory(folder: Traversable, public: Public | None = None) -> Directory:
    """Read a directory and check its signature.

    Args:
        folder: Where the entries and the signature are.
        public: The release key's public half; None: the one that came with this release.

    Raises:
        FormatError: When an entry lacks something, or two have one id.
    """
    places = _places(folder)
    key = public if public is not None else release_key()
    return Directory(places, _fits(folder.joinpath(SIGNATURE), places, key))


def release_key() -> Public:
    """Give the public half of the release key that came with this release."""
    return read_public(resources.files(__package__).joinpath("places", PUBLIC_KEY).read_bytes())


def signed_bytes(places: tuple[Place, ...]) -> bytes:
    """Write the directory in the one form that is signed: canonical JSON, in order of id."""
    rows = [_record(one) for one in sorted(places, key=lambda one: one.id)]
    return canonical({"directory": 1, "places": rows})


def _record(place: Place) -> dict[str, object]:
    days = {"checked_on": place.checked_on, "expires_on": place.expires_on}
    names = ("id", "country", "group", "name", "address", "phone", "email", "hours", "source")
    return {
        **{name: getattr(place, name) for name in names},
        "takes": dict(place.takes),
        "cannot": dict(place.cannot),
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
    }


def _fits(file: Traversable, places: tuple[Place, ...], key: Public) -> bool:
    try:
        signature = bytes.fromhex(file.read_text("ascii"))
    except (OSError, ValueError):
        return False
    return key.verify(signed_bytes(places), signature)


def _places(folder: Traversable) -> tuple[Place, ...]:
    found: list[Place] = []
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            country = file.name.removesuffix(".toml").upper()
            found += [_place(row, country, file.name) for row in _rows(file)]
    ids = [one.id for one in found]
    if len(set(ids)) != len(ids):
        raise FormatError("two places have one id", advice="Give every place its own id")
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.country or "")))


def _rows(file: Traversable) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(file.read_text("utf-8"))["place"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as wrong:
        raise FormatError(
            "this is no list of places", place=Where(file.name), advice="See docs/reference/directory.md"
        ) from wrong


def _place(row: dict[str, Any], country: str, file: str) -> Place:
    group = row.get("group", "country")
    try:
        place = Place(
            id=row["id"],
            country=country if group == "country" else None,
            group=group,
            name=row["name"],
            address=row.get("address"),
            phone=row.get("phone"),
            email=row.get("email"),
            hours=row.get("hours"),
            takes=row["takes"],
            cannot=row.get("cannot", {}),
            source=row["source"],
            checked_on=row.get("checked_on"),
            expires_on=row.get("expires_on"),
        )
    except KeyError as wrong:
        raise FormatError(
            "a place lacks something", place=Where(file, field=str(wrong)), advice="Add it"
        ) from wrong
    if (place.checked_on is None) != (place.expires_on is None) or group not in GROUPS:
        raise FormatError(
            "a place is checked without expiring, expires without being checked, or is of no known group",
            place=Where(file, field=place.id),
            advice="See docs/reference/directory.md",
        )
    return place
