"""The addresses of the public face: everything a person reads stands under its language."""

from __future__ import annotations

from django.urls import include, path, register_converter

from ringfence.web.public import report_urls
from ringfence.web.public.views import check, correct, errors, helping, notices, plain, start, transparency
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
    *report_urls.pages,
    path("transparency/", transparency.transparency, name="transparency"),
    path("transparency/figures.csv", transparency.as_sheet, name="figures-csv"),
    path("transparency/figures.json", transparency.as_json, name="figures-json"),
    path("privacy/", notices.privacy, name="privacy"),
    path("imprint/", notices.imprint, name="imprint"),
    path("accessibility/", notices.accessibility, name="accessibility"),
]

urlpatterns = [
    path("", plain.choose),
    path("healthz", plain.healthz),
    path("robots.txt", notices.robots_txt),
    path(".well-known/security.txt", notices.security_txt),
    path("<lang:lang>/", include(_pages)),
]

__all__ = ["errors", "urlpatterns"]
