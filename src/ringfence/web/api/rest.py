"""REST for programs: ``/api/v1/``, described by its own OpenAPI document."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Ringfence", version="1", docs_url=None, openapi_url="/openapi.json")
