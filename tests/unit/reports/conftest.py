"""Pictures are read with one thread: beside other tests, several wait for one another more than they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ringfence.reports.ocr import rapidocr

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as told:
        told.setitem(rapidocr._PARAMETERS, "EngineConfig.onnxruntime.intra_op_num_threads", 1)
        yield
