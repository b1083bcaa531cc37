"""The labelled sets: what is found in them, and what a person says stands there. ``-s`` prints the tables.

The first set (``indicators*.txt``) is what the extractor was made with. The others
(``second*.txt``, ``third*.txt``, …) were written when it was done, by people who had not seen it, and scored
once before what they showed was mended; how well it did then stands in docs/explanation/extraction.md.
``practice-*.txt`` are what whose a value is was learned from (`tools.weigh`); nothing is promised of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ringfence.indicators import extract
from tests.spec import labelled

HERE = Path(__file__).parent
LINES = [line for file in sorted(HERE.glob("indicators*.txt")) for line in labelled.read(file)]


def show(lines: list[labelled.Line]) -> tuple[dict[str, labelled.Score], labelled.Score, list[str]]:
    """Score lines, and print the table."""
    scores, roles, wrong = labelled.score(lines)
    for kind, score in sorted(scores.items()):
        counts = f"{score.right:4} right {score.wrong:3} wrong {score.missed:3} missed"
        print(f"{kind:14} P {score.precision:.3f}  R {score.recall:.3f} {counts}")  # noqa: T201 - the table is what -s is for
    print(f"{'roles':14} P {roles.precision:.3f}  R {roles.recall:.3f}", *wrong, sep="\n")  # noqa: T201 - the table is what -s is for
    return scores, roles, wrong


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("indicators", 400),
        ("second", 500),
        ("third", 200),
        ("fourth", 100),
        ("fifth", 400),
        ("sixth", 300),
        ("seventh", 200),
        ("eighth", 200),
        ("ninth", 200),
        ("tenth", 150),
        ("eleventh", 150),
        ("twelfth", 200),
        ("thirteenth", 160),
        ("fourteenth", 200),
        ("fifteenth", 180),
        ("sixteenth", 180),
        ("seventeenth", 340),
        ("eighteenth", 150),
        ("nineteenth", 390),
        ("twentieth", 320),
        ("twentyfirst", 350),
        ("twentysecond", 160),
        ("twentythird", 350),
        ("twentyfourth", 400),
        ("twentyfifth", 170),
        ("twentysixth", 180),
        ("twentyseventh", 200),
        ("twentyeighth", 200),
        ("twentyninth", 200),
        ("thirtieth", 190),
        ("thirtyfirst", 190),
        ("thirtysecond", 200),
        ("thirtythird", 200),
        ("thirtyfourth", 200),
    ],
)
def test_every_set_is_found_as_well_as_is_promised(name: str, least: int) -> None:
    lines = [line for file in sorted(HERE.glob(f"{name}*.txt")) for line in labelled.read(file)]
    scores, roles, wrong = show(lines)
    assert len(lines) >= least
    assert scores["all"].precision >= 0.97, wrong
    assert scores["all"].recall >= 0.95, wrong
    assert scores["phone"].precision >= 0.97, wrong
    assert scores["phone"].recall >= 0.95, wrong
    assert roles.precision >= 0.95, wrong


def test_no_line_that_expects_nothing_gives_a_valid_phone() -> None:
    for line in LINES:
        if not line.expected:
            assert not [value for value in line.found() if value.kind == "phone"], line.text


def test_of_400_practice_traps_few_give_a_valid_phone() -> None:
    lines = labelled.read(HERE / "practice-traps.txt")
    assert len(lines) >= 400
    assert sum(any(value.kind == "phone" for value in line.found()) for line in lines) <= 4


def test_nothing_of_the_reporters_is_given_as_a_suspect() -> None:
    for line in LINES:
        own = {value.value for value in line.expected if value.role == "reporter"}
        assert not [value for value in line.found() if value.value in own and value.role != "reporter"], (
            line.text
        )


def test_all_that_is_the_reporters_is_masked() -> None:
    sets = [(file.stem.startswith("practice"), labelled.read(file)) for file in sorted(HERE.glob("*.txt"))]
    for line in (line for practice, lines in sets for line in (lines[::15] if practice else lines)):
        private = [one for one in extract.find(line.text, line.context) if extract.is_private(one)]
        masked = extract.find_private(line.text, line.context)
        assert {one.value for one in private} <= {one.value for one in masked}, line.text
