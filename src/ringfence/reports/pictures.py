"""Text from screenshots and photos, as a person reads it: from top to bottom, from left to right.

The picture is opened within limits, set upright, made light and wide enough, and handed to one of the engines
in ``ocr``. Of its file nothing but the pixels is read on: no EXIF, no place, no name of a device.
"""

from __future__ import annotations

import io
import itertools
import math
import re
import warnings
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

from ringfence.reports.ocr import choose
from ringfence.reports.reading_order import in_order
from ringfence.words import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ringfence.reports.ocr import Engine, Piece

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""What is opened; of a file with several pictures a TIFF's first `MOST_PAGES` are read, else the first."""
LARGEST = 64 * 2**20
"""Bytes of a picture's file, 64 MiB."""
MOST_PIXELS = 100_000_000
"""Pixels of a picture; a larger one is refused before it is unpacked."""
MOST_PAGES = 20
"""Pictures of one file, and pages of a letter, that are read."""
NARROW, WIDE = 1_000, 2_400
"""Pixels: a picture whose longer side has less is made larger, one with more smaller."""

_SMALLEST = 24  # pixels of the shorter side; less is an icon, or a mark that counts who looked
_DARK = 110  # of 255; a ground below it is dark
# 888.555.0142: of its full stops engines read one as a comma; no amount is grouped like that.
_DOTTED = re.compile(r"(?<!\d)\d{3}(?:\.\d{3},|,\d{3}\.)\d{4}(?!\d)")
_BLANK = 1.0  # of 255; a picture that varies less shows nothing
_GRAIN = 6.0  # of 255; how far a noisy picture is from itself without specks
_AROUND = 12  # pixels, of 800, around a place with which its ink is compared
_FAINT = 16  # of 255; ink that is no darker than that is shade
_LONG, _PART, _MOST_PARTS = 2.2, 1.5, 12  # times its width: what is longer is cut, into parts as long
_STRIP = 4  # times its width: what is still longer gets a margin
_TURNS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180)


def read_picture(content: bytes, engine: str | None = None) -> str:
    """Read the text of a picture's file.

    Args:
        content: The file's bytes.
        engine: A name of ``ocr.names()``; None: the first that is installed.

    Returns:
        Its lines; empty where no text is seen.

    Raises:
        FormatError: When it is no picture of `FORMATS`, is damaged or too large, or the engine fails.
        UsageError: When no engine is installed.
    """
    chosen = choose(engine)
    return "\n".join(text for one in opened(content) if (text := read_image(one, chosen)))


def read_image(picture: Image.Image, engine: Engine) -> str:
    """Read the text of a picture that is open already, such as a page of a PDF.

    Raises:
        FormatError: When the engine fails.
    """
    if min(picture.size) < _SMALLEST:
        return ""
    written = [part for part in parts(picture) if ImageStat.Stat(part).stddev[0] > _BLANK]
    texts = [in_order(_read(_upright(part), engine)) for part in written]
    return _DOTTED.sub(lambda number: number[0].replace(",", "."), "\n".join(filter(None, texts)))


def parts(picture: Image.Image) -> list[Image.Image]:
    """Cut a picture that is too long, and much longer than wide, such as that of a page that was scrolled.

    Made small enough as a whole, its letters could not be read. It is cut where least is written.

    Returns:
        1 to `_MOST_PARTS` pictures of mode L, in order.
    """
    grey = picture.convert("L")
    longer, shorter = max(grey.size), min(grey.size)
    if longer <= max(WIDE, _LONG * shorter):
        return [grey]
    count = min(math.ceil(longer / (_PART * shorter)), _MOST_PARTS)
    down = grey.height > grey.width
    signs = np.asarray(grey, dtype=np.int16)
    busy = np.abs(np.diff(signs, axis=int(down))).sum(axis=int(down))
    step = longer / count
    cuts = [0]
    for number in range(1, count):
        first, last = int(step * (number - 0.2)), int(step * (number + 0.2))
        cuts.append(first + int(busy[first:last].argmin()))
    cuts.append(longer)
    boxes = [(0, a, shorter, b) if down else (a, 0, b, shorter) for a, b in itertools.pairwise(cuts)]
    return [grey.crop(box) for box in boxes]


def _upright(picture: Image.Image) -> Image.Image:
    clear = _clear(picture)
    level = clear.rotate(skew(clear), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    # An engine makes a strip as wide as it wants it, and so as long as nobody wants it.
    least = max(level.size) // _STRIP
    wanted = (max(level.width, least), max(level.height, least))
    return level if wanted == level.size else ImageOps.pad(level, wanted, color=255, centering=(0, 0))


def for_display(content: bytes, longest: int = 1_200) -> bytes:
    """Make a copy of a picture's file that can be shown: its pixels alone, as a JPEG.

    Args:
        content: The file's bytes; of several pictures the first is taken.
        longest: Pixels of the longer side, at most.

    Returns:
        A JPEG without EXIF, place, device, comments or anything else that the file held.

    Raises:
        FormatError: When it is no picture of `FORMATS`, is damaged or too large.
    """

    def coloured(file: Image.Image) -> Image.Image:
        file.draft("RGB", (longest, longest))
        return _pixels(file, "RGB")

    shown = next(iter(opened(content, coloured)))
    shown.thumbnail((longest, longest))
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=85)
    return out.getvalue()


def opened(
    content: bytes, taken: Callable[[Image.Image], Image.Image] | None = None
) -> Iterator[Image.Image]:
    """Open each picture of a file within the limits above, turned as its camera says.

    Args:
        content: The file's bytes.
        taken: What takes a picture from its open file; None: in grey.

    Returns:
        Pictures of mode L, what shines through on white, with nothing of the file but the pixels.

    Raises:
        FormatError: When it is no picture of `FORMATS`, is damaged or too large.
    """
    if len(content) > LARGEST:
        raise FormatError("the picture is larger than 64 MiB", advice="Save it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # our own limit is below Pillow's, and its other warnings help nobody
            with Image.open(io.BytesIO(content), formats=FORMATS) as file:
                pages = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
                for page in range(min(pages, MOST_PAGES)):
                    file.seek(page)
                    if file.width * file.height > MOST_PIXELS:
                        raise FormatError(
                            "the picture has more than 100 million pixels", advice="Save it smaller"
                        )
                    yield (taken or _plain)(file)
    except UnidentifiedImageError as wrong:
        raise FormatError(
            "this is no picture that can be read", advice=f"Save it as one of {', '.join(FORMATS)}"
        ) from wrong
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError) as wrong:
        # Pillow's readers answer damaged files with any of these.
        raise FormatError("the picture is damaged", advice="Save it again") from wrong
    except (Image.DecompressionBombError, MemoryError) as wrong:
        raise FormatError("the picture is too large", advice="Save it smaller") from wrong


def _plain(file: Image.Image) -> Image.Image:
    """Take the pixels alone: turned as the camera says, without what shines through."""
    file.draft("L", (WIDE, WIDE))
    return _pixels(file, "L")


def _pixels(file: Image.Image, mode: str) -> Image.Image:
    turned = ImageOps.exif_transpose(file)
    if "A" in turned.getbands() or "transparency" in turned.info:
        shown = turned.convert("RGBA")
        turned = Image.new("RGBA", shown.size, "white")
        turned.alpha_composite(shown)
    bare = turned.convert(mode)
    return Image.frombytes(mode, bare.size, bare.tobytes())


def _clear(picture: Image.Image) -> Image.Image:
    """Make a picture easy to read: of a fitting size, without specks, dark on light."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=0.5)
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    if ImageStat.Stat(ImageChops.difference(grey, smooth)).mean[0] > _GRAIN:
        grey = smooth
    longer = max(grey.size)
    if longer > WIDE:
        grey = grey.resize(_times(grey.size, WIDE / longer), Image.Resampling.LANCZOS)
    elif longer < NARROW:
        grey = grey.resize(_times(grey.size, 3 if longer < NARROW / 2 else 2), Image.Resampling.LANCZOS)
    return ImageOps.invert(grey) if ImageStat.Stat(grey).median[0] < _DARK else grey


def _times(size: tuple[int, int], by: float) -> tuple[int, int]:
    return max(1, round(size[0] * by)), max(1, round(size[1] * by))


def skew(picture: Image.Image) -> float:
    """Say by how many degrees, against the clock, a picture must be turned for its lines to lie level.

    At the right angle lines of text and the gaps between them alternate most sharply (W. Postl, *Detection of
    linear oblique structures and skew scan in digitized documents*, 1986).

    Args:
        picture: Mode L, dark on light.

    Returns:
        -15.75 to 15.75; 0 where no other angle is clearly better.
    """
    seen = picture.copy()
    seen.thumbnail((800, 800), Image.Resampling.BOX)
    around = seen.filter(ImageFilter.GaussianBlur(_AROUND))
    # What is darker than its surroundings is ink; grain is not, being as often brighter.
    ink = ImageChops.subtract(around, seen.filter(ImageFilter.GaussianBlur(1)), offset=-_FAINT)
    level = _sharpness(ink, 0)
    angles = [float(angle) for angle in range(-15, 16)]
    best = max(angles, key=lambda angle: _sharpness(ink, angle))
    best = max([best + step / 4 for step in range(-3, 4)], key=lambda angle: _sharpness(ink, angle))
    return best if _sharpness(ink, best) > 1.15 * level and abs(best) >= 0.5 else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    """Say how sharply rows, or columns where the text lies on its side, differ from their neighbours."""
    turned = np.asarray(ink.rotate(angle, Image.Resampling.BILINEAR), dtype=np.float64)
    return max(float(np.square(np.diff(turned.sum(axis=axis))).sum()) for axis in (0, 1))


def _read(picture: Image.Image, engine: Engine) -> Sequence[Piece]:
    """Read a picture as it stands; where that gives little, turn it and take what is read best."""
    best = engine.read(picture)
    if (_mean(best) >= engine.SURE and not _lies(best)) or (engine.ANY_WAY and not best):
        return best
    for turn in _TURNS:
        other = engine.read(picture.transpose(turn))
        if _worth(other) > _worth(best):
            best = other
        if _mean(other) >= engine.SURE and not _lies(other):
            break
    return best


def _signs(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _mean(pieces: Sequence[Piece]) -> float:
    """How sure the engine is of a sign; 0 where it read nothing."""
    signs = _signs(pieces)
    return sum(piece.sure * len(piece.text) for piece in pieces) / signs if signs else 0.0


def _worth(pieces: Sequence[Piece]) -> float:
    """Weigh a reading: many signs, of which the engine is sure; lines that stand on end count little."""
    return _signs(pieces) * _mean(pieces) ** 4 * (0.5 if _lies(pieces) else 1.0)


def _lies(pieces: Sequence[Piece]) -> bool:
    """Tell whether most of the text stands on end: a piece of several signs is wide, not high."""
    tall = _signs([one for one in pieces if one.bottom - one.top > 1.5 * (one.right - one.left)])
    return tall > _signs(pieces) / 2
