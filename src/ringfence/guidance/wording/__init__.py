"""What the check says, in the language of whoever asks; one file a language, all with the same keys.

>>> say("nothing.value", "en", shown="+1 888-555-0123")
'+1 888-555-0123: no reports that we can show, which does not mean that it is safe.'
>>> month("2023-10", "es")
'octubre de 2023'
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from ringfence.words import UsageError

LANGUAGES = ("en", "de", "es", "fr", "hi", "ja")
"""The languages in which the check answers."""


@lru_cache(maxsize=8)
def wording(lang: str) -> dict[str, str]:
    """Give every sentence of a language by its key, such as ``sign.gift_card``.

    Raises:
        UsageError: When there is no such language.
    """
    if lang not in LANGUAGES:
        raise UsageError(
            "the check does not speak this language", advice=f"Choose one of {', '.join(LANGUAGES)}"
        )
    read = tomllib.loads(resources.files(__package__).joinpath(f"{lang}.toml").read_text("utf-8"))
    sentences: dict[str, str] = {}
    for name, told in read.items():
        if isinstance(told, dict):
            sentences |= {f"{name}.{key}": str(text) for key, text in told.items()}
        else:
            sentences[name] = str(told)
    return sentences


def say(key: str, lang: str, **told: str) -> str:
    """Say a sentence.

    Args:
        key: The sentence's key.
        lang: One of `LANGUAGES`.
        told: What stands for the names in braces.
    """
    return wording(lang)[key].format_map(told)


def month(written: str, lang: str) -> str:
    """Write a month, ``YYYY-MM``, as a person reads it."""
    year, _, number = written.partition("-")
    name = wording(lang)["month_names"].split()[int(number) - 1]
    return say("month", lang, name=name, year=year)
