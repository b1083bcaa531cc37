"""The OpenAPI document is tried out against a real server: what it promises holds, and nothing breaks it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nodes import serving

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = Path(__file__).with_name("schemathesis.toml")
WITHIN = "25"  # seconds of trying; starting and ending come on top


@pytest.mark.skipif(
    importlib.util.find_spec("schemathesis") is None, reason="schemathesis is absent: python -m tools.web"
)
def test_schemathesis_finds_no_failure(tmp_path: Path) -> None:
    options = ("--max-time", WITHIN, "--max-examples", "20", "--seed", "7", "--no-color", "--workers", "2")
    told = {"SCHEMATHESIS_HOOKS": "tests.journey.openapi_hooks", "PYTHONPATH": str(ROOT)}
    tool = (sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "run")
    with serving(tmp_path / "home", "--no-work", "--workers", "2", RINGFENCE_PROXY="127.0.0.1") as node:
        ran = subprocess.run(
            [*tool, f"{node.url}/api/v1/openapi.json", *options],
            env={**os.environ, **told},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        log = (tmp_path / "home.log").read_text(encoding="utf-8")
    assert ran.returncode == 0, ran.stdout[-8_000:] + ran.stderr[-2_000:]
    assert "Tested: 4" in ran.stdout
    assert "Traceback" not in log
