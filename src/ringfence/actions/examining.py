"""Examining: what is wrong with this node, and how to mend it; nothing is changed by looking."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.actions import running, scanning
from ringfence.guidance.directory import directory
from ringfence.ledger import backup_keys, keyring
from ringfence.ledger.configuration import names, read
from ringfence.rings.facts import doubted_of
from ringfence.words import FormatError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from ringfence.ledger.configuration import Configuration

LEAST_ROOM, LITTLE_ROOM = 1_000_000_000, 10_000_000_000
"""Bytes that must be free on the disk, and below which more should be found."""
BACKUP_DUE, BACKUP_OVERDUE = timedelta(days=2), timedelta(days=8)
"""Ages of the newest backup."""
WORKER_WITHIN = timedelta(minutes=10)
"""How long the worker may be silent."""
_OTHERS = frozenset({"RINGFENCE_APT"})  # of the tools
_HEX = frozenset("0123456789abcdef")


class State(StrEnum):
    """What a finding says."""

    OK = "ok"
    LOOK = "look"
    """It works, and someone should look at it."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of one thing.

    Attributes:
        of: What was looked at.
        state: Whether it is well.
        told: What was seen, without any secret.
        mend: How to mend it; "" where it is well.
    """

    of: str
    state: State
    told: str
    mend: str = ""


def well(of: str, told: str) -> Finding:
    """Say that something is well."""
    return Finding(of, State.OK, told)


def look(of: str, told: str, mend: str) -> Finding:
    """Say that someone should look at it."""
    return Finding(of, State.LOOK, told, mend)


def wrong(of: str, told: str, mend: str) -> Finding:
    """Say that something is wrong."""
    return Finding(of, State.WRONG, told, mend)


def settings(environment: Mapping[str, str]) -> tuple[Configuration | None, list[Finding]]:
    """Read the settings and say what is wrong with them; without them nothing else can be looked at."""
    known = {*names(), *(f"{name}_FILE" for name in names()), *_OTHERS}
    found = [
        look("settings", f"{name} is no setting", "Look at how it is spelled: docs/how-to/deploy.md")
        for name in sorted(environment)
        if name.startswith("RINGFENCE_") and name not in known
    ]
    try:
        node = read(environment)
    except UsageError as refused:
        return None, [*found, wrong("settings", refused.message, refused.advice or "See deploy.md")]
    return node, found or [well("settings", f"read; everything is kept under {node.home}")]


def reach(node: Configuration) -> Iterator[Finding]:
    """Say whether it is reached safely, and who answers for it."""
    if not node.url:
        yield look("address", "only this machine reaches it", "Set RINGFENCE_URL to the public address")
    elif not node.proxy:
        yield wrong(
            "address",
            f"{node.url}, but no proxy is named: all visitors count as one, and https is not seen",
            "Set RINGFENCE_PROXY to the address of the reverse proxy, such as 127.0.0.1",
        )
    else:
        yield well("address", f"{node.url}, through {node.proxy}")
    if os.getuid() == 0:
        yield look("user", "it runs as root", "Run it as a user of its own: docs/how-to/deploy.md")
    lacking = [
        f"RINGFENCE_OPERATOR_{name.upper()}"
        for name in ("name", "address", "email", "privacy", "authority", "security")
        if not getattr(node.operator, name)
    ]
    if lacking:
        say = wrong if node.url else look
        yield say(
            "operator", f"not said: {', '.join(lacking)}", "The imprint and the privacy notice need them"
        )
    else:
        yield well("operator", f"{node.operator.name} answers for it")
    if node.clamd:
        reached = scanning.scan(b"ringfence doctor", node.clamd) == scanning.CLEAN
        yield (
            well("scanner", "clamd answers")
            if reached
            else wrong("scanner", "clamd does not answer", "Start clamd, or mend RINGFENCE_CLAMD")
        )


def home(node: Configuration) -> Iterator[Finding]:
    """Say whether the home is there and private, and whether there is room on its disk."""
    if not node.home.is_dir():
        yield wrong("home", f"{node.home} is not there", "Start ringfence serve once: it makes it")
        return
    if node.home.stat().st_mode & 0o077:
        yield wrong("home", "others can look into it", f"chmod 700 {node.home}")
    elif not os.access(node.home, os.W_OK):
        yield wrong("home", "it cannot be written to", f"Make {node.home} belong to the user that runs it")
    else:
        yield well("home", f"{node.home}, private")
    if (node.home / running.UNFINISHED).exists():
        yield wrong("restore", "one was not finished", "Run it again: ringfence restore FILE --replace")
    free = shutil.disk_usage(node.home).free
    told = f"{free / 1e9:,.1f} GB free"
    if free < LITTLE_ROOM:
        yield (wrong if free < LEAST_ROOM else look)("disk", told, "Make room, before reports are refused")
    else:
        yield well("disk", told)


def keys(node: Configuration) -> Iterator[Finding]:
    """Say whether every key is there, private and of the right length."""
    if not node.keys.is_dir():
        yield wrong("keys", "there are none", "Start ringfence serve once, or put them back from their copy")
        return
    files = {
        "secret.key": node.keys / "secret.key",
        "codes.key": node.keys / "codes.key",
        "node.key": node.home / "node.key",
    }
    bad = []
    if node.keys.stat().st_mode & 0o077:
        bad.append(wrong("keys", "others can look into the folder", f"chmod 700 {node.keys}"))
    for name, file in files.items():
        bad += _key(name, file)
    try:
        if not keyring.handed_in():
            bad += _private(keyring.MASTER, node.keys / keyring.MASTER)
        known = keyring.masters(node.keys)
    except UsageError as refused:
        where = keyring.MASTER if refused.place is None else Path(refused.place.file).name
        bad.append(
            wrong("keys", f"{where}: {refused.message}", refused.advice or "Put it back from its copy")
        )
        known = None
    yield from bad
    if known is not None and not bad:
        where = "handed in by the environment" if keyring.handed_in() else "in keys/master.keys"
        yield well("keys", f"all there and private; {len(known.keys)} master key(s), {where}")


def _key(name: str, file: Path) -> list[Finding]:
    found = _private(name, file)
    try:
        written = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return found
    short = len(written) < 2 * keyring.KEY_BYTES - 1
    if name != "secret.key" and (len(written) != 2 * keyring.KEY_BYTES or not set(written.lower()) <= _HEX):
        short = True
    return [*found, wrong("keys", f"{name} is no key", "Put it back from its copy")] if short else found


def _private(name: str, file: Path) -> list[Finding]:
    if not file.is_file():
        return [
            wrong("keys", f"{name} is not there", "Put it back from its copy; a new one opens nothing old")
        ]
    if file.stat().st_mode & 0o177:
        return [wrong("keys", f"{name} has not the mode 0600", f"chmod 600 {file}")]
    return []


def backups(node: Configuration, at: datetime) -> Iterator[Finding]:
    """Say how old the newest backup is, and whether expired keys were destroyed."""
    try:
        known = backup_keys.read_all(node.keys)
    except FormatError as refused:
        yield wrong("backups", str(refused), "Move the file out of keys/backups")
        return
    late = [one.id for one in known if one.expires_at < at - timedelta(days=2)]
    if late:
        yield wrong(
            "backups",
            f"{len(late)} expired keys are still there: what was erased is not gone from those backups",
            "Run ringfence vault retire, and see that ringfence work is running",
        )
    done = [one for one in known if one.done]
    if not done:
        yield look("backups", "none that can be opened", "Run ringfence backup every night: deploy.md")
        return
    age = at - done[-1].made_at
    told = f"the newest is {age.days} days and {age.seconds // 3600} hours old"
    if age > BACKUP_DUE:
        mend = "Run ringfence backup every night: docs/how-to/deploy.md"
        yield (wrong if age > BACKUP_OVERDUE else look)("backups", told, mend)
    else:
        yield well("backups", told)


def worker(node: Configuration, at: datetime) -> Iterator[Finding]:
    """Say whether the worker was seen lately."""
    seen = running.last_beat(node.home)
    if seen is None or at - seen > WORKER_WITHIN:
        told = "it was never seen" if seen is None else f"it was last seen {seen:%Y-%m-%d %H:%M} UTC"
        yield look("worker", told, "Start ringfence work: it links, and forgets what is due")
    else:
        yield well("worker", "at work")


def doubts(node: Configuration) -> Iterator[Finding]:
    """Say whose reports the last linking heard as one person's: nobody watches a worker link."""
    run = node.rings / "run.json"
    if not run.exists():
        return
    try:
        doubted = doubted_of(json.loads(run.read_bytes()))
    except ValueError:
        yield wrong("rings", f"{run} cannot be read", "Link anew: ringfence relink")
        return
    for source in doubted:
        yield look(
            "rings",
            f"reports from {source} tie together what all others keep apart, and count as one person",
            f"Look at reports from {source} before you rely on what stands on them: ringfence explain",
        )


def places(at: datetime) -> Iterator[Finding]:
    """Say whether the directory of places to report to is signed and checked."""
    known = directory()
    if not known.signed:
        yield wrong("directory", "it is not signed as it stands", "Install Ringfence again")
    expired = [one.id for one in known.places if one.expired(at.date())]
    if expired:
        told = f"{len(expired)} places are shown as unchecked, among them {', '.join(expired[:5])}"
        yield look("directory", told, "Their check has expired: install a newer release")
    elif known.signed:
        yield well("directory", f"{len(known.places)} places, none expired")
    newest = max((one.checked_on for one in known.places if one.checked_on is not None), default=None)
    if newest is not None and at.date() < newest:
        yield wrong("clock", f"{at:%Y-%m-%d} is before this release was made", "Set the clock: timedatectl")
