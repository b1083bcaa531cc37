"""Files from strangers are read as far as they can be, and refused with a clear error where they cannot."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.reports import formats
from ringfence.reports.formats import RawBatch, Reading
from ringfence.reports.safety import LONGEST_FIELD, printable, safe_cell
from ringfence.words import FormatError, RingfenceError

RealData = Callable[[str], Path]
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def read(path: Path, name: str | None = None, **reading: str) -> list[RawBatch]:
    chosen = formats.load(name) if name else formats.choose(path)
    return list(chosen.read(path, Reading(**reading)))


def rows(batches: list[RawBatch]) -> list[dict[str, object]]:
    return [row for batch in batches for row in batch.table.to_pylist()]


def refused(batches: list[RawBatch]) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for batch in batches for one in batch.rejects]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@QUIET
@given(
    content=st.binary(max_size=400),
    name=st.sampled_from(["csv", "jsonl", "parquet", "eml", "ftc_dnc", "ftc_irs"]),
)
def test_arbitrary_bytes_raise_nothing_but_our_own_error(tmp_path: Path, content: bytes, name: str) -> None:
    path = write(tmp_path, "f.eml" if name == "eml" else "f.csv", content)
    try:
        read(path, name)
    except RingfenceError as wrong:
        assert str(wrong).startswith("f.")  # noqa: PT017 - only some files are refused


@QUIET
@given(bad=st.text(alphabet='a",\n;\x00é', max_size=30))
def test_good_rows_survive_bad_neighbours_in_csv(tmp_path: Path, bad: str) -> None:
    content = f'id,text\n1,"first, one"\n{bad}\n2,last\n'
    batches = read(write(tmp_path, "f.csv", content), delimiter=",", encoding="utf-8")
    kept = rows(batches)
    if '"' not in bad:
        assert {"id": "1", "text": "first, one"} in kept
        assert {"id": "2", "text": "last"} in kept
    numbers = [n for batch in batches for n in batch.rows.to_pylist()] + [row for row, _ in refused(batches)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_quote_that_is_never_closed_costs_only_its_own_row(tmp_path: Path) -> None:
    path = write(tmp_path, "f.csv", 'id,text\n1,"open\n2,fine\n3,fine too\n')
    assert [row["id"] for row in rows(read(path))] == ["2", "3"]
    assert refused(read(path)) == [(1, "a quote is opened and never closed")]


def test_line_breaks_inside_quotes_belong_to_the_row(tmp_path: Path) -> None:
    path = write(tmp_path, "f.csv", 'id,text\r\n1,"one\r\ntwo"\r\n2,x\r\n')
    assert rows(read(path)) == [{"id": "1", "text": "one\r\ntwo"}, {"id": "2", "text": "x"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"id,text\n", "header and no rows"),
        (b"\n1,2\n", "first line is empty"),
        (b"\x00\x01\x02" * 100, "no text"),
        (b"PK\x03\x04" + b"x" * 50, "zip"),
        (("id,text\n" + "1,caf\xe9\n" * 50).encode("cp1252"), "not UTF-8"),
        (",".join(f"c{n}" for n in range(1_100)).encode() + b"\n1\n", "columns"),
        (b"ben@mail.example,+1 503 555 0117\nx,y\n", "looks like a report"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read(write(tmp_path, "f.csv", content))


def test_encodings_are_read_by_mark_or_when_named(tmp_path: Path) -> None:
    text = "id;text\n1;café\n"
    assert rows(read(write(tmp_path, "a.csv", text.encode("utf-8-sig"))))[0] == {"id": "1", "text": "café"}
    assert rows(read(write(tmp_path, "b.csv", text.encode("utf-16"))))[0] == {"id": "1", "text": "café"}
    path = write(tmp_path, "c.csv", text.encode("cp1252"))
    assert rows(read(path, encoding="cp1252"))[0] == {"id": "1", "text": "café"}


def test_one_row_in_another_encoding_is_refused_alone(tmp_path: Path) -> None:
    content = "id,text\n1,naïve\n2,café\n".encode() + b"3,caf\xe9\n4,fine\n"
    batches = read(write(tmp_path, "f.csv", content))
    assert [row["id"] for row in rows(batches)] == ["1", "2", "4"]
    assert refused(batches) == [(3, "the row's bytes do not fit the file's encoding")]


def test_nul_giant_and_ragged_rows_are_refused_by_row(tmp_path: Path) -> None:
    content = "id,text\n1,a\x00b\n2," + "x" * (LONGEST_FIELD + 1) + "\n3\n4,fine\n" + "5,fine\n" * 100
    batches = read(write(tmp_path, "f.csv", content))
    assert [row for row, _ in refused(batches)] == [1, 2, 3]
    assert len(rows(batches)) == 101


def test_one_bad_spot_in_a_small_csv_costs_one_row(tmp_path: Path) -> None:
    giant = b"2," + b"x," * (3 * LONGEST_FIELD) + b"\n"
    for bad in (b"2,a\x00b\n", b"2,caf\xe9\n", giant, b'2,"' + b"x" * (5 * LONGEST_FIELD) + b'"\n'):
        batches = read(write(tmp_path, "f.csv", b"id,text\n1,fine\n" + bad + b'3,"fine, too"\n'))
        assert [row["id"] for row in rows(batches)] == ["1", "3"]
        assert [row for row, _ in refused(batches)] == [2]


def test_a_giant_line_inside_quotes_costs_only_its_own_record(tmp_path: Path) -> None:
    giant = "y" * (5 * LONGEST_FIELD)
    content = f'id,text\n1,"one\n{giant}"\n2,"fine"\n3,"a"\n'
    batches = read(write(tmp_path, "f.csv", content))
    assert [row["id"] for row in rows(batches)] == ["2", "3"]
    assert [row for row, _ in refused(batches)] == [1, 2]


def test_one_bad_spot_in_json_lines_costs_one_row(tmp_path: Path) -> None:
    giant = b'{"id": "1", "text": "' + b"x" * (5 * LONGEST_FIELD) + b'"}'
    for bad, said in ((b'{"id": "caf\xe9"}', "encoding"), (b'{"id": "\x00"}', "NUL"), (giant, "longer")):
        batches = read(write(tmp_path, "f.jsonl", bad + b'\n\n{"id": "2", "text": "fine"}\n'))
        assert [row["id"] for row in rows(batches)] == ["2"]
        assert [n for batch in batches for n in batch.rows.to_pylist()] == [2]
        ((row, reason),) = refused(batches)
        assert row == 1
        assert said in reason


def test_a_header_in_another_encoding_refuses_the_file(tmp_path: Path) -> None:
    for header in (b"stra\xdfe,text", b"a\x00b,text"):
        with pytest.raises(FormatError, match="first line"):
            read(write(tmp_path, "f.csv", header + b"\n1,fine\n" + b"2,fine\n" * 9))


def test_twice_the_same_column_is_told_apart(tmp_path: Path) -> None:
    assert rows(read(write(tmp_path, "f.csv", "a,a,\n1,2,3\n"))) == [
        {"a": "1", "a (2)": "2", "column 3": "3"}
    ]


def test_gzip_is_read_and_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringfence.reports.safety.EXPANSION_FREE", 1_000_000)
    assert rows(read(write(tmp_path, "f.csv.gz", gzip.compress(b"id,text\n1,x\n"))))
    bomb = write(tmp_path, "b.csv.gz", gzip.compress(b"id,text\n" + b"1,x\n" * 1_000_000))
    with pytest.raises(FormatError, match="expands"):
        for _ in formats.load("csv").read(bomb, Reading()):
            pass
    with pytest.raises(FormatError, match="damaged"):
        read(write(tmp_path, "c.csv.gz", gzip.compress(b"id,text\n1,x\n" * 1000)[:50]), "csv")


def test_a_parquet_file_whose_text_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    pq.write_table(pa.table({"id": ["1"], "text": ["all is well"]}), path, compression="NONE")
    path.write_bytes(path.read_bytes().replace(b"all is well", b"\xffll is well"))
    with pytest.raises(FormatError, match="damaged"):
        read(path, "parquet")


def test_devices_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path, tmp_path / "pipe.csv", Path("/dev/zero"), tmp_path / "none.csv"):
        with pytest.raises(FormatError):
            read(path, "csv")


PLAIN = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)


@QUIET
@given(st.recursive(PLAIN, nested, max_leaves=8))
def test_any_json_is_a_row_or_a_reject(tmp_path: Path, value: object) -> None:
    line = json.dumps(value)
    batches = read(write(tmp_path, "f.jsonl", line + '\n{"id": "2", "text": "fine"}\n'))
    assert len(rows(batches)) + len(refused(batches)) == 2
    assert rows(batches)[-1]["id"] == "2"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": {"b": 1, "b": 2}}', "stands twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "[" * 5_000 + "]" * 5_000 + "}", "nested too deeply"),
        ('{"a": "\\ud800"}', "Unicode"),
        ('{"a": "\\u0000"}', "NUL"),
        ('{"a": ' + "9" * 5_000 + "}", "no JSON"),
        ("[1, 2]", "no mapping"),
        ("{", "no JSON"),
    ],
)
def test_hostile_lines_are_refused_by_row(tmp_path: Path, line: str, said: str) -> None:
    batches = read(write(tmp_path, "f.jsonl", f'{line}\n{{"id": "2", "text": "fine"}}\n'))
    assert [row["id"] for row in rows(batches)] == ["2"]
    ((row, reason),) = refused(batches)
    assert row == 1
    assert said in reason


def test_json_is_opened_one_level(tmp_path: Path) -> None:
    line = {
        "victim": {"email": "ben@mail.example"},
        "phones": ["1", "2"],
        "paid": True,
        "n": 1.5,
        "deep": {"a": {"b": 1}},
    }
    (row,) = rows(read(write(tmp_path, "f.jsonl", json.dumps(line) + "\n")))
    assert row == {
        "victim.email": "ben@mail.example",
        "phones": "1\n2",
        "paid": "true",
        "n": "1.5",
        "deep.a": '{"b": 1}',
    }


def test_parquet_is_read_as_strings(tmp_path: Path) -> None:
    table = pa.table({"id": [1, 2], "text": ["a", None], "list": [[1], []], "bad": ["x\x00", "y"]})
    pq.write_table(table, tmp_path / "f.parquet")
    batches = read(tmp_path / "f.parquet")
    assert rows(batches) == [{"id": "2", "text": None, "list": "[]", "bad": "y"}]
    assert [row for row, _ in refused(batches)] == [1]


def test_a_parquet_that_expands_wildly_is_refused(tmp_path: Path) -> None:
    big = pa.array(["x" * 500_000] * 300).dictionary_encode()
    pq.write_table(pa.table({"text": big}), tmp_path / "a.parquet")
    assert sum(batch.table.num_rows for batch in read(tmp_path / "a.parquet")) == 300
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 9_000, pa.int32()), pa.array(["x" * 900_000]))
    pq.write_table(pa.table({"text": many}), tmp_path / "b.parquet")
    with pytest.raises(FormatError, match="too long"):
        read(tmp_path / "b.parquet")
    pq.write_table(
        pa.table({"n": pa.array([0] * 20_000_000)}),
        tmp_path / "c.parquet",
        use_dictionary=False,
        compression="zstd",
    )
    with pytest.raises(FormatError, match="expands"):
        read(tmp_path / "c.parquet")
    pq.write_table(pa.table({"n": pa.array([], pa.string())}), tmp_path / "d.parquet")
    with pytest.raises(FormatError, match="no rows"):
        read(tmp_path / "d.parquet")


SCAM = b"""From: "Contoso Billing" <billing@lantern-support.example>\r
Reply-To: refund@lantern-support.example\r
To: Ben Hartwell <ben.hartwell@mail.example>\r
Subject: =?utf-8?q?Your_caf=C3=A9_invoice?=\r
Date: Mon, 05 Jul 2021 10:00:00 +0200\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Call +1 888 555 0123 to cancel.\r
--b\r
Content-Type: application/pdf; name="../../invoice.pdf"\r
Content-Disposition: attachment; filename="../../invoice.pdf"\r
Content-Transfer-Encoding: base64\r
\r
aGVsbG8=\r
--b--\r
"""


def test_in_the_fraudsters_mail_the_receiver_is_the_reporter(tmp_path: Path) -> None:
    (row,) = rows(read(write(tmp_path, "m.eml", SCAM)))
    text = str(row["text"])
    assert row["sender_email"] == "billing@lantern-support.example\nrefund@lantern-support.example"
    assert row["reporter_email"] == "ben.hartwell@mail.example"
    assert "Subject: Your café invoice" in text
    assert "Attachment: invoice.pdf, 5 bytes, sha256:2cf24dba" in text
    assert row["received_at"] == "2021-07-05T10:00:00+02:00"


def test_a_story_hides_its_sender_and_opens_the_mail_it_carries(tmp_path: Path) -> None:
    story = (
        b"From: Ben Hartwell <ben.hartwell@mail.example>\nTo: desk@public-desk.example\nSubject: fraud\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\n"
        b"I got this and paid.\n--q\nContent-Type: message/rfc822\n\n"
        + SCAM.replace(b"\r\n", b"\n")
        + b"\n--q--\n"
    )
    (row,) = rows(read(write(tmp_path, "m.eml", story)))
    assert row["reporter_email"] == "ben.hartwell@mail.example"
    assert row["sender_email"] == "billing@lantern-support.example\nrefund@lantern-support.example"
    assert "Call +1 888 555 0123" in str(row["text"])


def test_a_folder_of_mails_follows_no_link_and_keeps_originals(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    write(folder, "a.eml", SCAM)
    write(folder, "b.eml", b"")
    (folder / "c.eml").symlink_to(folder / "a.eml")
    (batch,) = read(folder)
    assert batch.rows.to_pylist() == [1]
    assert [one.row for one in batch.rejects] == [2, 3]
    assert list(batch.kept.values()) == [str(folder / "a.eml")]


@QUIET
@given(st.binary(max_size=300))
def test_any_mail_body_is_read_or_refused(tmp_path: Path, body: bytes) -> None:
    head = b"From: a@lantern-support.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    try:
        batches = read(write(tmp_path, "m.eml", head + body))
    except FormatError:
        return
    assert len(rows(batches)) == 1


def test_a_mail_nested_without_end_is_refused(tmp_path: Path) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000)
    )
    with pytest.raises(FormatError):
        read(write(tmp_path, "m.eml", b"From: a@b.example\n" + nested))


def test_names_from_strangers_are_safe_to_show() -> None:
    assert printable("..\\..\\evil\x1b[2J.exe") == "evil[2J.exe"
    assert printable("...") == "unnamed"
    assert safe_cell("=cmd()") == "'=cmd()"
    assert safe_cell("@SUM(1)") == "'@SUM(1)"
    assert safe_cell("-2+3") == "'-2+3"
    assert safe_cell("+1 (888) 555-0123".replace("-", " ")) == "+1 (888) 555 0123"
    assert safe_cell("plain") == "plain"


@pytest.mark.parametrize(
    ("folder", "file", "name"),
    [
        ("ftc_dnc_day_2021-07-07", "dnc_complaint_numbers_2021-07-08.csv", "ftc_dnc"),
        ("ftc_dnc_2020_2021", "demo_2020-11-30_12-11.csv", "ftc_dnc"),
        ("ftc_dnc_2020_2021", "dev_2020-02_2021-02.parquet", "ftc_dnc"),
        ("ftc_irs_foia_2011_2014", "irs_complaints_masked.csv", "ftc_irs"),
        ("robocall_transcripts", "DEV_transcripts_unlabelled.csv", "csv"),
    ],
)
def test_the_real_files_are_recognised(real_data: RealData, folder: str, file: str, name: str) -> None:
    path = real_data(folder) / file
    chosen = formats.choose(path)
    found = chosen.NAME
    assert found == name
    first = next(iter(chosen.read(path, Reading())))
    assert first.table.num_rows > 0
