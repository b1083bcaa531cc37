"""A small case file, made up, on which tests of sealing and verifying play."""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ringfence.exchange.signing import from_seed
from ringfence.referrals import bag_files
from ringfence.referrals.custody import Entry, added
from ringfence.referrals.seal import Part, Sealed, seal
from ringfence.referrals.verifying import verify
from tests.cast import ASHA, CONTOSO, HARBOUR

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

KEY = from_seed(bytes(range(32)))
OTHER = from_seed(bytes(32))
AT = datetime(2026, 3, 26, 9, 30, tzinfo=UTC)
DETAILS = {"Source-Organization": CONTOSO, "External-Identifier": "ring-3f2a"}
FINGERPRINT = KEY.public.fingerprint


def history() -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for day, action in enumerate(("gathered", "linked", "approved")):
        entry = added(
            entries,
            at=AT - timedelta(days=9 - day),
            actor=ASHA.name,
            organisation=CONTOSO,
            action=action,
            object_digest=None,
            reason="Referral of a ring",
            key=KEY,
        )
        entries = (*entries, entry)
    return entries


def parts() -> list[Part]:
    return [
        Part("data/case.pdf", b"%PDF-1.7\nmade up\n"),
        Part("data/case.stix.json", b'{"type":"bundle"}\n'),
        Part("data/indicators.csv", f"kind,value\nphone,{HARBOUR.callback}\n".encode()),
        Part("data/evidence/बयान-1.eml", b"Subject: made up\r\n\r\nA letter.\r\n"),
    ]


def sealed(folder: Path, name: str = "case") -> Sealed:
    return seal(parts(), folder / name, key=KEY, at=AT, details=DETAILS, custody=history(), actor=ASHA.name)


def script() -> ModuleType:
    """Load verify.py as what it is, a script that knows nothing of the package."""
    path = next(iter(bag_files.__path__)) + "/verify.py"
    spec = importlib.util.spec_from_file_location("shipped_verify", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = script()


def both(folder: Path, fingerprint: str | None = FINGERPRINT) -> str:
    """Ask both verifiers, who must agree step by step; give the verdict."""
    ours = verify(folder, fingerprint)
    verdict, checks = SCRIPT.verify(folder, fingerprint, None)
    assert [(one.name, one.ok) for one in checks] == [(one.name, one.ok) for one in ours.checks]
    assert verdict == ours.verdict
    return ours.verdict
