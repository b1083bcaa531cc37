from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from ringfence.referrals import fonts
from ringfence.referrals.pages.clean import BREAK, breakable, clean, defanged, escaped
from ringfence.words import FormatError, InputError

if TYPE_CHECKING:
    from pathlib import Path

DEVANAGARI = fonts.DEBIAN[0] / "NotoSerifDevanagari-Regular.ttf"
PAGE = (
    b'#set document(title: "signs")\n#set text(lang: "en", fallback: false, font: "Libertinus Serif")\n'
    b"#sys.inputs.signs"
)


def test_the_font_that_typst_carries_draws_all_that_we_say_it_does() -> None:
    ranges = fonts._ranges(fonts._EMBEDDED_DRAWS)
    signs = "a ".join(chr(code) for first, last in ranges for code in range(first, last + 1))
    drawn = typst.compile(
        PAGE,
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"signs": signs},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )
    assert drawn.startswith(b"%PDF")


def test_what_no_font_draws_is_escaped_and_never_a_box() -> None:
    chosen = fonts.choose("plain", "a😀ᚠ", folder=None)
    assert chosen.escape == {"😀", "ᚠ"}
    assert chosen.families == (fonts.EMBEDDED,)
    assert escaped("a😀", chosen.escape) == "aU+1F600"


def test_a_script_of_a_report_that_needs_a_font_is_an_error_with_the_package(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Thai writing .*apt-get install fonts-noto-core"):
        fonts.choose("plain", "ไทย", folder=tmp_path)


def test_a_script_of_our_own_words_must_be_drawn() -> None:
    with pytest.raises(InputError, match="no font here draws all words"):
        fonts.choose("ᚠ", "", folder=None)


def test_a_font_is_read_for_what_it_draws(tmp_path: Path) -> None:
    if not DEVANAGARI.exists():
        pytest.skip("Debian's fonts-noto-core is not here: python -m tools.debian")
    assert {ord(sign) for sign in "हिन्दी"} <= fonts.characters(DEVANAGARI)
    assert ord("あ") not in fonts.characters(DEVANAGARI)
    chosen = fonts.choose("हिन्दी", "", folder=DEVANAGARI.parent)
    assert chosen.families == (fonts.EMBEDDED, "Noto Serif Devanagari")
    broken = tmp_path / DEVANAGARI.name
    broken.write_bytes(DEVANAGARI.read_bytes()[:300])
    with pytest.raises(FormatError, match="broken"):
        fonts.choose("हिन्दी", "", folder=tmp_path)


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_a_font_fail_in_another_way(data: bytes) -> None:
    try:
        found = fonts.read_characters(b"\x00\x01\x00\x00\x00\x01" + data)
    except FormatError:
        return
    assert all(0 <= code <= 0x10FFFF for code in found)


@given(st.text(), st.integers(min_value=4, max_value=50))
def test_clean_text_is_short_one_line_and_without_hidden_signs(text: str, most: int) -> None:
    shown = clean(text, most)
    assert len(shown) <= most
    assert not set(shown) & set("\n\r\t\x00\u202e\u2066\u2069\u200b\u200d")


@given(st.text(st.characters(categories=["L", "P", "N"]), max_size=200))
def test_long_words_may_break_and_lose_nothing(word: str) -> None:
    broken = breakable(word)
    assert broken.replace(BREAK, "") == word
    assert all(len(part) <= 24 for part in broken.split(BREAK))


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("url", "http://a.example/b.c?d=e", "hxxp://a[.]example/b.c?d=e"),
        ("url", "a.example/b", "a[.]example/b"),
        ("domain", "a.b.example", "a[.]b[.]example"),
        ("ip", "192.0.2.1", "192[.]0[.]2[.]1"),
        ("email", "x.y@a.example", "x.y[@]a[.]example"),
        ("handle", "@a.b", "@a.b"),
    ],
)
def test_addresses_are_disarmed_by_kind(kind: str, value: str, shown: str) -> None:
    assert defanged(kind, value) == shown
