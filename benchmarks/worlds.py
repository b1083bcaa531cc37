"""The made-up worlds on which linkers are judged: a generator, a size, a seed and a setting.

A world is kept as ``sightings.parquet`` and ``truth.parquet`` in a folder, so that a linker in another Python
can read it, and so that its making counts for nobody's time. Seeds from 1 to 99 may be used for tuning; what
is reported uses seeds from 101 up.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from benchmarks.measure import Measured, measured
from ringfence.scenario import rival
from ringfence.scenario.parameters import SETTINGS, Parameters, stressed
from ringfence.scenario.world import make, sightings, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

USUAL = "usual"
FIRST_UNSEEN = 101
"""The first seed that nobody tuned on."""

HARDER = tuple(name for name in SETTINGS if name != USUAL)
"""The settings that stress a linker; both generators have these names."""


@dataclass(frozen=True, slots=True)
class World:
    """Which world.

    Attributes:
        generator: One of `GENERATORS`.
        reports: How many.
        seed: Fixes every choice.
        setting: One of `SETTINGS`.
    """

    generator: str
    reports: int
    seed: int
    setting: str = USUAL


def _scenario(world: World, folder: Path) -> None:
    chosen = stressed(Parameters(reports=world.reports, seed=world.seed), world.setting)
    made = make(chosen)
    pq.write_table(sightings(made), folder / "sightings.parquet", compression="zstd")
    pq.write_table(truth(made), folder / "truth.parquet", compression="zstd")


def _rival(world: World, folder: Path) -> None:
    rival.write(rival.Parameters(reports=world.reports, seed=world.seed, setting=world.setting), folder)


GENERATORS: Mapping[str, Callable[[World, Path], None]] = MappingProxyType(
    {"scenario": _scenario, "rival": _rival}
)
"""By name: what writes a world's sightings and truth into a folder."""


def store(generator: str, reports: int, seed: int, setting: str, folder: str) -> dict[str, object]:
    """Make a world and keep it in a folder."""
    GENERATORS[generator](World(generator, reports, seed, setting), Path(folder))
    return {"sightings": pq.read_metadata(Path(folder) / "sightings.parquet").num_rows}


@contextmanager
def kept(world: World) -> Iterator[tuple[Path, Measured]]:
    """Make a world in a child, and keep it while the block runs; the second tells whether it was made."""
    with tempfile.TemporaryDirectory(prefix="ringfence-bench-") as name:
        yield Path(name), measured("benchmarks.worlds:store", folder=name, **asdict(world))
