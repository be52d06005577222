"""No text becomes script in a browser either: marks in every text of every JSON that scripts read, each screen used.

The policy is switched off here, so that whatever a script of ours made live would run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser
MARK = "\"'><img src=x onerror=zzmark()><script>zzmark()</script>[x](javascript:zzmark())"
ADDRESS = "javascript:zzmark()"
SCREENS = (
    "", "situations/refusing-service/", "phrasebook/", "triage/", "rehearse/", "glossary/", "where-you-work/", "packs/",
    "workplace/", "status/", "search-report/", "situations/", "404.html", "th/situations/refusing-service/",
    "fi/workplace/",
)  # fmt: skip
BLOCK = re.compile(r'(<script type="application/json"[^>]*>)(.*?)(</script>)', re.DOTALL)
LIVE = """
() => [...document.querySelectorAll("*")].flatMap((element) => {
  const found = [];
  if (["IFRAME", "OBJECT", "EMBED", "BASE"].includes(element.tagName)) found.push(element.outerHTML);
  if (element.tagName === "SCRIPT" && !element.type.includes("json") && element.textContent.includes("zzmark"))
    found.push(element.outerHTML);
  for (const { name, value } of element.attributes) {
    if (name.startsWith("on") || name === "srcdoc") found.push(`${element.tagName} ${name}`);
    if (["href", "src", "action", "formaction", "data", "xlink:href"].includes(name)) {
      const address = value.replace(/[\\0-\\x20]/g, "").toLowerCase();
      if (/^(javascript|vbscript|data):/.test(address)) found.push(`${element.tagName} ${name}=${value}`);
    }
  }
  return found;
})
"""


def is_text(value: str) -> bool:
    """Whether a text is for people: no id, address or figure, which scripts look things up by."""
    return not re.fullmatch(r"[\w./#:?=&%+-]*", value, re.ASCII) or value.istitle()


def planted(data: Any) -> Any:
    """The data with the mark behind each text."""
    if isinstance(data, dict):
        return {key: planted(value) for key, value in data.items()}
    if isinstance(data, list):
        return [planted(value) for value in data]
    return data + MARK if isinstance(data, str) and is_text(data) else data


def plant(route: Route) -> None:
    """The answer of the server with the mark in its JSON."""
    answer = route.fetch()
    text = answer.text()
    if "json" in answer.headers.get("content-type", ""):
        text = json.dumps(planted(json.loads(text)), ensure_ascii=False)
    elif "html" in answer.headers.get("content-type", ""):
        text = BLOCK.sub(lambda found: found[1] + safe(planted(json.loads(found[2]))) + found[3], text)
    route.fulfill(response=answer, body=text)


def safe(data: Any) -> str:
    """JSON as a template writes it into a page."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(service_workers="block", bypass_csp=True, permissions=["clipboard-write"])
    made.add_init_script("window.zzmark = () => { window.zzmarked = true; }")
    made.route(re.compile(r"(/|\.html|\.json)(\?.*)?$"), plant)
    yield made
    made.close()


def use(page: Page) -> None:
    """Press whatever can be pressed, type and choose, and search."""
    page.evaluate(
        """() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
          for (const field of document.querySelectorAll("input:not([type=file]), textarea")) {
            if (field.closest(".pb-search")) continue;
            if (field.type === "checkbox" || field.type === "radio") { field.click(); continue; }
            field.value = field.dataset.kind === "phone" ? "112" : '"><img src=x onerror=zzmark()>';
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
          }
          for (const choice of document.querySelectorAll("select")) {
            choice.selectedIndex = choice.options.length - 1;
            choice.dispatchEvent(new Event("change", { bubbles: true }));
          }
          window.print = () => {};
          window.open = () => null;
          for (const button of document.querySelectorAll("button:not([type=reset])")) {
            if (!button.closest(".md-header, dialog") && button.id !== "pb-forget") button.click();
          }
        }"""
    )


def assert_nothing_lives(page: Page) -> None:
    assert not page.evaluate(LIVE), page.url
    assert not page.evaluate("Boolean(window.zzmarked)"), page.url


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_planted_lives_on_a_screen_that_is_used(context: BrowserContext, site_url: str, screen: str) -> None:
    page = context.new_page()
    answer = page.goto(site_url + screen)
    assert answer
    assert answer.ok or screen == "404.html", screen
    use(page)
    page.wait_for_load_state("networkidle")
    assert_nothing_lives(page)
    page.close()


@pytest.mark.parametrize(
    ("start", "query"), [("", "angry <img src=x onerror=zzmark()>"), ("", ""), ("th/", "โกรธ"), ("fi/", "zzmark")]
)
def test_nothing_planted_lives_in_the_search(context: BrowserContext, site_url: str, start: str, query: str) -> None:
    page = context.new_page()
    page.goto(site_url + start)
    page.keyboard.press("/")
    page.locator(".pb-search__input").fill(query)
    expect(
        page.locator(".pb-search__results li, .pb-search__ways li, .pb-search__status:not(:empty)").first
    ).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert_nothing_lives(page)
    page.close()


def test_what_another_site_of_the_same_host_left_on_the_device_leads_nowhere(
    context: BrowserContext, site_url: str
) -> None:
    page = context.new_page()
    page.goto(site_url)
    base = re.sub(r"^https?://[^/]+", "", site_url)
    kept = json.dumps([["a", ADDRESS], ["b", "//elsewhere.example/"], ["c", "http://["], ["d", "situations/"]])
    page.evaluate("([name, kept]) => localStorage.setItem(name, kept)", [f"{base}#looked-up.en", kept])
    page.reload()
    page.keyboard.press("/")
    ways = page.locator(".pb-search__ways").first.locator("a")
    expect(ways).to_have_text(["d"])
    assert_nothing_lives(page)
    page.close()


def test_what_lives_is_found(context: BrowserContext, site_url: str) -> None:
    page = context.new_page()
    page.goto(f"{site_url}situations/")
    for markup in (
        "<img src=x onerror=zzmark()>",
        f"<a href='{ADDRESS}'>x</a>",
        "<iframe></iframe>",
        "<a href=' JAVA\tscript:x'>x</a>",
    ):
        page.evaluate("markup => { document.querySelector('main').innerHTML = markup; }", markup)
        assert page.evaluate(LIVE), markup
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x onerror=zzmark()>'")
    page.wait_for_function("window.zzmarked")
    page.close()
