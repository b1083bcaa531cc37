"""Pop-ups drawn for the tests: the fake warnings that victims photograph or save as a screenshot.

They are drawn when a test runs, with the letters that Pillow brings, so that no picture is kept and no font
need be installed. Every number is kept for fiction.
"""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PHONE = "+18885550142"
GERMAN_PHONE = "+4915228817386"
"""From the numbers that the German regulator keeps for films and books."""

_ENGLISH = (
    ("Windows Security Alert", 40),
    ("** ACCESS TO THIS PC HAS BEEN BLOCKED FOR SECURITY REASONS **", 22),
    ("Your computer has alerted us that it has been infected with a", 22),
    ("Trojan Spyware. The following data has been compromised:", 22),
    ("> Email credentials   > Banking passwords   > Photos", 20),
    ("Do not shut down or restart your computer.", 22),
    ("Call Windows Support: +1 (888) 555-0142", 32),
    ("https://harbour-helpline.example/alert", 20),
)
_GERMAN = (
    ("Sicherheitswarnung von Windows", 40),
    ("Der Zugriff auf diesen Computer wurde aus Sicherheitsgründen gesperrt.", 22),
    ("Ihr Gerät ist mit einem Trojaner infiziert. Schließen Sie dieses", 22),
    ("Fenster nicht und schalten Sie den Rechner nicht aus.", 22),
    ("Rufen Sie sofort den technischen Support an:", 24),
    ("01522 8817386 (gebührenfrei)", 34),
)


def light() -> Image.Image:
    """Draw a warning as most are: dark letters on white, a red title."""
    return _sheet(_ENGLISH, "white", "black")


def dark() -> Image.Image:
    """Draw white letters on blue."""
    return _sheet(_ENGLISH, (10, 40, 120), "white")


def small() -> Image.Image:
    """Draw it as a thumbnail sent by a messenger: 560 pixels wide."""
    whole = light()
    return whole.resize((560, whole.height * 560 // whole.width), Image.Resampling.LANCZOS)


def noisy() -> Image.Image:
    """Draw it as a bad photo: grain, specks, a little blur, few colours of JPEG."""
    chance = random.Random(7)  # noqa: S311 - the same grain each time
    drawn = light().filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.frombytes("L", drawn.size, chance.randbytes(drawn.width * drawn.height)).convert("RGB")
    drawn = Image.blend(drawn, grain, 0.22)
    for _ in range(drawn.width * drawn.height // 60):
        place = (chance.randrange(drawn.width), chance.randrange(drawn.height))
        drawn.putpixel(place, (0, 0, 0) if chance.random() < 0.5 else (255, 255, 255))
    return _squeezed(drawn, 45)


def rotated() -> Image.Image:
    """Draw it as a photo held aslant, by 7 degrees."""
    return light().rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=(90, 90, 90))


def german() -> Image.Image:
    """Draw a German warning."""
    return _sheet(_GERMAN, (245, 245, 245), "black")


def lying() -> Image.Image:
    """Draw it as a photo that lies on its side."""
    return light().transpose(Image.Transpose.ROTATE_90)


def lying_right() -> Image.Image:
    """Draw it as a photo that lies on its other side."""
    return light().transpose(Image.Transpose.ROTATE_270)


def upside_down() -> Image.Image:
    """Draw it as a photo that stands on its head."""
    return light().transpose(Image.Transpose.ROTATE_180)


def on_a_page() -> Image.Image:
    """Draw a dark box over a light web page, with a white box in it."""
    page = Image.new("RGB", (1280, 800), "white")
    ImageDraw.Draw(page).text(
        (40, 30), "Daily recipes and gardening news", "black", ImageFont.load_default(26)
    )
    box = _sheet(_ENGLISH, (160, 0, 0), "white").resize((900, 420), Image.Resampling.LANCZOS)
    page.paste(box, (190, 200))
    return page


def broken() -> Image.Image:
    """Draw a number that is broken over two lines, between two columns of other words."""
    drawn = Image.new("RGB", (1200, 500), "white")
    pen, font = ImageDraw.Draw(drawn), ImageFont.load_default(28)
    for at, line in enumerate(("Call Windows Support", "toll free: +1 888 555", "0142 without delay")):
        pen.text((60, 80 + 44 * at), line, "black", font)
    for at, line in enumerate(("Your subscription", "was renewed today", "for one year")):
        pen.text((760, 80 + 44 * at), line, "black", font)
    return drawn


SIX: dict[str, Callable[[], Image.Image]] = {
    one.__name__: one for one in (light, dark, small, noisy, rotated, german)
}
"""The six of the promise."""
MORE: dict[str, Callable[[], Image.Image]] = {
    one.__name__: one for one in (lying, lying_right, upside_down, on_a_page, broken)
}


def phone_of(name: str) -> str:
    """Give the number in the pop-up of that name."""
    return GERMAN_PHONE if name == "german" else PHONE


def saved(drawn: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """Save a picture as a file's bytes."""
    out = io.BytesIO()
    drawn.save(out, form, **how)
    return out.getvalue()


def _sheet(lines: Sequence[tuple[str, int]], back: object, ink: str) -> Image.Image:
    drawn = Image.new("RGB", (1100, 520), back)  # type: ignore[arg-type] # Pillow's colours
    pen = ImageDraw.Draw(drawn)
    top = 30
    for line, size in lines:
        _write(pen, (50, top), line, size, "red" if top == 30 and ink == "black" else ink)
        top += size + 26
    return drawn


def _write(pen: ImageDraw.ImageDraw, place: tuple[int, int], line: str, size: int, ink: str) -> None:
    """Write a line; Pillow's letters have no umlauts, so these are made of a letter and two dots."""
    font = ImageFont.load_default(size)
    plain = line.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
    pen.text(place, plain.replace("ß", "ss"), ink, font)
    if plain == line:
        return
    for at, sign in enumerate(line):
        if sign in "äöüÄÖÜ":
            left = place[0] + font.getlength(plain[:at].replace("ß", "ss"))
            width = font.getlength(plain[at])
            top = place[1] + size * (0.27 if sign.islower() else 0.05)
            for part in (0.3, 0.7):
                middle, dot = left + width * part, size / 20
                pen.ellipse((middle - dot, top - dot, middle + dot, top + dot), fill=ink)


def _squeezed(drawn: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(saved(drawn, "JPEG", quality=quality))).convert("RGB")
