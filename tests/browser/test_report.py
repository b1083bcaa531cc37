"""The whole report in a real browser: without script on a phone, with it on a desk, and by keyboard alone."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ringfence.web.public.words import FULL, words
from tests.browser.test_pages import barriers, too_small
from tests.nodes import Served, serving
from tests.postgres import another

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

STORY = "A red page filled my screen and a voice told me to call 1-888-555-0123. Then they took over."
WAY = (
    "connected", "first", "what", "who", "numbers", "traces", "when", "remote", "paid", "payment/0",
    "payments", "words", "files", "elsewhere", "you", "contact", "consents", "check", "done",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A node of our own, since reports are handed in to it."""
    with serving(tmp_path_factory.mktemp("desk") / "home", "--workers", "1", "--no-work") as one:
        yield one


def opened(browser: Browser, width: int, *, script: bool) -> Page:
    return browser.new_context(
        viewport={"width": width, "height": 700}, java_script_enabled=script
    ).new_page()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "PNG")
    return out.getvalue()


def answer(page: Page, slug: str) -> None:
    """Answer one page as a person would, and go on."""
    if slug == "first":
        page.locator("main a.do").click()
        return
    if slug == "payments":
        page.locator("main a.do:not(.other)").click()
        return
    checks = {
        "connected": ["#connected-1"],
        "what": ["#channel-1"],
        "remote": ["#remote-1"],
        "paid": ["#paid-1"],
        "payment/0": ["#method-1"],
        "elsewhere": ["#elsewhere-1"],
        "you": ["#behalf-1", "#age-5"],
        "consents": ["#given-1", "#given-2"],
    }
    fills = {
        "who": {"#brand": "Contoso"},
        "numbers": {"#number_called_from": "1-888-555-0142", "#number_dialled": "1-888-555-0123"},
        "traces": {"#website": "warning-help.example"},
        "when": {"#day": "2", "#month": "3", "#year": "2026"},
        "remote": {"#software": "AnyDesk", "#remote_id": "999 012 345"},
        "payment/0": {"#amount": "200", "#card_brand": "Steam"},
        "words": {"#text": STORY},
        "elsewhere": {"#elsewhere_to": "My bank, number 26-0555"},
        "contact": {"#reporter_email": "ben@mail.example"},
    }
    for one in checks.get(slug, []):
        page.check(one)
    for one, value in fills.get(slug, {}).items():
        page.fill(one, value)
    if slug == "payment/0":
        page.select_option("#currency", "USD")
    if slug == "you":
        page.select_option("#country", "US")
    if slug == "files":
        page.set_input_files("#files", {"name": "screen.png", "mimeType": "image/png", "buffer": picture()})
        page.locator("button[name=add]").click()
        page.locator(".file img").wait_for()
        page.wait_for_load_state("load")
        assert page.locator(".file img").evaluate_all("all => all.map(one => one.naturalWidth)") == [300]
        page.locator("button[name=on]").click()
        return
    page.locator("main form button.do:not(.other)").last.click()


def is_at(page: Page, desk: Served, lang: str, slug: str) -> None:
    page.wait_for_url(f"{desk.url}/{lang}/report/{slug}/", timeout=10_000)
    assert page.locator("h1").count() == 1
    wide, view = page.locator("html").bounding_box(), page.viewport_size
    assert wide is not None
    assert view is not None
    assert wide["width"] <= view["width"]
    assert too_small(page) == []


def code_of(page: Page) -> str:
    return str(page.locator(".code").first.inner_text())


def journey(page: Page, desk: Served, lang: str) -> str:
    """Go the whole way; give the code."""
    page.goto(f"{desk.url}/{lang}/report/")
    page.locator("main form button.do").click()
    for slug in WAY:
        is_at(page, desk, lang, slug)
        if slug != "done":
            answer(page, slug)
    code = code_of(page)
    page.reload()
    assert code_of(page) == code
    assert len(code.split()) == 5
    return code


@pytest.mark.parametrize("lang", FULL)
def test_a_report_is_made_without_script_on_a_phone_of_320_pixels(
    browser: Browser, desk: Served, lang: str
) -> None:
    page = opened(browser, 320, script=False)
    code = journey(page, desk, lang)
    page.locator("main form button").click()
    page.goto(f"{desk.url}/{lang}/follow-up/")
    page.fill("#code", code)
    page.locator("main form button").click()
    assert words(lang, "follow_up")["stage"]["received"]["done"] in page.locator("main").inner_text()
    page.context.close()


def test_a_picture_is_added_later_without_script_on_a_phone_of_320_pixels(
    browser: Browser, desk: Served
) -> None:
    page = opened(browser, 320, script=False)
    journey(page, desk, "de")
    page.goto(f"{desk.url}/de/follow-up/add/")
    page.locator("main form button.do").click()
    assert page.title().startswith(words("de", "common")["error"])
    page.set_input_files("#files", {"name": "laden.png", "mimeType": "image/png", "buffer": picture()})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("main form button.do").click()
    page.wait_for_url("**/de/follow-up/?added")
    assert words("de", "follow_up")["files"].format(number=2) in page.locator("main").inner_text()
    page.context.close()


def test_with_script_at_a_desk_every_page_bars_nobody_and_the_console_stays_empty(
    browser: Browser, desk: Served
) -> None:
    page, said = opened(browser, 1_280, script=True), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{desk.url}/en/report/")
    assert barriers(page) == []
    page.locator("main form button.do").click()
    for slug in WAY:
        is_at(page, desk, "en", slug)
        assert barriers(page) == [], slug
        if slug != "done":
            answer(page, slug)
    for path in ("follow-up/", "follow-up/add/", "follow-up/consents/", "follow-up/erase/", "sheet/"):
        page.goto(f"{desk.url}/en/{path}")
        assert barriers(page) == [], path
    assert said == []
    stored = page.evaluate("JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])")
    assert json.loads(stored) == [0, 0, ""]
    page.context.close()


def test_back_and_forward_show_what_was_answered_and_change_returns_to_the_list(
    browser: Browser, desk: Served
) -> None:
    page = opened(browser, 1_280, script=True)
    page.goto(f"{desk.url}/en/report/")
    page.locator("main form button.do").click()
    for slug in WAY[:4]:
        answer(page, slug)
    is_at(page, desk, "en", WAY[4])  # the browser can go back once it is there
    page.go_back()
    is_at(page, desk, "en", WAY[3])
    page.go_back()
    is_at(page, desk, "en", "what")
    assert page.is_checked("#channel-1")
    page.go_forward()
    is_at(page, desk, "en", WAY[3])
    assert page.input_value("#brand") == "Contoso"
    for slug in WAY[3:-2]:
        answer(page, slug)
    is_at(page, desk, "en", "check")
    page.locator(".row", has_text="Contoso").get_by_role("link").click()
    page.fill("#brand", "Northwind")
    page.keyboard.press("Enter")
    is_at(page, desk, "en", "check")
    assert "Northwind" in page.locator("main").inner_text()
    page.context.close()


def test_the_keyboard_alone_is_enough(browser: Browser, desk: Served) -> None:
    page = opened(browser, 1_280, script=True)
    page.goto(f"{desk.url}/en/report/")

    def tab_to(selector: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    tab_to("main form button.do")
    page.keyboard.press("Enter")
    is_at(page, desk, "en", "connected")
    tab_to("#connected-1")
    page.keyboard.press("ArrowDown")
    tab_to("main form button.do")
    page.keyboard.press("Enter")
    is_at(page, desk, "en", "what")
    page.goto(f"{desk.url}/en/report/when/")
    tab_to("#day")
    page.keyboard.type("31")
    tab_to("#month")
    page.keyboard.type("2")
    tab_to("#year")
    page.keyboard.type("2026")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary", timeout=10_000)
    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    tab_to(".error-summary a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "day"
    page.keyboard.type("2")
    page.context.close()


def test_a_double_click_hands_the_report_in_once(browser: Browser, desk: Served) -> None:
    page = opened(browser, 1_280, script=True)
    page.goto(f"{desk.url}/en/report/")
    page.locator("main form button.do").click()
    page.goto(f"{desk.url}/en/report/words/")
    answer(page, "words")
    page.goto(f"{desk.url}/en/report/check/")
    page.locator("main form button.do").dblclick()
    page.wait_for_url("**/report/done/")
    code = code_of(page)
    page.go_back()
    page.goto(f"{desk.url}/en/report/check/")
    is_at(page, desk, "en", "done")
    assert code_of(page) == code
    page.context.close()


def test_a_report_with_files_is_made_on_postgresql_as_well(
    browser: Browser, postgres: str, tmp_path: Path
) -> None:
    url = another(postgres, "report")
    with serving(tmp_path / "home", "--workers", "1", "--no-work", DATABASE_URL=url) as desk:
        page = opened(browser, 320, script=False)
        journey(page, desk, "en")
        page.context.close()
        assert len(list((tmp_path / "home" / "uploads").iterdir())) == 1
