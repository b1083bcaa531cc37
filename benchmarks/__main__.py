"""Run the benchmarks: ``python -m benchmarks``, or ``make bench``. Each file here answers one question.

Without options it takes about a quarter of an hour: the pipeline on 100,000 reports, the others on smaller
worlds. ``--quick`` takes a few minutes and is for trying a change; ``--full`` takes every size;
``--million`` adds a million reports through the whole pipeline. ``--size N`` (``make bench SIZE=N``) takes
linking, and what was to be reached, up to N reports, ten million at most. Name one or more (scenario
extraction lanes pipeline linking placing reach overlap referral) to run only these. Six run only when
they are named: size, the full relink alone, which reach includes; real_data, which takes real complaint
files through the steps; findings, which asks whether a month confirms the month before; memory, which
takes two million texts through `extract` (ten million with ``--full``); poison, which attacks rings by
one hand and by crowds (a thousand times with ``--full``); and web, which asks a server of its own with wrk
(ten minutes with ``--full``). No value from a world or a file is ever printed.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from benchmarks import (
    extraction,
    findings,
    lanes,
    linking,
    memory,
    overlap,
    pipeline,
    placing,
    poison,
    reach,
    real_data,
    referral,
    scenario,
    size,
    web,
)
from benchmarks.measure import machine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

MODULES: Mapping[str, ModuleType] = {
    "scenario": scenario,
    "extraction": extraction,
    "lanes": lanes,
    "pipeline": pipeline,
    "linking": linking,
    "placing": placing,
    "reach": reach,
    "overlap": overlap,
    "referral": referral,
    "real_data": real_data,
    "findings": findings,
    "memory": memory,
    "size": size,
    "poison": poison,
    "web": web,
}
WHEN_NAMED = ("real_data", "findings", "memory", "size", "poison", "web")


def main() -> None:
    """Run what was asked for, and say on what machine."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("names", nargs="*", choices=[*MODULES, []], help="only these")
    worlds = words.add_mutually_exclusive_group()
    worlds.add_argument("--quick", action="store_true", help="the smallest worlds")
    worlds.add_argument("--full", action="store_true", help="every size")
    words.add_argument(
        "--million", action="store_true", help="a million reports through the pipeline as well"
    )
    # make hands SIZE=N on by the environment, so that its recipe stays a plain call.
    given = os.environ.get("SIZE") or None
    words.add_argument("--size", type=int, default=given, help="the largest world of linking")
    asked = words.parse_args()
    names = asked.names or [name for name in MODULES if name not in WHEN_NAMED]
    print(machine())
    which = "QUICK" if asked.quick else "FULL" if asked.full else "USUAL"
    for name, module in MODULES.items():
        if name in names:
            sized = getattr(module, "sized", None) if asked.size else None
            module.run(sized(asked.size) if sized else getattr(module, which, module.USUAL))
        if name == "pipeline" and name in names and asked.million:
            pipeline.run(pipeline.MILLION)


if __name__ == "__main__":
    main()
