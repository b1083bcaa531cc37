"""What serves one ring in pieces serves one ring; what serves several stays an enabler."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.enablers import reunited
from ringfence.rings.graph import Graph, graph_of
from tests.unit.rings.graphs import Told, evidence

if TYPE_CHECKING:
    from ringfence.rings.evidence import Ints, Mask

SHARED = "bank_account:mule"


def _piece(name: str, size: int, script: str, naming: int) -> list[Told]:
    """Make a community, of which so many people name the shared account."""
    return [
        Told(
            [f"phone:{name}", f"wallet:{name}", f"script:{script}", *([SHARED] if n < naming else [])],
            f"reporter-{name}{n:02}",
        )
        for n in range(size)
    ]


def _even(graph: Graph, enabling: Mask) -> Ints:
    return np.where(enabling[graph.value] | graph.wording[graph.value], 0, 100).astype(np.int64)


def _reunited(*pieces: list[Told]) -> tuple[list[int], bool]:
    """Tell for each piece which community it is in, and whether the account is one ring's after all."""
    made = evidence([one for piece in pieces for one in piece])
    graph = graph_of(made)
    labels = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces]).astype(np.int64)
    enabling = np.array([kind == "bank_account" for kind in made.values["kind"].to_pylist()])
    report, cleared = reunited(graph, _even(graph, enabling), labels, enabling)
    firsts = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
    return report[firsts].tolist(), bool(cleared.any())


def test_pieces_that_read_from_one_script_and_name_one_account_are_one_ring() -> None:
    where, cleared = _reunited(_piece("a", 12, "s", 3), _piece("b", 12, "s", 3))
    assert where[0] == where[1]
    assert cleared


def test_rings_that_read_from_other_scripts_share_an_enabler() -> None:
    where, cleared = _reunited(_piece("a", 12, "s", 3), _piece("b", 12, "t", 3))
    assert where[0] != where[1]
    assert not cleared


def test_an_account_that_mostly_serves_others_says_nothing_of_two_that_are_alike() -> None:
    others = [_piece(name, 12, name, 3) for name in "cd"]
    where, cleared = _reunited(_piece("a", 12, "s", 3), _piece("b", 12, "s", 3), *others)
    assert len(set(where)) == 4
    assert not cleared


def test_two_thirds_of_those_who_name_it_are_enough() -> None:
    where, cleared = _reunited(_piece("a", 12, "s", 4), _piece("b", 12, "s", 4), _piece("c", 12, "t", 3))
    assert where[0] == where[1] != where[2]
    assert cleared


def test_nobody_alone_joins_what_is_large_by_an_enabler() -> None:
    assert len(set(_reunited(_piece("a", 30, "s", 9), _piece("b", 30, "s", 1))[0])) == 2
    assert len(set(_reunited(_piece("a", 30, "s", 9), _piece("b", 30, "s", 2))[0])) == 1
    assert len(set(_reunited(_piece("a", 30, "s", 9), _piece("b", 15, "s", 1))[0])) == 1


def test_an_account_that_one_community_mostly_names_is_cleared_without_any_wording() -> None:
    where, cleared = _reunited(_piece("a", 12, "s", 8), _piece("b", 12, "t", 2))
    assert where[0] != where[1]
    assert cleared


def test_without_enablers_nothing_is_joined() -> None:
    made = evidence([*_piece("a", 6, "s", 0), *_piece("b", 6, "s", 0)])
    graph = graph_of(made)
    labels = np.repeat([0, 1], 6).astype(np.int64)
    nothing = np.zeros(graph.values, dtype=np.bool_)
    report, cleared = reunited(graph, _even(graph, nothing), labels, nothing)
    assert report.tolist() == labels.tolist()
    assert not cleared.any()
