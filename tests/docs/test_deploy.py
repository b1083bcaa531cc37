"""What the guide to running a node tells people to write is what Ringfence takes."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ringfence.actions.examining import State, reach, settings

if TYPE_CHECKING:
    from pathlib import Path


def page(root: Path) -> str:
    return (root / "docs/how-to/deploy.md").read_text(encoding="utf-8")


def test_the_settings_of_the_guide_are_taken_and_say_who_answers(root: Path) -> None:
    told = dict(re.findall(r"^([A-Z_]+)=(.*)$", page(root), re.MULTILINE))
    assert "RINGFENCE_URL" in told
    node, found = settings(told)
    assert node is not None
    assert node.secure
    assert [one for one in found if one.state is not State.OK] == []
    wanted = {State.OK, State.LOOK} if os.getuid() == 0 else {State.OK}  # as root it says so
    assert {one.state for one in reach(node)} <= wanted


def test_the_database_of_the_guide_is_one_that_is_taken(root: Path) -> None:
    (url,) = re.findall(r"DATABASE_URL=(postgresql://\S+?)'", page(root))
    node, _ = settings({"DATABASE_URL": url})
    assert node is not None
    assert node.database == url


def test_the_services_of_the_guide_keep_what_they_write_to_themselves(root: Path) -> None:
    (unit,) = re.findall(r"```ini\n(\[Unit\].*?)```", page(root), re.DOTALL)
    for line in ("User=ringfence", "UMask=0077", "NoNewPrivileges=yes", "ReadWritePaths=/srv/ringfence"):
        assert line in unit.splitlines()
    assert "X-Forwarded-For $remote_addr" in page(root)
