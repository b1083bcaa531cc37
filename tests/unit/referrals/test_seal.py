from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.referrals import bag
from ringfence.referrals.seal import Part, seal
from ringfence.words import FormatError, InputError, UsageError
from tests.unit.referrals.sealed_case import AT, DETAILS, KEY, OTHER, SCRIPT, both, history, parts, sealed

if TYPE_CHECKING:
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(tmp_path: Path, *paths: str) -> None:
    with pytest.raises(InputError):
        seal([Part(path, b"") for path in paths], tmp_path / "case", key=KEY, at=AT, details=DETAILS)
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_case_file_is_a_bag_to_the_library_of_the_standard(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    opened = bagit.Bag(str(made.folder))
    opened.validate()
    assert opened.info["Payload-Oxum"] == f"{made.bytes}.{made.files}"
    assert opened.info["Source-Organization"] == DETAILS["Source-Organization"]


def test_sealed_again_from_the_same_inputs_it_is_the_same_bytes(tmp_path: Path) -> None:
    first, again = sealed(tmp_path, "first"), sealed(tmp_path, "again")
    assert contents(first.folder) == contents(again.folder)
    assert first.root == again.root
    backwards = seal(
        reversed(parts()),
        tmp_path / "back",
        key=KEY,
        at=AT,
        details=DETAILS,
        custody=history(),
        actor="Asha Menon",
    )
    assert backwards.root == first.root


def test_the_root_is_the_digest_of_the_tag_manifest(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    assert made.root == hashlib.sha256((made.folder / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    assert len((made.folder / "tagmanifest-sha256.txt.sig").read_bytes()) == 64


def test_custody_in_the_bag_ends_with_sealed_on_the_manifest_of_all_else(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    listed = bag.without_custody((made.folder / bag.MANIFEST).read_bytes())
    assert made.custody[-1].action == "sealed"
    assert made.custody[-1].object_digest == f"sha256:{hashlib.sha256(listed).hexdigest()}"


def test_a_large_file_is_streamed_from_where_it_lies(tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(os.urandom(1024) * 3000)
    made = seal([Part("data/large.bin", large)], tmp_path / "case", key=KEY, at=AT, details=DETAILS)
    assert (made.folder / "data/large.bin").read_bytes() == large.read_bytes()
    assert both(made.folder) == "verified"


def test_a_case_file_of_a_thousand_files_holds(tmp_path: Path) -> None:
    many = [Part(f"data/evidence/{at:05}.eml", b"%d" % at) for at in range(1000)]
    made = seal(many, tmp_path / "case", key=KEY, at=AT, details=DETAILS)
    assert made.files == 1001
    assert both(made.folder) == "verified"


@pytest.mark.parametrize(
    "path",
    [
        "/data/a",
        "a.pdf",
        "data/../a",
        "data/./a",
        "data//a",
        "data/",
        "data",
        "",
        "data\\a",
        "data/a\nb",
        "data/a\x00",
        "data/a\x1b[2J",
        "data/a\u202efdp.exe",
        "data/con",
        "data/NUL.txt",
        "data/lpt1.pdf",
        "data/COM¹",
        "data/a:b",
        "data/a?",
        "data/a%0A",
        "data/a.",
        "data/a ",
        "data/ a",
        "data/cafe\u0301",
        "data/\ud800",
        "data/" + "a" * 200,
        "data/" + "a/" * 20 + "a",
        "data/custody.jsonl",
        "data/Custody.jsonl",
    ],
)
def test_an_odd_path_is_refused_and_nothing_is_left(tmp_path: Path, path: str) -> None:
    refused(tmp_path, path)


@pytest.mark.parametrize(
    "paths",
    [
        ("data/a", "data/a"),
        ("data/a", "data/A"),
        ("data/straße", "data/STRASSE"),
        ("data/é", "data/e\u0301"),
        ("data/a/b", "data/A/c"),
        ("data/a", "data/a/b"),
        ("data/A", "data/a/b"),
    ],
)
def test_paths_that_are_one_on_some_system_are_refused(tmp_path: Path, paths: tuple[str, ...]) -> None:
    refused(tmp_path, *paths)


def test_a_link_a_pipe_or_a_folder_is_no_part(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "absent", "."):
        with pytest.raises(InputError):
            seal([Part("data/a", tmp_path / name)], tmp_path / "case", key=KEY, at=AT, details=DETAILS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe", "real"]


def test_a_folder_that_is_there_or_nowhere_is_refused(tmp_path: Path) -> None:
    sealed(tmp_path)
    with pytest.raises(UsageError):
        sealed(tmp_path)
    with pytest.raises(UsageError):
        sealed(tmp_path / "absent")


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"Source-Organization": " "},
        {**DETAILS, "Payload-Oxum": "1.1"},
        {**DETAILS, "Note": "a\nb"},
        {**DETAILS, "a b": "c"},
    ],
)
def test_a_description_that_could_say_something_else_is_refused(
    tmp_path: Path, details: dict[str, str]
) -> None:
    with pytest.raises((InputError, UsageError)):
        seal(parts(), tmp_path / "case", key=KEY, at=AT, details=details)


def test_custody_by_another_key_is_not_sealed(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        seal(parts(), tmp_path / "case", key=OTHER, at=AT, details=DETAILS, custody=history())


@given(st.text(max_size=30) | st.from_regex(r"[a-cA-C. /\\~]{0,12}", fullmatch=True))
def test_the_package_and_the_script_call_the_same_paths_odd(path: str) -> None:
    assert (bag.odd(path) is not None) == bool(SCRIPT.odd(path))


@given(st.binary(max_size=200))
def test_a_manifest_is_read_exactly_as_it_is_written_or_refused(content: bytes) -> None:
    try:
        found = bag.read_manifest(content, bag.MANIFEST)
    except FormatError:
        return
    assert bag.manifest(found) == content


@given(st.dictionaries(st.from_regex(r"data/[a-zé0-9_-]{1,9}", fullmatch=True), st.binary(max_size=3)))
def test_a_manifest_comes_back_as_it_went(files: dict[str, bytes]) -> None:
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    assert bag.read_manifest(bag.manifest(digests), bag.MANIFEST) == digests
