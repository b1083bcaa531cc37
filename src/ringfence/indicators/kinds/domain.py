"""Domains: the name a person can register, in small letters and A-labels: ``contoso-help.example``.

Names follow RFC 1035 and UTS #46; where registration starts is the Public Suffix List's knowledge. On shared
hosting the customer's own sub-domain is the name; the hosting's bare name says nothing (`known_good.shared`).
A name that only looks like another (Cyrillic letters among Latin ones, a brand's with accents) gives both. A
host of a remote-access tool gives none: its domain serves whoever rents it (`kinds.remote_access`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import known_good, roles, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.indicators.kinds import remote_access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "domain"
ROLES = (Role.VISITED, Role.GENUINE)
RANK = 5


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find the domain of every web address, with or without a scheme."""
    armed = text.refanged
    for name in web_names.names(text):
        if name.local is not None or remote_access.claims(armed, name):
            continue
        value = web_names.registrable(name.host)
        if value is None:
            continue
        imitated = web_names.look_alike(value)
        for one in filter(None, (value, imitated)):
            role = roles.resolve(NAME, one, armed, (name.start, name.end))
            role = Role.VISITED if imitated else role  # who writes another's name is not the real one
            yield Found(
                NAME, one, role, Validity.VALID, *armed.span(name.start, name.end), strength(one, role)
            )


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a domain, or the domain of a web address, that stands alone in a form's field."""
    bare = written.strip().partition("://")[2] or written.strip()
    host = web_names.ascii_host(bare.partition("/")[0].rpartition("@")[2].partition(":")[0].partition("?")[0])
    value = web_names.registrable(host) if host else None
    return None if value is None else (value, Validity.VALID)


def strength(value: str, role: Role) -> float:
    """Give .93, or 0 for a host that serves everyone and for a genuine one."""
    return 0.0 if role is Role.GENUINE or known_good.shared(value) else 0.93


def label(value: str) -> str:
    """Write a name in its own letters."""
    return web_names.written_host(value)
