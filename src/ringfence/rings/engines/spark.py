"""The engine for when one machine is outgrown: the same evidence, by Spark, from Parquet to Parquet.

The definitions are the text of ``duckdb``, translated (``spark_sql``). Nothing that grows with the data comes
to the driver: what one step makes is written as Parquet and read back by the next, and then *one task*, on
whatever machine Spark gives it, reads the evidence and works on it (`in_one_task`). `evidence` alone reads it
back here, for who asks for it as an engine.

Needs the extra ``spark`` and Java 17 (docs/how-to/run-on-spark.md).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from ringfence.rings.engines.duckdb import COUNTED, DAY, HELD, JOINED, NUMBERED, SEEN, TOLD
from ringfence.rings.evidence import (
    EDGES,
    OPTIONAL,
    POSSIBLE,
    REPORTS,
    REQUIRED,
    VALUES,
    Evidence,
    in_ones,
    refuse_nulls,
    structured,
)
from ringfence.words import InputError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ringfence.rings.ring import Settings

_T = TypeVar("_T")

# pyspark is optional, and so are its types.
Session = Any
Frame = Any

_CONF = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # what does not fit a number is an error, never another number
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2500",
}
_TYPES = {"strength": "DOUBLE", "start": "BIGINT", "end": "BIGINT"}
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999  # the years 1 to 9999, in microseconds
_RANGE = 33  # bits of a row's place in its range, in what Spark calls a monotonically increasing id


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything; all that comes to the driver.

    Attributes:
        sightings: Rows that were read.
        unknown_roles: Sightings whose role the settings do not list.
        unknown_kinds: Sightings whose kind the settings do not list.
        reports: Reports.
        values: Values and epochs in two reports or more.
        edges: Pairs of a report and a value.
    """

    sightings: int
    unknown_roles: int
    unknown_kinds: int
    reports: int
    values: int
    edges: int


def absent() -> str | None:
    """Say what Spark needs and is not here; None where nothing is."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        return "Java is not installed"
    for module in ("pyspark", "pandas", "sqlglot"):
        if importlib.util.find_spec(module) is None:
            return f"{module} is not installed"
    return None


def session(settings: Settings) -> Session:
    """Give the session of ``spark-submit``, or else one on this machine's cores.

    Args:
        settings: How much memory and how many threads, where the session is ours.

    Raises:
        UsageError: When Java or the extra ``spark`` is not installed.
    """
    wrong = absent()
    if wrong is not None:
        raise UsageError(
            f"{wrong}, and Spark needs it",
            advice="Install Java 17 and ringfence[spark], or use --engine duckdb",
        )
    from pyspark.sql import SparkSession  # noqa: PLC0415 - optional

    builder = SparkSession.builder.appName("ringfence")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not started by spark-submit
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        own = {
            "spark.master": f"local[{settings.threads}]",
            "spark.driver.memory": f"{max(settings.memory_mb, 1024)}m",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
            "spark.sql.shuffle.partitions": str(4 * settings.threads),
        }
        for name, value in own.items():
            builder = builder.config(name, value)
    spark = builder.getOrCreate().newSession()
    for name, value in _CONF.items():
        spark.conf.set(name, value)
    return spark


def evidence(sightings: Path, settings: Settings) -> Evidence:
    """Make evidence of a file of sightings; see `ringfence.rings.evidence` for the rules.

    Raises:
        InputError: When the file is not structured like sightings.
        UsageError: When Spark cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix=".ringfence-", dir=settings.spill) as folder:
        counts = write_evidence(session(settings), located(sightings), located(Path(folder)), settings)
        return read_evidence(located(Path(folder)), counts)


def located(path: Path) -> str:
    """Write a path of this machine as an address that Spark and Arrow both read."""
    return f"file://{path.absolute()}"


def write_evidence(spark: Session, sightings: str, into: str, settings: Settings) -> Counts:
    """Make evidence of sightings and write it as Parquet: ``reports``, ``values`` and ``edges``.

    Args:
        spark: From `session`.
        sightings: The address of a Parquet file, or of a folder of them.
        into: The address of a folder.
        settings: How to link.

    Raises:
        InputError: When the sightings are not structured like sightings.
    """
    from ringfence.rings.engines.spark_sql import translated  # noqa: PLC0415 - needs the extra

    _prepare(spark, sightings, settings)
    spark.sql(translated(SEEN.format(possible=POSSIBLE)).text).createOrReplaceTempView("seen")
    counted = spark.sql(translated(COUNTED).text).first()
    for text in (TOLD.format(day=DAY), HELD.format(silence=settings.silence_days * DAY), NUMBERED):
        query = translated(text)
        path = f"{into}/steps/{query.name}"
        rows = spark.sql(query.text)
        kept = (
            numbered(spark, rows, query.number, query.keys, path)
            if query.keys
            else kept_as(spark, rows, path)
        )
        kept.createOrReplaceTempView(query.name)
    written = {
        "reports": "SELECT report, report_id, source, reporter, timestamp_micros(moment) AS at, repeat "
        "FROM reports",
        "values": "SELECT number, kind, value, epoch, timestamp_micros(first_at) AS first_at, "
        "timestamp_micros(last_at) AS last_at, reports FROM numbered",
        "edges": translated(JOINED).text.split(" ORDER BY ")[0],  # who reads it sorts it
    }
    counts = []
    for name, asked in written.items():
        spark.sql(asked).write.mode("overwrite").parquet(f"{into}/{name}")
        counts.append(int(spark.read.parquet(f"{into}/{name}").count()))
    remove(spark, f"{into}/steps")
    return Counts(*(int(number) for number in counted), *counts)


def _prepare(spark: Session, sightings: str, settings: Settings) -> None:
    """Name the sightings and the settings as views."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - optional
    from pyspark.errors import PySparkException  # noqa: PLC0415 - optional
    from pyspark.sql.functions import broadcast  # noqa: PLC0415 - (the same)
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415 - (the same)

    name = Path(sightings).name
    try:
        file = spark.read.parquet(sightings)
    except (PySparkException, Py4JError) as wrong:
        raise InputError(
            "this is no Parquet file that can be read",
            place=Place(name),
            advice="Make it with ringfence extract",
        ) from wrong
    present = structured(to_arrow_schema(file.schema), name)
    file.selectExpr(*(_column(one, present) for one in (*REQUIRED, *OPTIONAL))).createOrReplaceTempView("raw")
    _refuse(spark, name)
    priors, kinds = settings.priors, settings.kind_priors()
    tables = {
        "priors": {
            "kind": [kind for kind, _ in priors],
            "role": [role for _, role in priors],
            "prior": [in_ones(share) for share in priors.values()],
        },
        "kinds": {"kind": list(kinds), "prior": [in_ones(share) for share in kinds.values()]},
        "rotating": {"kind": list(settings.rotating)},
    }
    for table, columns in tables.items():
        broadcast(spark.createDataFrame(pa.table(columns))).createOrReplaceTempView(table)


def _column(name: str, present: tuple[str, ...]) -> str:
    """Read one column of the sightings, or nothing in its place."""
    if name == "at":
        return "unix_micros(CAST(`at` AS TIMESTAMP)) AS moment"
    read = f"`{name}`" if name in present else "NULL"
    return f"CAST({read} AS {_TYPES.get(name, 'STRING')}) AS `{'given' if name == 'strength' else name}`"


def _refuse(spark: Session, name: str) -> None:
    """Refuse what lacks what every sighting has, and strengths and times that mean nothing.

    Raises:
        InputError: When there is any.
    """
    columns = ["moment" if column == "at" else column for column in REQUIRED]
    nulls = ", ".join(f"count(*) - count({column})" for column in columns)
    strange = (
        "count_if(NOT given BETWEEN 0 AND 1), "  # NaN is above 1 in Spark
        f"count_if(NOT moment BETWEEN {_FIRST} AND {_LAST})"
    )
    *absent_, strengths, times = spark.sql(f"SELECT {nulls}, {strange} FROM raw").first()  # noqa: S608 - our own names
    for column, rows in zip(REQUIRED, absent_, strict=True):
        refuse_nulls(Path(name), column, int(rows))
    for column, rows, said in (
        ("strength", strengths, "from 0 to 1"),
        ("at", times, "in the years 1 to 9999"),
    ):
        if rows:
            raise InputError(
                f"{rows:,} rows have a {'time' if column == 'at' else column} that is not {said}",
                place=Place(name, field=column),
                advice="See docs/reference/files.md for what sightings hold",
            )


def kept_as(spark: Session, rows: Frame, into: str) -> Frame:
    """Write rows as Parquet and read them back: what made them is done, once, and forgotten."""
    rows.write.mode("overwrite").parquet(into)
    return spark.read.parquet(into)


def numbered(spark: Session, rows: Frame, number: str, keys: tuple[str, ...], into: str) -> Frame:
    """Write rows and read them back, numbered from 0 in the order of their keys.

    The rows are sorted range by range. Spark's own id of a row is its range and its place in there; what
    comes to the driver is how many rows each range has.

    Args:
        spark: From `session`.
        rows: A frame.
        number: What the new column is called.
        keys: Columns that together tell every row from every other.
        into: Where they are kept.
    """
    from pyspark.sql import functions as sql  # noqa: PLC0415 - optional

    ordered = rows.orderBy(*keys).withColumn(number, sql.monotonically_increasing_id())
    rows = kept_as(spark, ordered, into)
    part = sql.shiftright(number, _RANGE)
    sizes = pa.table(rows.groupBy(part.alias("part")).count().sort("part").toArrow())
    which, size = sizes["part"].to_numpy(), sizes["count"].to_numpy()
    shifts = pa.table({"part": which, "shift": np.cumsum(size) - size - (which << _RANGE)})
    shift = sql.broadcast(spark.createDataFrame(shifts))
    known = rows.withColumn("part", part).join(shift, "part")
    return known.withColumn(number, sql.col(number) + sql.col("shift")).drop("part", "shift")


def in_one_task(
    spark: Session,
    work: Callable[[], _T],
) -> _T:
    """Do work in one task, on whatever machine Spark gives it.

    Args:
        spark: From `session`.
        work: Can be pickled, and gives something small.
    """
    done: _T = spark.sparkContext.parallelize([work], 1).map(_done).first()
    return done


def _done(work: Callable[[], _T]) -> _T:
    return work()


def opened(address: str) -> tuple[fs.FileSystem, str]:
    """Find where an address leads, for Arrow: ``s3a://`` is its ``s3://``, and a path a path.

    Credentials are those of the environment, as for every program of the machine; another endpoint than
    Amazon's is named by ``AWS_ENDPOINT_URL``.
    """
    if "://" not in address:
        address = located(Path(address))
    scheme, rest = address.split("://", 1)
    if scheme == "file":
        return fs.LocalFileSystem(), rest
    if scheme in {"s3", "s3a"}:
        return fs.S3FileSystem(endpoint_override=os.environ.get("AWS_ENDPOINT_URL")), rest
    where, path = fs.FileSystem.from_uri(address)
    return where, path


def remove(spark: Session, address: str) -> None:
    """Delete a folder that a step has left; where Spark writes, Spark deletes."""
    java = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(address)  # noqa: SLF001 - it has no other way
    java.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()).delete(java, True)  # noqa: SLF001 - (the same)


def read_evidence(address: str, counts: Counts) -> Evidence:
    """Read evidence that was written, in its order; of one address the same everywhere.

    Args:
        address: Where `write_evidence` wrote it.
        counts: What it counted.
    """
    where, path = opened(address)
    tables = {
        name: _sorted(pq.read_table(f"{path}/{name}", filesystem=where), keys, schema)
        for name, keys, schema in (
            ("reports", ("report",), REPORTS),
            ("values", ("number",), VALUES),
            ("edges", ("report", "value"), EDGES),
        )
    }
    return Evidence(
        **tables,
        sightings=counts.sightings,
        unknown_roles=counts.unknown_roles,
        unknown_kinds=counts.unknown_kinds,
    )


def _sorted(table: pa.Table, keys: tuple[str, ...], schema: pa.Schema) -> pa.Table:
    ordered = table.sort_by([(key, "ascending") for key in keys])
    return ordered.select(schema.names).cast(schema).replace_schema_metadata(None)


def linked_apart(sightings: Path, settings: Settings, work: Callable[[Evidence], _T]) -> _T:
    """Make evidence, and work on it in one task: what `evidence` gives, without passing through here.

    Args:
        sightings: A file that every machine sees under this path.
        settings: How to link; ``spill`` is a folder that every machine sees.
        work: Can be pickled, and gives something small.
    """
    spark = session(settings)
    with tempfile.TemporaryDirectory(prefix=".ringfence-", dir=settings.spill) as folder:
        counts = write_evidence(spark, located(sightings), located(Path(folder)), settings)
        return in_one_task(spark, partial(_work_on, located(Path(folder)), counts, work))


def _work_on(address: str, counts: Counts, work: Callable[[Evidence], _T]) -> _T:
    return work(read_evidence(address, counts))
