"""The frame around every page: the way to safety, the page's title, sharing, printing, large letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from playbook.model import REFERENCE, TRIAGE_CONTEXT, Playbook
from playbook.shown.addresses import page_address
from tests.site.pages import opened
from tests.site.test_accessibility import OVERFLOWING

TOPIC = "customers/angry-customer.md"
PAGES = ("index.md", TOPIC, "phrasebook.md", "glossary.md", "triage.md", "packs.md", "rehearse.md", "guides/staff.md")
NARROW = {"width": 360, "height": 740}
SHEETS_ON_PAPER = 2


def shown(site_dir: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site_dir / address / "index.html").read_text("utf-8"), "lxml")


@pytest.mark.parametrize("language", ["en", "th", "el"])
def test_every_page_has_the_way_to_safety_in_its_bar(site_dir: Path, playbook: Playbook, language: str) -> None:
    said = playbook.locales[language].text("I don't feel safe", TRIAGE_CONTEXT)
    for name in PAGES:
        address = page_address(language, name)
        (way,) = shown(site_dir, address).select("header .pb-unsafe")
        assert way.get_text(strip=True) == said
        assert str(way["href"]).endswith("escalation/security-and-emergencies/#now")
    for lost in ("404.html", "offline.html"):
        assert BeautifulSoup((site_dir / lost).read_text("utf-8"), "lxml").select_one("header .pb-unsafe")


@pytest.mark.parametrize(("language", "screen"), [("el", "phone"), ("fi", "desk")])
def test_the_bar_tells_the_title_once_the_heading_is_out_of_sight(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    with opened(browser, site_url + page_address(language, TOPIC), screen) as page:
        title = page.locator(".pb-home__page")
        expect(title).to_be_hidden()
        page.locator("#steps").evaluate("(heading) => heading.scrollIntoView()")
        expect(title).to_be_visible()
        expect(title).to_have_text(playbook.pages[language, "angry-customer"].title)
        page.evaluate("scrollTo(0, 0)")
        expect(title).to_be_hidden()


WORDS = """(name) => {
    const pen = document.createElement("canvas").getContext("2d");
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(name);
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const room = name.closest("a").clientWidth;
    return name.textContent.trim().split(" ").filter((word) => pen.measureText(word).width > room);
}"""


def test_no_word_of_the_sites_name_is_broken_in_the_bar_of_a_phone(
    browser: Browser, site_url: str, playbook: Playbook
) -> None:
    with opened(browser, site_url, viewport=NARROW) as page:
        for language in playbook.languages:
            page.goto(site_url + page_address(language, TOPIC))
            assert page.locator(".pb-home__site").evaluate(WORDS) == [], language


def test_a_page_is_shared_by_its_address(browser: Browser, site_url: str, playbook: Playbook) -> None:
    with opened(
        browser, site_url + page_address("nb", TOPIC), permissions=["clipboard-read", "clipboard-write"]
    ) as page:
        page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined, configurable: true })")
        page.locator(".pb-share").click()
        expect(page.locator(".pb-share")).to_have_text(playbook.locales["nb"].text("Link copied"))
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        page.evaluate("Object.defineProperty(navigator, 'share', { value: async (what) => { window.shared = what; } })")
        page.locator(".pb-share").click()
        assert page.evaluate("window.shared.url") == page.url


def test_the_field_on_the_start_page_opens_the_search(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("tr", "index.md")) as page:
        expect(page.locator(".pb-search-field")).to_be_in_viewport(ratio=1)
        page.locator(".pb-search-field").click()
        expect(page.locator(".pb-search__input")).to_be_focused()
    with opened(browser, site_url + page_address("tr", "index.md"), java_script_enabled=False) as page:
        expect(page.locator(".pb-search-field")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "el"])
def test_a_topic_takes_two_sheets_of_paper_with_its_address_and_the_day(
    browser: Browser, site_url: str, playbook: Playbook, language: str
) -> None:
    with opened(browser, site_url + page_address(language, TOPIC), "desk") as page:
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS_ON_PAPER
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        line = page.locator(".pb-printed").inner_text()
        assert playbook.locales[language].text("Customer Care Playbook") in line
        assert page_address(language, TOPIC) in line
        assert re.search(r"20\d\d", line)
        expect(page.locator(".pb-later > *").last).to_be_visible()
        page.goto(site_url + page_address(language, "index.md"))
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS_ON_PAPER


LONGEST = ("escalation/setting-limits.md", "escalation/security-and-emergencies.md", "escalation/ill-hurt-or-lost.md")


@pytest.mark.parametrize("language", ["en", "el", "th", "tr"])
def test_the_longest_topics_take_two_sheets_too_with_the_facts_of_a_country(
    browser: Browser, site_url: str, language: str
) -> None:
    with opened(browser, site_url + page_address(language, "where-you-work.md"), "desk") as page:
        for country in ("", "GR"):
            if country:
                page.goto(site_url + page_address(language, "where-you-work.md"))
                page.locator("select.pb-country").select_option(country)
            for name in LONGEST:
                page.goto(site_url + page_address(language, name))
                if country:
                    expect(page.locator(f".pb-place[data-country={country}] .pb-facts").first).to_be_attached()
                printed = page.pdf(format="A4", prefer_css_page_size=True)
                assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS_ON_PAPER, (name, country)


LARGE = ("index.md", TOPIC, "escalation/security-and-emergencies.md", "phrasebook.md", "glossary.md", "packs.md",
         "workplace.md", "where-you-work.md", "rehearse.md", "version.md")  # fmt: skip


COVERED = """[...document.querySelectorAll(".pb-card")].filter((card) => {
    const [mark, own] = [getComputedStyle(card, "::before"), getComputedStyle(card)];
    return parseFloat(mark.insetInlineStart) + parseFloat(mark.width) > parseFloat(own.paddingInlineStart);
}).map((card) => card.textContent)"""
"""Cards whose mark lies over their words."""


@pytest.mark.parametrize("language", ["en", "fi", "el", "th", "tr"])
def test_letters_twice_as_large_leave_nothing_off_a_narrow_screen(
    browser: Browser, site_url: str, language: str
) -> None:
    with opened(browser, site_url, viewport=NARROW) as page:
        for name in LARGE if language != REFERENCE else (*LARGE, "status.md"):
            page.goto(site_url + page_address(language, name))
            page.evaluate("document.documentElement.style.fontSize = '250%'")  # twice the theme's 125 %
            assert page.evaluate(OVERFLOWING) == [], name
            assert page.evaluate(COVERED) == [], name
