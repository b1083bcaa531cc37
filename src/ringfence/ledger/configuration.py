"""What this node is told by its environment: one place for every setting, refused loudly when unsafe.

    >>> read({"RINGFENCE_HOME": "/srv/ringfence"}).database
    'sqlite:////srv/ringfence/ledger.sqlite3'

docs/reference/settings.md lists them all; `ringfence doctor` says which are missing and how to mend it.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

DESK = "public-desk"
"""The source of the reports that the public hands in."""
_LOCAL = ("127.0.0.1", "localhost", "[::1]")

DATABASE_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")
"""What may be asked of PostgreSQL beside where it is; libpq's own words, also for its tools as ``PG…``."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who answers for this node, for the imprint and the privacy notice; "" where it was not said.

    Attributes:
        name: The organisation.
        address: Its postal address, on one line.
        email: Where it is written to.
        privacy: The e-mail address of its data-protection officer.
        authority: The supervisory authority that complaints go to.
        security: Where weaknesses are reported, an e-mail address.
    """

    name: str
    address: str
    email: str
    privacy: str
    authority: str
    security: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a node.

    Attributes:
        home: Where everything that this node keeps lives.
        database: ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST:PORT/NAME``.
        url: The address by which the public reaches it, such as ``https://report.example``; "" for a node
            that only this machine reaches.
        hosts: The host names that requests may name.
        proxy: The address of the one reverse proxy whose ``X-Forwarded-For`` is believed; "" for none.
        operator: Who answers for it.
        retention_days: Days after which what people said of themselves is erased, unless a hold stands.
        clamd: ``HOST:PORT`` or the path of the socket of a virus scanner; "" for none.
    """

    home: Path
    database: str
    url: str
    hosts: tuple[str, ...]
    proxy: str
    operator: Operator
    retention_days: int
    clamd: str

    @property
    def secure(self) -> bool:
        """Whether the public reaches it by https."""
        return self.url.startswith("https://")

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return self.home / "keys"

    @property
    def tables(self) -> Path:
        """The folder of the tables that the linker reads."""
        return self.home / "tables"

    @property
    def rings(self) -> Path:
        """The ring folder of the newest relink."""
        return self.home / "rings"

    @property
    def uploads(self) -> Path:
        """The folder of sealed uploads."""
        return self.home / "uploads"


def read(environment: Mapping[str, str]) -> Configuration:
    """Read the settings from an environment.

    A value may stand in a file instead, which the same name with ``_FILE`` names, as secret stores do.

    Raises:
        UsageError: When one is not what it must be, or unsafe.
    """

    def said(name: str, otherwise: str = "") -> str:
        file = environment.get(f"{name}_FILE")
        if file:
            return in_file(name, file)
        return environment.get(name, "").strip() or otherwise

    home = Path(said("RINGFENCE_HOME", str(Path.home() / ".ringfence"))).expanduser().absolute()
    url = _url(said("RINGFENCE_URL"))
    named = [one.strip() for one in said("RINGFENCE_HOSTS").split(",") if one.strip()]
    host = urlsplit(url).hostname
    return Configuration(
        home=home,
        database=_database(said("DATABASE_URL", f"sqlite:///{home / 'ledger.sqlite3'}")),
        url=url,
        hosts=tuple(dict.fromkeys([*_LOCAL, *([host] if host else []), *_hosts(named)])),
        proxy=_proxy(said("RINGFENCE_PROXY")),
        operator=Operator(
            *(
                said(f"RINGFENCE_OPERATOR_{part}")
                for part in ("NAME", "ADDRESS", "EMAIL", "PRIVACY", "AUTHORITY", "SECURITY")
            )
        ),
        retention_days=_days(said("RINGFENCE_RETENTION_DAYS", "3650")),
        clamd=_clamd(said("RINGFENCE_CLAMD")),
    )


@lru_cache(maxsize=1)
def configuration() -> Configuration:
    """Give the settings of this process; read once."""
    return read(os.environ)


class _Asked(Mapping[str, str]):
    """An empty environment that notes what it is asked for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __getitem__(self, name: str) -> str:
        self.names.append(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def names() -> tuple[str, ...]:
    """Name every setting; each may stand in a file that the same name with ``_FILE`` names."""
    asked = _Asked()
    read(asked)
    return (*(name for name in asked.names if not name.endswith("_FILE")), "RINGFENCE_MASTER_KEYS")


def in_file(name: str, path: str) -> str:
    """Read the value of a setting that stands in a file.

    Args:
        name: The setting.
        path: The file that its name with ``_FILE`` names.

    Raises:
        UsageError: When it cannot be read, or others can read it too.
    """
    try:
        if Path(path).stat().st_mode & 0o007:
            raise UsageError(f"others can read the file that {name}_FILE names", advice=f"chmod o= {path}")
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise UsageError(
            f"the file that {name}_FILE names cannot be read", advice="Look at its path and its rights"
        ) from wrong


def _url(written: str) -> str:
    parts = urlsplit(written)
    if written and (parts.scheme not in {"https", "http"} or not parts.hostname or parts.path.strip("/")):
        raise UsageError("RINGFENCE_URL is no address", advice="Write it as https://report.example")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise UsageError(
            "RINGFENCE_URL has no https: what victims write would be read on the way",
            advice="Put a reverse proxy with a certificate before it (docs/how-to/deploy.md)",
        )
    return written.rstrip("/")


def _hosts(named: list[str]) -> list[str]:
    if any("*" in one or one.startswith(".") for one in named):
        raise UsageError("RINGFENCE_HOSTS holds a wildcard", advice="Name each host that is meant")
    return named


def _proxy(written: str) -> str:
    if not written:
        return ""
    try:
        return str(ipaddress.ip_address(written))
    except ValueError as wrong:
        raise UsageError(
            "RINGFENCE_PROXY is no address", advice="Give the one address of the proxy, such as 127.0.0.1"
        ) from wrong


def _database(written: str) -> str:
    if not written.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise UsageError(
            "DATABASE_URL is neither SQLite nor PostgreSQL",
            advice="Write postgresql://USER:PASSWORD@HOST:5432/NAME, or leave it out",
        )
    try:
        parts = urlsplit(written)
        parts.port  # noqa: B018 - looking at it is what refuses it
    except ValueError as wrong:
        raise UsageError(
            "the port in DATABASE_URL is no number of a port",
            advice="Write postgresql://USER:PASSWORD@HOST:5432/NAME",
        ) from wrong
    if not parts.path.strip("/"):
        raise UsageError(
            "DATABASE_URL names no database",
            advice="Write postgresql://USER:PASSWORD@HOST:5432/NAME or sqlite:///PATH, or leave it out",
        )
    unknown = [name for name in database_options(written) if name not in DATABASE_OPTIONS]
    if unknown:
        raise UsageError(
            f"DATABASE_URL asks for {unknown[0]}, which is not known",
            advice=f"Known behind its ? are {', '.join(DATABASE_OPTIONS)}",
        )
    return written


def database_options(address: str) -> dict[str, str]:
    """Give what the address of PostgreSQL asks for behind its ``?``, such as ``sslmode=verify-full``."""
    if address.startswith("sqlite:"):
        return {}
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def _clamd(written: str) -> str:
    host, _, port = written.rpartition(":")
    at_port = host and port.isdecimal() and 0 < int(port) < 65_536 and not any(map(str.isspace, host))
    if written and not written.startswith("/") and not at_port:
        raise UsageError(
            "RINGFENCE_CLAMD is neither HOST:PORT nor the path of a socket",
            advice="Write it as 127.0.0.1:3310 or /run/clamav/clamd.ctl, or leave it out",
        )
    return written


def _days(written: str) -> int:
    if not written.isdigit() or int(written) < 1:
        raise UsageError("RINGFENCE_RETENTION_DAYS is no number of days", advice="Write it as 3650")
    return int(written)
