"""What the interface for programs takes and gives, as its OpenAPI document describes it.

Unknown names are refused, so that a misspelled field is not lost in silence. Every example is made up.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StrictBool, WithJsonSchema, create_model

from ringfence.actions.take_report import PURPOSES  # noqa: TC001 - pydantic reads it
from ringfence.guidance.wording import LANGUAGES
from ringfence.reports.fields import CHANNELS, FIELDS, MANY, METHODS
from ringfence.reports.places import CODES, iso_country
from ringfence.reports.stating import KINDS, ROLES

LONGEST_TEXT = 20_000
"""Characters of one field, and of a text that is asked about."""
MOST_VALUES = 50
"""Values of a field that may hold several."""
_OURS = ("reference", "received_at", "tlp", "originals", "payments", "stated")
"""Fields that the desk fills itself, and two that are lists of objects."""
_EXAMPLES: dict[str, Any] = {
    "text": "A red page filled my screen and told me to call 1-888-555-0123. They asked for gift cards.",
    "number_dialled": "+1 888 555 0123",
    "website": "harbour-helpline.example",
    "country": "US",
    "channel": "popup",
    "brand": "Contoso",
}


def _country(code: str) -> str:
    if iso_country(code) != code:
        raise ValueError("is no code of ISO 3166-1 in capitals, such as US")
    return code


def _spoken(lang: str) -> str:
    if lang not in LANGUAGES:
        raise ValueError(f"is none of {', '.join(LANGUAGES)}")
    return lang


Country = Annotated[
    str,
    AfterValidator(_country),
    WithJsonSchema({"type": "string", "enum": list(CODES), "description": "ISO 3166-1 alpha-2"}),
]
Language = Annotated[
    str,
    AfterValidator(_spoken),
    WithJsonSchema({"type": "string", "enum": list(LANGUAGES), "description": "the language of the answer"}),
]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Several = Text | Annotated[list[Text], Field(max_length=MOST_VALUES)]


class _Strict(Schema):
    """What is taken: no name that is not known."""

    model_config = ConfigDict(extra="forbid")


class Question(_Strict):
    """What is asked about."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "+1 888 555 0123", "country": "US"}]}
    )
    text: Annotated[
        str,
        Field(min_length=1, max_length=LONGEST_TEXT, description="a number, a site, an e-mail, a message"),
    ]
    country: Country | None = Field(None, description="where whoever asks lives, for numbers without a code")
    lang: Language = Field("en", description="the language of the answer")


class Payment(_Strict):
    """A payment that was made."""

    method: Literal[METHODS] | None = None  # type: ignore[valid-type]  # pydantic reads it
    amount: Annotated[str, Field(max_length=40)] | None = Field(None, examples=["499.00"])
    currency: Annotated[str, Field(max_length=3)] | None = Field(None, examples=["USD"])
    at: Annotated[str, Field(max_length=40)] | None = Field(None, examples=["2026-03-02"])
    reference: Annotated[str, Field(max_length=140)] | None = None


class Stated(_Strict):
    """A value that was stated about the fraud (docs/reference/kinds.md)."""

    kind: Literal[tuple(sorted(KINDS))] = Field(examples=["phone"])  # type: ignore[valid-type]  # pydantic reads it
    role: Literal[tuple(sorted(ROLES))] = Field(examples=["callback"])  # type: ignore[valid-type]  # pydantic reads it
    value: Annotated[str, Field(max_length=2_000, examples=["+1 888 555 0123"])]


def _of_field(name: str) -> tuple[Any, Any]:
    made: Any = Several if name in MANY else Text
    if name == "channel":
        made = Literal[CHANNELS]
    elif name == "country":
        made = Country
    given = [_EXAMPLES[name]] if name in _EXAMPLES else None
    return made | None, Field(None, description=FIELDS[name].says, examples=given)


TAKEN = tuple(one.name for one in FIELDS.values() if one.name not in _OURS and one.group != "consent")
"""The fields that a report may hold, beside ``payments`` and ``stated``."""

_MADE: dict[str, Any] = {name: _of_field(name) for name in TAKEN} | {
    "payments": (
        Annotated[list[Payment], Field(max_length=20)] | None,
        Field(None, description="payments, where there were several"),
    ),
    "stated": (
        Annotated[list[Stated], Field(max_length=100)] | None,
        Field(None, description="values that no other field is for"),
    ),
}
Fields = create_model(
    "Fields",
    __base__=_Strict,
    __doc__="What a report says, by the names of docs/reference/formats.md; all may be left out.",
    **_MADE,
)


class Consent(_Strict):
    """One of the four consents that was asked for, and the sentence that she read."""

    purpose: Literal[PURPOSES]  # type: ignore[valid-type]  # pydantic reads it
    given: StrictBool
    wording: Annotated[str, Field(min_length=1, max_length=400, examples=["The police may see my report."])]


class NewReport(_Strict):
    """A report."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "fields": _EXAMPLES,
                    "consents": [
                        {
                            "purpose": "share_police",
                            "given": True,
                            "wording": "The police may see my report.",
                        }
                    ],
                    "lang": "en",
                }
            ]
        },
    )
    fields: Fields  # type: ignore[valid-type]  # pydantic reads it
    consents: Annotated[list[Consent], Field(max_length=4)] = Field(
        [], description="what was asked of the four consents; each that is absent counts as not given"
    )
    lang: Language = Field("en", description="the language in which the consents were read")


class Code(_Strict):
    """The code that was given when a report was taken; never a part of an address."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"code": "0000 1111 2222 3333 4444"}]}
    )
    code: Annotated[
        str,
        Field(
            pattern=r"^[0-9]{4}( ?[0-9]{4}){4}$", description="20 digits, with or without a space after four"
        ),
    ]


class Reported(Schema):
    """How often a value was reported in one role."""

    role: str
    band: Literal["3–9", "10–49", "50+"]
    month: Annotated[str, Field(description="YYYY-MM, UTC", examples=["2026-02"])]


class Verdict(Schema):
    """What may be said of a value."""

    kind: str
    value: str | None = Field(description="the canonical value; null wherever `shown` is disarmed")
    shown: str
    standing: Literal["reported", "official", "no_reports"]
    reported: list[Reported]
    brand: str | None
    checked_on: str | None


class Sign(Schema):
    """A warning sign."""

    name: str
    kind: str | None
    shown: str | None
    brand: str | None


class Contact(Schema):
    """A contact of a brand's own."""

    model_config = ConfigDict(extra="allow")
    brand: str
    kind: str
    value: str


class Line(Schema):
    """A sentence of the answer."""

    about: Literal["reported", "official", "no_reports", "more", "sign", "contacts", "nothing"]
    text: str


class Answer(Schema):
    """What may be known; no reports does not mean that it is safe."""

    verdicts: list[Verdict]
    signs: list[Sign]
    contacts: list[Contact]
    said: list[Line] = Field(description="the answer in sentences, in the language that was asked for")
    now: list[str] = Field(description="what to do now, when something was reported or warns")


class LeftOut(Schema):
    """Something in a report that could not be read: it is kept as written, and counts for nothing."""

    field: str
    reason: str


class Receipt(Schema):
    """What is given for a report; the code is shown this once."""

    reference: Annotated[str, Field(description="names it to others; opens nothing", examples=["RF-234-…"])]
    code: Annotated[str, Field(description="opens it again; give it to her alone")]
    left_out: list[LeftOut]


class Stage(Schema):
    """A stage that a report has reached."""

    stage: Literal["received", "linked", "case", "sent", "outcome", "withdrawn", "erased"]
    number: int | None = Field(description="for `linked`: with how many other reports")
    told: str
    on: date


class Whereabouts(Schema):
    """Where a report stands."""

    reference: str
    stages: list[Stage]


class Office(Schema):
    """An office, a page or a number that takes reports or gives help."""

    id: str
    country: str | None
    group: str
    name: str
    address: str | None
    phone: str | None
    email: str | None
    hours: str | None
    takes: dict[str, str]
    cannot: dict[str, str]
    source: str
    checked_on: date | None
    expires_on: date | None
    checked: bool = Field(description="signed, checked, and not expired today")


class Offices(Schema):
    """Where to report."""

    signed: bool = Field(description="whether the release key signed the directory as it stands")
    places: list[Office] = Field(description="those of the country; empty for one that the directory lacks")
    everywhere: list[Office] = Field(description="those that serve every country")


class WrongPart(Schema):
    """One thing that was wrong."""

    pointer: str = Field(description="a JSON Pointer in a fragment, or the name of a header or path part")
    detail: str


class ProblemDocument(Schema):
    """RFC 9457."""

    type: str = Field(examples=["urn:ringfence:problem:too-many"])
    title: str
    status: int
    detail: str
    errors: list[WrongPart] | None = None
