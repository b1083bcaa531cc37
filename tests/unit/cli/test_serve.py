"""A node is served at a port of its own, or not at all."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from tests.homes import ringfence

if TYPE_CHECKING:
    from pathlib import Path


def test_a_port_at_which_another_listens_is_refused_even_if_it_would_share(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as another node would
        other.bind(("127.0.0.1", 0))
        other.listen()
        said = ringfence(
            tmp_path / "home", "serve", "--no-work", "--bind", f"127.0.0.1:{other.getsockname()[1]}", code=2
        )
    assert "cannot listen at" in said
    assert "--bind" in said
