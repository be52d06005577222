"""The search box as a reader uses it: keys, phone, other languages, marks, no scripts, a sub-path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from playbook.site.security import HEADERS
from tests.server import SiteServer

pytestmark = pytest.mark.browser
LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
QUERIES = {"en": "angry", "tr": "kızgın", "fi": "vihainen", "nb": "sint kunde", "th": "โกรธ", "el": "θυμωμένος"}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
MOST_BYTES = 60_000
"""Transferred until the first result, over what the page itself loaded."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(service_workers="block", viewport=DESKTOP)
    yield made
    made.close()


def home(site_url: str, language: str) -> str:
    return site_url if language == "en" else f"{site_url}{language}/"


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.locator(".pb-search__input").fill(query)
    expect(page.locator(".pb-search__status")).not_to_be_empty()


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_as_one_types_in_the_readers_language(context: BrowserContext, site_url: str, language: str) -> None:
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(home(site_url, language))
    search(page, QUERIES[language])
    first = page.locator(".pb-search__results li").first
    expect(first.locator(".pb-search__place b")).not_to_be_empty()
    expect(first.locator("mark.pb-hit").first).to_be_visible()
    prefix = "" if language == "en" else f"{language}/"
    links = page.locator("a.pb-search__link").all()
    pages = [(link.get_attribute("href") or "").split("?")[0] for link in links]
    assert len(pages) == len(set(pages))
    for link in links:
        address = (link.get_attribute("href") or "").removeprefix(site_url)
        assert address.startswith(prefix)
        assert language != "en" or not re.match(r"(tr|fi|nb|th|el)/", address)
    assert not failures


def test_keys(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(home(site_url, "tr"))
    box, dialog = page.locator(".pb-search__input"), page.locator("dialog.pb-search")
    for key in ("s", "f", "/"):
        page.keyboard.press(key)
        expect(box).to_be_focused()
        expect(box).to_have_value("")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    search(page, "iade")
    expect(page.locator("a.pb-search__link").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.pb-search__link").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.pb-search__link").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tr/situations/(returns-and-exchanges|repeated-refund-claims)/"))


def test_the_link_lands_on_the_section_with_the_words_marked(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(home(site_url, "th"))
    search(page, "ลูกค้าเมา")
    link = page.locator("a.pb-search__link").first
    section = (link.get_attribute("href") or "").split("#")[1]
    link.click()
    page.wait_for_url(re.compile(r"/th/escalation/security-and-emergencies/"))
    marks = page.locator(f"section:has(> #{section}) mark.pb-hit")
    expect(marks.first).to_be_visible()
    assert "เมา" in "".join(marks.all_inner_texts())
    assert page.url.endswith(f"#{section}")
    assert "hit=" not in page.url


def test_the_count_is_announced_and_nothing_found_is_said(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(home(site_url, "fi"))
    status = page.locator(".pb-search__status")
    expect(status).to_have_attribute("role", "status")
    search(page, "palautus")
    expect(status).to_have_text(re.compile(r"Tuloksia: \d+"))
    page.locator(".pb-search__input").fill("qxzvkw")
    expect(status).to_have_text(re.compile("Ei tuloksia"))
    expect(page.locator(".pb-search__results li")).to_have_count(0)


def test_other_languages_wait_folded_when_little_is_found(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(home(site_url, "el"))
    others = page.locator(".pb-search__others")
    search(page, "πελάτης")
    expect(others).to_be_hidden()
    page.locator(".pb-search__input").fill("perehdytys")
    expect(others).to_be_visible()
    expect(others).not_to_have_attribute("open", "")
    others.locator("summary").click()
    found = others.locator("li[lang=fi] a").first
    expect(found).to_be_visible()
    assert "/fi/" in (found.get_attribute("href") or "")


def test_a_word_of_another_language_finds_the_local_page(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(home(site_url, "th"))
    search(page, "refund")
    addresses = [link.get_attribute("href") or "" for link in page.locator("a.pb-search__link").all()[:5]]
    assert any("/th/situations/returns-and-exchanges/" in address for address in addresses)


@pytest.mark.parametrize("language", ["th", "tr"])
def test_on_a_phone_it_fills_the_screen(browser: Browser, site_url: str, root: Path, language: str) -> None:
    context = browser.new_context(service_workers="block", viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(home(site_url, language))
    page.locator(".pb-search-open").tap()
    page.locator(".pb-search__input").fill(QUERIES[language])
    expect(page.locator("a.pb-search__link").first).to_be_visible()
    box = page.locator("dialog.pb-search").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    assert page.evaluate("document.querySelector('.pb-search__body').scrollWidth <= innerWidth")
    for control in page.locator(".pb-search button:visible, .pb-search a:visible, .pb-search summary:visible").all():
        size = control.bounding_box()
        assert size is not None
        assert size["height"] >= 24
    folder = root / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"search-phone-{language}.png")
    context.close()


def test_without_scripts_the_box_is_a_link_to_all_topics(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(site_url + "nb/customers/angry-customer/")
    page.locator("a.pb-search-open").click()
    page.wait_for_url(site_url + "nb/")
    expect(page.locator("main a[href*='customers/talkative-customer']").first).to_be_attached()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_little_is_loaded_until_the_first_result(browser: Browser, site_dir: Path, language: str) -> None:
    """Also under the headers that the site is published with, and from no other host."""
    with SiteServer(site_dir, "/deep/sub/path", HEADERS) as server:
        context = browser.new_context(service_workers="block", viewport=DESKTOP)
        page = context.new_page()
        page.goto(home(server.url, language))
        page.wait_for_load_state("networkidle")
        loaded: list[int] = []
        hosts: set[str] = set()
        page.on("response", lambda answer: loaded.append(int(answer.headers.get("content-length", "0"))))
        page.on("request", lambda request: hosts.add(request.url.split("/deep/")[0]))
        page.route("**/more.json", lambda route: route.abort())  # it is not needed for the first result
        search(page, QUERIES[language])
        expect(page.locator("a.pb-search__link").first).to_be_visible()
        assert 0 < sum(loaded) <= MOST_BYTES, sum(loaded)
        assert hosts == {server.url.split("/deep/")[0]}
        context.close()


@pytest.mark.parametrize("is_in_list", [False, True])
@pytest.mark.parametrize(
    ("query", "early", "late"),
    [
        ("shes in floods of tears", "vulnerable-customers", "acknowledging-feelings"),
        ("wants the moon on a stick", "theft-and-robbery", "demanding-customer"),
    ],
)
def test_a_query_is_asked_again_when_the_long_phrases_are_there(
    context: BrowserContext, site_url: str, query: str, early: str, late: str, *, is_in_list: bool
) -> None:
    """The answer becomes a better one, but never under the hands of somebody who is in the list already."""
    page = context.new_page()
    held: list[Route] = []
    page.route("**/more.json", lambda route: held.append(route))  # noqa: PLW0108 - a method of a list is no handler
    page.goto(home(site_url, "en"))
    with page.expect_request("**/more.json"):
        search(page, query)
    first = page.locator("a.pb-search__link").first
    expect(first).to_have_attribute("href", re.compile(f"/{early}/"))
    if is_in_list:
        first.focus()
    with page.expect_response("**/more.json") as answer:
        held[0].continue_()
    answer.value.finished()
    page.wait_for_timeout(500)
    expect(first).to_have_attribute("href", re.compile(f"/{early if is_in_list else late}/"))


def test_a_lost_connection_is_said_and_the_next_try_works(browser: Browser, site_url: str) -> None:
    context = browser.new_context(service_workers="block", viewport=DESKTOP)
    page = context.new_page()
    page.goto(home(site_url, "nb"))
    page.route("**/words.json", lambda route: route.abort())
    page.keyboard.press("/")
    expect(page.locator(".pb-search__status")).to_contain_text("Søket kunne ikke lastes")
    page.unroute("**/words.json")
    page.locator(".pb-search__input").fill("klage")
    expect(page.locator("a.pb-search__link").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_box_has_no_accessibility_fault(
    browser: Browser, site_url: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(service_workers="block", bypass_csp=True, color_scheme=scheme, viewport=DESKTOP)
    page = context.new_page()
    page.goto(home(site_url, "tr"))
    search(page, "iade")
    expect(page.locator("a.pb-search__link").nth(1)).to_be_visible()
    expect(page.locator("a.pb-search__link").first).to_be_visible()
    faults = Axe().run(page, context="dialog.pb-search").response["violations"]
    assert not [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults]
    context.close()


def test_the_number_of_results_shown_grows_on_demand(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(home(site_url, "en"))
    page.route("**/more.json", lambda route: route.abort())  # what comes later may show the results anew
    search(page, "customer")
    more = page.locator(".pb-search__more")
    shown = page.locator(".pb-search__results li")
    expect(more).to_be_visible()
    before = shown.count()
    more.click()
    expect(more).to_be_hidden()
    expect(page.locator("a.pb-search__link").nth(before)).to_be_focused()
    assert shown.count() > before
