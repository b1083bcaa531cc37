"""No extractor loses for how it writes a value, and what the benchmarks count is counted right."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import __main__ as benchmarks
from benchmarks import extraction, lanes, memory, notation, peer_finders
from benchmarks.peer_finders import Text
from ringfence.indicators import kinds
from ringfence.indicators.indicator import Context
from ringfence.reports import contact
from ringfence.words import Country, Lang
from tests.spec import labelled
from tools import peers


@pytest.mark.parametrize(
    ("kind", "written", "country", "ours"),
    [
        ("phone", "(888) 555-0123", "US", {("phone", "+18885550123")}),
        ("phone", "020 7946 0123", "GB", {("phone", "+442079460123")}),
        ("phone", "888-555-0123", None, {("phone", "+18885550123")}),
        ("phone", "no number", "US", {("phone", "no number")}),
        ("email", "Help@Fix.EXAMPLE", None, {("email", "help@fix.example")}),
        ("domain", "WWW.Fix.academy.", None, {("domain", "fix.example")}),
        ("domain", "мicrosоft-help.academy", None, {("domain", "xn--icrosft-help-dfk7a.example")}),
        ("domain", "a.b.help-desk.co.uk", None, {("domain", "help-desk.co.uk")}),
        ("domain", "evilhelp.blogspot.com", None, {("domain", "evilhelp.blogspot.com")}),
        ("url", "fix.academy", None, {("domain", "fix.example")}),
        ("url", "fix.academy/a.", None, {("url", "http://fix.example/a"), ("domain", "fix.example")}),
        ("url", "HTTP://Fix.academy", None, {("url", "http://fix.example/"), ("domain", "fix.example")}),
        ("url", "http://203.0.113.9/a", None, {("url", "http://203.0.113.9/a"), ("ip", "203.0.113.9")}),
        ("ip", "2001:DB8::1", None, {("ip", "2001:db8::1")}),
        ("iban", "gb33 xxxx 1234", None, {("bank_account", "iban:GB33XXXX1234")}),
        ("eth", "0xAB", None, {("wallet", "eth:0xab")}),
        ("btc", "1AbC", None, {("wallet", "btc:1AbC")}),
        ("telegram", "@Fix_Desk", None, {("handle", "telegram:@fix_desk")}),
    ],
)
def test_what_others_find_is_brought_to_our_notation(
    kind: str, written: str, country: str | None, ours: set[tuple[str, str]]
) -> None:
    assert notation.canonical([(kind, written)], "", country) == ours


@pytest.mark.parametrize("kind", notation.COMPARED)
def test_our_own_values_are_left_as_they_are(kind: str) -> None:
    for line in labelled.read(extraction.SETS / "indicators.txt"):
        for value in line.expected:
            if value.kind == kind:
                brought = notation.canonical([(kind, value.value)], line.text, line.context.country)
                assert (kind, value.value) in brought


@given(st.text(), st.sampled_from(["phone", "url", "domain", "email", "ip", "iban", "btc", "telegram"]))
def test_nothing_that_an_extractor_may_say_breaks_the_adapters(written: str, kind: str) -> None:
    assert all(name and value is not None for name, value in notation.canonical([(kind, written)], "", "DE"))


@given(st.from_regex(r"[a-z]{2,8}\.(com|co\.uk|example)", fullmatch=True))
def test_hosts_are_written_as_our_own_kind_writes_them(host: str) -> None:
    own = kinds.every()["domain"].canonical(host, Context())
    if own is not None:
        assert notation.domain(host) == own[0]


def test_the_host_of_an_address_is_held_against_no_one_and_a_site_of_that_name_counts() -> None:
    found = [("email", "a@fix.academy"), ("domain", "fix.academy")]
    assert notation.canonical(found, "mail a@fix.example", None) == {("email", "a@fix.example")}
    both = notation.canonical(found, "fix.example, a@fix.example", None)
    assert both == {("email", "a@fix.example"), ("domain", "fix.example")}


def test_what_only_our_rules_call_another_kind_counts_neither_way() -> None:
    expected = [
        ("handle", "zelle:desk@pay.example"),
        ("handle", "whatsapp:+442079460123"),
        ("remote_access", "screenconnect:help.desk.example"),
        ("remote_access", "anydesk:999012345"),
    ]
    found = {
        ("email", "desk@pay.example"),
        ("phone", "+442079460123"),
        ("domain", "desk.example"),
        ("phone", "+1999012345"),
        ("email", "other@pay.example"),
    }
    assert notation.excused(found, expected) == {("phone", "+1999012345"), ("email", "other@pay.example")}


def test_the_ending_that_stands_in_for_example_is_in_no_line_of_the_sets() -> None:
    texts = [path.read_text("utf-8") for path in extraction.SETS.glob("*.txt")]
    assert not any("academy" in text for text in texts)
    assert notation.with_a_real_ending("See Fix.EXAMPLE") == "See Fix.academy"


def test_right_said_and_there_are_counted_by_kind() -> None:
    value = labelled.Value("phone", "+18885550123", "callback")
    lines = [
        labelled.Line(1, Context(), "", frozenset([value]), frozenset(), names=False),
        labelled.Line(2, Context(), "", frozenset(), frozenset(), names=True),
    ]
    found = [{("phone", "+18885550123"), ("url", "http://fix.example/a")}, {("phone", "+18885550111")}]
    scores = extraction.scored(lines, found)
    assert scores == {"all": (1, 2, 1), "phone": (1, 1, 1), "url": (0, 1, 0)}
    assert scores["all"].shown == (0.5, 1.0)
    assert extraction.Kept(0, 0, 3).shown == (None, None)


def test_what_we_remember_is_forgotten_before_each_pass(tmp_path: Path) -> None:
    file = tmp_path / "texts.json"
    peer_finders.write(file, [Text("Call 888-555-0123", "US", "en")])
    came = extraction.ours(extraction.OURS, str(file), keep=True, once=True)
    assert came["found"] == [[("phone", "+18885550123")]]
    contact.parse_phone("888-555-0123", Country("US"))
    assert contact.read_with.cache_info().currsize
    extraction.forget()
    assert not contact.read_with.cache_info().currsize


def test_the_matcher_gives_numbers_of_each_text(tmp_path: Path) -> None:
    file = tmp_path / "texts.json"
    peer_finders.write(file, [Text("Call 888-555-0123", None, None), Text("nothing", "US", Lang("en"))])
    came = peer_finders.one("phonenumbers matcher", str(file), keep=True, once=True)
    assert came["found"] == [[("phone", "+18885550123")], []]
    assert came["texts"] == 2


def test_a_finder_of_others_is_run_in_a_child_and_its_finds_come_back(tmp_path: Path) -> None:
    file = tmp_path / "texts.json"
    peer_finders.write(file, [Text("Call 888-555-0123", "US", "en")])
    came = extraction.tried("phonenumbers matcher", file, keep=True, once=True)
    assert came is not None
    assert came.done, came.result
    assert came.result["found"] == [[["phone", "+18885550123"]]]


def test_the_numbers_that_are_read_are_all_different_and_all_made_up() -> None:
    made = lanes.numbers()
    assert len(set(made)) == len(made) == lanes.NUMBERS
    assert all(re.fullmatch(r"1?\d{3}55501\d\d", re.sub(r"\D", "", one)) for one in made)


def test_each_name_of_the_benchmarks_is_documented(root: Path) -> None:
    page = (root / "docs/reference/measures.md").read_text("utf-8").partition("## Benchmarks")[2]
    named = re.findall(r"^\| `(\w+)`( \(when named\))? \|", page, re.MULTILINE)
    assert [name for name, _ in named] == list(benchmarks.MODULES)
    assert tuple(name for name, when in named if when) == benchmarks.WHEN_NAMED
    assert all(name in str(benchmarks.__doc__) for name in benchmarks.MODULES)


def test_every_finder_is_on_the_page_that_compares(root: Path) -> None:
    page = (root / "docs/explanation/extraction.md").read_text("utf-8")
    named = [extraction.OURS, *peer_finders.FINDERS]
    assert [name for name in named if not re.search(rf"^{name} ", page, re.MULTILINE)] == []


class TestMemory:
    def test_lines_are_read_and_no_two_hold_the_same_values(self, tmp_path: Path) -> None:
        base, file = tmp_path / "base.parquet", tmp_path / "lines.jsonl"
        self._base(base)
        memory.write_lines(base, file, 5)
        rows: list[dict[str, Any]] = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        assert [row["id"] for row in rows] == [0, 1, 2, 3, 4]
        assert rows[0]["country"] == "US"
        assert rows[1]["text"].startswith('They "rang". They said call 201-555-0101')
        assert len({row["text"] for row in rows}) == 5

    def test_reports_have_ids_and_values_of_their_own(self, tmp_path: Path) -> None:
        base, file = tmp_path / "base.parquet", tmp_path / "many.parquet"
        self._base(base)
        memory.write_reports(base, file, 5)
        written = pq.read_table(file)
        assert written.num_rows == len(set(written["report_id"].to_pylist())) == 5
        assert len(set(written["text"].to_pylist())) == 5
        assert written.schema.equals(pq.read_schema(base))

    def test_each_quarter_gives_its_highest_and_the_last_look_is_left_out(self) -> None:
        assert memory.quarters([1.0, 2.0, 3.0, 9.0, 5.0, 6.0, 7.0, 8.0, 0.0]) == [2.0, 9.0, 6.0, 8.0]
        assert sum(memory.quarters([4.0])) == 4.0
        assert memory.quarters([]) == [0.0, 0.0, 0.0, 0.0]

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
    def test_a_command_is_looked_at_while_it_runs(self) -> None:
        looks, seconds, ended = memory.watched(["--help"])
        assert ended == 0
        assert seconds > 0
        assert max(looks) > 1
        assert os.getpid() in set(memory.family(os.getppid()))

    def _base(self, file: Path) -> None:
        pl.DataFrame(
            {
                "report_id": ["a", "b"],
                "text": ["A screen.", 'They "rang".'],
                "country": ["US", None],
                "lang": ["en", None],
            }
        ).write_parquet(file)


class TestPeers:
    def test_they_are_taken_only_with_their_digest_into_an_environment_of_their_own(
        self, tmp_path: Path
    ) -> None:
        made, wheels, source = peers.commands(tmp_path)
        assert str(tmp_path) in made
        assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(wheels)
        assert {"--require-hashes", "--no-deps", "--no-build-isolation"} <= set(source)
        for command in (wheels, source):
            assert command[0] == str(tmp_path / "bin" / "python")

    def test_an_environment_of_other_locks_does_not_count(self, tmp_path: Path) -> None:
        assert peers.interpreter(tmp_path) is None
        (tmp_path / peers.STAMP).write_text("another digest")
        assert peers.interpreter(tmp_path) is None

    def test_where_they_cannot_be_fetched_a_sentence_says_so_and_nothing_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(peers, "commands", lambda _: [["false"]])
        peers.main(tmp_path)
        assert "their rows are left out" in capsys.readouterr().out
        assert peers.interpreter(tmp_path) is None

    def test_what_is_not_installed_is_a_row_that_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(peers, "interpreter", lambda: None)
        assert extraction.tried("iocextract", extraction.SETS, keep=False, once=True) is None
        assert extraction.absent("iocextract", None, 2) == ("iocextract: not installed", None, None)

    def test_every_package_of_the_locks_has_a_digest_and_none_is_the_products(self, root: Path) -> None:
        for lock in peers.LOCKS:
            text = lock.read_text("utf-8").replace("\\\n", " ")
            rows = [line for line in text.split("\n") if line and not line.lstrip().startswith("#")]
            assert len(rows) >= 3
            assert [row[:60] for row in rows if "--hash=sha256:" not in row] == []
        wanted = re.findall(r"^([\w-]+)>=", (root / "requirements-peers.in").read_text(), re.MULTILINE)
        own = (root / "pyproject.toml").read_text("utf-8")
        assert {name for name in wanted if f'"{name}>' in own} == {"phonenumbers", "setuptools"}
