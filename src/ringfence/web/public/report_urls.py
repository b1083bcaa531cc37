"""The addresses of the report, of its follow-up, and of the national desk's sheet."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ringfence.web.public import journey
from ringfence.web.public.views import follow_up, report, report_parts, sheet


class Question(StringConverter):
    """One of the questions that are a form each, in an address."""

    regex = "|".join(journey.FORMS)


register_converter(Question, "question")

pages = [
    path("report/", report.start, name="report"),
    path("report/first/", report.first),
    path("report/payments/", report_parts.payments),
    path("report/payment/<int:place>/", report_parts.payment),
    path("report/files/", report_parts.files),
    path("report/files/<slug:name>/", report_parts.picture),
    path("report/check/", report.check),
    path("report/done/", report.done),
    path("report/<question:slug>/", report.question),
    path("follow-up/", follow_up.follow_up, name="follow-up"),
    path("follow-up/add/", follow_up.add),
    path("follow-up/consents/", follow_up.consents),
    path("follow-up/kept/", follow_up.kept),
    path("follow-up/erase/", follow_up.erase),
    path("follow-up/leave/", follow_up.leave),
    path("sheet/", sheet.sheet, name="sheet"),
]
"""They stand under the language."""
