"""Work that is done in processes of their own ends with the process that asked for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ASKS = """
import os, threading
from ringfence.actions.lanes import in_order

def work(task):
    os.write(1, b"begun\\n")
    threading.Event().wait()

if __name__ == "__main__":
    list(in_order(work, range(4)))
"""


def test_workers_end_when_the_process_that_started_them_was_killed(tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(ASKS)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "asks.py")], stdout=subprocess.PIPE, start_new_session=True
    ) as asks:
        assert asks.stdout is not None
        try:
            assert [asks.stdout.readline(), asks.stdout.readline()] == [b"begun\n"] * 2
            asks.kill()
            # They hold the same pipe, as does what watches over their shared memory: it ends with the last.
            assert asks.communicate(timeout=60)[0] == b""
        finally:
            with suppress(ProcessLookupError):
                os.killpg(asks.pid, signal.SIGKILL)
