"""The studio's frame: every language, by keyboard and screen reader, under the site's policy."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from playbook.model import Playbook
from tests.serving import Served

PRESS_TWICE = """async (one) => {
    for (const _ of [1, 2]) {
        one.click();
        await new Promise((done) => setTimeout(done, 100));
    }
    return document.querySelector("form > [role=status]").textContent;
}"""
INSIDE = """() => [...document.querySelectorAll(".bar a, .bar summary, .languages button")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0)
    .map((one) => one.outerHTML)"""


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A browser's page on which the studio was opened; whatever breaks in it fails the test."""
    broken: list[str] = []
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(served.studio)
    yield page
    context.close()
    assert not broken


@pytest.mark.browser
def test_the_address_with_the_key_opens_the_studio_and_shows_no_key(page: Page, served: Served) -> None:
    assert page.url == f"{served.url}studio/"
    assert page.locator("h1").inner_text() == "What is next"
    assert page.locator("tbody tr").count() == 6


@pytest.mark.browser
def test_it_speaks_every_language_and_remembers_the_one_chosen(page: Page, playbook: Playbook) -> None:
    for code, locale in playbook.locales.items():
        page.locator(".languages summary").click()
        page.locator(f'.languages [lang="{code}"]').click()
        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("h1").inner_text() == locale.text("What is next", "studio")
        page.reload()
        assert page.locator("html").get_attribute("lang") == code


@pytest.mark.browser
def test_names_of_languages_stay_whole_and_the_menu_is_within_a_phone(page: Page) -> None:
    page.locator(".languages summary").click()
    lines = page.locator(".languages button").evaluate_all(
        "all => all.map((one) => one.getClientRects().length + Number(one.clientHeight > 60))"
    )
    assert set(lines) == {1}
    assert page.evaluate(INSIDE) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    heights = page.locator(".languages button").evaluate_all("all => all.map((one) => one.clientHeight)")
    assert max(heights) < 60
    assert page.evaluate(INSIDE) == []


@pytest.mark.browser
def test_what_takes_long_is_said_at_once_and_sent_once(page: Page, served: Served) -> None:
    page.goto(f"{served.url}studio/add/language")
    sent: list[Route] = []
    page.route("**/add/language", lambda route: sent.append(route) if route.request.method == "POST" else None)
    button = page.get_by_role("button", name="Add this language")
    assert button.evaluate(PRESS_TWICE) == "One moment …"
    assert len(sent) == 1
    sent[0].fulfill(status=204)


@pytest.mark.browser
def test_any_page_is_found_by_a_word_of_its_title(page: Page, served: Served) -> None:
    page.goto(f"{served.url}studio/?language=th")
    page.get_by_label("Show only pages with these words").fill("โกรธ")
    titles = page.locator("#pages li:visible").all_inner_texts()
    assert "ลูกค้าโกรธ" in titles
    assert not [title for title in titles if "โกรธ" not in title]


@pytest.mark.browser
def test_help_is_the_editors_guide(page: Page, served: Served) -> None:
    address = page.get_by_role("link", name="Help").get_attribute("href") or ""
    answer = served.ask(address)
    assert answer.status == HTTPStatus.OK
    assert "For editors" in answer.text


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.locator(".languages summary").click()
    assert not Axe().run(page).response["violations"]


@pytest.mark.browser
def test_the_browsers_own_language_is_spoken_at_first(browser: Browser, served: Served) -> None:
    page = browser.new_context(locale="el-GR").new_page()
    page.goto(served.studio)
    assert page.locator("html").get_attribute("lang") == "el"
