"""Cards to rehearse with: from all topics, shuffled; what to repeat comes first, and stays on the device."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from tests.site.pages import opened, picture

SOURCE = "rehearse.md"
FIRST = "Math.random = () => 0;"
"""The first card of all, instead of any."""


def after(days: int) -> str:
    """The page's clock so many days on, with the first card of all instead of any."""
    return f"{FIRST} const now = Date.now; Date.now = () => now() + {days} * 864e5; " + (
        "window.Date = class extends Date { constructor(...given) "
        f"{{ super(...(given.length ? given : [now() + {days} * 864e5])); }} }};"
    )


def answer(page: Page, *, known: bool) -> str:
    """Turn the card and say whether it was known; its front."""
    front = page.locator(".pb-cards__front")
    expect(front).to_be_visible()
    text = front.inner_text()
    expect(page.locator(".pb-cards__back")).to_be_hidden()
    page.locator(".pb-cards__turn").click()
    expect(page.locator(".pb-cards__back")).to_be_focused()
    assert page.locator(".pb-cards__back").inner_text().strip()
    page.locator(".pb-cards__known" if known else ".pb-cards__again").click()
    expect(front).not_to_have_text(text)
    return text


@pytest.mark.parametrize(("language", "screen"), [("th", "phone"), ("el", "desk")])
def test_cards_come_from_every_topic_and_name_it(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    with opened(browser, site_url + page_address(language, SOURCE), screen) as page:
        expect(page.locator(".pb-cards__front")).to_be_visible()
        picture(page, f"cards-{language}", screen)
        topics = {topic.id for topic in playbook.taxonomy.topics()}
        listed = page.locator("li[data-cards]").evaluate_all("(all) => all.map((one) => one.dataset.cards)")
        assert set(listed) <= topics
        assert len(listed) > 0.9 * len(topics)
        titles = {answer(page, known=True) and page.locator(".pb-cards__topic").inner_text() for _ in range(4)}
        assert len(titles) > 1, "shuffled"
        page.locator("#pb-cards-group").select_option("closing")
        expect(page.locator(".pb-cards__front")).to_be_visible()
        topics_of = {group.id: group.topics for group in playbook.taxonomy.groups}
        closing = {playbook.pages[language, topic.id].title for topic in topics_of["closing"]}
        assert page.locator(".pb-cards__topic").inner_text() in closing


def test_what_was_not_known_comes_again_first_and_what_was_known_waits(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("en", SOURCE)) as page:
        page.add_init_script(FIRST)
        page.reload()
        forgotten, remembered = answer(page, known=False), answer(page, known=True)
        expect(page.locator(".pb-cards__state")).to_contain_text("To repeat now: 1")
        page.reload()
        front = page.locator(".pb-cards__front")
        expect(front).to_have_text(forgotten, use_inner_text=True)
        answer(page, known=True)
        expect(page.locator(".pb-cards__state")).to_contain_text("To repeat now: 0")
        page.add_init_script(after(2))
        page.reload()
        expect(page.locator(".pb-cards__state")).to_contain_text("To repeat now: 2")
        assert {answer(page, known=True), answer(page, known=True)} == {forgotten, remembered}
        page.reload()
        page.locator(".pb-cards__forget").click()
        expect(page.locator(".pb-cards__kept")).to_be_hidden()
        expect(front).to_have_text(forgotten, use_inner_text=True)


STEP = """async ([cards, seen, justNow]) => {
    const { nextCard } = await import("/handbook/assets/repeating.mjs");
    return nextCard(cards, seen, 100, justNow, () => 0.99) ?? null;
}"""


@pytest.mark.parametrize(
    ("seen", "just_now", "wanted"),
    [
        ({}, [], "c"),
        ({"a": [1, 99], "b": [0, 98]}, [], "b"),
        ({"a": [1, 99], "b": [0, 98]}, ["b"], "a"),
        ({"a": [1, 101], "b": [0, 100]}, ["b"], "c"),
        ({"a": [1, 101], "b": [0, 100], "c": [2, 107]}, ["b"], "b"),
        ({"a": [1, 101], "b": [1, 101], "c": [2, 107]}, [], None),
    ],
)
def test_the_next_card(
    browser: Browser, site_url: str, seen: dict[str, Any], just_now: list[str], wanted: str | None
) -> None:
    with opened(browser, site_url + page_address("en", SOURCE)) as page:
        assert page.evaluate(STEP, [["a", "b", "c"], seen, just_now]) == wanted


def test_without_scripts_there_is_a_list_of_topics(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("fi", SOURCE), java_script_enabled=False) as page:
        expect(page.locator(".pb-cards")).to_be_hidden()
        assert page.locator("li[data-cards] a:visible").count() > 40


def test_a_card_that_cannot_be_fetched_is_told(browser: Browser, site_url: str, playbook: Playbook) -> None:
    with opened(browser, site_url + page_address("nb", SOURCE)) as page:
        expect(page.locator(".pb-cards__front")).to_be_visible()
        page.route("**/closing/**", lambda route: route.abort())
        page.locator("#pb-cards-group").select_option("closing")
        failed = playbook.locales["nb"].text("This could not be loaded. Check your connection.")
        expect(page.locator(".pb-cards__state")).to_have_text(failed)
