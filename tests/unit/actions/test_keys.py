from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from ringfence.actions.keys import KEY_BYTES, node_key
from ringfence.words import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_use_makes_a_key_and_every_later_use_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    key = node_key()
    assert len(key) == KEY_BYTES
    assert node_key() == key
    assert stat.S_IMODE((tmp_path / "home" / "node.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "no key", "00ff", "zz" * 32])
def test_a_file_that_is_no_key_is_refused_without_showing_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "node.key"
    file.write_text(content, encoding="ascii")
    with pytest.raises(UsageError) as refused:
        node_key(file)
    assert str(file) in str(refused.value)
    assert not content or content not in refused.value.message
