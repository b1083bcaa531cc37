"""Files written whole or not at all, and the digests by which they are recognised."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE = 0o600
"""The mode of files that hold prose or people's own details."""


@contextmanager
def replacing(path: Path, *, mode: int = 0o644) -> Iterator[Path]:
    """Write a file beside its place and move it there when it is whole.

    Args:
        path: Where the file shall stand. What stood there stays until the new one is whole.
        mode: The file's permissions, less what the umask takes away.

    Yields:
        The path to write to.

    Raises:
        UsageError: When the folder does not exist or cannot be written to.
    """
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as wrong:
        raise UsageError(
            f"cannot write to {path}: {wrong.strerror}",
            advice="Name a folder that exists and can be written to",
        ) from wrong
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        umask = os.umask(0)
        os.umask(umask)
        beside.chmod(mode & ~umask)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """Compute a file's digest: ``sha256:`` and 64 hexadecimal digits."""
    with Path(path).open("rb") as opened:
        return f"sha256:{hashlib.file_digest(opened, 'sha256').hexdigest()}"
