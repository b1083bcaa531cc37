"""Set Django up for this node, once a process."""

from __future__ import annotations

import os

import django
from django.apps import apps

SETTINGS = "ringfence.ledger.settings"


def ready() -> None:
    """Set Django up, unless it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()
