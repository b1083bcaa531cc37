"""Files of partners go into the ledger: whole, once, and without what it cannot hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringfence.actions import loading
from ringfence.actions.loading import load
from ringfence.ledger import vault
from ringfence.ledger.opened import models
from ringfence.words import FormatError, UsageError
from tests.unit.ledger.partner_files import KEY, made, people

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 21, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("node")


def rewritten(path: Path, **changed: list[Any]) -> Path:
    table = pq.read_table(path)
    for name, values in changed.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type))
    pq.write_table(table, path)
    return path


def test_reports_are_kept_with_their_sightings_and_passages_and_their_prose_is_sealed(tmp_path: Path) -> None:
    reports, sightings = made(tmp_path, people(2, 5))
    done = load(reports, sightings, at=NOW, node_key=KEY)
    assert (done.kept, done.passed_over, done.left_out) == (10, 0, 0)
    told = {row["report_id"]: row for row in pq.read_table(reports).to_pylist()}
    found = [one for one in pq.read_table(sightings).to_pylist() if one["kind"] != "script"]
    assert models.Sighting.objects.count() == done.sightings == len(found)
    for row in models.Report.objects.select_related("person"):
        whole = told[row.report_id]
        assert (vault.unseal(row.person, "text") or b"").decode() == whole["text"]
        assert (row.received_at, row.reporter) == (whole["received_at"], whole["reporter"])
        assert {(one.kind, one.value, one.at) for one in row.sightings.all()} == {
            (one["kind"], one["value"], one["at"]) for one in found if one["report_id"] == row.report_id
        }
        assert [(one.purpose, one.given) for one in row.consent_rows.all()] == [("share_police", True)]
        assert row.passages.count() == 1
    assert models.Person.objects.count() == 10


def test_without_sightings_the_same_is_extracted_in_the_same_step(tmp_path: Path) -> None:
    reports, sightings = made(tmp_path, people(1, 4))
    load(reports, at=NOW, node_key=KEY)
    found = [one for one in pq.read_table(sightings).to_pylist() if one["kind"] != "script"]
    kept = models.Sighting.objects.values_list("report__report_id", "kind", "value", "role", "start")
    assert set(kept) == {
        (one["report_id"], one["kind"], one["value"], one["role"], one["start"]) for one in found
    }


def test_what_is_there_already_is_passed_over_and_counted(tmp_path: Path) -> None:
    reports, sightings = made(tmp_path, people(1, 4))
    load(reports, sightings, at=NOW, node_key=KEY)
    more, found = made(tmp_path, [*people(1, 6)])
    done = load(more, found, at=NOW, node_key=KEY)
    assert (done.kept, done.passed_over) == (2, 4)
    assert (models.Report.objects.count(), models.Person.objects.count()) == (6, 6)


def test_a_report_that_stands_twice_in_a_file_is_kept_once(tmp_path: Path) -> None:
    reports, sightings = made(tmp_path, people(1, 4))
    table = pq.read_table(reports)
    pq.write_table(pa.concat_tables([table, table]), reports)
    done = load(reports, sightings, at=NOW, node_key=KEY)
    assert (done.reports, done.kept, done.passed_over) == (8, 4, 4)
    assert models.Sighting.objects.filter(report=models.Report.objects.first()).count() > 0


def test_reports_under_one_id_with_other_content_are_left_out_and_named_with_their_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)
    reports, sightings = made(tmp_path, people(1, 6))
    ids = pq.read_table(reports)["report_id"].to_pylist()
    rewritten(reports, report_id=[ids[0], ids[1], ids[0], ids[3], ids[4], ids[0]])
    done = load(reports, sightings, at=NOW, node_key=KEY)
    assert (done.kept, done.passed_over, done.left_out) == (3, 0, 3)
    assert done.why["report_id stands in another row with other content: rows 1, 3, 6"] == 3
    kept = models.Report.objects.order_by("id").values_list("report_id", flat=True)
    assert sorted(kept) == sorted([ids[1], ids[3], ids[4]])
    assert models.Sighting.objects.exclude(report__report_id__in=kept).count() == 0


def test_what_the_ledger_cannot_hold_is_left_out_with_the_reason_and_the_rest_is_kept(tmp_path: Path) -> None:
    reports, sightings = made(tmp_path, people(1, 4))
    rewritten(reports, brand=["x" * 81, None, "a\0b", None])
    found = pq.read_table(sightings)
    rewritten(sightings, value=["y" * 2_001, *found["value"].to_pylist()[1:]])
    done = load(reports, sightings, at=NOW, node_key=KEY)
    assert (done.kept, done.left_out) == (2, 2)
    assert done.why["brand is longer than 80 characters"] == 1
    assert done.why["brand holds a NUL character"] == 1


def test_a_nul_within_what_was_stated_is_left_out_too(tmp_path: Path) -> None:
    reports, sightings = made(tmp_path, people(1, 2))
    bad = {"kind": "phone", "role": "callback", "value": "1\0", "start": None, "end": None}
    rewritten(reports, stated=[[bad], []])
    assert load(reports, sightings, at=NOW, node_key=KEY).why == {"stated holds a NUL character": 1}


def test_sightings_of_no_report_are_counted(tmp_path: Path) -> None:
    reports, _ = made(tmp_path, people(1, 2))
    _, others = made(tmp_path, people(1, 1, begin=500), name="two")
    done = load(reports, others, at=NOW, node_key=KEY)
    assert (done.sightings, done.kept) == (0, 2)
    assert done.sightings_left_out > 0


def test_many_batches_and_chunks_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 3)
    monkeypatch.setattr(loading, "CHUNK", 6)
    reports, sightings = made(tmp_path, people(2, 8))
    shuffled = pq.read_table(sightings)
    pq.write_table(shuffled.take(list(reversed(range(shuffled.num_rows)))), sightings)
    told: list[tuple[int, int | None]] = []
    done = load(reports, sightings, at=NOW, node_key=KEY, progress=lambda *one: told.append(one))
    kinds = shuffled["kind"].to_pylist()
    assert (done.kept, done.sightings) == (16, len(kinds) - kinds.count("script"))
    assert told[-1] == (16, 16)


def test_what_passes_no_triage_waits_and_partners_reports_do_not_wait_for_it(tmp_path: Path) -> None:
    copies = people(1, 2)
    reports, sightings = made(tmp_path, copies)
    theirs, found = made(tmp_path, copies, source="contoso", name="two")
    rewritten(reports, text=["One and the same words, told in a report once more and again."] * 2)
    rewritten(theirs, text=["One and the same words, told in a report once more and again."] * 2)
    assert load(theirs, found, at=NOW, node_key=KEY).unclear == 0
    done = load(reports, sightings, at=NOW, node_key=KEY)
    assert done.unclear == 1  # the second of the two; words that a partner's report had are no copy
    assert [one.report.source for one in models.Triage.objects.all()] == ["public-desk"]


def test_a_file_that_is_none_of_ours_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        load(tmp_path / "absent.parquet", at=NOW, node_key=KEY)
    (tmp_path / "text.parquet").write_text("no")
    with pytest.raises(FormatError, match="ringfence gather"):
        load(tmp_path / "text.parquet", at=NOW, node_key=KEY)
    reports, sightings = made(tmp_path, people(1, 1))
    with pytest.raises(FormatError, match="there is no column"):
        load(sightings, at=NOW, node_key=KEY)
    rewritten(reports)
    pq.write_table(pq.read_table(reports).drop_columns(["tlp"]), reports)
    with pytest.raises(FormatError, match="tlp"):
        load(reports, at=NOW, node_key=KEY)
