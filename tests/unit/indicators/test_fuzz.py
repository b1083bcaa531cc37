"""No text, value or file that a stranger may send breaks what reads it.

Texts are made of values hidden in six languages, of signs that mean something to some reader, and of any
code points at all: control characters, halves of surrogate pairs, long repeats.
"""

from __future__ import annotations

import io
import json
from email.errors import MessageError
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ringfence.indicators import (
    columnar,
    cues,
    disarmed,
    extract,
    fold,
    number_parts,
    number_words,
    phrases,
)
from ringfence.indicators.extract import KINDS
from ringfence.indicators.indicator import Context, Validity
from ringfence.reports import attachments, enclosure, formats, letters, mail
from ringfence.reports.attachments import Attached
from ringfence.reports.formats import Reading
from ringfence.words import FormatError, RingfenceError
from tests.unit.indicators.odd_texts import CONTEXTS, SAID, TEXTS

if TYPE_CHECKING:
    from pathlib import Path

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@given(TEXTS)
def test_folding_any_text_leads_back_into_it(text: str) -> None:
    folded = fold.fold(text)
    for one in (folded, folded.refanged):
        assert len(one.low) == len(one.text)
        last = (0, 0)
        for at in range(len(one.text)):
            span = one.span(at, at + 1)
            assert 0 <= span[0] < span[1] <= len(text)
            assert last <= span
            last = span
        assert all(0 <= start < end <= len(one.text) for _, start, end in one.tokens)


def test_a_vowel_sign_alone_is_a_word_like_any_other() -> None:
    text = "उसे ████़ 614-555-0144, example@ybl पर"
    assert {one.kind for one in extract.find(text, Context())} == {"phone", "handle"}


@given(TEXTS, CONTEXTS)
def test_what_is_found_in_any_text_stands_there_and_is_its_own_canonical_form(
    text: str, context: Context
) -> None:
    folded = fold.fold(text)
    for name, kind in KINDS.items():
        for one in kind.find(folded, context):
            assert one.kind == name
            assert one.role in kind.ROLES
            assert one.validity in Validity
            assert one.start is not None
            assert one.end is not None
            assert 0 <= one.start < one.end <= len(text)
            assert 0 <= one.strength <= 1
            assert one.strength == pytest.approx(kind.strength(one.value, one.role))
            assert kind.label(one.value)
            read = kind.canonical(one.value, context)
            assert read is not None, one.value
            assert read[0] == one.value


@given(TEXTS, CONTEXTS)
@example("Tel. t.me/contoso_help", Context())  # a host with a space in it
def test_a_form_field_may_hold_anything(written: str, context: Context) -> None:
    for kind in KINDS.values():
        read = kind.canonical(written, context)
        if read is not None:
            again = kind.canonical(read[0], context)
            assert again is not None, (kind.NAME, read[0])
            assert again[0] == read[0]
            assert kind.label(read[0])
            assert all(0 <= kind.strength(read[0], role) <= 1 for role in kind.ROLES)
    for field in ("", *KINDS):
        assert all(one.start is None for one in extract.stated(field, "", written, context))


@FEW
@given(st.lists(st.tuples(TEXTS, CONTEXTS), max_size=4))
def test_any_texts_at_once_give_what_each_gives(rows: list[tuple[str, Context]]) -> None:
    valid = [(text.encode("utf-8", "replace").decode(), context) for text, context in rows]
    texts, contexts = [text for text, _ in valid], [context for _, context in valid]
    found = [extract.find(*row) for row in valid]
    assert columnar.find_all(texts, contexts) == found
    for (text, context), all_of_it in zip(valid, found, strict=True):
        private = [one for one in all_of_it if extract.is_private(one)]
        assert {one.value for one in private} <= {one.value for one in extract.find_private(text, context)}


@given(TEXTS)
def test_each_step_takes_any_text(text: str) -> None:
    folded = fold.fold(text)
    low, tokens = folded.low, folded.tokens
    for group, found in phrases.scan(low, tokens, folded.said, folded.odd).items():
        assert all(cue.group == group and 0 <= cue.start < cue.end <= len(low) for cue in found)
    for pattern, plain in disarmed.steps(low, folded.words):
        assert all(isinstance(plain(match), str) for match in pattern.finditer(folded.text))
    for lang in SAID:
        for run in number_words.read(low, tokens, lang):
            assert all(group.digits.isdigit() and 0 <= group.start < group.end <= len(low) for group in run)
    parts = [*number_parts.apart(low), *number_parts.vanity(folded.text)]
    for end in range(0, len(low), 7):
        parts += number_parts.other_ends(low, "8885550123", end)
    assert all(part.digits.isdigit() and 0 <= part.start < part.end <= len(low) for part in parts)
    assert cues.sentence_ends(low)[-1] == len(low)


# -- files ---------------------------------------------------------------------------------------------------
NAMES = formats.names()
HEADERS = ["From", "To", "Cc", "Subject", "Date", "Content-Type", "Content-Disposition", "Reply-To", "X", ""]
INSIDE = [
    *("multipart/mixed; boundary=b", "text/html; charset=utf-8", "message/rfc822", "=?utf-8?b?4pyT?=", "=?x"),
    *(
        "text/plain; charset=utf-16",
        "base64",
        "quoted-printable",
        "a@b.example",
        '"',
        "attachment; filename=",
    ),
    *("text/plain; charset=rot13", "text/plain; charset=idna", "charset=\x00", "name*0*=utf-8''%", "(", "<"),
]
MAIL_PIECES = st.one_of(
    st.builds(
        lambda name, inside: f"{name}: {inside}\r\n".encode("utf-8", "surrogatepass"),
        st.sampled_from(HEADERS),
        TEXTS,
    ),
    st.builds(
        lambda name, inside: f"{name}: {inside}\n".encode(), st.sampled_from(HEADERS), st.sampled_from(INSIDE)
    ),
    st.sampled_from(
        [b"\n", b"--b\n", b"--b--\n", b"<a href='x", b"<script>", b"=3D", b"From: a\n\n", b"%PDF-"]
    ),
    st.binary(max_size=30),
)
TABLE_PIECES = st.one_of(
    st.sampled_from(
        [b'"', b",", b";", b"\t", b"\n", b"\r", b"\x00", b"id,text\n", b'{"a":', b"}", b"[", b"1\n"]
    ),
    st.sampled_from(
        [b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PAR1", b"area_code,phone\n", b"NaN", b"\\ud800"]
    ),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=30),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def _read_whole(name: str, path: Path) -> None:
    try:
        for batch in formats.load(name).read(path, Reading()):
            batch.table.validate(full=True)
            assert len(batch.rows) == batch.table.num_rows
            assert not set(batch.rows.to_pylist()) & {one.row for one in batch.rejects if one.whole}
    except RingfenceError as wrong:
        assert str(wrong).startswith("f.")  # noqa: PT017 - only some files are refused


@pytest.mark.parametrize("name", [name for name in NAMES if name != "eml"])
@FEW
@given(pieces=st.lists(TABLE_PIECES, max_size=12))
def test_a_table_of_any_bytes_raises_nothing_but_our_own_error(
    folder: Path, name: str, pieces: list[bytes]
) -> None:
    path = folder / "f.csv"
    path.write_bytes(b"".join(pieces) or b"\n")
    _read_whole(name, path)


@FEW
@given(st.lists(MAIL_PIECES, max_size=14), st.sampled_from([b"", b"From: a@b.example\n"]))
def test_a_mail_of_any_bytes_raises_nothing_but_our_own_error(
    folder: Path, pieces: list[bytes], begins: bytes
) -> None:
    path = folder / "f.eml"
    path.write_bytes(begins + b"".join(pieces) or b"\n")
    _read_whole("eml", path)


@FEW
@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=4))
def test_texts_that_were_written_well_are_read_as_they_are(
    folder: Path, rows: list[tuple[str, str | None]]
) -> None:
    valid = [tuple(one and one.encode("utf-8", "replace").decode() for one in row) for row in rows]
    path = folder / "f.jsonl"
    path.write_text("".join(json.dumps({"id": text, "text": told}) + "\n" for text, told in valid), "utf-8")
    (batch,) = formats.load("jsonl").read(path, Reading())
    kept = [row for row in valid if "\x00" not in f"{row[0]}{row[1]}"]
    assert [(row["id"], row["text"]) for row in batch.table.to_pylist()] == kept
    assert len(batch.rejects) == len(valid) - len(kept)


@FEW
@given(st.binary(max_size=200), st.integers(0, 2_000), st.integers(0, 2_000))
def test_a_damaged_parquet_file_is_refused_or_read(folder: Path, rubbish: bytes, at: int, less: int) -> None:
    made = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": ["call 888-555-0123", None]}), made)
    whole = made.getvalue()
    at, path = at % len(whole), folder / "f.parquet"
    path.write_bytes(whole[:at] + rubbish + whole[min(len(whole), at + less % 64) :])
    _read_whole("parquet", path)


@FEW
@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), st.binary()
)
def test_an_enclosure_of_any_bytes_raises_nothing_but_our_own_error(start: bytes, rest: bytes) -> None:
    for read in (enclosure.read, letters.read_pdf, letters.read_docx):
        with pytest.raises(RingfenceError):
            read(start + rest)


class _Nobody:
    """Stands for the process that reads pictures and letters, and refuses each."""

    def read(self, _: bytes) -> None:
        raise FormatError("nothing is read here")


@FEW
@given(
    st.binary() | TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.sampled_from(["text/plain", "text/html", "text/x", "image/png", "application/pdf", ""]),
    st.none()
    | st.sampled_from(
        ["utf-8", "utf-16", "cp1252", "rot13", "idna", "nothing", "\x00", "hex", "ü", "punycode"]
    ),
)
def test_an_attachment_of_any_bytes_is_listed(content: bytes, shape: str, charset: str | None) -> None:
    one = Attached("Attachment: a", shape, charset, content)
    lines, _ = attachments.texts([one], _Nobody())  # type: ignore[arg-type] # as much as is asked of it
    assert lines[0] == "Attachment: a"
    assert all("\ud800" not in line for line in lines)


@given(TEXTS)
def test_what_a_mail_shows_is_read_from_any_html(html: str) -> None:
    assert "<script" not in mail.shown_text(f"<script>{html}").lower()
    assert len(mail.links(html, "")) <= mail.MOST_LINKS
    quoted = mail.quoted(html)
    assert len(quoted.text) <= len(html)
    assert all("@" in address for _, address in quoted.own([]) if address)
    try:
        mail.parsed(html.encode("utf-8", "replace"))
    except (MessageError, ValueError):
        pytest.fail("no header is so long")
    assert "\n" not in mail.decoded(html)
