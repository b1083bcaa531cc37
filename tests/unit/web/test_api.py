"""The interface for programs: strict in what it reads, plain about what was wrong, open about its limits."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ringfence.actions.keys import node_key
from ringfence.actions.take_report import Filed, take_report
from ringfence.cli import main
from ringfence.ledger.opened import models
from ringfence.web.api import schemas
from ringfence.web.api.schemas import TAKEN
from ringfence.web.limits import LARGEST_JSON, LIMITS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from ringfence.ledger.configuration import Configuration

STORY = "A red page filled my screen and a voice told me to call 1-888-555-0123. {} here, they took over."
RETRY = {"Idempotency-Key": "made-up-key-0123456789"}

pytestmark = pytest.mark.usefixtures("node")


def ask(path: str, told: object, **headers: str) -> Any:
    body = told if isinstance(told, str | bytes) else json.dumps(told)
    content_type = headers.pop("content_type", "application/json")
    return Client().post(f"/api/v1/{path}", body, content_type, headers=headers)


def report(**fields: object) -> dict[str, object]:
    return {"fields": {"text": STORY.format("ben"), **fields}}


def problem(answer: Any, status: int) -> Any:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"].startswith("urn:ringfence:problem:")
    assert told["title"]
    assert told["detail"]
    schemas.ProblemDocument.model_validate(told)
    return told


def test_a_check_says_what_the_schema_promises_and_what_is_left() -> None:
    answer = ask("check", {"text": "+1 888 555 0123, says Microsoft", "country": "US", "lang": "de"})
    assert answer.status_code == 200
    schemas.Answer.model_validate(answer.json())
    assert answer.json()["verdicts"][0]["standing"] == "no_reports"
    assert answer["RateLimit-Policy"].startswith(f'"check";q={LIMITS["check"].many};w=60')
    assert answer["RateLimit"].startswith(f'"check";r={LIMITS["check"].many - 1};t=')
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422),
        ("{", 400),
        ('{"text": NaN}', 400),
        ('{"text": "a", "text": "b"}', 400),
        (b'{"text": "\xff"}', 400),
        ('{"text": "\\ud800"}', 400),
        ("[" * 50_000, 400),
        ('{"text": ' + "[" * 9 + "]" * 9 + "}", 400),
        ('{"text": ' + "9" * 5_000 + "}", 400),
        ("[]", 422),
        ("{}", 422),
        ('{"text": 5}', 422),
        ('{"text": ""}', 422),
        ('{"text": "a", "colour": "red"}', 422),
        ('{"text": "a", "country": "ZZ"}', 422),
        ('{"text": "a", "country": "us"}', 422),
        ('{"text": "a", "lang": "xx"}', 422),
        ('{"text": "' + "a" * 20_001 + '"}', 422),
        ('{"text": "' + "a" * LARGEST_JSON + '"}', 413),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_was_wrong(body: str | bytes, status: int) -> None:
    problem(ask("check", body), status)


def test_only_what_is_declared_as_json_is_read() -> None:
    for other in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        problem(ask("check", '{"text": "a"}', content_type=other), 415)


def test_the_place_of_each_error_is_told_and_never_what_was_written() -> None:
    told = problem(
        ask(
            "reports",
            report(country="Narnia", tlp="TLP:CLEAR", payments=[{"amount": 5}])
            | {"consents": [{"purpose": "share_police", "given": "yes", "wording": "w"}]},
        ),
        422,
    )
    assert {one["pointer"] for one in told["errors"]} == {
        "#/fields/country",
        "#/fields/tlp",
        "#/fields/payments/0/amount",
        "#/consents/0/given",
    }
    assert "Narnia" not in str(told)


def test_another_method_or_address_is_a_problem_too() -> None:
    assert Client().get("/api/v1/check")["Allow"] == "POST"
    problem(Client().get("/api/v1/check"), 405)
    problem(Client().delete("/api/v1/directory/GB"), 405)
    problem(Client().get("/api/v1/nothing"), 404)
    problem(Client().post("/api/"), 404)
    assert Client().head("/api/v1/directory/GB").status_code == 200


def test_a_report_is_taken_and_followed_by_its_code() -> None:
    new = report(
        number_dialled=["+1 888 555 0123", "+1 888 555 0124"],
        payments=[{"method": "card", "amount": "499.00", "currency": "USD"}],
        stated=[{"kind": "phone", "role": "caller_id", "value": "+1 888 555 0125"}],
        reporter_email="ben@mail.example",
    ) | {"consents": [{"purpose": "share_police", "given": True, "wording": "The police may see it."}]}
    answer = ask("reports", new)
    assert answer.status_code == 201
    schemas.Receipt.model_validate(answer.json())
    kept = models.Report.objects.get()
    assert {one.value for one in kept.sightings.filter(kind="phone")} >= {
        "+18885550123",
        "+18885550124",
        "+18885550125",
    }
    assert kept.payments[0]["amount_minor"] == 49_900
    assert [(one.purpose, one.given, one.wording) for one in kept.consent_rows.all()] == [
        ("share_police", True, "The police may see it.")
    ]
    followed = ask("follow-up", {"code": answer.json()["code"]})
    assert followed.status_code == 200
    schemas.Whereabouts.model_validate(followed.json())
    assert followed.json()["reference"] == answer.json()["reference"]
    assert [one["stage"] for one in followed.json()["stages"]] == ["received"]


def test_a_report_sent_twice_with_a_key_is_kept_once_and_another_body_is_another_report() -> None:
    first, again = (ask("reports", report(), **RETRY).json() for _ in range(2))
    assert first == again
    assert models.Report.objects.count() == 1
    other = ask("reports", report(brand="Contoso"), **RETRY).json()
    assert other["code"] != first["code"]
    short = problem(ask("reports", report(), **{"Idempotency-Key": "short"}), 422)
    assert short["errors"][0]["pointer"] == "Idempotency-Key"


def test_a_program_cannot_say_what_the_desk_says() -> None:
    ours = {"reference", "received_at", "tlp", "originals", "consents", "share_police", "testify"}
    assert not ours & set(TAKEN)
    for name in ours:
        problem(ask("reports", report(**{name: "x"})), 422)
    assert models.Report.objects.count() == 0


def test_what_could_not_be_read_is_told_and_loses_nothing_else() -> None:
    answer = ask("reports", report(payments=[{"amount": "much"}], number_dialled="12", website="a.example"))
    assert answer.status_code == 201
    assert {one["field"] for one in answer.json()["left_out"]} == {"payment_amount", "number_dialled"}
    assert all("much" not in one["reason"] for one in answer.json()["left_out"])
    assert ask("reports", report()).json()["left_out"] == []
    stated = [{"kind": "telephone", "role": "callback", "value": "+1 888 555 0123"}]
    assert (
        problem(ask("reports", report(stated=stated)), 422)["errors"][0]["pointer"]
        == "#/fields/stated/0/kind"
    )


def test_a_stated_value_that_its_kind_cannot_read_is_named_by_its_field() -> None:
    odd = [{"kind": "wallet", "role": "genuine", "value": "no wallet at all"}]
    told = report(remote_id="no idea", website="help.example", bank_account="ask my bank", stated=odd)
    left_out = ask("reports", told).json()["left_out"]
    assert {one["field"] for one in left_out} == {"remote_id", "bank_account", "stated"}
    assert not any("idea" in one["reason"] or "ask" in one["reason"] for one in left_out)


def test_a_report_that_says_nothing_is_refused_with_what_to_do() -> None:
    told = problem(ask("reports", {"fields": {}}), 422)
    assert "Say what happened" in told["detail"]


def test_what_no_database_keeps_is_read_as_a_sign() -> None:
    answer = ask("reports", report(text=STORY.format("a\x00b"), website="http://x\x00.example"))
    assert answer.status_code == 201


def test_a_wrong_code_is_limited_and_a_right_one_always_opens() -> None:
    code = ask("reports", report()).json()["code"]
    wrong = {"code": "0000 1111 2222 3333 4444"}
    statuses = [ask("follow-up", wrong).status_code for _ in range(LIMITS["code"].many + 2)]
    assert statuses == [404] * LIMITS["code"].many + [429] * 2
    assert ask("follow-up", {"code": code}).status_code == 200
    assert ask("follow-up", {"code": code.replace(" ", "")}).status_code == 200


def test_one_code_cannot_be_tried_from_many_addresses() -> None:
    wrong = json.dumps({"code": "0000 1111 2222 3333 4444"})
    clients = (Client(REMOTE_ADDR=f"198.51.100.{of}") for of in range(LIMITS["code"].many + 1))
    statuses = [one.post("/api/v1/follow-up", wrong, "application/json").status_code for one in clients]
    assert statuses == [404] * LIMITS["code"].many + [429]


@pytest.mark.parametrize(("path", "scope"), [("check", "check"), ("reports", "report")])
def test_more_than_the_limit_is_told_when_to_come_back(path: str, scope: str) -> None:
    def once(number: int) -> HttpResponse:
        told = f"{STORY.format('ben')} {number}"
        new = report(text=told) if path == "reports" else {"text": "+1 888 555 0123"}
        answer: HttpResponse = ask(path, new)
        return answer

    answers = [once(number) for number in range(LIMITS[scope].many + 1)]
    assert {one.status_code for one in answers[:-1]} <= {200, 201}
    problem(answers[-1], 429)
    assert 0 < int(answers[-1]["Retry-After"]) <= LIMITS[scope].seconds
    assert f'"{scope}";r=0;' in answers[-1]["RateLimit"]


def test_a_day_of_checks_is_limited_so_that_numbers_cannot_be_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ringfence.web import limits

    monkeypatch.setitem(limits.LIMITS, "checks_a_day", limits.Limit(3, 86_400))
    statuses = [ask("check", {"text": f"+1 888 555 01{n}"}).status_code for n in range(10, 15)]
    assert statuses == [200, 200, 200, 429, 429]


def test_a_number_below_the_threshold_is_answered_in_the_same_bytes_as_an_unknown_one() -> None:
    for name in ("ben", "carla"):
        ask("reports", report(text=STORY.format(name), reporter_email=f"{name}@mail.example"))
    models.Report.objects.update(received_at=datetime.now(UTC) - timedelta(days=9))
    seen, other = (ask("check", {"text": f"+1 888 555 01{n}"}) for n in (23, 24))
    assert seen.content.replace(b"0123", b"0124") == other.content
    assert {k: v for k, v in seen.items() if "RateLimit" not in k} == {
        k: v for k, v in other.items() if "RateLimit" not in k
    }


def test_a_check_reads_and_writes_nothing() -> None:
    from django.db import connection

    ask("check", {"text": "+1 888 555 0123"})
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask("check", {"text": "+1 888 555 0123"})
    assert all(one["sql"].lstrip().startswith("SELECT") for one in seen.captured_queries)
    assert len(seen.captured_queries) == 1


def test_page_command_and_program_say_the_same(node: Configuration) -> None:
    (node.home / "ledger.sqlite3").touch()  # that of the tests is in memory
    then = datetime.now(UTC) - timedelta(days=5)
    for name in ("ben", "carla", "dora"):
        fields = {"text": [STORY.format(name)], "reporter_email": [f"{name}@mail.example"]}
        take_report(Filed(fields), at=then, node_key=node_key())
    text = "They told me to call 1-888-555-0123 and buy gift cards, says Microsoft."
    program = ask("check", {"text": text, "country": "US", "lang": "fr"}).json()
    asked = ["check", text, "--country", "US", "--lang", "fr", "--json"]
    command = json.loads(CliRunner().invoke(main, asked, catch_exceptions=False).output)
    command.pop("places")
    assert program == command
    assert program["verdicts"][0]["standing"] == "reported"
    page = Client().post("/fr/check/", {"text": text, "country": "US"}).content.decode()
    from html import unescape

    shown = " ".join(unescape(page).split())
    for line in program["said"]:
        assert " ".join(line["text"].split()) in shown


def test_where_to_report_comes_from_the_directory() -> None:
    answer = Client().get("/api/v1/directory/GB")
    assert answer.status_code == 200
    schemas.Offices.model_validate(answer.json())
    assert answer.json()["places"][0]["country"] == "GB"
    assert Client().get("/api/v1/directory/AQ").json()["places"] == []
    assert problem(Client().get("/api/v1/directory/Narnia"), 422)["errors"][0]["pointer"] == "country"


def test_a_busy_ledger_is_a_problem_with_a_time_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def locked(*_given: object, **_named: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("ringfence.web.api.rest.take_report", locked)
    told = ask("reports", report())
    problem(told, 503)
    assert told["Retry-After"] == "5"


def test_our_own_fault_is_a_problem_and_the_log_says_where_and_not_what_was_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("ringfence.web.api.rest.take_report", broken)
    problem(ask("reports", report(reporter_email="ben@mail.example")), 500)
    assert "broken" in caplog.text
    assert "ben@mail.example" not in caplog.text
