"""How the fields of a form are shown: label, hint, error and choices, in a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from ringfence.web.public.told import countries
from ringfence.web.public.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_YES_NO = ("connected", "remote", "paid", "elsewhere")


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as a page shows it.

    Attributes:
        name: Its name in the form; its id is the same.
        kind: ``radio``, ``checkbox``, ``select``, ``textarea`` or ``line``.
        label: What it asks.
        hint: What helps to answer; "" for none.
        value: What was written.
        choices: Value, label and whether it is chosen.
        error: What is wrong; "" for nothing.
        attributes: What else its element has.
    """

    name: str
    kind: str
    label: str
    hint: str
    value: str
    choices: tuple[tuple[str, str, bool], ...]
    error: str
    attributes: Mapping[str, str]

    @property
    def described(self) -> str:
        """The ids of what describes it, for ``aria-describedby``; "" for none."""
        ids = [f"{part}-{self.name}" for part in ("hint", "error") if getattr(self, part)]
        return " ".join(ids)

    @property
    def first(self) -> str:
        """The id that a link to it leads to."""
        return f"{self.name}-1" if self.kind in ("radio", "checkbox") else self.name


def shown(form: forms.Form, lang: str, page: str = "report") -> list[Shown]:
    """Describe every field of a form."""
    return [_shown(form, name, lang, page) for name in form.fields]


def whole_error(form: forms.Form, lang: str, page: str = "report") -> str:
    """Say what is wrong with a form as a whole; "" for nothing."""
    codes = [one.code for one in form.non_field_errors().as_data()] if form.is_bound else []
    return said_error(str(codes[0]), lang, page) if codes else ""


def said_error(code: str, lang: str, page: str = "report") -> str:
    """Say an error by its code."""
    errors = words(lang, page)["errors"]
    return str(errors.get(code, errors["invalid"]))


def _shown(form: forms.Form, name: str, lang: str, page: str) -> Shown:
    field, bound = form.fields[name], form[name]
    said = words(lang, page)["field"].get(name, {})
    errors = bound.errors.as_data() if form.is_bound else []
    kind = _kind(name, field)
    value = bound.value()
    return Shown(
        name=name,
        kind=kind,
        label=said.get("label", ""),
        hint=said.get("hint", ""),
        value="" if value is None or isinstance(value, list) else str(value),
        choices=_choices(name, field, value, lang, page),
        error=said_error(_code(field, str(errors[0].code)), lang, page) if errors else "",
        attributes=_attributes(field),
    )


def _code(field: forms.Field, code: str) -> str:
    """Say of a day that there is none such, where Django says no more than that it is invalid."""
    return "date" if code == "invalid" and isinstance(field, forms.DateField) else code


def _attributes(field: forms.Field) -> dict[str, str]:
    made = {name: str(value) for name, value in field.widget.attrs.items()}
    if getattr(field.widget, "input_type", "text") in ("date", "email", "tel"):
        made["type"] = str(getattr(field.widget, "input_type", ""))
    longest = getattr(field, "max_length", None)
    return made if longest is None else {**made, "maxlength": str(longest)}


def _kind(name: str, field: forms.Field) -> str:
    if name == "country":
        return "select"
    kinds = (
        (forms.CheckboxSelectMultiple, "checkbox"),
        (forms.RadioSelect, "radio"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
    )
    return next((kind for widget, kind in kinds if isinstance(field.widget, widget)), "line")


def _choices(
    name: str,
    field: forms.Field,
    value: Any,  # noqa: ANN401 - what a form holds
    lang: str,
    page: str,
) -> tuple[tuple[str, str, bool], ...]:
    chosen = set(value) if isinstance(value, list) else {"" if value is None else str(value)}
    if name == "country":
        offered = [("", words(lang, "common")["no_country"]), *countries(lang)]
    elif isinstance(field, forms.ChoiceField):
        offered = [(str(one), label_of(name, str(one), lang, page)) for one, _ in list(field.choices)]  # type: ignore[arg-type] # ours are lists
    else:
        return ()
    return tuple((one, label, one in chosen) for one, label in offered)


def label_of(name: str, value: str, lang: str, page: str = "report") -> str:
    """Say a choice."""
    if name == "given":
        return str(words(lang, page)["consent"][value])
    if name == "currency":
        return value or "–"
    table = words(lang, page)["choice"]["yes_no" if name in _YES_NO else name]
    return str(table.get(value, value))
