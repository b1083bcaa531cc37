"""How Django knows the ledger."""

from django.apps import AppConfig


class Ledger(AppConfig):
    """The ledger."""

    name = "ringfence.ledger"
    label = "ledger"
