"""What holds a ring together: the values and the reporters without which it would fall into pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from ringfence.rings.measures import Codes, Counts


def without_a_value(report: Codes, value: Codes, reports: int, values: int) -> Counts:
    """Tell for each value how many reports lose the greater part of their ring when the value is taken away.

    Args:
        report: Row of a report, 0 to reports - 1; one entry a report and value, none twice.
        value: Number of the value, 0 to values - 1.
        reports: How many reports there are.
        values: How many values there are.

    Returns:
        For each value, the reports cut off from the largest piece of what it holds together; 0 where
        everything still hangs together. Shape (values,).
    """
    size = reports + values
    cells = (np.ones(2 * len(report), dtype=np.int8), _both_ways(report, value + reports))
    graph = coo_array(cells, shape=(size, size)).tocsr()
    weight = np.zeros(size, dtype=np.int64)
    weight[:reports] = 1
    return _cut_off(graph, weight)[reports:]


def _both_ways(one: Codes, other: Codes) -> tuple[Codes, Codes]:
    return np.concatenate([one, other]), np.concatenate([other, one])


def _cut_off(graph: csr_array, weight: Counts) -> Counts:
    """Tell for each node the weight cut off from the largest rest of its component when it is removed.

    One depth-first walk (Tarjan 1972; Hopcroft and Tarjan 1973, articulation points): a child's subtree that
    reaches nothing above its parent falls off with it.
    """
    ends, near = graph.indptr[1:].tolist(), graph.indices.tolist()
    at = graph.indptr[:-1].tolist()
    nodes = len(at)
    seen, low, parent = [-1] * nodes, [0] * nodes, [-1] * nodes
    below, fallen, largest = weight.tolist(), [0] * nodes, [0] * nodes
    whole = [0] * nodes
    clock = 0
    for root in range(nodes):
        if seen[root] >= 0:
            continue
        seen[root] = low[root] = clock
        stack, component = [root], [root]
        while stack:
            node = stack[-1]
            if at[node] < ends[node]:
                other = near[at[node]]
                at[node] += 1
                if seen[other] < 0:
                    clock += 1
                    seen[other] = low[other] = clock
                    parent[other] = node
                    stack.append(other)
                    component.append(other)
                elif other != parent[node]:
                    low[node] = min(low[node], seen[other])
                continue
            stack.pop()
            above = parent[node]
            if above >= 0:
                below[above] += below[node]
                low[above] = min(low[above], low[node])
                if low[node] >= seen[above]:
                    fallen[above] += below[node]
                    largest[above] = max(largest[above], below[node])
        clock += 1
        for node in component:
            whole[node] = below[root]
    rest = np.array(whole) - weight - np.array(fallen)
    return np.asarray(np.array(whole) - weight - np.maximum(rest, np.array(largest)), dtype=np.int64)


def without_reports(report: Codes, value: Codes, reports: int, taken: Codes) -> int:
    """Tell how many of the other reports leave the largest piece when some reports are taken away.

    Args:
        report: As `without_a_value`.
        value: As `without_a_value`.
        reports: How many reports there are.
        taken: Rows of the reports that are taken away (all of one reporter's).

    Returns:
        Reports that stood in the largest piece, were not taken, and no longer stand in its largest rest.
    """
    before = _pieces(report, value, reports)
    inside = before == int(np.bincount(before).argmax()) if reports else np.zeros(0, dtype=np.bool_)
    kept = np.ones(reports, dtype=np.bool_)
    kept[taken] = False
    stays = kept[report]
    after = _pieces(report[stays], value[stays], reports)
    left = np.bincount(after[inside & kept], minlength=1)
    return int(left.sum() - left.max())


def _pieces(report: Codes, value: Codes, reports: int) -> Codes:
    size = reports + int(value.max(initial=-1)) + 1
    graph = coo_array((np.ones(len(report), dtype=np.int8), (report, reports + value)), shape=(size, size))
    _, labels = connected_components(graph.tocsr(), directed=False)
    return labels[:reports].astype(np.int64)
