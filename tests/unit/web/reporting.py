"""How the tests of the report answer its questions."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from django.test import Client
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS: dict[str, dict[str, Any]] = {
    "connected": {"connected": "no"},
    "what": {"channel": "popup"},
    "who": {"brand": "Contoso", "claimed_name": "Kevin"},
    "numbers": {"number_called_from": "1-888-555-0142", "number_dialled": "1-888-555-0123"},
    "traces": {"website": "warning-help.example", "popup_text": "Your computer is locked. Call us."},
    "when": {"day": "2", "month": "3", "year": "2026", "time": "2:30 pm"},
    "remote": {"remote": "yes", "software": "AnyDesk", "remote_id": "999 012 345"},
    "paid": {"paid": "no"},
    "words": {"text": "A red page filled my screen and a voice told me to call them. They took over."},
    "files": {"on": "1"},
    "elsewhere": {"elsewhere": "yes", "elsewhere_to": "The police in Springfield, number 26-0555"},
    "you": {"behalf": "other", "country": "US", "age": "60_74"},
    "contact": {"reporter_name": "Ben Hartwell", "reporter_email": "ben@mail.example"},
    "consents": {"given": ["share_police", "testify"]},
}
"""A whole report, page by page."""


def begun(lang: str = "en") -> Client:
    """Give a browser that has begun a report."""
    client = Client()
    client.post(f"/{lang}/report/")
    return client


def answered(answers: Mapping[str, Mapping[str, Any]], lang: str = "en") -> Client:
    """Give a browser that has answered some questions."""
    client = begun(lang)
    for slug, said in answers.items():
        client.post(f"/{lang}/report/{slug}/", said)
    return client


def sent(answers: Mapping[str, Mapping[str, Any]] = ANSWERS, lang: str = "en") -> Client:
    """Give a browser that has handed a report in."""
    client = answered(answers, lang)
    client.post(f"/{lang}/report/check/")
    return client


def code_of(client: Client) -> str:
    """Read the code off the last page, as a person would."""
    groups = client.get("/en/report/done/").context["groups"]
    return " ".join(groups)


def picture(shape: str = "PNG", size: tuple[int, int] = (80, 60), **more: Any) -> bytes:
    """Draw a picture's file."""
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, shape, **more)
    return out.getvalue()


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
