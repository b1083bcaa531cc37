"""What the linker reads: every row once, whatever is killed, and nothing of whoever was erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringfence.actions import erasing
from ringfence.actions.loading import load
from ringfence.ledger import export
from ringfence.ledger.exported_rows import SCHEMAS
from ringfence.ledger.opened import models
from ringfence.words import FormatError
from tests.unit.ledger.partner_files import KEY, made, people

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.ledger.configuration import Configuration

NOW = datetime(2026, 3, 21, tzinfo=UTC)


def rows(node: Configuration, name: str) -> list[dict[str, Any]]:
    return list(pa.Table.from_batches(export.rows_of(node.tables, name), SCHEMAS[name]).to_pylist())


def files(node: Configuration, name: str) -> list[str]:
    return sorted(one.name for one in (node.tables / name).iterdir())


def loaded(folder: Path, begin: int = 0, many: int = 3, name: str = "one") -> tuple[Path, Path]:
    reports, sightings = made(folder, people(2, many, begin), name=name)
    load(reports, sightings, at=NOW, node_key=KEY)
    return reports, sightings


def test_the_tables_say_what_the_files_said_without_prose_and_scripts(
    node: Configuration, tmp_path: Path
) -> None:
    reports, sightings = loaded(tmp_path)
    export.export(node.tables)
    told = [row | {"text": ""} for row in pq.read_table(reports).to_pylist()]
    assert rows(node, "reports") == told
    key = ("report_id", "kind", "value", "role")
    found = [one for one in pq.read_table(sightings).to_pylist() if one["kind"] != "script"]
    assert sorted(rows(node, "sightings"), key=lambda one: [str(one[name]) for name in key]) == sorted(
        found, key=lambda one: [str(one[name]) for name in key]
    )
    assert len(rows(node, "passages")) == len(told)
    assert b"page number" not in b"".join(one.read_bytes() for one in node.tables.rglob("*.parquet"))


def test_only_what_is_new_is_added_and_small_parts_are_put_together(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path, many=20)
    first = export.export(node.tables)
    assert export.export(node.tables).rows == dict.fromkeys(SCHEMAS, 0)
    loaded(tmp_path, begin=100, many=1, name="two")
    second = export.export(node.tables)
    assert (first.rows["reports"], second.rows["reports"]) == (40, 2)
    assert second.serial == first.serial + 1
    assert files(node, "reports") == ["part-00000001.parquet", "part-00000002.parquet"]
    loaded(tmp_path, begin=200, many=1, name="three")
    export.export(node.tables)
    assert files(node, "reports") == ["part-00000001.parquet", "part-00000003-merged.parquet"]
    assert len({row["report_id"] for row in rows(node, "reports")}) == len(rows(node, "reports")) == 44


@pytest.mark.parametrize("after", range(8))
def test_killed_at_any_point_nothing_is_lost_or_doubled(
    node: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    loaded(tmp_path, many=4)
    export.export(node.tables)
    loaded(tmp_path, begin=100, many=4, name="two")
    report = models.Report.objects.order_by("id").first()
    assert report is not None
    erasing.erase(report, NOW)
    left, write, manifest = iter(range(after)), export._write, export._write_manifest

    def killed(*given: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return (manifest if len(given) == 2 else write)(*given)

    with monkeypatch.context() as patched:
        patched.setattr(export, "_write", killed)
        patched.setattr(export, "_write_manifest", killed)
        with pytest.raises(KeyboardInterrupt):
            export.export(node.tables)
    ids = [row["report_id"] for row in rows(node, "reports")]
    assert len(ids) == len(set(ids)) == 8  # what stood there still stands
    export.export(node.tables)
    ids = [row["report_id"] for row in rows(node, "reports")]
    assert len(ids) == len(set(ids)) == 16
    assert len(rows(node, "sightings")) == models.Sighting.objects.count()
    told = export.read(node.tables)
    for name, parts in told.parts.items():
        assert files(node, name) == sorted(part for part, _ in parts)


def test_who_was_erased_is_gone_from_the_tables_and_the_others_stay(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path)
    export.export(node.tables)
    report = models.Report.objects.order_by("id").first()
    assert report is not None
    whose = str(report.reporter)
    erasing.erase(report, NOW)
    done = export.export(node.tables)
    assert done.changed == 1
    told = {row["report_id"]: row for row in rows(node, "reports")}
    assert len(told) == 6
    assert str(told[report.report_id]["reporter"]).startswith("erased-")
    assert report.report_id not in {row["report_id"] for row in rows(node, "passages")}
    for name in SCHEMAS:
        assert whose not in {row["reporter"] for row in rows(node, name)}
    assert len(rows(node, "sightings")) == models.Sighting.objects.count()


def test_a_consent_that_was_taken_back_does_not_stand_in_the_tables(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path)
    export.export(node.tables)
    report = models.Report.objects.order_by("id").first()
    assert report is not None
    erasing.withdraw(report, ["share_police"], "en", {}, NOW + timedelta(days=1))
    export.export(node.tables)
    given = {row["report_id"]: row["consents"] for row in rows(node, "reports")}
    assert given.pop(report.report_id) == []
    assert list(given.values()) == [["share_police"]] * 5


def test_a_sighting_that_is_added_to_an_old_report_is_exported_too(
    node: Configuration, tmp_path: Path
) -> None:
    loaded(tmp_path)
    export.export(node.tables)
    before = len(rows(node, "sightings"))
    old = models.Sighting.objects.order_by("id").first()
    assert old is not None
    old.pk, old.value = None, "added-later.example"
    old.save()
    assert export.export(node.tables).rows == {"reports": 0, "sightings": 1, "passages": 0}
    assert len(rows(node, "sightings")) == before + 1


def test_what_is_no_manifest_says_what_to_do(node: Configuration) -> None:
    (node.tables / export.NAME).write_text("[]")
    with pytest.raises(FormatError, match="Remove the folder"):
        export.export(node.tables)
