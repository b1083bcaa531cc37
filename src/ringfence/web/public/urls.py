"""The addresses of the public face: everything a person reads stands under its language."""

from __future__ import annotations

from django.urls import include, path, register_converter

from ringfence.web.public.views import check, correct, errors, helping, plain, start
from ringfence.web.public.words import LANGUAGES


class Language:
    """One of the languages of the public face, in an address."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        """Read it."""
        return value

    def to_url(self, value: str) -> str:
        """Write it."""
        return value


register_converter(Language, "lang")

_pages = [
    path("", start.start, name="start"),
    path("check/", check.check, name="check"),
    path("help/", helping.help_now, name="help"),
    path("correct/", correct.correct, name="correct"),
]

urlpatterns = [
    path("", plain.choose),
    path("healthz", plain.healthz),
    path("<lang:lang>/", include(_pages)),
]

__all__ = ["errors", "urlpatterns"]
