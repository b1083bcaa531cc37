"""RapidOCR (Apache-2.0): the models of PP-OCR on ONNX Runtime; they are in its wheel, nothing is fetched.

It finds lines at any angle and on any ground; on two cores a screenshot takes about half a second.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING, Any

from ringfence.reports.ocr import Piece
from ringfence.words import UsageError

if TYPE_CHECKING:
    from PIL import Image

NAME = "rapidocr"
RANK = 1
SURE = 0.9
ANY_WAY = True

_LEAST = 0.5  # sure; what is less is no text
_PARAMETERS: dict[str, object] = {"Global.log_level": "critical"}


def available() -> bool:
    """Say whether the extra ``images`` is installed."""
    return all(importlib.util.find_spec(one) is not None for one in ("rapidocr", "onnxruntime"))


def read(picture: Image.Image) -> list[Piece]:
    """Read a picture, in any mode; what the engine raises of itself is no error of the picture."""
    import numpy as np  # noqa: PLC0415 - with the engine, which alone needs it here

    # The order of OpenCV: blue, green, red.
    came = _engine()(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]), use_cls=False)
    if came.boxes is None or came.txts is None or came.scores is None:
        return []
    pieces = []
    for corners, text, sure in zip(came.boxes, came.txts, came.scores, strict=True):
        if text.strip() and sure >= _LEAST:
            (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
            pieces.append(
                Piece(text.strip(), float(left), float(top), float(right), float(bottom), float(sure))
            )
    return pieces


@cache
def _engine() -> Any:  # noqa: ANN401 - without the extra there is no type to name
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 - optional and heavy: its one adapter
    except ImportError as wrong:  # of its own, or of the system: OpenCV asks for libGL on some machines
        raise UsageError(
            "what reads pictures, rapidocr, cannot start",
            advice="Install it again: pip install 'ringfence[images]'; or use --engine tesseract",
        ) from wrong
    return RapidOCR(params=_PARAMETERS)
