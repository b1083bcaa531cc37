"""The tables, with Django set up: ``from ringfence.ledger.opened import models``."""

from __future__ import annotations

from ringfence.ledger import boot

boot.ready()

from django_tasks_db.management.commands.db_worker import Worker  # noqa: E402 - (as below)
from django_tasks_db.models import DBTaskResult  # noqa: E402 - (as below)

from ringfence.ledger import models  # noqa: E402 - tables can be read only after Django is set up

__all__ = ["DBTaskResult", "Worker", "models"]
