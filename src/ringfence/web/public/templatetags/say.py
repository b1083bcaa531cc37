"""``{% say "check.title" name=value %}``: words of the page in the language of the page."""

from __future__ import annotations

from typing import Any

from django import template

from ringfence.web.public.words import words

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, **told: object) -> str:
    """Say a sentence: ``page.key`` of the words; what is told stands in its braces, and is escaped."""
    return spoken(context["lang"], key, **told)


def spoken(lang: str, key: str, **told: object) -> str:
    """Say a sentence in a language.

    Raises:
        KeyError: When there is none of that key; a test looks at every key that a template names.
    """
    page, *path = key.split(".")
    found: Any = words(lang, page)
    for part in path:
        found = found[part]
    return str(found).format_map(told) if told else str(found)


@register.filter
def lookup(mapping: dict[str, object], key: str) -> object:
    """Give what a mapping holds under a key; "" where it holds nothing."""
    return mapping.get(key, "")
