"""Install the extractors of others that `make bench` sets ours beside; where that cannot be done, say so.

    python -m tools.peers

They stand in an environment of their own, `.venv-peers`, so that none of them, nor what they depend on, gets
near the product: some are under licences that spread. It takes 500 MB of disk and the network, once, and
again when a lock has changed. Without the network the benchmark leaves their rows out; that is no failure.

`requirements-peers.txt` is made from `requirements-peers.in`, in one line:

    uv pip compile requirements-peers.in --generate-hashes --universal --python-version 3.11
        --no-emit-index-url --no-emit-find-links --no-header --no-emit-package cashaddress
        --no-emit-package cbor --no-emit-package langdetect -o requirements-peers.txt

The three packages that are left out exist as source only; they stand in `requirements-peers-source.txt`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv-peers"
LOCKS = (ROOT / "requirements-peers.txt", ROOT / "requirements-peers-source.txt")
STAMP = "locks"
"""A file in the environment that holds the digest of the locks it was made from."""


def interpreter(folder: Path = FOLDER) -> Path | None:
    """Give the Python of the environment; None where it is not installed, or from other locks."""
    stamp = folder / STAMP
    fresh = stamp.exists() and stamp.read_text("utf-8") == _digest()
    return folder / "bin" / "python" if fresh else None


def commands(folder: Path = FOLDER) -> list[list[str]]:
    """Name the commands that make the environment: locked, with digests."""
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--retries", "1"]
    exactly = [*pip, "install", "--quiet", "--require-hashes", "--no-deps"]
    return [
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [*exactly, "--only-binary", ":all:", "-r", str(LOCKS[0])],
        [*exactly, "--no-build-isolation", "--no-binary", ":all:", "-r", str(LOCKS[1])],
    ]


def main(folder: Path = FOLDER) -> None:
    """Install what is absent; print a sentence where that failed."""
    if interpreter(folder) is not None:
        return
    print("Fetching the extractors of others, to compare with (about 100 MB, once)", flush=True)
    for command in commands(folder):
        if subprocess.run(command, check=False).returncode:
            print("That did not work; their rows are left out. What is said above tells why.", flush=True)
            return
    (folder / STAMP).write_text(_digest(), "utf-8")


def _digest() -> str:
    return hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS)).hexdigest()


if __name__ == "__main__":
    main()
