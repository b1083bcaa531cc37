"""The labelled set: what is found in it, against what a person says stands there. ``-s`` prints the table."""

from __future__ import annotations

from pathlib import Path

from tests.spec import labelled

LINES = labelled.read(Path(__file__).with_name("indicators.txt"))


def test_the_set_is_found_as_well_as_is_promised() -> None:
    scores, roles, wrong = labelled.score(LINES)
    for kind, score in sorted(scores.items()):
        counts = f"{score.right:4} right {score.wrong:3} wrong {score.missed:3} missed"
        print(f"{kind:14} P {score.precision:.3f}  R {score.recall:.3f} {counts}")  # noqa: T201 - the table is what -s is for
    print(f"{'roles':14} P {roles.precision:.3f}  R {roles.recall:.3f}", *wrong, sep="\n")  # noqa: T201 - the table is what -s is for
    assert scores["all"].precision >= 0.97, wrong
    assert scores["all"].recall >= 0.95, wrong
    assert scores["phone"].precision >= 0.97, wrong
    assert scores["phone"].recall >= 0.95, wrong
    assert roles.precision >= 0.95, wrong


def test_no_line_that_expects_nothing_gives_a_valid_phone() -> None:
    for line in LINES:
        if not line.expected:
            assert not [value for value in line.found() if value.kind == "phone"], line.text


def test_nothing_of_the_reporters_is_given_as_a_suspect() -> None:
    for line in LINES:
        own = {value.value for value in line.expected if value.role == "reporter"}
        assert not [value for value in line.found() if value.value in own and value.role != "reporter"], (
            line.text
        )
