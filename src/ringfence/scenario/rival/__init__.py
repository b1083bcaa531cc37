"""A second made-up world, to judge the linker by: it shares neither code nor assumptions with the first.

A world that is used to choose a method flatters the method. So this one is made from the literature's figures
another way: no line of values is drawn and kept, every value is a *clock* read at the moment of the fraud.
There is no text: only sightings, as an extractor would leave them, and the truth.

    >>> from ringfence.scenario.rival import Parameters, make
    >>> sightings, truth = make(Parameters(reports=1_000, seed=7, setting="hard"))
    >>> truth.num_rows
    1000

What it assumes, and why: docs/explanation/worlds.md.
"""

from __future__ import annotations

from ringfence.scenario.rival.parameters import SETTINGS, Parameters
from ringfence.scenario.rival.world import make, write

__all__ = ["SETTINGS", "Parameters", "make", "write"]
