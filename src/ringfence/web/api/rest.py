"""REST for programs: ``/api/v1/``, described by its own OpenAPI document.

No cookie is read and none is set, so no other site can act in a visitor's name; no other site's pages may
read an answer either (CORS stays closed). The answers are those of the page and of ``ringfence check``.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from ninja import Header, NinjaAPI
from ninja.errors import HttpError, ValidationError

from ringfence.actions import following
from ringfence.actions.keys import node_key
from ringfence.actions.look_up import look_up
from ringfence.actions.take_report import Agreed, Filed, take_report
from ringfence.guidance.advice import advice
from ringfence.guidance.check import lines, record
from ringfence.guidance.directory import directory
from ringfence.web import limits
from ringfence.web.api import problems, schemas
from ringfence.web.api.describing import described
from ringfence.web.api.problems import Problem, Wrong
from ringfence.web.api.spending import Spending
from ringfence.web.api.strict import StrictParser
from ringfence.web.client import counted_code
from ringfence.words import InputError, now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from ringfence.guidance.directory import Place

_LOG = logging.getLogger(__name__)
_PROBLEMS = dict.fromkeys((400, 408, 413, 415, 422, 429, 503), schemas.ProblemDocument)
_READING = dict.fromkeys((422, 429), schemas.ProblemDocument)


class _Interface(NinjaAPI):
    """An interface whose document tells everything: problems, limits, and what each is for."""

    def get_openapi_schema(self, **given: Any) -> Any:  # noqa: ANN401 - ninja's own
        return described(super().get_openapi_schema(**given))


api = _Interface(
    title="Ringfence",
    version="1",
    description="Ask what may be known of a number, a site or a message; report; follow a report; "
    "find where to report.",
    docs_url=None,
    openapi_url="/openapi.json",
    parser=StrictParser(),
)


@lru_cache(maxsize=1)
def _node_key() -> bytes:
    return node_key()


@api.post("/check", response={200: schemas.Answer, **_PROBLEMS}, operation_id="check", summary="Check")
def check(request: HttpRequest, question: schemas.Question) -> HttpResponse:
    """Say what may be known of a text: reports, warning signs, official contacts. Nothing asked is kept.

    No reports does not mean that it is safe.
    """
    spending = Spending(request, "check", "checks_a_day")
    found = look_up(question.text, at=now(), node_key=_node_key(), country=question.country)
    told = record(found) | {
        "said": [{"about": one.about, "text": one.text} for one in lines(found, question.lang)],
        "now": [one.text for one in advice(question.country, question.lang).short] if found.bad else [],
    }
    return _answer(told, headers=spending.headers)


@api.post(
    "/reports", response={201: schemas.Receipt, **_PROBLEMS}, operation_id="report", summary="Report a scam"
)
def report(
    request: HttpRequest,
    new: schemas.NewReport,
    idempotency_key: Annotated[
        str | None,
        Header(
            None,
            alias="Idempotency-Key",
            pattern=r"^[\x21-\x7e]{16,64}$",
            description="names this submission: sent again with the same body, it is kept once and answered "
            "the same; 16 to 64 visible characters, best a random UUID",
        ),
    ] = None,
) -> HttpResponse:
    """Take a report. The code in the answer opens it again; give it to the person who reported, alone."""
    spending = Spending(request, "report")
    filed = Filed(
        fields=_fields(new.model_dump(exclude_none=True)["fields"]),
        agreed=[Agreed(one.purpose, given=one.given, wording=one.wording) for one in new.consents],
        lang=new.lang,
    )
    # Bound to the body: whoever guesses another's key learns nothing of hers.
    retry = None if idempotency_key is None else f"api\x1f{idempotency_key}\x1f{request.body.hex()}"
    try:
        try:
            taken = take_report(filed, at=now(), node_key=_node_key(), retry=retry)
        except IntegrityError:  # the same was sent twice at once: now the other one is there
            taken = take_report(filed, at=now(), node_key=_node_key(), retry=retry)
    except InputError as wrong:
        raise Problem(422, str(wrong), [Wrong("#/fields", str(wrong))], headers=spending.headers) from wrong
    left_out = [{"field": name, "reason": reason} for name, reason in taken.left_out]
    told = {"reference": taken.reference, "code": taken.code, "left_out": left_out}
    return _answer(told, 201, spending.headers)


@api.post(
    "/follow-up",
    response={200: schemas.Whereabouts, 404: schemas.ProblemDocument, **_PROBLEMS},
    operation_id="follow_up",
    summary="Follow a report",
)
def follow_up(request: HttpRequest, by: schemas.Code) -> HttpResponse:
    """Say where the report stands that a code opens. Wrong codes are limited; a right one always opens."""
    found = following.opened(by.code)
    if found is None:
        spending = Spending(request, "code")
        wait = limits.take("code", counted_code(by.code))
        if wait:
            raise problems.too_many(wait, spending.headers)
        raise Problem(404, "No report opens by this code. Look at it again.", headers=spending.headers)
    where = following.stand(found)
    told = [
        {"stage": name, "number": number, "told": said, "on": f"{at:%Y-%m-%d}"}
        for name, (at, number, said) in where.reached.items()
    ]
    return _answer({"reference": where.reference, "stages": told})


@api.get(
    "/directory/{country}",
    response={200: schemas.Offices, **_READING},
    operation_id="directory",
    summary="Where to report",
)
def places(request: HttpRequest, country: schemas.Country) -> HttpResponse:
    """Say where to report in a country: addresses and numbers are the offices' own, with their sources."""
    del request
    known = directory()
    told = {
        "signed": known.signed,
        "places": _offices(known.at(country)),
        "everywhere": _offices(known.everywhere()),
    }
    return _answer(told)


def _offices(found: Iterable[Place]) -> list[dict[str, object]]:
    today = now().date()
    rows = [asdict(one) | {"checked": directory().checked(one, today)} for one in found]
    days = ("checked_on", "expires_on")
    return [row | {name: row[name] and str(row[name]) for name in days} for row in rows]


def _fields(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """Bring what was sent into the form in which a page's form hands it in."""
    made: dict[str, list[str]] = {}
    for name, told in given.items():
        if name in {"payments", "stated"}:
            made[name] = [json.dumps(told, ensure_ascii=False)] if told else []
        else:
            made[name] = [told] if isinstance(told, str) else list(told)
    return made


def _answer(told: object, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    written = json.dumps(told, ensure_ascii=False)
    return HttpResponse(written, status=status, content_type="application/json", headers=headers)


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, problem: Problem) -> HttpResponse:
    return problems.answer(problem)


@api.exception_handler(HttpError)
def _not_read(_request: HttpRequest, wrong: HttpError) -> HttpResponse:
    """Give the problem of our own reader, which ninja hides behind one of its errors."""
    if isinstance(wrong.__cause__, Problem):
        return problems.answer(wrong.__cause__)
    return problems.answer(Problem(400, "The body cannot be read."))


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    return problems.answer(
        Problem(422, "See errors for what and where.", tuple(dict.fromkeys(map(_wrong, wrong.errors))))
    )


def _wrong(error: Mapping[str, Any]) -> Wrong:
    """Say where an error stands and what it is; pydantic's own names of a choice's branches are left out."""
    source, *path = error["loc"]
    said = str(error["msg"]).removeprefix("Value error, ")
    if source != "body":
        return Wrong(str(path[-1] if path else source), said)
    steps = [step for step in path[1:] if isinstance(step, int) or step.isidentifier()]
    return Wrong(problems.pointer(steps), said)


@api.exception_handler(OperationalError)
def _busy(_request: HttpRequest, wrong: OperationalError) -> HttpResponse:
    del wrong
    return problems.answer(
        Problem(503, "Nothing was kept. Try again in a moment.", headers={"Retry-After": "5"})
    )


@api.exception_handler(Exception)
def _our_fault(_request: HttpRequest, wrong: Exception) -> HttpResponse:
    """Say that it was us, and tell the log what: where, and not what was sent."""
    _LOG.error("a request of a program could not be answered", exc_info=wrong)
    return problems.answer(Problem(500, "Something went wrong on our side. Try again in a moment."))
