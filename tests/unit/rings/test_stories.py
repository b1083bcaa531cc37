"""What is one story: reports that name the very same values that can link, and all that nobody signed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from ringfence.rings.graph import NONE, graph_of
from ringfence.rings.wording import ALIKE, SILENT, Wording
from tests.unit.rings.graphs import Told, evidence

THREE = ["phone:a", "wallet:a", "domain:a"]


def _stories(told: list[Told]) -> list[int]:
    return graph_of(evidence(told)).story.tolist()


def test_three_values_alike_under_two_names_are_one_story() -> None:
    one, other = _stories([Told([*THREE], "reporter-1"), Told([*THREE], "reporter-2")])
    assert one == other


def test_two_values_alike_are_not() -> None:
    one, other = _stories([Told(THREE[:2], "reporter-1"), Told(THREE[:2], "reporter-2")])
    assert one != other


def test_another_value_makes_another_story() -> None:
    told = [
        Told([*THREE], "reporter-1"),
        Told([*THREE, "email:a"], "reporter-2"),
        Told(["email:a"], "reporter-3"),
    ]
    assert len(set(_stories(told))) == 3


def test_what_cannot_link_makes_no_story() -> None:
    named = [*THREE[:2], "software:a"]
    told = [Told([*named], f"reporter-{n}", strengths={"software:a": 0.1}) for n in range(2)]
    assert len(set(_stories(told))) == 2


def test_a_page_beside_its_site_tells_nothing_more() -> None:
    told = [Told(["phone:a", "domain:a", "url:a"], f"reporter-{n}") for n in range(2)]
    assert len(set(_stories(told))) == 2


def test_a_quoted_script_makes_no_story() -> None:
    told = [Told([*THREE[:2], "script:a"], f"reporter-{n}") for n in range(2)]
    assert len(set(_stories(told))) == 2


def test_what_nobody_signed_is_one_story_in_every_source() -> None:
    told = [
        Told(["phone:a"], None, "contoso"),
        Told(["phone:b"], None, "northwind"),
        Told(["phone:a"], "reporter-1"),
    ]
    one, other, known = _stories(told)
    assert one == other != known


def test_whoever_says_alone_what_was_said_before_keeps_a_story_of_their_own() -> None:
    told = [Told([*THREE], None), Told([*THREE], "reporter-1")]
    assert len(set(_stories(told))) == 2


def test_a_value_that_was_silent_for_a_while_is_the_same_in_a_story() -> None:
    seen = evidence([Told([*THREE], f"reporter-{n}") for n in range(4)])
    rows = seen.values.to_pylist()
    values = [{**row, "epoch": epoch, "reports": 2} for row in rows for epoch in (0, 1)]
    edges = [{**edge, "value": 2 * edge["value"] + (edge["report"] >= 2)} for edge in seen.edges.to_pylist()]
    later = replace(
        seen,
        values=pa.Table.from_pylist(values, schema=seen.values.schema),
        edges=pa.Table.from_pylist(edges, schema=seen.edges.schema),
    )
    graph = graph_of(later)
    assert graph.values == 6
    assert len(set(graph.story.tolist())) == 1


def test_a_story_quotes_a_script_once_in_a_community() -> None:
    def said(*more: str) -> int:
        told = [
            Told(
                [f"phone:{at}", f"wallet:{at}", f"domain:{at}", "script:s", *more[n : n + 1]],
                f"reporter-{at}{n}",
            )
            for at in "ab"
            for n in range(2)
        ]
        graph = graph_of(evidence([*told, *(Told([one], "reporter-else") for one in more)]))
        labels = np.array([0, 0, 1, 1, *(NONE for _ in more)])
        pair = (np.array([0]), np.array([1]))
        return int(Wording(graph, labels, 2).compare(*pair, np.full(2, 4.0))[0])

    assert said() == SILENT
    assert said("email:x", "email:y") == ALIKE
