"""The status page: every page of every language at one glance, and nothing of it is cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from playbook.model import Playbook
from tests.site.pages import opened

CUT = """() => [...document.querySelectorAll("article *")].filter((part) => {
    const { overflowX, overflowY } = getComputedStyle(part);
    const isCut = part.scrollWidth > part.clientWidth + 1 && overflowX !== "visible";
    return (isCut || (part.scrollHeight > part.clientHeight + 1 && overflowY !== "visible"))
        && !part.matches(".pb-hidden, code");
}).map((part) => part.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("width", [1360, 1920])
def test_the_state_of_every_page_is_seen_at_one_glance(
    browser: Browser, site_url: str, playbook: Playbook, width: int
) -> None:
    topics = len(tuple(playbook.taxonomy.topics()))
    with opened(browser, f"{site_url}status/", viewport={"width": width, "height": 1000}) as page:
        squares = page.locator(".pb-glance a")
        expect(squares).to_have_count(topics * len(playbook.languages))
        expect(squares.last).to_be_in_viewport()
        assert page.evaluate(CUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        squares.nth(topics).click()
        expect(page.locator(".pb-page")).to_be_visible()
