"""What was to be reached, and what is: every row of the table of aims, measured on two made-up worlds.

Seeds from 101 up, which nobody tuned on. *Usual* worlds grow up to the size that is asked for; the five
harder settings (dirty intake, 40 % missing, fast rotation, many rings, few partners) have 30,000 reports,
and so has the second generator's harder mix. A figure is the mean over seeds, and of several worlds the
worst. What needs data that is not in the repository is run by others; for it stands our own estimate, from
the second generator.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import reach_tries, size
from benchmarks.linking import OURS
from benchmarks.measure import Measured, complain, measured, show
from benchmarks.placing import BUDGET_MILLISECONDS
from benchmarks.worlds import FIRST_UNSEEN, GENERATORS, HARDER, World, kept
from benchmarks.worlds import USUAL as USUAL_SETTING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BY_OTHERS = "run by others"
_SMALL, _MEDIUM, _LARGE = 30_000, 100_000, 1_000_000
HARD = "hard"
"""The second generator's harder mix, for our estimate of what others run."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Attributes:
        sizes: Of the usual worlds, rising.
        harder: Of the harder ones.
        seeds: So many from 101 on, for worlds of up to 100,000 reports; one for larger ones.
        poison: Tries of a hostile reporter, in each generator.
        order: Shuffled files.
        relink: Sizes of the full relink.
    """

    sizes: tuple[int, ...]
    harder: int
    seeds: int
    poison: int
    order: int
    relink: tuple[int, ...]

    def seeds_of(self, reports: int) -> range:
        """Give the seeds for worlds of a size."""
        return range(FIRST_UNSEEN, FIRST_UNSEEN + (self.seeds if reports <= _MEDIUM else 1))


QUICK = Plan((10_000,), 10_000, 1, 20, 1, (10_000,))
USUAL = Plan((_SMALL,), _SMALL, 1, 100, 2, size.USUAL)
FULL = Plan((_SMALL, _MEDIUM), _SMALL, 2, 1_000, 3, size.FULL)


def sized(largest: int) -> Plan:
    """Plan for worlds up to a size; the relink alone goes to ten million."""
    sizes = tuple(each for each in (_SMALL, _MEDIUM, _LARGE) if each <= largest) or (largest,)
    return Plan(sizes, min(largest, _SMALL), 2, 1_000, 3, size.sized(largest))


@dataclass(slots=True)
class Found:
    """What was measured on one generator's worlds.

    Attributes:
        figures: By size and setting, the figures of each seed.
        tries: What the tries of `reach_tries` came to, by name.
    """

    figures: dict[tuple[int, str], list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))
    tries: dict[str, Measured] = field(default_factory=dict)

    def mean(self, key: str, world: tuple[int, str]) -> float | None:
        """Give the mean of a figure over the seeds of a world; None where it was not run."""
        rows = self.figures.get(world)
        return float(np.mean([row[key] for row in rows])) if rows else None

    def worst(self, key: str, *, harder: bool) -> float | None:
        """Give the worst mean over the usual worlds, or over the harder ones."""
        wanted = (*HARDER, HARD) if harder else (USUAL_SETTING,)
        means = [self.mean(key, world) for world in self.figures if world[1] in wanted]
        return min((mean for mean in means if mean is not None), default=None)

    def tried(self, name: str, key: str) -> float | None:
        """Give what a try told; None where it was not made, or failed."""
        told = self.tries.get(name)
        value = told.result.get(key) if told is not None and told.done else None
        return float(str(value)) if value is not None else None


def run(plan: Plan = USUAL) -> None:
    """Measure, and print every world's figures and then every row of the table."""
    found = {generator: _measured(generator, plan) for generator in GENERATORS}
    for generator, each in found.items():
        _show_worlds(generator, each)
    relinked = size.run(plan.relink)
    rows = [*_rows(found, plan), *_size_rows(relinked)]
    show("To reach", ("what", "aim", *GENERATORS, "reached"), rows)


def _measured(generator: str, plan: Plan) -> Found:
    found = Found()
    worlds = [(reports, USUAL_SETTING) for reports in plan.sizes]
    worlds += [(plan.harder, setting) for setting in HARDER]
    if generator == "rival":
        worlds.append((plan.harder, HARD))
    for reports, setting in worlds:
        for seed in plan.seeds_of(reports):
            with kept(World(generator, reports, seed, setting)) as (folder, made):
                judged = _judged(folder) if made.done else made
                if judged.done:
                    told = {name: float(str(value)) for name, value in judged.result.items()}
                    found.figures[reports, setting].append(told)
                complain(f"{generator}, {setting}, {reports:,}", [judged])
                first = (reports, setting, seed) == (plan.sizes[0], USUAL_SETTING, FIRST_UNSEEN)
                if first and made.done:
                    _try(found, folder, plan)
                largest = (reports, setting, seed) == (plan.sizes[-1], USUAL_SETTING, FIRST_UNSEEN)
                if largest and made.done:
                    found.tries["placing"] = reach_tries.placing(folder)
    complain(generator, list(found.tries.values()))
    return found


def _judged(folder: Path) -> Measured:
    linked = measured("benchmarks.linking:linked", name=OURS, folder=folder)
    return measured("benchmarks.linking:judged", folder=folder) if linked.done else linked


def _try(found: Found, folder: Path, plan: Plan) -> None:
    tries: dict[str, dict[str, int]] = {
        "poison": {"tries": plan.poison},
        "order": {"runs": plan.order},
        "reasons": {},
        "spark": {},
    }
    for name, options in tries.items():
        found.tries[name] = measured(f"benchmarks.reach_tries:{name}", folder=folder, **options)


_SHOWN = {
    "pair P": "pair_precision",
    "pair F": "pair_f",
    "of bound": "pair_of_bound",
    "B³ F": "b_cubed_f",
    "of bound ": "b_cubed_of_bound",
    "pure ≥ 10": "purity",
    "core P": "core_precision",
    "inside": "core_inside",
    "rings with": "core_rings_with",
    "core pure": "core_purity",
}


def _show_worlds(generator: str, found: Found) -> None:
    rows = [
        (f"{setting}, {reports:,}", *(found.mean(key, (reports, setting)) for key in _SHOWN.values()))
        for reports, setting in found.figures
    ]
    show(f"Ours on the worlds of {generator}; means over seeds from {FIRST_UNSEEN}", ("world", *_SHOWN), rows)


@dataclass(frozen=True, slots=True)
class Aim:
    """A row that is a figure with a least value, on usual worlds and on harder ones.

    Attributes:
        what: What it is called.
        key: The figure.
        usual: The least on usual worlds; None: no such row.
        harder: The least on harder ones; None: no such row.
    """

    what: str
    key: str
    usual: float | None
    harder: float | None


AIMS = (
    Aim("pair precision", "pair_precision", 0.95, 0.95),
    Aim("core pair precision", "core_precision", 0.995, 0.995),
    Aim("reports with two strong values, of rings ≥ 10, in a core", "core_inside", 0.6, 0.6),
    Aim("true rings ≥ 30 with a core", "core_rings_with", 0.8, 0.8),
    Aim("pair F, of the bound", "pair_of_bound", 0.97, 0.92),
    Aim("B³ F, of the bound", "b_cubed_of_bound", 0.98, 0.95),
    Aim("leads ≥ 10 that are ≥ 95 % pure", "purity", 0.9, 0.9),
    Aim("cores ≥ 10 that are ≥ 95 % pure", "core_purity", 0.99, 0.99),
)


def _rows(found: dict[str, Found], plan: Plan) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for aim in AIMS:
        for kind, least in (("usual", aim.usual), ("harder", aim.harder)):
            if least is not None:
                values = [each.worst(aim.key, harder=kind == "harder") for each in found.values()]
                rows.append(_at_least(f"{aim.what}; {kind} worlds", least, values))
    rows.append(_falling(found, plan))
    for key, least in (("b_cubed_f", 0.74), ("purity", 0.75)):
        values = [each.mean(key, (plan.harder, "dirty")) for each in found.values()]
        rows.append(_at_least(f"dirty intake: {'B³ F' if key == 'b_cubed_f' else 'purity'}", least, values))
    rows += _second_world(found["rival"], plan)
    rows += _tried_rows(found)
    return rows


def _at_least(what: str, least: float, values: Iterable[float | None]) -> tuple[object, ...]:
    values = list(values)
    return (what, f"≥ {least:.3g}", *values, _yes(None if each is None else each >= least for each in values))


def _yes(met: Iterable[bool | None]) -> str | None:
    """Say whether every one that was measured is met; None where none was."""
    known = [each for each in met if each is not None]
    return None if not known else "yes" if all(known) else "no"


def _falling(found: dict[str, Found], plan: Plan) -> tuple[object, ...]:
    what = "pair F, of the bound, at 1,000,000 less that at 100,000"
    if plan.sizes[-1] < _LARGE:
        return (what, "≥ 0", *[None] * len(found), f"SIZE={_LARGE}")
    values = []
    for each in found.values():
        few, many = (each.mean("pair_of_bound", (n, USUAL_SETTING)) for n in (_MEDIUM, _LARGE))
        values.append(None if few is None or many is None else many - few)
    return (what, "≥ 0", *values, _yes(None if each is None else each >= 0 for each in values))


def _second_world(rival: Found, plan: Plan) -> list[tuple[object, ...]]:
    """Rows of a world that others hold; our estimate is what the second generator gives."""
    aims = (("pair F", "pair_f", (0.86, 0.8)), ("B³ F", "b_cubed_f", (0.87, 0.84)))
    rows: list[tuple[object, ...]] = []
    for what, key, leasts in aims:
        for setting, least in zip((USUAL_SETTING, HARD), leasts, strict=True):
            size_of = plan.sizes[-1] if setting == USUAL_SETTING else plan.harder
            estimate = rival.mean(key, (size_of, setting))
            told = None if estimate is None else f"estimate {estimate:.3f}"
            rows.append((f"the others' second world, {setting}: {what}", f"≥ {least}", None, told, BY_OTHERS))
    for what, least in (("audio clusters", 0.8), ("campaign names", 0.76)):
        rows.append((f"scripts of real robocalls, by {what}: B³ F †", f"≥ {least}", None, None, BY_OTHERS))
    return rows


def _tried_rows(found: dict[str, Found]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for what, name, key, of in (
        ("one hostile reporter joins two rings of 100", "poison", "joined", "usable"),
        ("one hostile reporter joins two cores", "poison", "cores_joined", "tries"),
        ("one hostile reporter frames an official number", "poison", "framed", "tries"),
        ("shuffled files with other labels", "order", "other", "runs"),
        ("stated reasons that are not in both reports", "reasons", "absent", "stated"),
        ("reports that Spark labels otherwise", "spark", "other", "reports"),
    ):
        told, bad = [], []
        for each in found.values():
            count, total = each.tried(name, key), each.tried(name, of)
            bad.append(None if count is None else count == 0)
            failed = each.tries[name].result.get("failed") if name in each.tries else None
            known = f"{count:,.0f} of {total:,.0f}" if count is not None and total is not None else None
            told.append(known or (str(failed)[:40] if failed else None))
        rows.append((what, "0", *told, _yes(bad)))
    times = [each.tried("placing", "p99") for each in found.values()]
    bases = [each.tried("placing", "base") for each in found.values()]
    large = all(base is not None and base >= _LARGE * 0.9 for base in bases)
    met = _yes(None if each is None else each <= BUDGET_MILLISECONDS for each in times)
    base = max((each for each in bases if each is not None), default=0)
    told_base = f"one new report on a base of {base:,.0f}, ms (p99)"
    rows.append((told_base, f"≤ {BUDGET_MILLISECONDS:g}", *times, met if large else f"SIZE={_LARGE}"))
    return rows


def _size_rows(relinked: dict[int, Measured]) -> list[tuple[object, ...]]:
    """Rows of the full relink; it runs on the second generator's worlds."""
    rows: list[tuple[object, ...]] = []
    for reports, (seconds, gibibytes) in size.BUDGETS.items():
        one = relinked.get(reports)
        what, aim = f"full relink, {reports:,}", f"≤ {seconds:.0f} s, {gibibytes:g} GiB"
        if one is None or not one.done:
            rows.append((what, aim, None, None, f"SIZE={reports}" if one is None else "no"))
            continue
        met = one.seconds <= seconds and one.mebibytes <= gibibytes * 1024
        told = f"{one.seconds:.0f} s, {one.mebibytes / 1024:.1f} GiB"
        rows.append((what, aim, None, told, "yes" if met else "no"))
    for reports, one in relinked.items():
        tenth = relinked.get(reports // 10)
        if one.done and tenth is not None and tenth.done:
            grown = one.seconds / tenth.seconds
            what = f"full relink, time at {reports:,} by that at {reports // 10:,}"
            rows.append((what, f"≤ {size.TENFOLD:g}×", None, f"{grown:.1f}×", _yes([grown <= size.TENFOLD])))
    return rows
