"""Take pictures of the public pages as a phone shows them, for the documentation: one sheet a language.

    python -m tools.screens               write docs/pictures/pages-<language>.png

It starts a server of its own on an empty home, and Debian's Chromium; both end with it. Everything that is
typed is made up.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from ringfence.web.public.words import FULL, LANGUAGES
from tests.nodes import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 360, 780
_GAP = 12
_COLOURS = 48
_MESSAGE = (
    "Your computer is locked. Call Microsoft at 1-888-555-0123 and pay with gift cards: "
    "www.harbour-helpline.example"
)


def _taken(page: Page, under: str | None = None) -> Image.Image:
    """Take a picture of what a person sees, from the top or from where an element begins."""
    if under:
        page.locator(under).first.evaluate("one => one.scrollIntoView()")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _everywhere(page: Page, url: str) -> list[Image.Image]:
    """Take the pages that every language has: start, a check's answer, and what to do now."""
    page.goto(url)
    taken = [_taken(page)]
    page.goto(f"{url}check/")
    page.locator("#text").fill(_MESSAGE)
    page.locator("main button").first.click()
    taken.append(_taken(page, "main"))
    page.goto(f"{url}help/")
    page.locator("main input[name=connected]").first.check()
    page.locator("main input[name=paid]").first.check()
    page.locator("main button.do").first.click()
    return [*taken, _taken(page, "main")]


def _full(page: Page, url: str) -> list[Image.Image]:
    """Take the pages that some languages have: a question of the report, the follow-up, what came of it."""
    page.goto(f"{url}report/")
    page.locator("main button.do").first.click()
    taken = [_taken(page, "main")]
    for path in ("follow-up/", "transparency/"):
        page.goto(f"{url}{path}")
        taken.append(_taken(page, "main"))
    return taken


def sheet(pictures: list[Image.Image]) -> Image.Image:
    """Lay pictures of one size side by side, in few colours."""
    width = len(pictures) * (WIDTH + _GAP) + _GAP
    whole = Image.new("RGB", (width, HEIGHT + 2 * _GAP), (150, 160, 168))
    for place, one in enumerate(pictures):
        whole.paste(one, (_GAP + place * (WIDTH + _GAP), _GAP))
    return whole.quantize(_COLOURS)


def main() -> None:
    """Take them all."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "home", "--no-work") as node,
        sync_playwright() as playwright,
    ):
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        for lang in LANGUAGES:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
            taken = _everywhere(page, f"{node.url}/{lang}/")
            if lang in FULL:
                taken += _full(page, f"{node.url}/{lang}/")
            sheet(taken).save(PICTURES / f"pages-{lang}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
