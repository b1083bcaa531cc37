"""What came of it: pictures with tables, files without formulas, and nothing of what is under embargo."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from ringfence.actions import figures as figuring
from ringfence.actions.figures import as_csv, document, figures
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.outcomes.disclosure import LEAST
from ringfence.outcomes.outcome import made, write
from ringfence.web.public import charts

if TYPE_CHECKING:
    from ringfence.ledger.configuration import Configuration

AT = datetime(2026, 5, 20, 12, tzinfo=UTC)


def filled(*held: tuple[datetime, str | None, int], since: int = 0) -> None:
    """Fill the ledger: from a time on, in a country, so many reports, an hour apart, each of a new person."""
    person, _ = vault.new_person(AT)
    person.save()
    rows, number = [], since
    for start, country, many in held:
        for hour in range(many):
            number += 1
            rows.append(
                models.Report(
                    report_id=f"report-{number:020}",
                    reference=str(number),
                    source="public-desk",
                    reporter=f"person-{number}",
                    received_at=start + timedelta(hours=hour),
                    country=country,
                    payments=[{"amount_minor": 100_00, "currency": "USD"}] if number % 2 else [],
                    stated={},
                    tlp="TLP:AMBER",
                    originals=[],
                    person=person,
                    public=True,
                    heard=True,
                )
            )
    models.Report.objects.bulk_create(rows)


def usual() -> None:
    filled(
        *((datetime(2026, month, 2, tzinfo=UTC), country, many)
          for month in (1, 2, 3, 4)
          for country, many in (("US", 60), ("DE", 30), (None, 12)))
    )  # fmt: skip


def outcome(folder: Configuration, *, count: int, public_from: str | None) -> None:
    folder.rings.mkdir(exist_ok=True)
    rows = [
        made(
            "raid", "ring-0123456789ab", "in-cbi", "IN", on="2026-03-05", source="letter", by="asha",
            at=f"2026-03-06T09:00:{number:02}.000000+00:00", public_from=public_from, count=count,
        )
        for number in range(3)
    ]  # fmt: skip
    (folder.rings / "outcomes.jsonl").write_text("".join(f"{write(one)}\n" for one in rows), encoding="utf-8")


def test_reports_are_told_by_week_month_and_country(node: Configuration) -> None:
    assert node
    usual()
    told = document(AT)
    (row,) = [row for row in told["by_kind"]["rows"] if row["label"] == "reports"]
    assert row["figures"][0]["amount"] == 408
    assert sum(week["reports"] for week in told["weeks"]) == 408
    assert told["weeks"][0]["from"] == "2026-01-01"
    labels = {row["label"] for row in told["by_country"]["rows"]}
    assert {"US", "DE"} <= labels


def test_the_month_that_is_not_over_is_in_no_figure(node: Configuration) -> None:
    assert node
    usual()
    before = document(AT)
    filled((datetime(2026, 5, 3, tzinfo=UTC), "US", 40), since=5_000)
    assert document(AT) == before


def test_an_operation_under_embargo_changes_nothing_before_and_after(node: Configuration) -> None:
    usual()
    before = document(AT)
    outcome(node, count=40, public_from=None)
    assert document(AT) == before
    outcome(node, count=40, public_from="2026-07-01")
    assert document(AT) == before
    later = document(datetime(2026, 8, 2, tzinfo=UTC))
    raids = next(row for row in later["by_kind"]["rows"] if row["label"] == "raid")
    assert raids["figures"][0]["amount"] == 120


def test_small_counts_are_nowhere(node: Configuration) -> None:
    assert node
    filled((datetime(2026, 3, 2, tzinfo=UTC), "US", 60), (datetime(2026, 3, 9, tzinfo=UTC), "NZ", 3))
    told = document(AT)
    assert all(week["reports"] >= LEAST for week in told["weeks"])
    assert "NZ" not in {row["label"] for row in told["by_country"]["rows"]}
    written = list(csv.DictReader(io.StringIO(as_csv(told))))
    assert all(int(row["amount"]) >= LEAST for row in written if row["amount"])


def test_no_cell_of_the_sheet_runs_as_a_formula(node: Configuration) -> None:
    assert node
    evil = {"amount": 12, "said": "-2+3"}
    told: dict[str, Any] = {"as_of": "2026-05-20", "weeks": []} | {
        f"by_{by}": {
            "columns": [{"measure": "reports", "currency": None}],
            "rows": [{"label": "=HYPERLINK(1)", "currency": None, "figures": [evil]}],
        }
        for by in ("kind", "month", "country", "force")
    }
    for row in csv.reader(io.StringIO(as_csv(told))):
        assert not [cell for cell in row if cell[:1] in {"=", "+", "-", "@", "\t"}]


def test_figures_are_worked_out_once_an_hour_and_kept_beside_the_counts(
    node: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual()
    first = figures(AT)
    monkeypatch.setattr(figuring, "document", lambda _at: pytest.fail("worked out again"))
    assert figures(AT + timedelta(minutes=59)) == first
    monkeypatch.undo()
    filled((datetime(2026, 4, 3, tzinfo=UTC), "US", 40), since=9_000)
    assert figures(AT + timedelta(hours=1)) != first
    assert (node.home / "run" / figuring.NAME).stat().st_mode & 0o777 == 0o600


def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringfence.web.public.views.transparency.now", lambda: AT)


@pytest.mark.parametrize("lang", ["en", "fr", "de", "es"])
def test_every_picture_has_a_title_and_a_table_under_it(
    node: Configuration, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    assert node
    usual()
    at_that_time(monkeypatch)
    told = Client().get(f"/{lang}/transparency/").content.decode()
    pictures = re.findall(r"<svg.*?</svg>", told, re.DOTALL)
    assert len(pictures) == 2
    assert all(
        re.search(r'role="img" aria-labelledby="([a-z-]+)"><title id="\1">\S', one) for one in pictures
    )
    for one in told.split("</svg>")[1:]:
        assert "<table" in one
    assert "style=" not in told
    assert told.count("<h1") == 1
    assert "<title>Deutschland: " in told or lang != "de"


def test_an_empty_node_says_that_there_is_nothing_yet(node: Configuration) -> None:
    assert node
    told = Client().get("/en/transparency/").content.decode()
    assert "There is nothing yet that may be shown" in told
    assert "fewer than 10" in told
    assert "<svg" not in told


def test_the_files_are_handed_out(node: Configuration, monkeypatch: pytest.MonkeyPatch) -> None:
    assert node
    usual()
    at_that_time(monkeypatch)
    sheet = Client().get("/en/transparency/figures.csv")
    assert sheet.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="figures.csv"' in sheet.headers["Content-Disposition"]
    assert sheet.content.startswith(b"as_of,by,label,measure,currency,amount,said\r\n")
    plain = Client().get("/en/transparency/figures.json")
    assert json.loads(plain.content)["as_of"] == "2026-05-20"
    assert Client().post("/en/transparency/figures.json").status_code == 405


def test_tiles_stand_where_their_countries_lie_and_what_is_not_placed_is_left_to_the_table() -> None:
    tiles, width, height = charts.tiles(
        {"US": 40, "DE": 10, "AU": 20, "XX": 9}, {"US": "", "DE": "", "AU": ""}
    )
    at = {one.code: one for one in tiles}
    assert set(at) == {"US", "DE", "AU"}
    assert at["US"].x < at["DE"].x < at["AU"].x
    assert at["US"].y < at["AU"].y
    assert (width, height) == (3 * charts.TILE, 3 * charts.TILE)
    assert at["US"].band > at["DE"].band
    assert charts.tiles({}, {}) == ([], 0, 0)


def test_no_two_countries_have_one_tile() -> None:
    assert len(set(charts._PLACES.values())) == len(charts._PLACES)
