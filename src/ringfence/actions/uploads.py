"""Uploads: files that someone hands in with her report, kept byte for byte as evidence, sealed under her key.

In the draft they are sealed under the draft's key; when the report is taken they move to
``RINGFENCE_HOME/uploads``, beside the ledger, where those that she adds later lie from the start. What is
shown of one is a copy made anew of its pixels.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import shutil
import threading
from typing import TYPE_CHECKING

from ringfence.actions import drafting, scanning
from ringfence.actions.drafting import MOST_FILES, Attachment
from ringfence.ledger import vault
from ringfence.ledger.configuration import configuration
from ringfence.ledger.opened import models
from ringfence.reports import pictures
from ringfence.reports.handed_in import LARGEST, UnfitError, media_type
from ringfence.reports.safety import printable
from ringfence.words import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

__all__ = [
    "LARGEST",
    "MOST_FILES",
    "MOST_KEPT",
    "UnfitError",
    "attach",
    "carry",
    "displayed",
    "examined",
    "keep",
    "printable",
    "stored",
    "sweep",
]

ROOM = 2 * 10**9
"""Bytes that stay free on the disk for reports; with less, files are not taken, and reports still are."""
MOST_KEPT = 40
"""Files of one report, with those that were added later."""
_ONE_AT_A_TIME = threading.Lock()  # a picture of a hundred million pixels takes 300 MB


def attach(token: str, called: str, content: bytes, at: datetime) -> Attachment:
    """Add a file to a draft.

    Args:
        token: The draft's.
        called: What its owner's device called it.
        content: Its bytes.
        at: Now, aware.

    Raises:
        UnfitError: When it is not taken; its ``why`` says the reason in a word, also ``many`` and ``full``.
        GoneError: When the draft's hour is over.
    """
    made, shown = examined(called, content)
    if not drafting.attach(token, made, content, shown, at):
        raise UnfitError("many", f"there are {drafting.MOST_FILES} files already", "Remove one first")
    return made


def examined(called: str, content: bytes) -> tuple[Attachment, bytes | None]:
    """Look at a file before it is kept: what it is, by its content, and what the scanner says.

    Args:
        called: What its owner's device called it.
        content: Its bytes.

    Returns:
        What it is, under a new random name, and of a picture the copy that may be shown.

    Raises:
        UnfitError: When it is not taken; its ``why`` says the reason in a word, also ``full``.
    """
    kind = media_type(content)
    if shutil.disk_usage(configuration().home).free < ROOM:
        raise UnfitError("full", "there is no room for files right now", "Try again later")
    scanned = scanning.scan(content, configuration().clamd)
    shown = _copy(content) if kind.startswith("image/") and scanned != scanning.INFECTED else None
    name = f"upload-{secrets.token_hex(16)}"
    return Attachment(name, printable(called), kind, len(content), scanned), shown


def _copy(content: bytes) -> bytes:
    try:
        with _ONE_AT_A_TIME:
            return pictures.for_display(content)
    except FormatError as wrong:
        raise UnfitError("damaged", wrong.message, wrong.advice or "Save it again") from wrong


def carry(report: models.Report, token: str, files: Iterable[Attachment], at: datetime) -> None:
    """Move a draft's files to a report; within the report's transaction.

    Raises:
        InputError: When the person was erased.
    """
    held = ((one, drafting.content(token, one.name, at)) for one in files)
    keep(report, ((one, content) for one, content in held if content is not None), at)


def keep(report: models.Report, files: Iterable[tuple[Attachment, bytes]], at: datetime) -> None:
    """Keep files as a report's, sealed under its person's key; within a transaction.

    A file is on the disk before its row counts. Where the transaction fails, what lies there has no row;
    `sweep` removes it.

    Raises:
        InputError: When the person was erased.
    """
    person = report.person
    key = vault.key_of(person)
    if key is None:
        raise InputError("this person was erased", advice="Nothing more can be kept of her")
    for one, content in files:
        _write(configuration().uploads / one.name, vault.close(key, content, f"{person.name}/{one.name}"))
        models.Upload.objects.create(
            name=one.name,
            report=report,
            media_type=one.media_type,
            size=len(content),
            digest=digest(key, one.name, content),
            scanned=one.scanned,
            at=at,
        )
        vault.sealed(person, key, one.name, json.dumps({"called": one.called}).encode(), at).save()


def digest(key: bytes, name: str, content: bytes) -> str:
    """Give a file's digest under its person's key: who has the same file cannot tell that it is this one."""
    salt = hmac.digest(key, b"digest\x1f" + name.encode(), hashlib.sha256)
    return hmac.digest(salt, content, hashlib.sha256).hex()


def stored(upload: models.Upload) -> bytes | None:
    """Give a file byte for byte; None when its person was erased.

    Raises:
        InputError: When it is not there, or was changed.
    """
    person = upload.report.person
    key = vault.key_of(person)
    if key is None:
        return None
    try:
        box = (configuration().uploads / upload.name).read_bytes()
    except OSError as wrong:
        raise InputError(
            "a file that was handed in is not there", advice="Restore it from the last backup"
        ) from wrong
    content = vault.open_(key, box, f"{person.name}/{upload.name}")
    if not hmac.compare_digest(digest(key, upload.name, content), upload.digest):
        raise InputError("a file that was handed in is not what it was", advice="Look at the last backup")
    return content


def displayed(upload: models.Upload) -> bytes | None:
    """Give a copy that may be shown, its pixels alone as a JPEG; None for what is no picture, or infected."""
    if not upload.media_type.startswith("image/") or upload.scanned == scanning.INFECTED:
        return None
    content = stored(upload)
    return None if content is None else _copy(content)


def sweep(at: datetime, older: int = 86_400) -> int:
    """Remove files that belong to no report: a transaction failed after they were written.

    Args:
        at: Now, aware.
        older: Seconds since they were written; younger ones may belong to a transaction under way.

    Returns:
        How many there were.
    """
    lying = [
        file
        for file in configuration().uploads.glob("upload-*")
        if file.stat().st_mtime < at.timestamp() - older
    ]
    known = set(models.Upload.objects.values_list("name", flat=True)) if lying else set()
    gone = [file for file in lying if file.name not in known]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _write(file: Path, box: bytes) -> None:
    """Write a file whole or not at all; nobody else may read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(box)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
