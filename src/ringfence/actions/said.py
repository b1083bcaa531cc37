"""What all reports said, laid on disk while they are read: of millions of signatures none stays in memory."""

from __future__ import annotations

import hashlib
import mmap
import re
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from ringfence.indicators import scripts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_ID = re.compile(r"report-([0-9a-f]{20})\Z")  # as `words.report_id` makes it
_LOW = 2**64
_AT_ONCE = 100_000  # passages


class _Signatures:
    """Signatures in a file, in another order than they lie there; what was read leaves the memory again."""

    def __init__(self, opened: IO[bytes], order: NDArray[np.int64]) -> None:
        self._mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self._rows = np.frombuffer(self._mapped, np.uint32).reshape(-1, scripts.PERMUTATIONS)
        self._order = order

    def __getitem__(self, index: NDArray[np.int64], /) -> NDArray[np.uint32]:
        taken = self._rows[self._order[index]]
        if hasattr(mmap, "MADV_DONTNEED"):
            self._mapped.madvise(mmap.MADV_DONTNEED)
        return taken


class Grouped(NamedTuple):
    """Passages that several reports share, from the oldest to the newest.

    Attributes:
        who: A row a passage: whose it is and when.
        name: The fingerprint of its group's oldest passage, 64 bits.
        start: First code point of the passage in the report's text.
        end: One past its last.
    """

    who: pa.Table
    name: NDArray[np.uint64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


class Pile:
    """Passages on disk, in a folder of their own: added batch by batch, then grouped once."""

    def __init__(self, folder: Path, who: pa.Schema) -> None:
        """Open the files.

        Args:
            folder: An empty folder; who calls takes it away.
            who: What is kept of each passage's report: ``report_id`` and ``at`` among it.
        """
        self._folder = folder
        self._open = ExitStack()
        names = [
            "signature",
            "start",
            "end",
            "size",
            "name",
            "at",
            "report",
            "high",
            *map(_band, range(scripts.BANDS)),
        ]
        self._files = {name: self._open.enter_context((folder / name).open("wb")) for name in names}
        self._who = self._open.enter_context(pa.ipc.new_file(str(folder / "who"), who))
        self._count = 0

    def add(self, said: scripts.Said, who: pa.RecordBatch) -> None:
        """Add the passages of a batch, and whose each is."""
        ids = [_numbers(name) for name in who.column("report_id").to_pylist()]
        columns: dict[str, NDArray[Any]] = {
            "signature": said.signature,
            "start": said.start,
            "end": said.end,
            "size": said.size,
            "name": said.name,
            "at": np.asarray(who.column("at").cast(pa.int64())),
            "report": np.fromiter((low for _, low in ids), np.uint64, who.num_rows),
            "high": np.fromiter((high for high, _ in ids), np.uint64, who.num_rows),
            **{_band(band): column for band, column in enumerate(scripts.bands(said.signature))},
        }
        for name, column in columns.items():
            column.tofile(self._files[name])
        self._who.write_batch(who)
        self._count += who.num_rows

    def grouped(self) -> Iterator[Grouped]:
        """Group all passages, and give those that several reports share, some at once."""
        self._open.close()
        if not self._count:
            return
        order = np.lexsort((self._unsigned("report"), self._unsigned("high"), self._signed("at")))
        name = self._unsigned("name")[order]
        columns = (self._unsigned(_band(band))[order] for band in range(scripts.BANDS))
        with (self._folder / "signature").open("rb") as opened:
            signatures = _Signatures(opened, order)
            groups = scripts.group(self._signed("size")[order], name, signatures, columns)
        kept = scripts.shared(groups, self._unsigned("report")[order])
        with pa.memory_map(str(self._folder / "who")) as mapped:
            who = pa.ipc.open_file(mapped).read_all()
            start, end = self._signed("start"), self._signed("end")
            for at in range(0, len(kept), _AT_ONCE):
                some = kept[at : at + _AT_ONCE]
                rows = order[some]
                yield Grouped(who.take(pa.array(rows)), name[groups[some]], start[rows], end[rows])

    def _signed(self, name: str) -> NDArray[np.int64]:
        return np.fromfile(self._folder / name, np.int64)

    def _unsigned(self, name: str) -> NDArray[np.uint64]:
        return np.fromfile(self._folder / name, np.uint64)


def _band(band: int) -> str:
    return f"band-{band}"


def _numbers(report_id: str) -> tuple[int, int]:
    """Give two numbers of 64 bits for a report's id: the first orders, and the second tells apart."""
    ours = _ID.match(report_id)
    if ours is not None:
        whole = int(ours[1], 16)  # 80 bits
        return whole >> 16, whole % _LOW
    written = report_id.encode()
    digest = hashlib.blake2b(written, digest_size=8).digest()
    return int.from_bytes(written[:8].ljust(8, b"\0"), "big"), int.from_bytes(digest, "big")
