"""Every public page in a real browser: on a phone of 320 pixels, without a mouse, in dark, forced colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ringfence.web.public.words import FULL, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.nodes import Served

SHORT = ("", "check/", "help/")
LONG = ("correct/", "transparency/", "privacy/", "imprint/", "accessibility/", "follow-up/", "report/")
PAGES = [(lang, page) for lang in LANGUAGES for page in (*SHORT, *(LONG if lang in FULL else ()))]
MESSAGE = (
    "Your Microsoft computer is locked. Call 1-888-555-0123 now and pay with gift cards. "
    "www.harbour-helpline.example"
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LEAST = 44
"""Pixels, in each direction, of what is touched (best practice; WCAG 2.2 AA asks for 24)."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page 320 pixels wide, which is also one of 1,280 at 400 %; what its console says is kept."""
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        opened = context.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
        yield opened
        assert said == []


def barriers(page: Page) -> list[str]:
    """What bars people, by axe's rules for WCAG 2.2 AA."""
    axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def is_whole(page: Page) -> None:
    """Look at what every page must have."""
    assert barriers(page) == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.scripts.length") == 0
    assert too_small(page) == []


def too_small(page: Page) -> list[str]:
    """Name what is touched and too small for a finger: of a box to tick it is the label that is touched."""
    found: list[str] = page.evaluate(
        f"""[...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, nav a, a.do')]
            .filter(one => one.offsetParent !== null && !one.closest('.skip'))
            .map(one => [one, (one.labels && one.labels[0] && one.type.match(/radio|checkbox/)
                ? one.labels[0] : one).getBoundingClientRect()])
            .filter(([, box]) => box.height < {LEAST} - 0.5)
            .map(([one, box]) => one.outerHTML.slice(0, 100) + ' ' + box.height)"""
    )
    return found


@pytest.mark.parametrize(("lang", "path"), PAGES)
def test_a_page_bars_nobody_fits_a_phone_and_says_nothing_to_the_console(
    page: Page, served: Served, lang: str, path: str
) -> None:
    answer = page.goto(f"{served.url}/{lang}/{path}")
    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("document.documentElement.lang") == lang
    is_whole(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_to_a_check_does_so_too_and_the_switch_keeps_it(
    page: Page, served: Served, lang: str
) -> None:
    page.goto(f"{served.url}/{lang}/check/")
    page.locator("main textarea").fill(MESSAGE)
    page.locator("main button").first.click()
    assert page.locator(".answer.sign").count() >= 1
    assert page.locator("main a[href*='harbour-helpline']").count() == 0
    is_whole(page)
    other = "de" if lang != "de" else "fr"
    page.locator(f"nav.languages [lang={other}]").click()
    assert page.evaluate("document.documentElement.lang") == other
    assert page.locator(".answer.sign").count() >= 1


def test_a_touch_anywhere_in_the_row_of_a_choice_chooses_it(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/en/help/")
    for one in page.locator(".choice").all():
        whole = one.bounding_box()
        assert whole is not None
        for place in ({"x": 2, "y": 2}, {"x": whole["width"] - 2, "y": whole["height"] - 2}):
            box = one.locator("input")
            chosen = box.get_attribute("type") == "radio" or not box.is_checked()
            one.click(position=place)
            assert box.is_checked() is chosen


def test_the_check_works_without_script(browser: Browser, served: Served) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{served.url}/en/check/")
        page.locator("main textarea").fill("+1 888 555 0123")
        page.locator("main button").first.click()
        assert "which does not mean that it is safe" in page.locator("main").inner_text()


def test_by_keyboard_alone_one_skips_to_the_content_and_sees_where_one_is(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
        )
        if page.evaluate("document.activeElement.tagName") in {"A", "BUTTON"}:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"/en/check/", "/en/help/", "/en/report/"} <= seen


@pytest.mark.parametrize(
    "media", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}]
)
def test_dark_forced_colours_and_stillness_bar_nobody(
    page: Page, served: Served, media: dict[str, Any]
) -> None:
    page.emulate_media(**media)
    for path in ("", "check/", "help/", "transparency/"):
        page.goto(f"{served.url}/en/{path}")
        assert barriers(page) == []


def test_nothing_stays_in_the_browser(browser: Browser, served: Served) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.url}/en/check/")
        page.locator("main textarea").fill("+1 888 555 0123")
        page.locator("main button").first.click()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert {one["name"] for one in context.cookies()} <= {"csrf"}
        assert "555" not in page.url
        assert "555" not in page.title()
