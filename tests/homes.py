"""Homes for tests that need a real one: processes of their own, which may be killed in the middle."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ready import run

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Philippa Quartermaine"
PHONE = "202-555-0147"
EMAIL = "philippa.q@mail.example"
CARD = "4000 0012 3456 7899"
ADDRESS = "14 Larkspur Lane, Nowhereton"
ACCOUNT = "88104427"
PLANTED = (
    NAME,
    "Quartermaine",
    PHONE,
    "2025550147",
    EMAIL,
    CARD,
    "4000001234567899",
    ADDRESS,
    "Larkspur",
    ACCOUNT,
)
"""What one of the reports says of its person, in fields and in prose, however it is written."""
PROSE = "shut me out of my own kitchen table"
"""Words of her own, as nobody else says them."""

TAKE = f"""
from datetime import UTC, datetime, timedelta
from ringfence.actions.keys import node_key
from ringfence.actions.prepare import prepare
from ringfence.actions.take_report import Agreed, Filed, take_report
prepare()
DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
def take(name, retry=None):
    return take_report(Filed({{
        "text": [f"A red page told me to call 1-888-555-0123. I am {{name}} and they {PROSE}."],
        "reporter_email": [f"{{name}}@mail.example"], "country": ["US"],
    }}, [Agreed("share_police", given=True, wording="Yes")]), at=DAY, node_key=node_key(), retry=retry)
def plant():
    return take_report(Filed({{
        "text": ["My name is {NAME}. A red page told me to call 1-888-555-0123. My number is {PHONE}, "
                 "write to {EMAIL}. They had my card {CARD} and wanted to come to {ADDRESS}; they {PROSE}. "
                 "Philippa Quartermaine here again: +1 (202) 555 0147, account {ACCOUNT}."],
        "reporter_name": ["{NAME}"], "reporter_phone": ["{PHONE}"], "reporter_email": ["{EMAIL}"],
        "reporter_address": ["{ADDRESS}"], "reporter_account": ["{CARD}", "{ACCOUNT}"],
        "payment_method": ["card"], "payment_amount": ["90"], "payment_reference": ["{NAME} {CARD}"],
        "number_dialled": ["1-888-555-0123", "{PHONE}"], "claimed_name": ["David"], "country": ["US"],
    }}), at=DAY, node_key=node_key())
"""
"""What the other pieces of code begin with: a prepared home, and a function that takes a report."""
DIE = """
import os, signal
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def ringfence(home: Path, *asked: str, code: int = 0, given: str = "", **environment: str) -> str:
    """Run a command on a home; give what it printed, both outputs together."""
    return _run(["-m", "ringfence", *asked], home, code, given, environment)


def python(home: Path, source: str, *, code: int = 0, environment: Mapping[str, str] | None = None) -> str:
    """Run Python on a home; give what it printed."""
    return _run(["-c", source], home, code, "", environment or {})


def killed(home: Path, source: str, *, environment: Mapping[str, str] | None = None) -> None:
    """Run Python on a home that kills itself by `DIE`; it must not end in any other way."""
    python(home, source, code=-9, environment=environment)


def _run(words: list[str], home: Path, code: int, given: str, environment: Mapping[str, str]) -> str:
    told = {**os.environ, "RINGFENCE_HOME": str(home), **environment}
    ended, out, err = run(words, told, Path.cwd(), given)
    assert ended == code, f"{ended}: {out}{err}"
    return out + err
