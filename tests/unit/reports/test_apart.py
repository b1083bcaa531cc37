from __future__ import annotations

import pytest

from ringfence.reports import ocr
from ringfence.reports.apart import Apart, TooSlowError
from ringfence.words import FormatError
from tests.unit.reports import popups
from tests.unit.reports.test_letters import PAGE


def test_one_process_reads_one_file_after_another() -> None:
    with Apart() as reader:
        first = reader._pipe
        assert first is None
        for _ in range(2):
            assert "888 555 0142" in reader.read(PAGE).text
            assert first in {None, reader._pipe}
            first = reader._pipe


def test_what_is_wrong_with_a_file_is_told_as_if_it_were_read_here() -> None:
    with Apart() as reader:
        with pytest.raises(FormatError, match="no picture") as told:
            reader.read(b"no picture")
        assert told.value.advice
        assert reader.read(PAGE).text


def test_a_file_that_stops_its_reader_costs_only_itself() -> None:
    with Apart() as reader:
        reader.read(PAGE)
        assert reader._process is not None
        reader._process.kill()
        reader._process.wait()
        with pytest.raises(FormatError, match="stopped its reader"):
            reader.read(PAGE)
        assert reader.read(PAGE).text


def test_a_file_that_takes_too_long_is_left() -> None:
    with Apart(longest=0.0) as reader:
        with pytest.raises(TooSlowError, match="longer than 0 seconds"):
            reader.read(PAGE)
        assert reader._process is None


@pytest.mark.parametrize("engine", ocr.names())
def test_pictures_are_read_there_too(engine: str) -> None:
    if engine not in ocr.available():
        pytest.skip(f"{engine} is not here: python -m tools.images, python -m tools.debian")
    with Apart(engine) as reader:
        assert "(888) 555-0142" in reader.read(popups.saved(popups.light())).text
