"""What is known of holes in what we depend on is said, and so is that it could not be asked."""

from __future__ import annotations

import json

from tools import audit


def said(**package: object) -> str:
    return json.dumps({"dependencies": [{"name": "one", "version": "1.0", **package}]})


def test_a_known_hole_is_named() -> None:
    sentence, hole = audit.told("requirements.txt", said(vulns=[{"id": "PYSEC-2026-1"}]))
    assert hole
    assert "one 1.0: PYSEC-2026-1" in sentence


def test_none_is_said_to_be_none() -> None:
    assert audit.told("requirements.txt", said(vulns=[])) == (
        "requirements.txt: 1 packages, no known hole",
        False,
    )


def test_what_could_not_be_asked_is_not_said_to_be_well() -> None:
    for nothing in ("", "no JSON", said(skip_reason="not found")):
        sentence, hole = audit.told("requirements.txt", nothing)
        assert not hole
        assert "cannot be reached" in sentence


def test_every_lock_of_the_product_is_there() -> None:
    assert all((audit.ROOT / lock).is_file() for lock in audit.LOCKS)
