"""Verify a case file: the steps of ``docs/reference/case-file.md``, in its order and with its numbers.

The same rules stand in ``bag_files/verify.py``, which travels with each case file and asks ``openssl``; here
signatures are checked by ``cryptography``. A test holds both to one meaning on every kind of change. What is
read here may come from an enemy: nothing is followed, nothing that is no plain file is opened, and large
files are never held in memory.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.exchange.signing import SIGNATURE_BYTES, read_public
from ringfence.referrals import bag
from ringfence.referrals.custody import Entry, check_chain, check_signatures, read
from ringfence.words import FormatError, InputError, RingfenceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from io import BufferedReader

    from ringfence.exchange.signing import Public

    _Step = Callable[["_Bag"], str]

_SMALL = 1024 * 1024
_SHOWN = 3
_OXUM = re.compile(rb"^Payload-Oxum: ([0-9]{1,18})\.([0-9]{1,18})$", re.MULTILINE)
_ADVICE = "Ask the sender for an untouched copy"

VERDICTS = {
    "verified": "Intact, signer verified.",
    "unverified": "Intact, signer unverified: anyone could have made and signed it. Ask the sender for the "
    "fingerprint by another channel and give it with --key.",
    "other key": "Intact, but signed by another key than the one you gave. Do not rely on it.",
    "changed": "Not intact. Do not rely on it; ask the sender for an untouched copy.",
}
"""What each verdict means, for a person."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one step found.

    Attributes:
        name: The step.
        ok: Whether it holds; None where it could not be checked.
        said: What was found, without control characters.
    """

    name: str
    ok: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found out about a case file.

    Attributes:
        verdict: A key of :data:`VERDICTS`.
        checks: The steps in their order.
        fingerprint: Of the key in the bag; None when there is none that can be read.
        root: SHA-256 of the tag manifest; None when it is missing.
        custody: The chain in the bag, as far as it can be read.
    """

    verdict: str
    checks: tuple[Check, ...]
    fingerprint: str | None
    root: str | None
    custody: tuple[Entry, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds, the signer's key among it."""
        return self.verdict == "verified"


class _UncheckedError(Exception):
    """A step stands on one that does not hold."""


@dataclass(slots=True)
class _Bag:
    """A bag while it is being verified."""

    folder: Path
    files: dict[str, int] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    tags: Mapping[str, str] = field(default_factory=dict)
    payload: Mapping[str, str] = field(default_factory=dict)
    oxum: tuple[int, int] = (0, 0)
    signer: Public | None = None
    custody: tuple[Entry, ...] = ()
    found: dict[str, Check] = field(default_factory=dict)

    def read(self, name: str, most: int = _SMALL) -> bytes:
        if name not in self.files:
            raise _wrong(f"{name} is missing")
        with plain(self.folder / name) as opened:
            content = opened.read(most + 1)
        if len(content) > most:
            raise _wrong(f"{name} is too large")
        return content

    def compare(self, listed: Mapping[str, str]) -> str:
        changed = [
            path
            for path, digest in listed.items()
            if path not in self.files or _digest(self.folder / path) != digest
        ]
        if changed:
            raise _wrong(f"changed or missing: {_first(changed)}")
        return f"{len(listed):,} files have the digest that is listed"

    def needs(self, *names: str) -> None:
        for name in names:
            if self.found[name].ok is not True:
                raise _UncheckedError(f'not checked, because "{name}" does not hold')


def verify(folder: Path, fingerprint: str | None) -> Verification:
    """Verify a case file.

    Args:
        folder: Where it stands.
        fingerprint: Of the key that it should be signed with (``SHA256:…``), as it came by another channel.

    Returns:
        What was found; a bag that is broken in any way is an answer, never an error.
    """
    casefile = _Bag(folder)
    _look(casefile)
    for name, step in _STEPS.items():
        casefile.found[name] = _taken(name, step, casefile)
    holds = {check.ok for check in casefile.found.values()}
    signer = None if casefile.signer is None else casefile.signer.fingerprint
    # 12. The key is the one whose fingerprint came by another channel; the one in the bag proves nothing.
    ok = None if fingerprint is None or signer is None else signer == fingerprint
    said = {
        True: "the key that you named",
        False: "not the key that you named",
        None: "not checked: give the fingerprint that came by another channel",
    }
    verdict = {True: "verified", False: "other key", None: "unverified"}[ok] if holds == {True} else "changed"
    root = _digest(folder / bag.TAG_MANIFEST) if bag.TAG_MANIFEST in casefile.files else None
    checks = (*casefile.found.values(), Check("signer", ok, said[ok]))
    return Verification(verdict, checks, signer, root, casefile.custody)


def _taken(name: str, step: _Step, casefile: _Bag) -> Check:
    try:
        return Check(name, True, step(casefile))
    except _UncheckedError as why:
        return Check(name, None, str(why))
    except RingfenceError as wrong:
        where = "" if wrong.place is None else f"{wrong.place}: "
        return Check(name, False, printable(f"{where}{wrong.message}"))
    except OSError as wrong:
        return Check(name, False, f"a file cannot be read: {wrong.strerror}")


def _look(casefile: _Bag) -> None:
    """List what stands in the folder, following nothing."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            names = sorted(one.name for one in (casefile.folder / inside).iterdir())
        except OSError:
            casefile.strange.append(f"a folder that cannot be read: {inside}")
            continue
        for name in names:
            path = f"{inside}{name}"
            what = (casefile.folder / path).lstat()
            if bag.odd(path) is not None:
                casefile.strange.append(f"odd name {path}")
            elif stat.S_ISDIR(what.st_mode) and not getattr(what, "st_reparse_tag", False):
                casefile.folders.append(path)
                waiting.append(f"{path}/")
            elif not stat.S_ISREG(what.st_mode) or what.st_nlink > 1:
                casefile.strange.append(f"a link, pipe or device: {path}")
            else:
                casefile.files[path] = what.st_size


def _names(casefile: _Bag) -> str:
    """1. Plain files and folders with ordinary names, and nothing else."""
    if casefile.strange:
        raise _wrong(_first(casefile.strange))
    return f"{len(casefile.files):,} plain files with ordinary names, no links"


def _tag_manifest(casefile: _Bag) -> str:
    """2. The tag manifest lists exactly the files beside ``data/``, in its one form."""
    content = casefile.read(bag.TAG_MANIFEST, bag.MOST_MANIFEST_BYTES)
    casefile.tags = bag.read_manifest(content, bag.TAG_MANIFEST)
    if tuple(casefile.tags) != bag.TAG_FILES:
        raise _wrong("it does not list exactly the files that it has to")
    return f"well formed, and its digest is {hashlib.sha256(content).hexdigest()}"


def _key(casefile: _Bag) -> str:
    """3. ``signer.pem`` is one Ed25519 key, in the form in which we write it."""
    pem = casefile.read(bag.SIGNER)
    public = read_public(pem)
    if public.pem != pem:
        raise _wrong("this is not one Ed25519 public key in its usual form")
    casefile.signer = public
    return f"its fingerprint is {public.fingerprint}"


def _signature(casefile: _Bag) -> str:
    """4. The tag manifest is signed by that key."""
    casefile.needs("key")
    signed = casefile.read(bag.TAG_MANIFEST, bag.MOST_MANIFEST_BYTES)
    signature = casefile.read(bag.SIGNATURE)
    if len(signature) != SIGNATURE_BYTES or not _signer(casefile).verify(signed, signature):
        raise _wrong("the signature is not by the key in signer.pem")
    return "the tag manifest is signed by the key in signer.pem"


def _tag_files(casefile: _Bag) -> str:
    """5. The files beside ``data/`` are those that were signed."""
    casefile.needs("tag manifest")
    return casefile.compare(casefile.tags)


def _description(casefile: _Bag) -> str:
    """6. The bag says what it is and how large its payload is."""
    said = _OXUM.findall(casefile.read(bag.DESCRIPTION))
    if casefile.read(bag.DECLARATION) != bag.DECLARED or len(said) != 1:
        raise _wrong("bagit.txt or bag-info.txt is not as it has to be")
    casefile.oxum = (int(said[0][0]), int(said[0][1]))
    return f"BagIt 1.0, {casefile.oxum[1]:,} files of {casefile.oxum[0]:,} bytes"


def _manifest(casefile: _Bag) -> str:
    """7. The manifest lists the payload, the custody among it, in its one form."""
    content = casefile.read(bag.MANIFEST, bag.MOST_MANIFEST_BYTES)
    casefile.payload = bag.read_manifest(content, bag.MANIFEST)
    if bag.CUSTODY not in casefile.payload or not all(path.startswith("data/") for path in casefile.payload):
        raise _wrong("it does not list the custody, or lists what is not under data/")
    return f"well formed, {len(casefile.payload):,} files"


def _files(casefile: _Bag) -> str:
    """8. Nothing is missing and nothing was added."""
    casefile.needs("description", "manifest")
    allowed = {*casefile.payload, *bag.TAG_FILES, bag.TAG_MANIFEST, bag.SIGNATURE}
    folders = {str(above) for path in casefile.payload for above in Path(path).parents}
    added = {*casefile.files, *casefile.folders} - allowed - {one.replace(os.sep, "/") for one in folders}
    wrong = [f"added {path}" for path in sorted(added)]
    wrong += [f"missing {path}" for path in sorted(allowed - casefile.files.keys())]
    if wrong:
        raise _wrong(_first(wrong))
    if casefile.oxum != (sum(casefile.files[path] for path in casefile.payload), len(casefile.payload)):
        raise _wrong("the payload is not as large as bag-info.txt says")
    return "exactly the files that are listed"


def _payload(casefile: _Bag) -> str:
    """9. Every file of the payload is as it was sealed."""
    casefile.needs("manifest")
    return casefile.compare(casefile.payload)


def _custody(casefile: _Bag) -> str:
    """10. Each entry of custody follows the one before; the last is "sealed", on these files."""
    casefile.needs("manifest")
    *lines, end = casefile.read(bag.CUSTODY, bag.MOST_MANIFEST_BYTES).split(b"\n")
    if end or not lines:
        raise _wrong("it is cut off")
    casefile.custody = read(line + b"\n" for line in lines)
    check_chain(casefile.custody)
    contents = {path: digest for path, digest in casefile.payload.items() if path != bag.CUSTODY}
    sealed = f"sha256:{hashlib.sha256(bag.manifest(contents)).hexdigest()}"
    last = casefile.custody[-1]
    if (last.action, last.object_digest) != ("sealed", sealed):
        raise _wrong('the last entry is not "sealed" on these files')
    return f'entries in one chain: {len(lines):,}; the last is "sealed", on these files'


def _custody_signatures(casefile: _Bag) -> str:
    """11. Every entry of custody is signed by the same key."""
    casefile.needs("signature", "custody")
    check_signatures(casefile.custody, _signer(casefile))
    return "every entry is signed by the key in signer.pem"


def _signer(casefile: _Bag) -> Public:
    if casefile.signer is None:
        raise _UncheckedError('not checked, because "key" does not hold')
    return casefile.signer


def plain(path: Path) -> BufferedReader:
    """Open a plain file, never through a link, never waiting for a pipe.

    Raises:
        FormatError: When it is something else.
        OSError: When it cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _wrong("not a plain file")
    return os.fdopen(handle, "rb")


def _digest(path: Path) -> str:
    with plain(path) as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _first(wrong: Iterable[str]) -> str:
    shown = [printable(one) for one in wrong]
    more = f"; and {len(shown) - _SHOWN:,} more" if len(shown) > _SHOWN else ""
    return "; ".join(shown[:_SHOWN]) + more


def printable(name: str) -> str:
    """Write a name so that it cannot steer the screen."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in name)


def _wrong(what: str) -> InputError:
    return FormatError(what, advice=_ADVICE)


_STEPS = {
    "names": _names,
    "tag manifest": _tag_manifest,
    "key": _key,
    "signature": _signature,
    "tag files": _tag_files,
    "description": _description,
    "manifest": _manifest,
    "files": _files,
    "payload": _payload,
    "custody": _custody,
    "custody signatures": _custody_signatures,
}
