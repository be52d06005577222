"""Accessible: axe-core finds nothing; keys, targets, zoom and motion work on every kind of page, in every script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from playbook.model import REFERENCE, Playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import generated_pages
from tests.site.pages import opened

SCHEMES = {"light": "default", "dark": "slate"}
SCRIPTS = {"Latin": "en", "Greek": "el", "Thai": "th"}
"""A language for each script: letters and their heights differ by script, and what a page is made of by kind."""
TOPIC = "customers/angry-customer.md"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
AT_400_PERCENT: ViewportSize = {"width": 320, "height": 256}
"""What is left of 1280 x 1024 pixels."""
ALL_RULES: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}

AS_PAINTED = """() => { for (const node of document.querySelectorAll("body *"))
    node.style.webkitTextFillColor = getComputedStyle(node).color; }"""
"""In forced colours Chromium still tells the author's colour as what letters are filled with, which axe asks for."""
OVERFLOWING = """() => {
    const width = document.documentElement.clientWidth;
    const page = document.documentElement.scrollWidth;
    const scrolls = (node) => node && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(node).overflowX)
        || scrolls(node.parentElement));
    return [...document.querySelectorAll("body *")].filter((node) => {
        const box = node.getBoundingClientRect();
        const seen = box.width > 1 && box.height > 1 && getComputedStyle(node).visibility === "visible";
        return seen && (box.right > width + 1 || box.left < -1) && !scrolls(node.parentElement);
    }).map((node) => node.outerHTML.slice(0, 120)).concat(page > width ? [`the page is ${page} wide`] : []);
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((node) => {
    const style = getComputedStyle(node);
    const moves = parseFloat(style.transitionDuration) > 0.01 || style.animationName !== "none";
    return moves || style.scrollBehavior === "smooth";
}).map((node) => node.outerHTML.slice(0, 120))"""
SMALL_TARGETS = """() => {
const places = [...document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")];
return places.filter((node) => {
    const box = node.getBoundingClientRect();
    const shown = node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1;
    const inText = getComputedStyle(node).display === "inline" && node.closest("p, li, dd, td, th, label");
    const labelled = node.matches("input") && node.closest("label");
    return shown && !inText && !labelled && (box.width < 24 || box.height < 24);
}).map((node) => `${node.getBoundingClientRect().width} x ${node.getBoundingClientRect().height}: `
    + node.outerHTML.slice(0, 100)); }"""


def addresses(site_dir: Path, playbook: Playbook, language: str) -> dict[str, str]:
    """One address of each kind of page, by kind."""
    kinds = {page.kind: page_address(language, page.source) for page in generated_pages(playbook)}
    found = {kind: address for kind, address in kinds.items() if (site_dir / address).is_dir()}
    found |= {"topic": page_address(language, TOPIC), "not found": "404.html", "offline": "offline.html"}
    found["rehearsing"] = found["topic"] + "?mode=rehearse"
    found["side by side"] = found["topic"] + f"?with={'th' if language != 'th' else 'tr'}"
    if language == REFERENCE:
        guide = next(path for path in playbook.other_pages if "/guides/" in path)
        found["guide"] = page_address(language, guide.removeprefix(f"docs/{language}/"))
    return found


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, service_workers="block", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def report(wrong: dict[str, list[str]]) -> str:
    """What is wrong, a line each; empty where nothing is."""
    return "".join(f"\n{kind}: {line}" for kind, lines in wrong.items() for line in lines)


def findings(page: Page, options: dict[str, Any]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'][:300]!r}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.parametrize("language", SCRIPTS.values(), ids=SCRIPTS)
def test_every_kind_of_page_is_accessible(
    page: Page, site_url: str, site_dir: Path, playbook: Playbook, language: str
) -> None:
    """axe-core in light, dark and forced colours, targets, motion; at 400 % nothing has to be scrolled sideways."""
    wrong: dict[str, list[str]] = {}
    for kind, address in addresses(site_dir, playbook, language).items():
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        page.goto(site_url + address)
        unfold(page)
        wrong[f"{kind}, light"] = findings(page, ALL_RULES)
        wrong[f"{kind}, targets"] = page.evaluate(SMALL_TARGETS)
        wrong[f"{kind}, motion"] = page.evaluate(MOVING)
        page.emulate_media(color_scheme="dark")
        page.wait_for_selector('body[data-md-color-scheme="slate"]')
        wrong[f"{kind}, dark"] = findings(page, COLOURS)
        page.emulate_media(color_scheme="dark", forced_colors="active")
        page.evaluate(AS_PAINTED)
        wrong[f"{kind}, forced colours"] = findings(page, COLOURS)
        page.emulate_media(color_scheme="dark", forced_colors="none")
        page.set_viewport_size(AT_400_PERCENT)
        wrong[f"{kind}, 400 %"] = page.evaluate(OVERFLOWING)
    assert not report(wrong)


PAINTED = """([selector, all]) => {
    const style = getComputedStyle(document.querySelector(selector));
    return all.map((name) => style[name]).join(" ");
}"""


@pytest.mark.browser
def test_forced_colours_show_what_is_chosen_and_where_things_end(browser: Browser, site_url: str) -> None:
    """Grounds and shadows are gone then: nothing may be told by them alone."""
    address = site_url + page_address("en", TOPIC)
    with opened(browser, address, color_scheme="dark", forced_colors="active") as page:

        def painted(selector: str, *names: str) -> str:
            page.locator(selector).first.wait_for(state="attached")
            return str(page.evaluate(PAINTED, [selector, names]))

        ground = ("backgroundColor", "color")
        assert painted(".pb-chips [aria-current]", *ground) != painted(".pb-chips a:not([aria-current])", *ground)
        assert painted(".pb-scheme-button[aria-pressed=true]", *ground) != painted(".pb-share", *ground)
        for edged in (".pb-unsafe", ".pb-now", ".pb-search"):
            assert painted(edged, "borderTopStyle") == "solid", edged
        page.locator(".pb-search-open").click()
        assert painted(".pb-search__form", "outlineStyle") == "solid"


@pytest.mark.browser
def test_axe_finds_nothing_on_a_desktop_screen(page: Page, site_url: str, site_dir: Path, playbook: Playbook) -> None:
    page.set_viewport_size(DESKTOP)
    wrong: dict[str, list[str]] = {}
    for kind, address in addresses(site_dir, playbook, "th").items():
        page.goto(site_url + address)
        wrong[kind] = findings(page, ALL_RULES)
    page.set_viewport_size(PHONE)
    assert not report(wrong)


@pytest.mark.browser
@pytest.mark.parametrize(("language", "query"), [("fi", "huutaa"), ("th", "คืนเงิน")])
def test_what_opens_over_a_page_is_accessible_too(page: Page, site_url: str, language: str, query: str) -> None:
    wrong: dict[str, list[str]] = {}
    for scheme in ("light", "dark"):
        page.goto(site_url + page_address(language, TOPIC))
        page.evaluate("(dark) => document.body.setAttribute('data-md-color-scheme', dark)", SCHEMES[scheme])
        page.locator(".pb-search-open").click()
        page.locator(".pb-search__input").fill(query)
        page.locator(".pb-search__results a").first.wait_for()
        wrong[f"search, {scheme}"] = findings(page, ALL_RULES)
        page.keyboard.press("Escape")  # empties the field
        page.keyboard.press("Escape")
        page.locator(".pb-search").wait_for(state="hidden")
        page.locator(".pb-say .pb-show-customer").last.click()
        page.locator("dialog.pb-show").wait_for()
        wrong[f"show the customer, {scheme}"] = findings(page, ALL_RULES)
        page.keyboard.press("Escape")
        page.locator("dialog.pb-show").wait_for(state="hidden")
        page.locator(".pb-menu-button").click()
        wrong[f"menu, {scheme}"] = findings(page, ALL_RULES)
    assert not report(wrong)


def unfold(page: Page) -> None:
    """Open whatever is folded, so that its text is looked at too; not the small menus, which lie over it."""
    folded = "details:not(.pb-pick, .md-header *)"
    page.evaluate(f"document.querySelectorAll('{folded}').forEach((part) => part.open = true)")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "th"])
def test_everything_can_be_reached_with_the_tab_key_and_shows_it(page: Page, site_url: str, language: str) -> None:
    page.goto(site_url + page_address(language, TOPIC))
    unfold(page)
    expected = page.evaluate(
        "() => [...document.querySelectorAll('a[href], button:not([disabled]), summary, input, select')]"
        ".filter((node) => node.checkVisibility({ visibilityProperty: true })"
        " && !node.closest('[inert], dialog:not([open]), .md-select__inner')).length"
    )
    reached, unseen = set(), []
    for _ in range(expected + 30):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const node = document.activeElement;
                if (node === document.body) return null;
                node.dataset.seen ??= Math.random();
                const style = getComputedStyle(node);
                const box = node.getBoundingClientRect();
                const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return [node.dataset.seen, ring, node.outerHTML.slice(0, 120), box.width > 0];
            }"""
        )
        if here is None:
            break
        reached.add(here[0])
        if not (here[1] and here[3]):
            unseen.append(here[2])
    assert not unseen
    assert len(reached) >= expected


@pytest.mark.browser
def test_the_menu_works_with_the_keyboard_and_stays_out_of_its_way_when_closed(page: Page, site_url: str) -> None:
    page.goto(site_url + page_address("fi", TOPIC))
    button = page.locator(".pb-menu-button")
    assert not page.locator("#pb-menu a").first.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.closest('#pb-menu') !== null")
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.classList.contains('pb-menu-button')")
    page.locator("#pb-menu a").first.wait_for(state="hidden")


@pytest.mark.browser
def test_skip_to_content_is_the_first_stop(page: Page, site_url: str) -> None:
    page.goto(site_url + page_address("th", TOPIC))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    assert page.locator("#content").is_visible()


@pytest.mark.browser
def test_the_colours_are_the_readers_choice_and_are_kept(page: Page, site_url: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(site_url + "fi/")
    button = page.locator(".pb-scheme-button")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.goto(site_url + page_address("th", TOPIC))
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.locator(".pb-scheme-button").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    page.evaluate("localStorage.clear()")


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("fi", "dark"), ("th", "light")])
def test_print_is_dark_on_light_and_holds_no_buttons(
    page: Page, site_url: str, site_dir: Path, playbook: Playbook, language: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", media="print")
    wrong: dict[str, list[str]] = {}
    for kind, address in addresses(site_dir, playbook, language).items():
        page.goto(site_url + address)
        wrong[kind] = findings(page, COLOURS)
        wrong[kind] += page.evaluate(
            "() => [...document.querySelectorAll('button, input, select, nav, .md-header, .pb-tools')]"
            ".filter((node) => node.checkVisibility()).map((node) => node.outerHTML.slice(0, 100))"
        )
    assert not report(wrong)
    page.goto(site_url + page_address(language, TOPIC))
    steps = page.locator("section.pb-steps ol > li").first
    assert steps.evaluate("(step) => getComputedStyle(step).listStyleType") == "decimal", "steps keep their numbers"
    assert steps.evaluate("(step) => getComputedStyle(step).display") == "list-item"
    answers = page.locator("details.pb-answer")
    assert answers.count() > 0
    for answer in answers.all():
        assert answer.locator("p").first.is_visible(), "model answers are printed"
    page.emulate_media(media="screen", color_scheme="light")
