"""The public check: any text in, an answer in plain words out.

The answer knows three things: what reports to the public desk (and those marked TLP:CLEAR) say of the values
in the text, the warning signs in its words, and brands' own contacts. It is never "safe", and never calls
anyone a criminal. It knows no ring, no referral, no operation: so it is the same before a raid and after.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ringfence.guidance.signs import Sign, signs
from ringfence.guidance.verdict import KINDS, Standing, Verdict, official_contact
from ringfence.guidance.wording import month, say
from ringfence.indicators import extract, known_good, web_names
from ringfence.indicators.indicator import Context, Validity
from ringfence.indicators.kinds import brand as brands
from ringfence.reports.contact import calling_code
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.indicators.indicator import Found
    from ringfence.indicators.known_good import Genuine

MOST_VALUES = 20
"""Values of one text that are answered; what stands later is left, and that is told."""
_DISARMED = ("domain", "url", "email", "handle", "remote_access")
_FIRST = ("reported", "sign", "no_reports", "official")
_ENDINGS = {"GB": "uk"}  # where a country's ending is not its code
_COUNTRY_LETTERS = 2
_INITIALS = 4  # letters of a slug up to which it is written in capitals


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text asks about.

    Attributes:
        values: Kind and value of each that can be looked up, in order of place, each once. A number that
            cannot exist is none, nor is the site that a look-alike of it only imitates.
        signs: The warning signs of the text.
        contacts: The listed contacts of brands that the text names, where it holds none of them; those for
            the country of whoever asks.
        more: Whether it holds more values than are answered.
    """

    values: tuple[tuple[str, str], ...]
    signs: tuple[Sign, ...]
    contacts: tuple[Genuine, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer.

    Attributes:
        verdicts: One for each value asked about, in order.
        signs: The warning signs.
        contacts: As in `Asked`.
        more: As in `Asked`.
    """

    verdicts: tuple[Verdict, ...]
    signs: tuple[Sign, ...]
    contacts: tuple[Genuine, ...]
    more: bool = False

    @property
    def bad(self) -> bool:
        """Whether something was reported or warns."""
        return bool(self.signs) or any(one.standing is Standing.REPORTED for one in self.verdicts)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the answer.

    Attributes:
        about: ``reported``, ``official``, ``no_reports``, ``more``, ``sign``, ``contacts`` or ``nothing``.
        text: The sentence; addresses in it are disarmed.
    """

    about: str
    text: str


def asked(text: str, country: str | None = None, lang: str | None = None) -> Asked:
    """Find what a text asks about.

    Args:
        text: A number, a site, an e-mail address, a message: anything.
        country: Where whoever asks lives, for numbers without a country code; ISO 3166-1 alpha-2.
        lang: The language of the text, if it is known: for the same where no country is.
    """
    context = Context(None if country is None else Country(country), None if lang is None else Lang(lang))
    found = extract.find(text, context)
    told = (one for one in _meant(found) if one.kind in KINDS and one.validity is Validity.VALID)
    every = list(dict.fromkeys((one.kind, one.value) for one in told))
    values = every[:MOST_VALUES]
    named = list(dict.fromkeys(one.value for one in found if one.kind == brands.NAME))
    own = {entry.brand for kind, value in values if (entry := official_contact(kind, value)) is not None}
    contacts = known_good.genuine_contacts().values()
    listed = tuple(
        one
        for name in named
        if name not in own
        for one in _near([one for one in contacts if one.brand == name], country)
    )
    return Asked(tuple(values), signs(text, found), listed, len(every) > MOST_VALUES)


def _near(contacts: Sequence[Genuine], country: str | None) -> Sequence[Genuine]:
    """Keep of a brand's contacts those for a country: its numbers, its sites and those of no country.

    Where no country is known every number stays; where none would be left, every contact.
    """
    code = "+" if country is None else calling_code(country) or "none"
    ending = "" if country is None else _ENDINGS.get(country, country.lower())
    kept = [
        one
        for one in contacts
        if (one.value.startswith(code) if one.kind == "phone" else _ending(one.value) in {"", ending})
    ]
    return kept or contacts


def _ending(name: str) -> str:
    """Give the ending of a name that is a country's, such as ``de``; "" for any other."""
    last = name.rpartition(".")[2]
    return last if len(last) == _COUNTRY_LETTERS else ""


def _meant(found: Sequence[Found]) -> list[Found]:
    """Leave out a domain where it is only how a look-alike that stands there reads."""
    imitated = {
        (one.start, one.end, plain)
        for one in found
        if one.kind == "domain" and (plain := web_names.look_alike(one.value)) is not None
    }
    return [one for one in found if one.kind != "domain" or (one.start, one.end, one.value) not in imitated]


def shown(kind: str, value: str, *, armed: bool = False) -> str:
    """Write a value as a person reads it; an address is disarmed so that nothing makes a link of it.

    >>> shown("url", "https://harbour-helpline.example/x"), shown("phone", "+18885550123")
    ('hxxps://harbour-helpline[.]example/x', '+1 888-555-0123')
    """
    label = extract.KINDS[kind].label(value)
    if armed or kind not in _DISARMED:
        return label
    scheme, said, rest = label.partition("://")
    disarmed = (rest if said else label).replace("@", "[at]").replace(".", "[.]")
    return f"{scheme.replace('http', 'hxxp')}://{disarmed}" if said else disarmed


def record(answer: Answer) -> dict[str, object]:
    """Write an answer for programs: what may be an address, and is no brand's own, stands there disarmed.

    Returns:
        ``verdicts``, ``signs`` and ``contacts``, as in `Answer`. Each value has ``shown``, as a person reads
        it; ``value``, the canonical value, is null wherever ``shown`` is disarmed.
    """
    return {
        "verdicts": [_verdict_row(one) for one in answer.verdicts],
        "signs": [_sign_row(one) for one in answer.signs],
        "contacts": [asdict(one) for one in answer.contacts],
    }


def _verdict_row(verdict: Verdict) -> dict[str, object]:
    armed = verdict.standing is Standing.OFFICIAL
    plain = armed or verdict.kind not in _DISARMED
    return {
        "kind": verdict.kind,
        "value": verdict.value if plain else None,
        "standing": verdict.standing,
        "reported": [asdict(one) for one in verdict.reported],
        "brand": verdict.brand,
        "checked_on": verdict.checked_on,
        "shown": shown(verdict.kind, verdict.value, armed=armed),
    }


def _sign_row(sign: Sign) -> dict[str, object]:
    name = None if sign.kind is None or sign.value is None else shown(sign.kind, sign.value)
    return {"name": sign.name, "kind": sign.kind, "shown": name, "brand": sign.brand}


def brand_name(slug: str) -> str:
    """Write a brand's slug as a person does: short ones are initials.

    >>> brand_name("microsoft"), brand_name("irs")
    ('Microsoft', 'IRS')
    """
    return slug.upper() if len(slug) <= _INITIALS else brands.label(slug)


def lines(answer: Answer, lang: str) -> tuple[Line, ...]:
    """Say an answer in sentences, what warns first: reports, signs, no reports, official contacts.

    Args:
        answer: The answer.
        lang: One of `wording.LANGUAGES`.
    """
    told = [line for verdict in answer.verdicts for line in _of(verdict, lang)]
    told += [Line("sign", _sign(one, lang)) for one in answer.signs]
    told.sort(key=lambda line: _FIRST.index(line.about))
    if answer.more:
        told.append(Line("more", say("nothing.more", lang, many=str(MOST_VALUES))))
    told += _contacts(answer.contacts, lang)
    if not answer.verdicts:
        told.append(Line("nothing", say("nothing.signs_only" if answer.signs else "nothing.text", lang)))
    return tuple(told)


def _of(verdict: Verdict, lang: str) -> list[Line]:
    if verdict.standing is Standing.OFFICIAL:
        name = shown(verdict.kind, verdict.value, armed=True)
        said = say("official.value", lang, shown=name, brand=brand_name(verdict.brand or ""))
        return [Line("official", f"{said} {_checked(verdict.checked_on, lang)}")]
    name = shown(verdict.kind, verdict.value)
    if verdict.standing is Standing.NOTHING:
        return [Line("no_reports", say("nothing.value", lang, shown=name))]
    return [
        Line(
            "reported",
            say(f"reported.{one.role}", lang, shown=name, band=one.band, month=month(one.month, lang)),
        )
        for one in verdict.reported
    ]


def _checked(checked_on: str | None, lang: str) -> str:
    if checked_on is None or checked_on == "unchecked":
        return say("official.unchecked", lang)
    return say("official.checked", lang, day=checked_on)


def _sign(sign: Sign, lang: str) -> str:
    name = "" if sign.kind is None or sign.value is None else shown(sign.kind, sign.value)
    return say(f"sign.{sign.name}", lang, shown=name, brand=brand_name(sign.brand or ""))


def _contacts(contacts: Sequence[Genuine], lang: str) -> list[Line]:
    told = []
    for name in dict.fromkeys(one.brand for one in contacts):
        own = [one for one in contacts if one.brand == name]
        listed = ", ".join(shown(one.kind, one.value, armed=True) for one in own)
        said = say("official.instead", lang, brand=brand_name(name), contacts=listed)
        days = [one.checked_on for one in own]
        said += f" {_checked('unchecked' if 'unchecked' in days else min(days), lang)}"
        told.append(Line("contacts", said))
    return told
