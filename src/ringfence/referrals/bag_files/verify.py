r"""Verify a case file with nothing but Python 3.8 or later, and openssl 3 for the signatures.

    python3 -I -B verify.py --key FINGERPRINT-OR-FILE [CASE]

CASE is the folder; without it, the one that this script stands in. FINGERPRINT is what the sender gave you
by telephone or in person, never what came with the case file. Exit code 0: intact, and signed by that key;
1: not so, or not shown; 2: asked for in a wrong way. It follows no link and changes nothing. This copy came
with the case file, and whoever changed one could have changed both: VERIFY.txt says what to do about it.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

TAG_MANIFEST, MANIFEST, CUSTODY = "tagmanifest-sha256.txt", "manifest-sha256.txt", "data/custody.jsonl"
SIGNATURE = TAG_MANIFEST + ".sig"
TAG_FILES = ["VERIFY.txt", "bag-info.txt", "bagit.txt", MANIFEST, "signer.pem", "verify.py"]
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SMALL, LARGE, BLOCK, LONGEST_LINE = 1 << 20, 64 << 20, 1 << 20, 64 << 10  # bytes
LONGEST_PATH, MOST_FOLDERS = 200, 16
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
    '<>:"|?*\\\\%]'
)
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
LINE = re.compile(rb"([0-9a-f]{64})  ([^\n]+)\n")
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n")
ED25519 = bytes.fromhex("302a300506032b6570032100")  # how such a key begins (RFC 8410)
TEXTS = ("at", "actor", "organisation", "action", "reason", "previous", "hash", "signature")
FIELDS = {"seq": (int,), "object_digest": (str, type(None)), **dict.fromkeys(TEXTS, (str,))}
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
VERDICTS = {
    "verified": "INTACT, SIGNER VERIFIED",
    "unverified": "INTACT, SIGNER UNVERIFIED: anyone could have signed it; ask for the fingerprint (--key)",
    "other key": "INTACT, BUT SIGNED BY ANOTHER KEY than the one you gave",
    "unchecked": "FILES UNCHANGED AMONG THEMSELVES, SIGNATURE NOT CHECKED: that needs openssl 3",
    "changed": "NOT INTACT: do not rely on it; ask the sender for an untouched copy",
}


class WrongError(Exception):
    """Something does not hold; the message says what."""


class UncheckedError(Exception):
    """Something could not be checked; the message says why."""


class Check(NamedTuple):
    """What one step found: ok is True, False, or None where it could not be checked."""

    name: str
    ok: bool | None
    said: str


def shown(name: str) -> str:
    """Write a name so that it cannot steer the screen."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def first_of(wrong: list[str]) -> str:
    """Name the first three."""
    return "; ".join(wrong[:3]) + (f"; and {len(wrong) - 3} more" if len(wrong) > 3 else "")


def odd(path: str) -> bool:
    """Tell whether some system would read this path as another one."""
    parts = path.split("/")
    if any(not part or part[-1] in ". " or part[0] == " " for part in parts) or UNSAFE.search(path):
        return True
    long = len(path) > LONGEST_PATH or len(parts) > MOST_FOLDERS
    reserved = any(RESERVED.fullmatch(part.split(".")[0].strip()) for part in parts)
    return long or reserved or unicodedata.normalize("NFC", path) != path


def look(casefile: Path) -> tuple[dict[str, int], list[str], list[str]]:
    """List sizes of plain files, folders, and what may not be there, without following anything."""
    files, folders, wrong, waiting = {}, [], [], [""]
    while waiting:
        inside = waiting.pop()
        try:
            names = sorted(one.name for one in (casefile / inside).iterdir())
        except OSError:
            names = []
            wrong.append("a folder that cannot be read: " + shown(inside))
        for name in names:
            path, what = inside + name, os.lstat(casefile / inside / name)
            if odd(path):
                wrong.append("odd name " + shown(path))
            elif stat.S_ISDIR(what.st_mode) and not getattr(what, "st_reparse_tag", False):
                folders.append(path)
                waiting.append(path + "/")
            elif not stat.S_ISREG(what.st_mode) or what.st_nlink > 1:
                wrong.append("a link, pipe or device: " + shown(path))
            else:
                files[path] = what.st_size
    return files, folders, wrong


def opened(path: Path) -> int:
    """Open a plain file, never through a link, never waiting for a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise WrongError("not a plain file")
    return handle


class CaseFile:
    """A case file that is being verified, step by step as docs/reference/case-file.md numbers them."""

    def __init__(self, folder: Path, openssl: str | None) -> None:
        self.folder, self.openssl = folder, openssl
        self.files, self.folders, self.wrong = look(folder)
        self.found: dict[str, Check] = {}

    def read(self, name: str, most: int = SMALL) -> bytes:
        """Read a small file of the bag whole."""
        if name not in self.files:
            raise WrongError(name + " is missing")
        with os.fdopen(opened(self.folder / name), "rb") as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise WrongError(name + " is too large")
        return content

    def digest(self, name: str) -> str:
        """Compute a file's SHA-256 without holding it in memory."""
        digest = hashlib.sha256()
        with os.fdopen(opened(self.folder / name), "rb") as file:
            for block in iter(lambda: file.read(BLOCK), b""):
                digest.update(block)
        return digest.hexdigest()

    def manifest(self, name: str) -> dict[str, str]:
        """Read a manifest in its one form: digest by path, in order of the paths' bytes."""
        listed: dict[str, str] = {}
        content, at, last = self.read(name, LARGE), 0, b""
        while at < len(content):
            line = LINE.match(content, at)
            if line is None or line[2] <= last:
                raise WrongError(f"line {len(listed) + 1} is malformed, twice there or out of order")
            at, last = line.end(), line[2]
            path = last.decode("utf-8", "surrogateescape")
            if odd(path):
                raise WrongError(f"line {len(listed) + 1} names a path that may not be")
            listed[path] = line[1].decode()
        return listed

    def compare(self, listed: dict[str, str]) -> str:
        """Compare files with their digests."""
        wrong = [path for path in listed if path not in self.files or self.digest(path) != listed[path]]
        if wrong:
            raise WrongError("changed or missing: " + first_of([shown(path) for path in wrong]))
        return f"{len(listed)} files have the digest that is listed"

    def needs(self, *names: str) -> None:
        """Leave a step out when one that it stands on does not hold."""
        for name in names:
            if self.found[name].ok is not True:
                raise UncheckedError(f'not checked, because "{name}" does not hold')

    def step_names(self) -> str:
        """1. Plain files and folders with ordinary names, and nothing else."""
        if self.wrong:
            raise WrongError(first_of(self.wrong))
        return f"{len(self.files)} plain files with ordinary names, no links"

    def step_tag_manifest(self) -> str:
        """2. The tag manifest lists exactly the files beside data/, in its one form."""
        self.tags = self.manifest(TAG_MANIFEST)
        if list(self.tags) != TAG_FILES:
            raise WrongError("it does not list exactly the files that it has to")
        return "well formed, and its digest is " + self.digest(TAG_MANIFEST)

    def step_key(self) -> str:
        """3. signer.pem is one Ed25519 key."""
        self.pem = self.read("signer.pem")
        self.fingerprint = fingerprint_of(self.pem.decode("utf-8", "replace"))
        return "its fingerprint is " + self.fingerprint

    def step_signature(self) -> str:
        """4. The tag manifest is signed by that key."""
        self.needs("key")
        if not self.signed(self.read(TAG_MANIFEST, LARGE), self.read(SIGNATURE)):
            raise WrongError("the signature is not by the key in signer.pem")
        return "the tag manifest is signed by the key in signer.pem"

    def step_tag_files(self) -> str:
        """5. The files beside data/ are those that were signed."""
        self.needs("tag manifest")
        return self.compare(self.tags)

    def step_description(self) -> str:
        """6. The bag says what it is and how large its payload is."""
        said = re.findall(
            rb"^Payload-Oxum: ([0-9]{1,18})\.([0-9]{1,18})$", self.read("bag-info.txt"), re.MULTILINE
        )
        if self.read("bagit.txt") != DECLARED or len(said) != 1:
            raise WrongError("bagit.txt or bag-info.txt is not as it has to be")
        self.oxum = (int(said[0][0]), int(said[0][1]))
        return f"BagIt 1.0, {self.oxum[1]} files of {self.oxum[0]} bytes"

    def step_manifest(self) -> str:
        """7. The manifest lists the payload, the custody among it, in its one form."""
        self.payload = self.manifest(MANIFEST)
        if CUSTODY not in self.payload or not all(path.startswith("data/") for path in self.payload):
            raise WrongError("it does not list the custody, or lists what is not under data/")
        return f"well formed, {len(self.payload)} files"

    def step_files(self) -> str:
        """8. Nothing is missing and nothing was added."""
        self.needs("description", "manifest")
        allowed = {*self.payload, *TAG_FILES, TAG_MANIFEST, SIGNATURE}
        folders = {path[:at] for path in self.payload for at, c in enumerate(path) if c == "/"}
        wrong = ["added " + shown(path) for path in sorted({*self.files, *self.folders} - allowed - folders)]
        wrong += ["missing " + shown(path) for path in sorted(allowed - {*self.files})]
        if wrong:
            raise WrongError(first_of(wrong))
        if self.oxum != (sum(self.files[path] for path in self.payload), len(self.payload)):
            raise WrongError("the payload is not as large as bag-info.txt says")
        return "exactly the files that are listed"

    def step_payload(self) -> str:
        """9. Every file of the payload is as it was sealed."""
        self.needs("manifest")
        return self.compare(self.payload)

    def step_custody(self) -> str:
        """10. Each entry of custody follows the one before; the last is "sealed", on these files."""
        self.needs("manifest")
        lines = self.read(CUSTODY, LARGE).split(b"\n")
        if lines.pop() or not lines:
            raise WrongError("it is cut off")
        self.entries: list[tuple[bytes, bytes]] = []
        previous, last = "sha256:" + "0" * 64, {"at": ""}
        for row, line in enumerate(lines, start=1):
            entry, message = entry_of(line, row)
            if (entry["seq"], entry["previous"]) != (row, previous) or entry["at"] < last["at"]:
                raise WrongError(f"entry {row} does not follow the one before it")
            if entry["hash"] != "sha256:" + hashlib.sha256(message).hexdigest():
                raise WrongError(f"entry {row} was changed: its hash is not that of its fields")
            self.entries.append((message, bytes.fromhex(entry["signature"])))
            previous, last = entry["hash"], entry
        rest = [f"{digest}  {path}\n" for path, digest in self.payload.items() if path != CUSTODY]
        sealed = "sha256:" + hashlib.sha256("".join(rest).encode()).hexdigest()
        if (last["action"], last["object_digest"]) != ("sealed", sealed):
            raise WrongError('the last entry is not "sealed" on these files')
        return f'entries in one chain: {len(lines)}; the last is "sealed", on these files'

    def step_custody_signatures(self) -> str:
        """11. Every entry of custody is signed by the same key."""
        self.needs("signature", "custody")
        for row, (message, signature) in enumerate(self.entries, start=1):
            if not self.signed(message, signature):
                raise WrongError(f"entry {row} is not signed by the key in signer.pem")
        return "every entry is signed by the key in signer.pem"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Tell whether the key in signer.pem signed this."""
        if self.openssl is None:
            raise UncheckedError("not checked: no openssl that knows Ed25519 (version 3) was found")
        return len(signature) == 64 and by_openssl(self.openssl, self.pem, message, signature)


def entry_of(line: bytes, row: int) -> tuple[dict[str, Any], bytes]:
    """Read one entry of custody; with the bytes that were signed."""
    try:
        entry: Any = json.loads(line[:LONGEST_LINE].decode())
        whole = isinstance(entry, dict) and in_form(entry) and written(entry) == line
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        raise WrongError(f"entry {row} is not in the one form of an entry")
    return entry, written({name: entry[name] for name in FIELDS if name not in ("hash", "signature")})


def in_form(entry: dict[str, Any]) -> bool:
    """Tell whether the fields are the right ones, each of its kind."""
    if entry.keys() != FIELDS.keys() or any(type(entry[name]) not in FIELDS[name] for name in FIELDS):
        return False
    digests = [entry[name] for name in ("previous", "hash", "object_digest") if entry[name] is not None]
    if not all(DIGEST.fullmatch(one) for one in digests) or not AT.fullmatch(entry["at"]):
        return False
    datetime.strptime(entry["at"][:-1] + "+0000", "%Y-%m-%dT%H:%M:%S.%f%z")
    return re.fullmatch("[0-9a-f]{128}", entry["signature"]) is not None


def written(record: dict[str, Any]) -> bytes:
    """Write a record as it is signed: names in order, no spaces (RFC 8785)."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint_of(pem: str) -> str:
    """Compute the fingerprint: SHA-256 of the key's binary form (SubjectPublicKeyInfo)."""
    key = PEM.fullmatch(pem)
    der = base64.b64decode(key[1]) if key else b""
    if not key or der[:12] != ED25519 or base64.b64encode(der).decode() != key[1]:
        raise WrongError("this is not one Ed25519 public key in its usual form")
    return "SHA256:" + hashlib.sha256(der).hexdigest()


def by_openssl(openssl: str, pem: bytes, message: bytes, signature: bytes) -> bool:
    """Ask openssl, on copies in a folder of our own."""
    with tempfile.TemporaryDirectory() as own:
        Path(own, "key").write_bytes(pem)
        Path(own, "message").write_bytes(message)
        Path(own, "signature").write_bytes(signature)
        asked = ("-verify", "-pubin", "-inkey", "key", "-rawin", "-in", "message", "-sigfile", "signature")
        return run(own, openssl, "pkeyutl", *asked).returncode == 0


def run(inside: str, *asked: str) -> subprocess.CompletedProcess[bytes]:
    """Run openssl, whose path is known by now."""
    quiet = subprocess.DEVNULL
    return subprocess.run(asked, cwd=inside, stdin=quiet, capture_output=True, check=False)  # noqa: S603  no shell


def usable_openssl(asked: str | None, casefile: Path) -> str | None:
    """Find an openssl that knows Ed25519, and that is not part of the case file."""
    found = str(Path(asked or shutil.which("openssl") or "openssl").resolve())
    if casefile.resolve() in Path(found).parents:
        return None
    try:
        said = run(tempfile.gettempdir(), found, "version").stdout
    except OSError:
        return None
    return found if re.match(rb"OpenSSL ([3-9]|[1-9][0-9])[.]", said) else None


def fingerprint_asked(key: str) -> str:
    """Read the fingerprint, or compute that of a public key file, which must not be the one in the bag."""
    plain = re.sub(r"[\s:]", "", re.sub("^sha256:", "", key.strip(), flags=re.IGNORECASE)).lower()
    if re.fullmatch("[0-9a-f]{64}", plain):
        return "SHA256:" + plain
    pem = Path(key).read_bytes()[:SMALL].decode("utf-8", "replace")
    return fingerprint_of(pem.replace("\r\n", "\n").strip() + "\n")


def verify(folder: Path, wanted: str | None, openssl: str | None) -> tuple[str, list[Check]]:
    """Go through the steps; the verdict is a key of VERDICTS."""
    casefile = CaseFile(folder, usable_openssl(openssl, folder))
    for attribute in [name for name in vars(CaseFile) if name.startswith("step_")]:
        name = attribute[5:].replace("_", " ")
        try:
            casefile.found[name] = Check(name, True, getattr(casefile, attribute)())
        except (WrongError, OSError) as wrong:
            casefile.found[name] = Check(name, False, getattr(wrong, "strerror", None) or str(wrong))
        except UncheckedError as why:
            casefile.found[name] = Check(name, None, str(why))
    holds = [check.ok for check in casefile.found.values()]
    verdict = "changed" if False in holds else "unchecked" if None in holds else "unverified"
    ok = casefile.fingerprint == wanted if wanted and casefile.found["key"].ok else None
    if verdict == "unverified" and ok is not None:
        verdict = "verified" if ok else "other key"
    said = "the key that you named" if ok else "not the key that you named"
    said = "not checked: give the fingerprint that came by another channel" if ok is None else said
    return verdict, [*casefile.found.values(), Check("signer", ok, said)]


def main() -> int:
    """Read the command line, verify, print what was found."""
    parser = argparse.ArgumentParser(description="Verify a case file.")
    parser.add_argument("casefile", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", help="the sender's fingerprint or public key file, from elsewhere")
    parser.add_argument("--openssl", help="which openssl to ask, when the usual one is too old")
    asked = parser.parse_args()
    if not asked.casefile.is_dir():
        parser.error("there is no folder of that name")
    try:
        wanted = fingerprint_asked(asked.key) if asked.key else None
    except (OSError, WrongError):
        parser.error("--key is neither a fingerprint of 64 digits nor a file with an Ed25519 public key")
    verdict, checks = verify(asked.casefile, wanted, asked.openssl)
    words = {True: "ok", False: "WRONG", None: "-"}
    lines = [f"{at:2}  {words[one.ok]:5}  {one.name}: {one.said}" for at, one in enumerate(checks, start=1)]
    text = "\n".join([*lines, "", VERDICTS[verdict], ""]).encode(sys.stdout.encoding, "backslashreplace")
    sys.stdout.buffer.write(text)
    return 0 if verdict == "verified" else 1


if __name__ == "__main__":
    sys.exit(main())
