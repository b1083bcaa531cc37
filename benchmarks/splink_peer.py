"""Link with Splink 5 on DuckDB, as somebody who knows it would set it up for reports of fraud.

Run by the Python of ``.venv-peers``; nothing here but Splink, DuckDB and the standard library.

* A report is a record; each kind of value is a column that holds an array, since a report may name two
  numbers. Only what could be the ring's goes in: strength .5 and more.
* Two records are compared where they share a value of an array (``arrays_to_explode``).
* Each array has three levels: the same first value, adjusted for how frequent it is (most arrays hold one
  value); some value in common; none. Wording and the calling number, one of each a report, are exact matches
  adjusted for frequency.
* u comes from random pairs, m from expectation maximisation, three times, blocked on another column each
  time; the probability that two random records match from the rule "same e-mail, account or remote ID", which
  is taken to find one pair in twenty: who reports one ring rarely names the same account.
* Groups are Splink's own connected components of pairs from a probability up.
"""

from __future__ import annotations

import importlib
import logging
import time
import warnings
from pathlib import Path
from typing import Any

COLUMNS = {
    "numbers": "kind = 'phone'",
    "sites": "kind IN ('domain', 'url')",
    "mails": "kind = 'email'",
    "accounts": "kind IN ('bank_account', 'wallet', 'gift_card') OR kind NOT IN "
    "('phone', 'domain', 'url', 'email', 'remote_access', 'script')",
    "tools": "kind = 'remote_access'",
}
THRESHOLDS = (0.1, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
RANDOM_PAIRS = 3e7
RECALL = 0.05
SPILL_GIB = 20


def records(base: Any, sightings: Path) -> None:  # noqa: ANN401 - a connection; DuckDB's types may be absent
    """Make the table ``records``: one row a report, one column an array."""
    arrays = ", ".join(
        "list_sort(list_distinct(list(kind || ' ' || value) "
        f"FILTER (strength >= 0.5 AND ({which})))) AS {name}"
        for name, which in COLUMNS.items()
    )
    first = ", ".join(f"{name}[1] AS first_{name}" for name in COLUMNS)
    whole = ", ".join(f"CASE WHEN len({name}) > 0 THEN {name} END AS {name}" for name in COLUMNS)
    base.execute(
        f"""CREATE TABLE records AS SELECT unique_id, wording, caller, {first}, {whole} FROM (
            SELECT report_id AS unique_id, {arrays}, min(value) FILTER (kind = 'script') AS wording,
                   min(value) FILTER (role = 'caller_id') AS caller
            FROM read_parquet('{sightings}') GROUP BY report_id)"""  # noqa: S608 - our own names
    )


def _settings(splink: Any) -> Any:  # noqa: ANN401 - not typed here, and absent from our environment
    levels: Any = importlib.import_module("splink.comparison_level_library")
    comparisons: Any = importlib.import_module("splink.comparison_library")

    def array(name: str) -> Any:  # noqa: ANN401 - Splink's
        first = levels.ExactMatchLevel(f"first_{name}", term_frequency_adjustments=True)
        steps = [levels.NullLevel(name), first, levels.ArrayIntersectLevel(name, min_intersection=1)]
        return comparisons.CustomComparison(
            output_column_name=name, comparison_levels=[*steps, levels.ElseLevel()]
        )

    exact = [
        comparisons.ExactMatch(name).configure(term_frequency_adjustments=True)
        for name in ("wording", "caller")
    ]
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[*(array(name) for name in COLUMNS), *exact],
        blocking_rules_to_generate_predictions=[_sharing(splink, name) for name in COLUMNS],
        max_iterations=10,
    )


def _sharing(splink: Any, name: str) -> Any:  # noqa: ANN401 - Splink's
    return splink.block_on(name, arrays_to_explode=[name])


def link(sightings: str, into: str, memory_mb: int = 4096) -> dict[str, object]:
    """Link a file of sightings, and write members for each threshold: ``INTO-<threshold>.parquet``."""
    warnings.simplefilter("ignore")
    duckdb: Any = importlib.import_module("duckdb")
    splink: Any = importlib.import_module("splink")
    backend: Any = importlib.import_module("splink.backends.duckdb")
    logging.getLogger("splink").setLevel(logging.ERROR)
    base = duckdb.connect(":memory:")
    spill = Path(into).parent / "splink-spill"
    base.execute(f"SET memory_limit = '{memory_mb}MiB'; SET threads = 2; SET temp_directory = '{spill}'")
    base.execute(f"SET max_temp_directory_size = '{SPILL_GIB}GiB'; SET enable_progress_bar = false")
    started = time.perf_counter()
    records(base, Path(sightings))
    linker = _trained(splink, backend.DuckDBAPI(connection=base))
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    seconds = 0.0
    for threshold in THRESHOLDS:
        groups = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        base.execute(
            f"""COPY (SELECT unique_id AS report_id, CASE WHEN count(*) OVER (PARTITION BY cluster_id) > 1
                      THEN 'ring-' || cluster_id END AS ring_id, CAST(NULL AS VARCHAR) AS core_id
                FROM {groups.physical_name}) TO '{into}-{threshold}.parquet' (FORMAT parquet)"""  # noqa: S608 - our own names
        )
        seconds = seconds or time.perf_counter() - started
    pairs = base.execute(f"SELECT count(*) FROM {predicted.physical_name}").fetchone()  # noqa: S608 - our own
    return {"seconds": seconds, "pairs": pairs[0], "version": splink.__version__}


def _trained(splink: Any, api: Any) -> Any:  # noqa: ANN401 - Splink's
    linker = splink.Linker(api.register("records"), _settings(splink), log_level=logging.ERROR)
    sure = [_sharing(splink, name) for name in ("mails", "accounts", "tools")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=RECALL)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    for name in ("numbers", "sites", "tools"):
        blocked = splink.block_on(f"first_{name}")
        linker.training.estimate_parameters_using_expectation_maximisation(blocked)
    return linker
