"""Write the reference page of the interface for programs from its own OpenAPI document.

python -m tools.api_reference       write docs/reference/api.md
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringfence.ledger import opened
from ringfence.web.api.problems import NAMES, title
from ringfence.web.api.rest import api

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["opened", "page"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "api.md"
MOST_NAMED = 12
"""Words of a choice that stand on the page; of more only the first are named."""

OPENING = """\
# The interface for programs

REST under `/api/v1/`, with the same answers as the pages and as `ringfence check`. This page is written by
`.venv/bin/python -m tools.api_reference` from the document that a node gives at `/api/v1/openapi.json`
(OpenAPI 3.1); a test compares them. How to use it: [use the API](../how-to/use-the-api.md).

- **Bodies** are JSON, declared as `application/json`, in UTF-8, at most 100,000 bytes and 8 levels deep. A
  name that is not known, a name that stands twice in one object, NaN and half a surrogate pair are refused.
  NUL is read as U+FFFD.
- **Problems** are `application/problem+json` (RFC 9457): `type` (`urn:ringfence:problem:…`), `title`,
  `status`, `detail`; with 422 also `errors`, each with a `pointer` to its place (RFC 6901) and what is wrong.
  None repeats what was sent.
- **Limits** are those of [limits](limits.md). `RateLimit-Policy` names them, `RateLimit` says what is left
  (`r`) and in how many seconds they start anew (`t`); 429 says by `Retry-After` when to come back.
- **No cookie** is read or set, so there is no CSRF token; answers are not open to other sites' pages (no
  CORS), and are kept in no cache.
- **A code is never a part of an address**: addresses are logged on the way, bodies are not.
- Nothing that is asked with `check` is kept. Addresses of callers are kept nowhere.
"""


def page() -> str:
    """Write the page."""
    document: dict[str, Any] = api.get_openapi_schema()
    parts = [OPENING]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts.append("\n".join(_operation(method.upper(), path, operation)))
    parts += ["## Problems\n", "| Status | Type | Title |\n|---|---|---|"]
    parts += [
        f"| {status} | `urn:ringfence:problem:{name}` | {title(status)} |" for status, name in NAMES.items()
    ]
    parts.append("\n## What is sent and answered\n")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts.append("\n".join(_schema(name, schema)))
    return "\n".join(parts)


def _operation(method: str, path: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"## {method} {path}\n"
    yield f"{told['description']}\n"
    for one in told.get("parameters", ()):
        yield f"- `{one['name']}` ({one['in']}): {one.get('description') or _type(one['schema'])}"
    if "requestBody" in told:
        yield f"- body: {_type(told['requestBody']['content']['application/json']['schema'])}"
    for status, answer in told["responses"].items():
        if int(status) < 400:
            yield f"- {status}: {_type(answer['content']['application/json']['schema'])}"
    yield f"- problems: {', '.join(status for status in told['responses'] if int(status) >= 400)}\n"


def _schema(name: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}\n"
    if "description" in told:
        yield f"{told['description']}\n"
    yield "| Name | Type | What it holds |\n|---|---|---|"
    needed = told.get("required", ())
    for field, one in told["properties"].items():
        said = [one["description"]] if "description" in one else []
        said += [] if field in needed else ["may be left out"]
        yield f"| `{field}` | {_type(one)} | {'; '.join(said)} |"
    yield ""
    for example in told.get("examples", ()):
        yield f"    {json.dumps(example, ensure_ascii=False)}\n"


def _type(told: dict[str, Any]) -> str:
    """Say a schema in a few words."""
    if "$ref" in told:
        name = told["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in told:
        return ", or ".join(_type(one) for one in told["anyOf"])
    if "enum" in told:
        named = ", ".join(f"`{one}`" for one in told["enum"][:MOST_NAMED])
        return f"{named} and so on" if len(told["enum"]) > MOST_NAMED else named
    if told.get("type") == "array":
        most = f", at most {told['maxItems']:,}" if "maxItems" in told else ""
        return f"list of {_type(told['items'])}{most}"
    most = f", at most {told['maxLength']:,} characters" if "maxLength" in told else ""
    shape = f", `{told['pattern']}`".replace("|", "\\|") if "pattern" in told else ""
    return f"{told.get('format') or told.get('type', 'anything')}{most}{shape}"


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(PAGE.parents[2])}")


if __name__ == "__main__":
    main()
