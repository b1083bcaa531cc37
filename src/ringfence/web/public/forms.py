"""The questions of the report, as forms. Nothing must be answered; what cannot be read is asked for again.

An error is a word, not a sentence: the page says it in the reader's language (``errors`` in the words).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from ringfence.reports.amounts import amount
from ringfence.reports.fields import METHODS
from ringfence.web.public.told import chosen_country
from ringfence.words import now

if TYPE_CHECKING:
    from collections.abc import Sequence

YES_NO = ("yes", "no", "unknown")
CHANNELS = ("popup", "call", "email", "search", "message", "mail", "in_person", "other", "unknown")
"""How it can have begun, in the order in which it is asked."""
AGES = ("under_18", "18_29", "30_44", "45_59", "60_74", "75_over", "unsaid")
WHOSE = ("self", "other", "unsaid")
"""To whom it can have happened."""
CURRENCIES = (
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "INR", "JPY", "SGD", "CHF", "SEK", "NOK", "DKK", "PLN", "MXN",
    "BRL", "ZAR",
)  # fmt: skip
EARLIEST = 1990
"""The first year that is taken."""
_CLOCK = re.compile(
    r"(\d{1,2})(?:\s*[:.h]\s*(\d{2})|\s(\d{2}))?\s*(am|pm|a\.\s?m\.?|p\.\s?m\.?|uhr|hrs|h)?", re.IGNORECASE
)
_FEWEST_DIGITS = 5
_LEAP = 2000  # a year with every day, for days that are told without one


def _choice(values: Sequence[str], *, select: bool = False) -> forms.ChoiceField:
    widget = forms.Select if select else forms.RadioSelect
    return forms.ChoiceField(choices=[(one, one) for one in values], required=False, widget=widget)


def _line(longest: int = 300, **attributes: str) -> forms.CharField:
    return forms.CharField(max_length=longest, required=False, widget=forms.TextInput(attributes))


def _lines(longest: int, rows: int, **attributes: str) -> forms.CharField:
    widget = forms.Textarea({"rows": str(rows), **attributes})
    return forms.CharField(max_length=longest, required=False, widget=widget)


class Question(forms.Form):
    """A question of the report."""

    use_required_attribute = False


class Connected(Question):
    """Is someone connected to the computer now."""

    connected = _choice(YES_NO)


class What(Question):
    """How it began."""

    channel = _choice(CHANNELS)


class Who(Question):
    """Who they said they were."""

    brand = _line(80)
    claimed_name = _line()


class Numbers(Question):
    """The numbers that called, and those that she dialled: told apart, for the first are often faked."""

    number_called_from = _lines(1_000, 2, inputmode="tel")
    number_dialled = _lines(1_000, 2, inputmode="tel")


class Traces(Question):
    """Their sites, e-mail addresses and names in messengers; what the screen showed."""

    website = _lines(2_000, 2, inputmode="url", autocapitalize="none", spellcheck="false")
    sender_email = _lines(2_000, 2, inputmode="email", autocapitalize="none", spellcheck="false")
    handle = _line(1_000, autocapitalize="none", spellcheck="false")
    popup_text = _lines(5_000, 4)


class When(Question):
    """The day, with a time if she knows it; parts of a day are taken too."""

    day = _line(2, inputmode="numeric")
    month = _line(2, inputmode="numeric")
    year = _line(4, inputmode="numeric")
    time = _line(40)

    def clean(self) -> dict[str, Any]:
        """Hold the parts together: they must be a day that was."""
        said = dict(self.cleaned_data)
        parts = [said.get(name, "") for name in ("day", "month", "year")]
        if any(one and not one.isdecimal() for one in parts):
            raise ValidationError("", code="date")
        day, month, year = (int(one) if one else 0 for one in parts)
        if any(one and not number for one, number in zip(parts, (day, month, year), strict=True)):
            raise ValidationError("", code="date")
        if year and year < EARLIEST:
            raise ValidationError("", code="year")
        self._exists(year or _LEAP, month or 1, day or 1)
        if said.get("time"):
            said["time"] = _time(said["time"])
            if not said["time"]:
                self.add_error("time", ValidationError("", code="time"))
        return said

    @staticmethod
    def _exists(year: int, month: int, day: int) -> None:
        try:
            when = date(year, month, day)
        except ValueError as wrong:
            raise ValidationError("", code="date") from wrong
        if datetime(when.year, when.month, when.day, tzinfo=UTC) > now() + timedelta(hours=14):
            raise ValidationError("", code="future")


def _time(written: str) -> str:
    """Read a time of day, as 24 hours; "" when it is none."""
    found = _CLOCK.fullmatch(written.strip())
    if found is None:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), (found[4] or "").lower()[:1]
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 else ""


class Remote(Question):
    """The program by which they came in, and its numbers: theirs and hers told apart."""

    remote = _choice(YES_NO)
    software = _line()
    remote_id = _line(inputmode="text", autocapitalize="none", spellcheck="false")
    reporter_remote_id = _line(
        inputmode="text", autocapitalize="none", spellcheck="false", autocomplete="off"
    )


class Paid(Question):
    """Whether she paid."""

    paid = _choice(YES_NO)


class Payment(Question):
    """One payment."""

    method = _choice((*METHODS, "unknown"))
    amount = _line(40, inputmode="decimal")
    currency = _choice(("", *CURRENCIES), select=True)
    at = forms.DateField(
        required=False,
        widget=forms.DateInput({"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],  # never 03/04: month and day would be guessed
    )
    to = _lines(2_000, 2, autocapitalize="none", spellcheck="false")
    card_brand = _line(80)
    card_code = _lines(2_000, 2, autocapitalize="none", spellcheck="false", autocomplete="off")
    reference = _line(200)

    def clean(self) -> dict[str, Any]:
        """Hold amount and currency together, and the day to the past."""
        said = dict(self.cleaned_data)
        written, currency = said.get("amount", ""), said.get("currency", "")
        if written and amount(written, currency or "EUR", None) is None:
            self.add_error("amount", ValidationError("", code="amount"))
        elif written and not currency and amount(written, None, None) is None:
            self.add_error("currency", ValidationError("", code="currency"))
        when = said.get("at")
        if when is not None and when > (now() + timedelta(hours=14)).date():
            self.add_error("at", ValidationError("", code="future"))
        said["at"] = when.isoformat() if when else ""
        return said


class Words(Question):
    """What happened, in her own words."""

    text = _lines(20_000, 9)


class Elsewhere(Question):
    """Where she reported it already, and what number it has there."""

    elsewhere = _choice(YES_NO)
    elsewhere_to = _lines(2_000, 3, autocomplete="off")


class You(Question):
    """Whether it happened to her or to someone else; that person's country, and age in bands."""

    behalf = _choice(WHOSE)
    country = _line(8)
    age = _choice(AGES)

    def clean_country(self) -> str:
        """Keep a country that there is; anything else was not chosen from the list."""
        return chosen_country(self.cleaned_data["country"]) or ""


class Contact(Question):
    """How to reach her. The browser shall not offer what someone else on this computer typed here."""

    reporter_name = _line(autocomplete="off")
    reporter_email = forms.CharField(
        max_length=320,
        required=False,
        widget=forms.TextInput(
            {"type": "email", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        validators=[EmailValidator(code="email")],
    )
    reporter_phone = _line(60, type="tel", autocomplete="off")

    def clean_reporter_phone(self) -> str:
        """Hold a number to its least digits: with fewer she cannot be reached."""
        written = str(self.cleaned_data["reporter_phone"])
        if written and sum(sign.isdecimal() for sign in written) < _FEWEST_DIGITS:
            raise ValidationError("", code="phone")
        return written


class Consents(Question):
    """The four consents."""

    given = forms.MultipleChoiceField(
        choices=[(one, one) for one in ("share_companies", "share_police", "contact", "testify")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class Code(forms.Form):
    """A follow-up code, with or without spaces; whatever is no code is answered as a wrong one is."""

    code = forms.CharField(max_length=200, required=False, widget=forms.TextInput({"inputmode": "numeric"}))
