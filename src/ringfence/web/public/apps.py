"""How Django knows the public face."""

from django.apps import AppConfig


class Public(AppConfig):
    """The public face."""

    name = "ringfence.web.public"
    label = "public"
