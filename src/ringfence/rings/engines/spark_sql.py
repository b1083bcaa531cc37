"""The definitions of the embedded engine, in Spark's SQL: translated by sqlglot, so that they stand once.

Three things are written differently, none of which changes what comes out:

* ``hash`` is ``xxhash64``: only whether two texts have equal sums matters.
* What becomes a table there becomes a query here, which is written as Parquet and read back.
* A row number over a whole table would pass through one task. It is taken out of the query; the rows are
  sorted range by range instead, and each range counts on from the one before (`Query.numbered`).
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlglot
from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Query:
    """A query for Spark.

    Attributes:
        text: The query.
        name: The table or view that it defines; empty where it only asks.
        number: The column that numbers the rows from 0; empty where there is none.
        keys: The columns by which the rows are numbered.
    """

    text: str
    name: str = ""
    number: str = ""
    keys: tuple[str, ...] = ()


def translated(text: str) -> Query:
    """Translate a query or a definition from DuckDB's SQL.

    Args:
        text: ``SELECT …`` or ``CREATE TABLE name AS SELECT …``; of the latter the query is translated.
    """
    tree = sqlglot.parse_one(text, read="duckdb")
    name = ""
    if isinstance(tree, exp.Create):
        name, tree = tree.this.name, tree.expression
    tree = tree.transform(_for_spark)
    number, keys = "", ()
    for column in list(tree.selects):
        counted = column.find(exp.RowNumber)
        window = counted.parent if counted is not None else None
        if isinstance(window, exp.Window) and not window.alias and not window.args.get("partition_by"):
            number = column.alias
            keys = tuple(ordered.this.name for ordered in window.args["order"].expressions)
            column.pop()
    return Query(tree.sql(dialect="spark"), name, number, keys)


def _for_spark(node: exp.Expression) -> exp.Expression:
    """Name what Spark names otherwise and sqlglot leaves as it is."""
    if isinstance(node, exp.Anonymous) and node.name.upper() == "HASH":
        return exp.Anonymous(this="xxhash64", expressions=node.expressions)
    if isinstance(node, exp.DataType) and node.this is exp.DataType.Type.INT128:
        return exp.DataType.build("decimal(38, 0)", dialect="spark")
    return node
