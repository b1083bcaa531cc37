"""Read a picture that someone asks about: from memory, in a process of its own, and nothing of it is kept.

Nothing is written: no copy, no EXIF, no text. One picture is read at a time in each process, since reading
takes seconds and much memory; who comes meanwhile waits a little, and is then told to try again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ringfence.actions.extract_images import language_of
from ringfence.reports.apart import Apart
from ringfence.words import FormatError, InputError

if TYPE_CHECKING:
    from ringfence.words import Lang

LARGEST = 10 * 2**20
"""Bytes of a picture that is read for a check, 10 MiB: what phones take is smaller."""
LONGEST = 30.0
"""Seconds that reading one may take."""
PATIENCE = 10.0
"""Seconds that one waits for its turn."""

_turn = threading.BoundedSemaphore(1)


class BusyError(InputError):
    """Others are being read; this one can be sent again."""


class NothingSeenError(InputError):
    """It was read, and shows no text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows.

    Attributes:
        text: Its lines, from top to bottom.
        lang: The language of them; None where that cannot be told.
    """

    text: str
    lang: Lang | None


def seen_in(content: bytes) -> Seen:
    """Read the text of a picture, PDF or Word letter; what it is, is told by its content.

    Raises:
        FormatError: When it is none of these, is damaged or larger than `LARGEST`.
        NothingSeenError: When no text is seen in it.
        BusyError: When others are being read and none is done within `PATIENCE`.
        UsageError: When it is a picture and this node has nothing that reads pictures.
    """
    if len(content) > LARGEST:
        raise FormatError("the picture is larger than 10 MiB", advice="Save it smaller")
    if not _turn.acquire(timeout=PATIENCE):
        raise BusyError("other pictures are being read", advice="Try again in a minute")
    try:
        with Apart(longest=LONGEST) as reader:
            text = reader.read(content).text
    finally:
        _turn.release()
    if not text:
        raise NothingSeenError("no text is seen in it", advice="Give a sharper picture, or type what it says")
    return Seen(text, language_of(text))
