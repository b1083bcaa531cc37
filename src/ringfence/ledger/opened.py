"""The tables, with Django set up: ``from ringfence.ledger.opened import models``."""

from __future__ import annotations

from ringfence.ledger import boot

boot.ready()

from ringfence.ledger import models  # noqa: E402 - tables can be read only after Django is set up

__all__ = ["models"]
