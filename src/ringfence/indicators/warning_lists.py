"""MISP's warning lists, read from the package ``pymispwarninglists`` where it is installed.

They are lists of names, addresses and numbers that say nothing by themselves
(https://github.com/MISP/misp-warninglists, CC0). Only the files that are asked for are read, once; the
package itself is not imported, since that reads all of its 80 megabytes. Without it every list is empty.
"""

from __future__ import annotations

import bisect
import ipaddress
import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pymispwarninglists"
_FOLDER = Path("data", "misp-warninglists", "lists")

HOSTING = ("dynamic-dns", "lots-project")
"""Lists of hosts under which anyone may have a sub-domain."""

HOSTS = (
    *HOSTING,
    *("url-shortener", "link-in-bio", "disposable-email", "parking-domain-ns"),
    *("microsoft", "microsoft-attack-simulator", "google", "bank-website", "tranco10k"),
)
"""Lists of hosts whose bare name says nothing about a ring."""

ADDRESSES = ("parking-domain", "akamai", "cloudflare", "fastly", "stackpath", "public-dns-v4")
"""Lists of IP addresses that serve everyone."""

PHONES = "phone_numbers"


def folder() -> Path | None:
    """Give the folder of the installed lists; None where the package is not installed."""
    spec = find_spec(PACKAGE)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / _FOLDER


def entries(name: str) -> list[str]:
    """Read one list.

    Args:
        name: The list's folder, such as ``url-shortener``.

    Returns:
        Its entries as they stand there; none where the package or the list is missing.
    """
    lists = folder()
    file = None if lists is None else lists / name / "list.json"
    if file is None or not file.is_file():
        return []
    return [str(entry) for entry in json.loads(file.read_bytes())["list"]]


@lru_cache(maxsize=1)
def _hosts() -> tuple[frozenset[str], frozenset[str]]:
    every: set[str] = set()
    below: set[str] = set()
    for name in HOSTS:
        for entry in entries(name):
            host = entry.lower().lstrip(".")
            every.add(host)
            if name in HOSTING and entry.startswith("."):
                below.add(host)
    return frozenset(every), frozenset(below)


def hosts() -> frozenset[str]:
    """Give the hosts of `HOSTS`, in small letters, without the dot that stands for their sub-domains."""
    return _hosts()[0]


def hosting() -> frozenset[str]:
    """Give those of `HOSTING` that are marked as having sub-domains of others."""
    return _hosts()[1]


@lru_cache(maxsize=1)
def _addresses() -> tuple[frozenset[str], dict[int, tuple[list[int], list[int]]]]:
    """Give single addresses, and by IP version where ranges start and end, sorted and without overlap."""
    single: set[str] = set()
    ranges: dict[int, list[tuple[int, int]]] = {4: [], 6: []}
    for entry in (entry for name in ADDRESSES for entry in entries(name)):
        if "/" not in entry:
            single.add(entry.lower())
            continue
        network = ipaddress.ip_network(entry, strict=False)
        ranges[network.version].append((int(network.network_address), int(network.broadcast_address)))
    return frozenset(single), {version: _merged(sorted(found)) for version, found in ranges.items()}


def _merged(ranges: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for first, last in ranges:
        if ends and first <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    return starts, ends


def has_address(value: str) -> bool:
    """Tell whether an IP address, in its canonical form, serves everyone; False for what is no address."""
    single, ranges = _addresses()
    if value in single:
        return True
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    starts, ends = ranges[address.version]
    at = bisect.bisect_right(starts, int(address)) - 1
    return at >= 0 and int(address) <= ends[at]


@lru_cache(maxsize=1)
def phones() -> re.Pattern[str] | None:
    """Give one pattern of all numbers in `PHONES`; None where there are none.

    The patterns there are written ``/…/g``, for a number with or without its country code, some with the
    zero that is dialled inside the country.
    """
    written = [entry.strip("/g").rstrip("/") for entry in entries(PHONES)]
    return re.compile("|".join(f"(?:{pattern})" for pattern in written)) if written else None
