"""Run the benchmarks: ``python -m benchmarks``, or ``make bench``. Each file here answers one question.

Without options it takes about three minutes: the pipeline on 100,000 reports, the others on smaller worlds.
``--quick`` takes well under a minute and is for trying a change; ``--full`` takes every size; ``--million``
adds a million reports through the whole pipeline. Name one or more (pipeline linking extraction scenario
overlap referral) to run only these; real_data, which takes real complaint files through the steps, runs only
when it is named. No value from a world or a file is ever printed.
"""

from __future__ import annotations

import argparse

from benchmarks import extraction, linking, overlap, pipeline, real_data, referral, scenario
from benchmarks.measure import machine

NAMES = ("scenario", "extraction", "pipeline", "linking", "overlap", "referral")
WHEN_NAMED = ("real_data",)


def main() -> None:
    """Run what was asked for, and say on what machine."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("names", nargs="*", choices=[*NAMES, *WHEN_NAMED, []], help="only these")
    size = words.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="the smallest worlds")
    size.add_argument("--full", action="store_true", help="every size")
    words.add_argument(
        "--million", action="store_true", help="a million reports through the pipeline as well"
    )
    asked = words.parse_args()
    names = asked.names or NAMES
    print(machine())
    which = "QUICK" if asked.quick else "FULL" if asked.full else "USUAL"
    if "scenario" in names:
        scenario.run(getattr(scenario, which))
    if "extraction" in names:
        extraction.run(getattr(extraction, which))
    if "pipeline" in names:
        pipeline.run(pipeline.QUICK if asked.quick else pipeline.USUAL)
        if asked.million:
            pipeline.run(pipeline.MILLION)
    if "linking" in names:
        linking.run(getattr(linking, which))
    if "overlap" in names:
        overlap.run(getattr(overlap, which))
    if "referral" in names:
        referral.run(getattr(referral, which))
    if "real_data" in names:
        real_data.run(getattr(real_data, which))


if __name__ == "__main__":
    main()
