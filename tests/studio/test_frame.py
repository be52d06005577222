"""The studio's frame: every language, by keyboard and screen reader, under the site's policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from playbook.model import Playbook
from tests.serving import Served


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
