"""Write a world's files: one for each source in its own format, the truth beside them, and ``scenario.json``.

Large worlds are written by a pool of workers, batch by batch and in order: memory stays flat, and the
bytes are the same whatever the number of workers.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq

from ringfence.actions.files import PRIVATE, replacing
from ringfence.scenario.batch import SIZE, VALUE_TRUTH, cut
from ringfence.scenario.difficulty import difficulty
from ringfence.scenario.filings import VICTIM
from ringfence.scenario.render import layout, render
from ringfence.scenario.world import truth
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path
    from typing import IO

    from ringfence.scenario.render import Rendered
    from ringfence.scenario.world import World

ALONE = 20_000
"""Up to so many reports starting workers takes longer than it saves."""
_MAILS = "public-desk"
"""The folder of the desk's mails: named like its file, so that `gather` counts both as one source."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        reports: Reports by source; the desk's mails are counted with the desk.
        mails: How many of them are mails.
        values: Rows of ``value_truth.parquet``.
        summary: What ``scenario.json`` holds.
    """

    reports: dict[str, int]
    mails: int
    values: int
    summary: dict[str, object]


def write(
    world: World, folder: Path, progress: Callable[[int, int | None], None] | None = None, *, workers: int = 2
) -> Written:
    """Write the world into a folder, which is made when it does not exist.

    Args:
        world: The world.
        folder: Where to.
        progress: Called with the reports written and their number.
        workers: Processes that write texts, for worlds above ``ALONE``.

    Raises:
        UsageError: When the folder cannot be made or written to.
    """
    try:
        (folder / _MAILS).mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(
            f"cannot make the folder {folder}: {wrong.strerror}", advice="Name another with -o"
        ) from wrong
    for old in (folder / _MAILS).glob("mail-*.eml"):
        old.unlink()
    start = int(datetime.combine(world.parameters.first_on, time(), UTC).timestamp())
    mails = values = done = 0
    with ExitStack() as stack:
        outputs = _open(world, folder, stack)
        target = stack.enter_context(replacing(folder / "value_truth.parquet"))
        rows = stack.enter_context(pq.ParquetWriter(target, VALUE_TRUTH))
        for part in _rendered(world, start, workers if len(world.filings) > ALONE else 0):
            for name, lines in part.lines.items():
                outputs[name].write(lines)
            for name, content in part.mails.items():
                with replacing(folder / _MAILS / f"{name}.eml", mode=PRIVATE) as path:
                    path.write_bytes(content)
            rows.write_batch(part.truth)
            mails, values, done = mails + len(part.mails), values + part.truth.num_rows, done + part.count
            if progress is not None:
                progress(done, len(world.filings))
    with replacing(folder / "truth.parquet") as path:
        pq.write_table(truth(world), path)
    summary = _summary(world, mails, values)
    with replacing(folder / "scenario.json") as path:
        path.write_text(json.dumps(summary, indent=2, default=str) + "\n", encoding="utf-8")
    counts = np.bincount(world.filings.source, minlength=len(world.sources)).tolist()
    return Written(dict(zip(world.sources, counts, strict=True)), mails, values, summary)


def _open(world: World, folder: Path, stack: ExitStack) -> dict[str, IO[str]]:
    outputs: dict[str, IO[str]] = {}
    for n, name in enumerate(world.sources):
        form = layout(n, len(world.sources))
        path = stack.enter_context(replacing(folder / f"{name}{form.SUFFIX}", mode=PRIVATE))
        outputs[name] = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        outputs[name].write(form.header())
    return outputs


def _rendered(world: World, start: int, workers: int) -> Iterator[Rendered]:
    """Render batch after batch; a few wait for the workers, never all of them."""
    ids, total = world.report_ids(), len(world.filings)
    batches = (cut(world, ids, start, low, min(low + SIZE, total)) for low in range(0, total, SIZE))
    if not workers:
        yield from map(render, batches)
        return
    context = multiprocessing.get_context("spawn")
    # Texts leave no cycles behind, so looking for them only costs time.
    with ProcessPoolExecutor(
        min(workers, os.cpu_count() or 1), mp_context=context, initializer=gc.disable
    ) as pool:
        waiting: deque[Future[Rendered]] = deque()
        for batch in batches:
            waiting.append(pool.submit(render, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _summary(world: World, mails: int, values: int) -> dict[str, object]:
    filings, rings = world.filings, world.rings
    victims = filings.sort == VICTIM
    told = np.zeros((len(rings), len(world.sources)), dtype=np.int64)
    np.add.at(told, (filings.ring[victims], filings.source[victims]), 1)
    return {
        "name": world.parameters.name,
        "seed": world.parameters.seed,
        "made_up": "Everything in this folder is invented.",
        "numbers": "world" if world.numbers.world else "reserved",
        "extract": "--world" if world.numbers.world else "",
        "parameters": asdict(world.parameters),
        "files": [
            *(f"{name}{layout(n, len(world.sources)).SUFFIX}" for n, name in enumerate(world.sources)),
            _MAILS,
        ],
        "counts": {
            "reports": len(filings),
            "victims": len(np.unique(filings.person[victims])),
            "rings": len(rings),
            "countries": len(np.unique(filings.country[victims])),
            "mails": mails,
            "values": values,
        },
        "difficulty": {name: round(share, 4) for name, share in asdict(difficulty(world)).items()},
        "rings": [
            {
                "ring_id": f"ring-true-{n:05d}",
                "reports": dict(zip(world.sources, row, strict=True)),
                "sees": [
                    name for name, sees in zip(world.sources, rings.sees[n].tolist(), strict=True) if sees
                ],
            }
            for n, row in enumerate(told.tolist()[:1000])
        ],
        "versions": {"ringfence": version("ringfence"), "numpy": np.__version__},
    }
