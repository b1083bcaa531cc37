"""Drafts hold what each law asks for, leave to a human what only she knows, and say that they are drafts."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.referrals.certificates import FOLDER, TABLE, Hashed, drafts, list_digest
from ringfence.referrals.force import force, forces
from ringfence.words import UsageError
from tests.unit.referrals.dossiers import Told, dossier

AT = datetime(2026, 3, 31, 20, 15, 7, tzinfo=UTC)
FILES = (Hashed("data/case.pdf", 81_234, "b" * 64), Hashed("data/case.stix.json", 1_024, "a" * 64))
RING = dossier(Told("ben"), Told("ada"))


def texts(name: str, hashes: tuple[Hashed, ...] = FILES, organisation: str = "Contoso") -> dict[str, str]:
    made = drafts(force(name), RING, hashes, AT, organisation)
    return {draft.path.removeprefix(f"{FOLDER}/"): draft.text for draft in made}


def test_every_draft_of_every_force_says_first_and_last_that_it_is_one() -> None:
    for name in forces():
        for text in texts(name).values():
            assert text.startswith("DRAFT, NOT SIGNED")
            assert text.endswith("\nDRAFT, NOT SIGNED\n")
            assert "$" not in text
            assert max(map(len, text.splitlines())) <= 120


def test_india_gets_both_parts_with_the_digests_and_indias_clock() -> None:
    made = texts("in-cbi")
    assert set(made) == {"hash-report.txt", "in-bsa-63-part-a.txt", "in-bsa-63-part-b.txt"}
    part_a = made["in-bsa-63-part-a.txt"]
    assert "taken on 01/04/2026 at 01:45:07 IST (24 h)" in part_a
    assert "[x] SHA256" in part_a
    for asked in ("Make and model", "Colour", "Serial number", "IMEI / UIN / UID / MAC", "lawful control",
                  "worked properly", "Place:", "Time (IST, 24 h)", "Date (DD/MM/YYYY)"):  # fmt: skip
        assert asked in part_a
    assert "expert" in made["in-bsa-63-part-b.txt"]
    assert "[x]" not in made["in-bsa-63-part-b.txt"]


@pytest.mark.parametrize("name", ["Contoso", "Contoso Trust of the Four Harbours " * 9, "x" * 300])
def test_no_line_of_a_certificate_runs_out_of_the_page(name: str) -> None:
    for force_id in ("in-cbi", "us-fbi", "gb-nca"):
        for file, text in texts(force_id, organisation=name).items():
            assert file == "hash-report.txt" or max(map(len, text.splitlines())) <= 120
    part_b = texts("in-cbi", organisation=name)["in-bsa-63-part-b.txt"]
    assert max(map(len, part_b.splitlines())) <= 105


def test_the_united_states_get_both_wordings_of_the_declaration() -> None:
    text = " ".join(texts("us-fbi")["us-fre-902-14.txt"].split())
    assert "902(13)" in text
    assert "902(14)" in text
    assert "under penalty of perjury under the laws of the United States of America" in text
    assert "declare under penalty of perjury that the foregoing" in text
    assert "31/03/2026 at 16:15:07 EDT" in text


def test_britain_gets_the_frame_of_a_statement_and_others_the_hash_report_alone() -> None:
    assert set(texts("gb-nca")) == {"hash-report.txt", "gb-mg11.txt"}
    assert set(texts("de-bka")) == {"hash-report.txt"}


def test_the_hash_report_names_every_file_and_the_digest_of_the_list_is_that_of_its_lines() -> None:
    report = texts("us-fbi")["hash-report.txt"]
    lines = [f"{one.sha256}  {one.path}" for one in FILES]
    digest = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert digest in report
    for one in FILES:
        row = next(line for line in report.splitlines() if line.startswith(one.sha256))
        assert row.split() == [one.sha256, f"{one.bytes:,}", one.path]


def test_a_large_case_file_gives_the_number_and_digest_of_its_list() -> None:
    many = tuple(Hashed(f"data/evidence/{n:05}.eml", n, f"{n:064x}") for n in range(TABLE + 1))
    report = texts("us-fbi", many)["hash-report.txt"]
    assert f"{TABLE + 1} files" in report
    assert list_digest(many) in report
    assert "data/evidence/" not in report
    assert "data/evidence/00499.eml" in texts("us-fbi", many[:TABLE])["hash-report.txt"]


@given(st.text(max_size=300), st.permutations(FILES))
def test_hostile_names_stay_on_one_line_and_the_order_of_files_does_not_matter(
    name: str, hashes: list[Hashed]
) -> None:
    usual = texts("us-fbi")
    made = texts("us-fbi", tuple(hashes), name)
    for file, text in made.items():
        more = text.count("\n") - usual[file].count("\n")
        assert 0 <= more <= (0 if file == "hash-report.txt" else 3)
    assert texts("us-fbi", tuple(reversed(FILES))) == usual


def test_a_path_with_a_line_feed_stays_on_one_line() -> None:
    report = texts("us-fbi", (Hashed("data/a\nb%", 1, "c" * 64),))["hash-report.txt"]
    assert "data/a%0Ab%25" in report


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="zone"):
        drafts(force("us-fbi"), RING, FILES, AT.replace(tzinfo=None), "Contoso")
