"""Text from pictures: the six pop-ups of the promise and some harder ones, by every engine that is here."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ringfence.indicators import extract
from ringfence.indicators.indicator import Context
from ringfence.reports import language, ocr, pictures
from ringfence.words import FormatError, Lang, UsageError
from tests.unit.reports import popups

if TYPE_CHECKING:
    from pathlib import Path

ENGINES = ocr.names()


def ready(engine: str) -> str:
    if engine not in ocr.available():
        pytest.skip(f"{engine} is not here: python -m tools.images, python -m tools.debian")
    return engine


def phones(text: str) -> list[str]:
    lang = language.detect([text])[0]
    context = Context(lang=None if lang is None else Lang(lang))
    return [found.value for found in extract.find(text, context) if found.kind == "phone"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", [*popups.SIX, *popups.MORE])
def test_a_pop_up_gives_its_number_and_no_other(name: str, engine: str) -> None:
    drawn = (popups.SIX | popups.MORE)[name]()
    text = pictures.read_picture(popups.saved(drawn), ready(engine))
    assert phones(text) == [popups.phone_of(name)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_common_form_of_picture_is_read(form: str, engine: str) -> None:
    assert "Windows Support" in pictures.read_picture(popups.saved(popups.light(), form), ready(engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_picture_is_turned_as_its_camera_says_and_nothing_else_of_its_file_is_read(engine: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F], exif[0x8298], exif[0x9286] = "Maker of 2025550143", "Ada Quill", "Taken at home"
    lying = popups.light().transpose(Image.Transpose.ROTATE_90)
    text = pictures.read_picture(popups.saved(lying, "JPEG", exif=exif, comment=b"at home"), ready(engine))
    assert phones(text) == [popups.PHONE]
    assert not any(private in text for private in ("Maker", "Quill", "home", "0143"))


def test_of_an_opened_file_only_pixels_remain() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    (opened,) = pictures.opened(popups.saved(popups.light(), "JPEG", exif=exif, comment=b"at home"))
    assert opened.info == {}
    assert dict(opened.getexif()) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_shines_through_is_read_as_white(engine: str) -> None:
    drawn = popups.light().convert("RGBA")
    drawn.putalpha(drawn.convert("L").point(lambda value: 255 if value < 128 else 0))
    assert phones(pictures.read_picture(popups.saved(drawn), ready(engine))) == [popups.PHONE]


@pytest.mark.parametrize("engine", ENGINES)
def test_all_pages_of_a_fax_are_read(engine: str) -> None:
    fax = popups.saved(popups.light(), "TIFF", save_all=True, append_images=[popups.german()])
    text = pictures.read_picture(fax, ready(engine))
    assert phones(text)[0] == popups.PHONE
    assert "01522 8817386" in text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [(1, 1), (16, 16), (3000, 2), (400, 300), (25, 2000)])
def test_where_nothing_is_written_nothing_is_read(size: tuple[int, int], engine: str) -> None:
    assert pictures.read_picture(popups.saved(Image.new("RGB", size, "white")), ready(engine)) == ""


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    bomb = popups.saved(Image.new("1", (12_000, 12_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(FormatError, match="more than 100 million pixels"):
        list(pictures.opened(bomb))


@pytest.mark.parametrize(
    "content", [b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a" + bytes(20)]
)
def test_what_is_no_picture_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(FormatError, match=r"no picture|damaged"):
        list(pictures.opened(content))


@settings(max_examples=60)
@given(
    st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20),
    st.integers(0, 10**6),
)
def test_a_damaged_picture_is_opened_or_refused(form: str, changes: list[tuple[int, int]], end: int) -> None:
    content = bytearray(popups.saved(popups.light().resize((60, 30)), form))
    for place, value in changes:
        content[place % len(content)] = value
    try:
        for picture in pictures.opened(bytes(content[: end % len(content) + 1])):
            assert picture.mode == "L"
    except FormatError:
        return


@pytest.mark.parametrize("angle", [0, 3, -5.5, 11, -14])
def test_the_angle_of_lines_is_found(angle: float) -> None:
    turned = popups.light().convert("L").rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=128)
    assert abs(pictures.skew(turned) + angle) <= 0.5


def test_grain_has_no_angle() -> None:
    chance = random.Random(3)  # noqa: S311 - the same grain each time
    assert pictures.skew(Image.frombytes("L", (300, 200), chance.randbytes(60_000))) == 0


def test_where_no_engine_is_a_person_is_told_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ocr, "available", list)
    for engine in (None, *ENGINES):
        with pytest.raises(UsageError) as told:
            ocr.choose(engine)
        assert "not installed here" in told.value.message
        assert "tesseract-ocr" in str(told.value.advice)
        assert "ringfence[images]" in str(told.value.advice)


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="no engine psychic"):
        ocr.choose("psychic")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_that_was_scrolled_is_read_in_parts(engine: str) -> None:
    whole = Image.new("RGB", (700, 6_000), "white")
    for at, drawn in enumerate((popups.light(), popups.german())):
        whole.paste(drawn.resize((700, 330)), (0, 900 + 3_800 * at))
    text = pictures.read_picture(popups.saved(whole), ready(engine))
    assert phones(text)[0] == popups.PHONE
    assert "01522 8817386" in text
    assert text.index("Windows Security Alert") < text.index("Sicherheitswarnung")


@settings(max_examples=30)
@given(st.integers(1, 6_000), st.integers(1, 900))
def test_parts_make_up_the_whole_picture(width: int, height: int) -> None:
    cut = pictures.parts(Image.new("L", (width, height), "white"))
    along = sum(part.height if height > width else part.width for part in cut)
    assert along == max(width, height)
    assert all(min(part.size) > 0 for part in cut)


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("Call 1.888,555.0142", "Call 1.888.555.0142"),
        ("888.555,0142", "888.555.0142"),
        ("1,299.0000", "1,299.0000"),
    ],
)
def test_a_comma_in_a_number_with_full_stops_is_one_of_them(seen: str, read: str) -> None:
    class One:
        NAME, RANK, SURE, ANY_WAY = "one", 1, 0.5, True

        def available(self) -> bool:
            return True

        def read(self, picture: Image.Image) -> list[ocr.Piece]:
            return [ocr.Piece(seen, 0, 0, picture.width, 20, 1.0)]

    assert pictures.read_image(popups.light(), One()) == read
