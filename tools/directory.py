"""Sign and check the directory of where to report.

    python -m tools.directory sign --key FILE     sign src/ringfence/guidance/places with the release key
    python -m tools.directory check               check the signature
    python -m tools.directory check --release     the same, and refuse places that have expired, and a day
                                                  beside a source that nobody noted

The private half of the release key is never in the repository; whoever makes a release keeps it.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ringfence.exchange.signing import read_key
from ringfence.guidance.directory import PUBLIC_KEY, SIGNATURE, read_directory, release_key, signed_bytes
from ringfence.words import RingfenceError

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_NOTED = "not noted"
"""What a source says of which nobody knows the page; a day has no business beside it."""
PLACES = Path(__file__).resolve().parent.parent / "src" / "ringfence" / "guidance" / "places"


def sign(folder: Path, key_file: Path) -> str:
    """Sign the places of a folder, and put the key's public half beside them; gives its fingerprint."""
    key = read_key(key_file.read_bytes())
    places = read_directory(folder, key.public).places
    (folder / PUBLIC_KEY).write_bytes(key.public.pem)
    (folder / SIGNATURE).write_text(f"{key.sign(signed_bytes(places)).hex()}\n", encoding="ascii")
    return key.public.fingerprint


def wrong_with(folder: Path, *, release: bool, on: date) -> list[str]:
    """Say what is wrong with the places of a folder on a day.

    With ``release`` also which have expired, and which carry a day though nobody noted their source.
    """
    found = read_directory(folder)
    wrong = [] if found.signed else ["the signature does not fit: sign the directory again"]
    if release:
        wrong += [f"{one.id} expired on {one.expires_on}" for one in found.places if one.expired(on)]
        wrong += [
            f"{one.id} carries the day {one.checked_on}, but its source is not noted"
            for one in found.places
            if one.checked_on is not None and NOT_NOTED in one.source
        ]
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; 0 when all is well, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m tools.directory")
    commands = parser.add_subparsers(dest="command", required=True)
    signing = commands.add_parser("sign", help="sign the directory")
    signing.add_argument("--key", type=Path, required=True, help="the release key's private half (PEM)")
    checking = commands.add_parser("check", help="check the signature")
    checking.add_argument(
        "--release", action="store_true", help="also refuse what has expired or has no source"
    )
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "sign":
            print(f"Signed with {sign(PLACES, asked.key)}")
            return 0
        wrong = wrong_with(PLACES, release=asked.release, on=datetime.now(UTC).date())
    except (RingfenceError, OSError) as failed:
        wrong = [str(failed)]
    for line in wrong:
        print(line)
    if not wrong:
        print(f"All is well: signed with {release_key().fingerprint}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
