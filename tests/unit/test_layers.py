"""What loads when the spine is imported, seen in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys

SPINE = ("words", "reports", "indicators", "rings", "exchange", "referrals", "outcomes", "guidance")

LOADED = 'import sys, json; print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))'

EVERY_MODULE = f"""
import importlib, pkgutil
for step in {SPINE!r}:
    package = importlib.import_module("ringfence." + step)
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
        if not module.name.startswith("ringfence.rings.engines."):
            importlib.import_module(module.name)
"""


def loaded_by(code: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED}"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout))


def test_importing_every_module_of_the_spine_loads_neither_django_nor_duckdb_nor_spark() -> None:
    loaded = loaded_by(EVERY_MODULE)
    assert "ringfence" in loaded
    assert loaded & {"django", "duckdb", "_duckdb", "pyspark"} == set()


def test_importing_the_memory_engine_loads_no_other_engine() -> None:
    loaded = loaded_by("import ringfence.rings.engines.memory")
    assert loaded & {"duckdb", "_duckdb", "pyspark"} == set()


def test_importing_the_command_line_loads_no_engine() -> None:
    assert loaded_by("import ringfence.cli") & {"django", "duckdb", "_duckdb", "pyspark"} == set()
