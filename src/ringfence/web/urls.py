"""Every address of a node: the public pages, and the interface for programs."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/", include("ringfence.web.api.addresses")),
    path("", include("ringfence.web.public.urls")),
]
handler400 = "ringfence.web.public.views.errors.bad_request"
handler403 = "ringfence.web.public.views.errors.forbidden"
handler404 = "ringfence.web.public.views.errors.not_found"
handler500 = "ringfence.web.public.views.errors.broken"
