"""What the trial of the OpenAPI document does before each call: another address asks, as through a proxy."""

from __future__ import annotations

import os
from typing import Any

import schemathesis


@schemathesis.hook  # type: ignore[untyped-decorator,unused-ignore]  # it has no types where it is absent
def before_call(_context: object, case: Any, _given: object) -> None:
    """Come from another address each time, so that the limits stand and are not met."""
    address = "10." + ".".join(str(one) for one in os.urandom(3))
    case.headers = {**(case.headers or {}), "X-Forwarded-For": address}
