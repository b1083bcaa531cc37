"""Every kind of change, tried on every file: each is found, by the package and by the script alike."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ringfence.referrals import bag
from ringfence.referrals.custody import added, read, write
from ringfence.referrals.seal import seal
from ringfence.referrals.verifying import VERDICTS, verify
from tests.unit.referrals.sealed_case import (
    AT,
    DETAILS,
    FINGERPRINT,
    KEY,
    OTHER,
    SCRIPT,
    both,
    parts,
    sealed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = sorted(
    [*bag.TAG_FILES, bag.TAG_MANIFEST, bag.SIGNATURE, bag.CUSTODY, *(part.path for part in parts())]
)


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def linked(path: Path) -> None:
    kept = path.parent.parent.parent.parent / f"kept-{path.name}"
    shutil.copy(path, kept)
    path.unlink()
    path.symlink_to(kept)


def hard_linked(path: Path) -> None:
    os.link(path, path.parent.parent.parent.parent / f"kept-{path.name}")


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


def renamed(path: Path) -> None:
    path.rename(path.with_name("X" + path.name))


CHANGES: dict[str, Callable[[Path], object]] = {
    "first byte": lambda path: flip(path, 0),
    "middle byte": lambda path: flip(path, path.stat().st_size // 2),
    "last byte": lambda path: flip(path, -1),
    "dropped": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "byte behind": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "line behind": lambda path: path.write_bytes(path.read_bytes() + b"not a line of a manifest\n"),
    "line ends": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n"),
    "capitals": lambda path: path.write_bytes(path.read_bytes().swapcase()),
    "symbolic link": linked,
    "hard link": hard_linked,
    "pipe": piped,
    "folder": foldered,
    "renamed": renamed,
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("whole")).folder


@pytest.fixture
def case(whole: Path, tmp_path: Path) -> Path:
    (tmp_path / "a/b").mkdir(parents=True)
    return Path(shutil.copytree(whole, tmp_path / "a/b/case"))


def test_an_untouched_case_file_is_verified_only_with_its_signers_fingerprint(case: Path) -> None:
    assert both(case) == "verified"
    assert both(case, None) == "unverified"
    assert both(case, OTHER.public.fingerprint) == "other key"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_to_every_file_is_found(case: Path, kind: str, name: str) -> None:
    CHANGES[kind](case / name)
    assert both(case) == "changed"


def test_every_single_byte_of_every_file_of_the_seal_counts(case: Path) -> None:
    for name in (bag.TAG_MANIFEST, bag.SIGNATURE, bag.SIGNER):
        for at in range((case / name).stat().st_size):
            flip(case / name, at)
            assert verify(case, FINGERPRINT).verdict != "verified", (name, at)
            flip(case / name, at)
    assert verify(case, FINGERPRINT).ok


def test_any_two_files_swapped_are_found(case: Path) -> None:
    for one, other in zip(FILES, FILES[1:] + FILES[:1], strict=True):
        first, second = (case / one).read_bytes(), (case / other).read_bytes()
        (case / one).write_bytes(second)
        (case / other).write_bytes(first)
        assert both(case) == "changed", (one, other)
        (case / one).write_bytes(first)
        (case / other).write_bytes(second)
    assert both(case) == "verified"


@pytest.mark.parametrize(
    "name",
    [
        "added.txt",
        "data/added.eml",
        "data/evidence/sub/added",
        "hashlib.py",
        "data/.hidden",
        "tagmanifest-md5.txt",
    ],
)
def test_an_added_file_is_found(case: Path, name: str) -> None:
    (case / name).parent.mkdir(exist_ok=True)
    (case / name).write_bytes(b"")
    assert both(case) == "changed"


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "CON", "a\x1b[2J", "trailing.", "e\u0301", "\udcff"])
def test_an_odd_name_is_found_and_cannot_steer_the_screen(case: Path, name: str) -> None:
    (case / "data" / name).write_bytes(b"")
    assert both(case) == "changed"
    assert all(check.said.isprintable() for check in verify(case, None).checks)


def test_an_added_folder_and_links_to_folders_are_found(case: Path) -> None:
    (case / "data/empty").mkdir()
    assert both(case) == "changed"
    (case / "data/empty").rmdir()
    (case / "data/evidence").rename(case.parent / "evidence")
    (case / "data/evidence").symlink_to(case.parent / "evidence")
    assert both(case) == "changed"


def again(case: Path, path: str, content: bytes) -> None:
    """Change a file and seal again as only the holder of the key can, so that the form alone is on trial."""
    (case / path).write_bytes(content)
    found = {
        str(one.relative_to(case)): SCRIPT.CaseFile(case, None).digest(str(one.relative_to(case)))
        for one in case.rglob("*")
        if one.is_file()
    }
    if path != bag.MANIFEST:
        payload = {name: digest for name, digest in found.items() if name.startswith("data/")}
        (case / bag.MANIFEST).write_bytes(bag.manifest(payload))
        found[bag.MANIFEST] = SCRIPT.CaseFile(case, None).digest(bag.MANIFEST)
    if path != bag.TAG_MANIFEST:
        tags = bag.manifest({name: found[name] for name in bag.TAG_FILES})
        (case / bag.TAG_MANIFEST).write_bytes(tags)
    (case / bag.SIGNATURE).write_bytes(KEY.sign((case / bag.TAG_MANIFEST).read_bytes()))


CHAIN: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "cut at the end": lambda lines: lines[:-1],
    "cut at the start": lambda lines: lines[1:],
    "one left out": lambda lines: [lines[0], *lines[2:]],
    "turned round": lambda lines: lines[::-1],
    "two swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "one doubled": lambda lines: [lines[0], *lines],
    "all doubled": lambda lines: [*lines, *lines],
    "none": lambda lines: lines[:0],
    "half a line": lambda lines: [*lines[:-1], lines[-1][:40]],
    "no last line end": lambda lines: [*lines[:-1], lines[-1].rstrip()],
    "an empty line": lambda lines: [*lines, b"\n"],
    "spaces": lambda lines: [line.replace(b'":', b'": ') for line in lines],
    "another name": lambda lines: [line.replace(b"Asha", b"Asta") for line in lines],
    "deep": lambda lines: [b"[" * 60_000 + b"\n", *lines],
    "no text": lambda lines: [b"\xff\n", *lines],
    "half a letter": lambda lines: [lines[0].replace(b"Asha", b"\\ud800"), *lines[1:]],
}


@pytest.mark.parametrize("kind", CHAIN)
def test_custody_that_is_not_whole_is_found_even_when_the_bag_is_sealed_anew(case: Path, kind: str) -> None:
    lines = (case / bag.CUSTODY).read_bytes().splitlines(keepends=True)
    again(case, bag.CUSTODY, b"".join(CHAIN[kind](lines)))
    assert both(case) == "changed"
    wrong = [check.name for check in verify(case, FINGERPRINT).checks if check.ok is False]
    assert wrong[-1] == "custody"


def test_custody_signed_by_another_key_is_found_even_when_the_bag_is_sealed_anew(case: Path) -> None:
    chain = read((case / bag.CUSTODY).read_bytes().splitlines(keepends=True))
    last = added(
        chain[:-1],
        at=chain[-1].at,
        actor=chain[-1].actor,
        organisation=chain[-1].organisation,
        action="sealed",
        object_digest=chain[-1].object_digest,
        reason=chain[-1].reason,
        key=OTHER,
    )
    again(case, bag.CUSTODY, write((*chain[:-1], last)))
    assert both(case) == "changed"
    assert [check.name for check in verify(case, None).checks if check.ok is False] == ["custody signatures"]


@pytest.mark.parametrize(
    ("what", "by"),
    [
        (b"  data/case.pdf", b" *data/case.pdf"),
        (b"  data/case.pdf", b"  ../../b/case/data/case.pdf"),
        (b"  data/case.pdf", b"  /data/case.pdf"),
        (b"  data/case.pdf", b"  data//case.pdf"),
        (b"  data/case.pdf\n", b"  data/case.pdf\r\n"),
        (b"\n", b"\n\n"),
        (b"\n", b"\n# a line that plain -c passes over\n"),
    ],
)
def test_a_manifest_in_another_form_is_refused_even_when_it_is_signed(
    case: Path, what: bytes, by: bytes
) -> None:
    content = (case / bag.MANIFEST).read_bytes()
    again(case, bag.MANIFEST, content.replace(what, by, 1))
    assert both(case) == "changed"


def test_a_manifest_that_lists_a_file_twice_or_out_of_order_is_refused(case: Path) -> None:
    lines = (case / bag.MANIFEST).read_bytes().splitlines(keepends=True)
    for changed in ([lines[0], *lines], lines[::-1]):
        again(case, bag.MANIFEST, b"".join(changed))
        assert both(case) == "changed"


def test_a_case_file_made_by_someone_else_is_signed_by_another_key(tmp_path: Path) -> None:
    theirs = seal(parts(), tmp_path / "case", key=OTHER, at=AT, details=DETAILS)
    assert both(theirs.folder) == "other key"
    assert both(theirs.folder, None) == "unverified"


def test_a_sparse_file_of_a_gigabyte_is_found_and_not_held_in_memory(case: Path) -> None:
    with (case / bag.SIGNER).open("r+b") as opened:
        opened.truncate(1 << 30)
    assert verify(case, FINGERPRINT).checks[2].said == "signer.pem is too large"


def test_a_folder_that_is_no_case_file_is_an_answer_and_no_error(tmp_path: Path) -> None:
    assert both(tmp_path) == "changed"
    assert set(VERDICTS) <= set(SCRIPT.VERDICTS)
