"""Enablers: values that serve several rings; a finding of their own, and no glue between rings.

After a first linking, a value is looked at through the *other* values of its reports: if these reports
stand in several communities and in none of them mostly, the value serves them all and does not link (a
pop-up kit, a gateway, a mule, a carrier). Reports that hold nothing else say nothing about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringfence.rings.communities import NONE
from ringfence.rings.graph import totals

if TYPE_CHECKING:
    from ringfence.rings.communities import Labels
    from ringfence.rings.evidence import Ints, Mask
    from ringfence.rings.graph import Graph

DOMINANT = 0.6
"""A value mostly serves one ring when that ring has at least this share of its informed persons."""
INFORMED = 4
"""So many informed persons are needed to say that a value serves several rings."""


def enablers(graph: Graph, weight: Ints, labels: Labels) -> Mask:
    """Find the values that serve several communities, shape (values,).

    Args:
        graph: Reports and values.
        weight: The edges' weights of the first linking.
        labels: The communities of the first linking.
    """
    links = weight > 0
    total = np.bincount(graph.report, np.where(links, weight, 0), graph.reports)
    known = links & graph.counted & (total[graph.report] > weight) & (labels.report[graph.report] != NONE)
    value, ring = graph.value[known], labels.report[graph.report[known]]
    size = np.int64(labels.report.max(initial=0) + 1)
    pairs, persons = np.unique(value * size + ring, return_counts=True)
    most = np.zeros(graph.values, dtype=np.int64)
    np.maximum.at(most, pairs // size, persons)
    informed = totals(value, known[known], graph.values)
    return (informed >= INFORMED) & (most < DOMINANT * informed)
