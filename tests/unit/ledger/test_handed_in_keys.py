"""Master keys that a secret store hands in: what is no key is refused at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.homes import ringfence

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("RINGFENCE_MASTER_KEYS", "abc", "RINGFENCE_MASTER_KEYS: the master keys cannot be read"),
        ("RINGFENCE_MASTER_KEYS_FILE", "/nowhere", "RINGFENCE_MASTER_KEYS_FILE names cannot be read"),
    ],
)
def test_a_node_with_bad_ones_does_not_start(tmp_path: Path, name: str, written: str, told: str) -> None:
    said = " ".join(
        ringfence(tmp_path / "home", "serve", "--bind", "127.0.0.1:1", code=2, **{name: written}).split()
    )
    assert told in said
    assert "Traceback" not in said
    (tmp_path / "home" / "keys").mkdir(exist_ok=True)
    doctor = ringfence(tmp_path / "home", "doctor", code=1, **{name: written})
    assert "Traceback" not in doctor


def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    said = ringfence(tmp_path / "home", "doctor", code=1, DATABASE_URL="postgresql://u:pw@127.0.0.1:x/n")
    assert "the port in DATABASE_URL" in " ".join(said.split())
    assert "pw" not in said
