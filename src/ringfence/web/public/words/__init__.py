"""What the public pages say: a folder a language, a file a page, the same keys in each.

``en``, ``fr``, ``de`` and ``es`` have every page; ``hi`` and ``ja`` have those of `EVERYWHERE`. A test holds
them together, so that nothing stands untranslated.

    >>> words("en", "start")["title"]
    'Fake support calls and warnings'
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

FULL = ("en", "fr", "de", "es")
"""The languages that have every page."""
LANGUAGES = (*FULL, "hi", "ja")
"""Every language."""
NAMES = {"en": "English", "fr": "Français", "de": "Deutsch", "es": "Español", "hi": "हिन्दी", "ja": "日本語"}
"""What each language calls itself."""
EVERYWHERE = ("common", "start", "check", "help", "errors")
"""The pages that every language has."""


@cache
def words(lang: str, page: str) -> dict[str, Any]:
    """Give the words of a page, nested as in its file; in English where a language lacks the page."""
    folder = resources.files(__package__)
    file = folder.joinpath(lang, f"{page}.toml")
    if not file.is_file():
        file = folder.joinpath("en", f"{page}.toml")
    return tomllib.loads(file.read_text("utf-8"))


def has(lang: str, page: str) -> bool:
    """Tell whether a language has a page of its own."""
    return resources.files(__package__).joinpath(lang, f"{page}.toml").is_file()


def read_in(lang: str, page: str) -> str:
    """Give the language in which a page is shown: English where a language lacks it."""
    return lang if has(lang, page) else FULL[0]
