"""E-mail addresses in small letters: ``refunds@contoso-help.example`` (RFC 5321; case is ignored)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.indicators import roles, services, web_names
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "email"
ROLES = (Role.CONTACT, Role.GENUINE, Role.REPORTER)
RANK = 10


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every e-mail address."""
    armed = text.refanged
    if "@" not in armed.text:
        return
    for name in web_names.names(text):
        if name.local is None or services.claims(armed, name.start, name.end) in ("zelle", "paypal"):
            continue  # what a payment service knows a person by is a handle
        value = f"{name.local}@{name.host}"
        role = roles.resolve(NAME, value, armed, (name.start, name.end))
        yield Found(
            NAME, value, role, Validity.VALID, *armed.span(name.start, name.end), strength(value, role)
        )


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read an address that stands alone in a form's field."""
    local, at, host = written.strip().strip("<>").removeprefix("mailto:").rpartition("@")
    name = web_names.ascii_host(host) if at and local and " " not in local and "@" not in local else None
    if name is None or web_names.registrable(name) is None:
        return None
    return f"{local.lower()}@{name}", Validity.VALID


def strength(value: str, role: Role) -> float:
    """Give .95 for an address of the fraud, 0 for any other."""
    return 0.95 if role is Role.CONTACT else 0.0


def label(value: str) -> str:
    """Write an address as it is."""
    return value
