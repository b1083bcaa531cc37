from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from ringfence.actions.files import PRIVATE, file_digest, replacing
from ringfence.words import UsageError

if TYPE_CHECKING:
    from pathlib import Path


class StoppedHalfWayError(Exception):
    pass


def test_a_file_stands_only_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "rings.parquet"
    place.write_text("yesterday's", encoding="utf-8")

    def stop_half_way() -> None:
        with replacing(place) as beside:
            beside.write_text("half", encoding="utf-8")
            raise StoppedHalfWayError

    with pytest.raises(StoppedHalfWayError):
        stop_half_way()

    assert place.read_text(encoding="utf-8") == "yesterday's"
    assert list(tmp_path.iterdir()) == [place], "the half-written file is left lying about"


def test_a_private_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "reports.parquet"
    with replacing(place, mode=PRIVATE) as beside:
        beside.write_text("prose", encoding="utf-8")
    assert stat.S_IMODE(place.stat().st_mode) == PRIVATE


def test_writing_where_there_is_no_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Name a folder that exists"), replacing(tmp_path / "no" / "where"):
        pass


def test_a_digest_names_its_algorithm(tmp_path: Path) -> None:
    place = tmp_path / "empty"
    place.write_bytes(b"")
    assert file_digest(place) == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
