"""A topic page in one hand: what waits, the row of sections, what can be done with the phrase of right now."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from playbook.shown.phrases import customer_now_phrases, now_phrases
from tests.site.pages import opened

TOPIC = "customers/angry-customer.md"
NARROW = {"width": 360, "height": 740}
VOICES = """Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => [{ lang: "th_TH", localService: true, name: "Kanya" }],
    speak: (said) => { window.said = said.text; },
    cancel: () => {},
}) });
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };"""


def test_what_is_read_later_waits_below_its_heading(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("en", TOPIC), viewport=NARROW) as page:
        inside = page.locator(".pb-mistakes li").first
        heading = page.locator(".pb-mistakes h2 button")
        expect(inside).to_be_hidden()
        expect(heading).to_have_attribute("aria-expanded", "false")
        heading.click()
        expect(inside).to_be_visible()
        heading.click()
        expect(inside).to_be_hidden()
        expect(page.locator(".pb-phrases tr").last).to_be_visible()
        page.locator('.pb-chips a[href="#escalate"]').click()
        expect(page.locator(".pb-escalate li").first).to_be_visible()
        expect(page.locator(".pb-escalate h2 button")).to_have_attribute("aria-expanded", "true")
        page.locator(".pb-escalate h2 button").click()
        expect(page.locator(".pb-escalate li").first).to_be_hidden()
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(inside).to_be_visible()
        expect(heading).to_have_count(0)


def test_nothing_waits_without_scripts_or_where_help_is_the_page(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("en", TOPIC), viewport=NARROW, java_script_enabled=False) as page:
        expect(page.locator(".pb-practice h3").first).to_be_visible()
    address = page_address("en", "escalation/security-and-emergencies.md")
    with opened(browser, site_url + address, viewport=NARROW) as page:
        expect(page.locator(".pb-escalate li").first).to_be_visible()
        page.goto(site_url + page_address("en", TOPIC) + "#practice")
        expect(page.locator(".pb-practice h3").first).to_be_visible()


def test_the_row_of_sections_stays_and_says_where_one_is(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("th", TOPIC), viewport=NARROW) as page:
        page.locator('.pb-chips a[href="#phrases"]').click()
        expect(page.locator(".pb-chips a[aria-current]")).to_have_attribute("href", "#phrases")
        expect(page.locator(".pb-chips a[aria-current]")).to_be_in_viewport()
        row, bar = page.locator(".pb-chips").bounding_box(), page.locator(".pb-bar").bounding_box()
        heading = page.locator("h2#phrases").bounding_box()
        assert row
        assert bar
        assert heading
        assert row["y"] == pytest.approx(bar["height"], abs=1)
        assert heading["y"] >= row["y"] + row["height"]


def test_a_page_is_two_screens_shorter_than_with_everything_unfolded(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("el", TOPIC), viewport=NARROW) as page:
        folded = page.evaluate("document.documentElement.scrollHeight")
        for heading in page.locator(".pb-later__open").all():
            heading.click()
        page.evaluate("document.querySelectorAll('.pb-topic-footer details').forEach((part) => { part.open = true; })")
        assert page.evaluate("document.documentElement.scrollHeight") - folded > 2 * NARROW["height"]
        assert folded < 5 * NARROW["height"]


def test_the_phrase_of_right_now_is_copied_and_shown_in_another_language(
    browser: Browser, site_url: str, playbook: Playbook
) -> None:
    said = next(filter(None, now_phrases(playbook.pages["en", "angry-customer"]).values()))
    thai = next(filter(None, customer_now_phrases(playbook, "th")["now/angry-customer"]))
    address = site_url + page_address("en", TOPIC)
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator(".pb-now .pb-copy").click()
        assert page.evaluate("navigator.clipboard.readText()") == said
        assert not re.search("[“”]", said)
        page.locator(".pb-now .pb-show-customer").click()
        expect(page.locator(".pb-show__text")).to_have_text(said)
        page.locator('#pb-show [data-language="th"]').click()
        expect(page.locator(".pb-show__text")).to_have_text(thai)


def test_what_is_said_right_now_pairs_up_across_languages(site_dir: Path, playbook: Playbook) -> None:
    books = {
        code: json.loads((site_dir / "assets/phrases" / f"{code}.json").read_text("utf-8"))
        for code in playbook.languages
    }
    for code, book in books.items():
        now = {topic: phrases for topic, phrases in book.items() if topic.startswith("now/")}
        assert len(now) > 20
        for topic, phrases in now.items():
            assert any(phrases)
            points = now_phrases(playbook.pages["en", topic.removeprefix("now/")])
            assert len(phrases) == len(points), (code, topic)


def test_listening_is_offered_where_the_device_has_a_voice(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("th", TOPIC)) as page:
        page.add_init_script(VOICES)
        page.reload()
        page.locator("#phrases-1 .pb-listen").click()
        assert page.evaluate("window.said") == page.locator("#phrases-1").get_attribute("data-words")
        expect(page.locator("#phrases-1 .pb-listen")).to_have_attribute("aria-pressed", "true")
        page.goto(site_url + page_address("fi", TOPIC))
        expect(page.locator("#phrases-1 .pb-copy")).to_be_visible()
        expect(page.locator("#phrases-1 .pb-listen")).to_be_hidden()


@pytest.mark.parametrize("language", ["el", "tr"])
def test_what_can_be_done_with_a_phrase_stands_in_one_row_below_it(
    browser: Browser, site_url: str, language: str
) -> None:
    with opened(browser, site_url + page_address(language, TOPIC), viewport=NARROW) as page:
        words = page.locator("#phrases-1 .pb-say .pb-words").bounding_box()
        copying, showing = (page.locator(f"#phrases-1 .pb-{what}").bounding_box() for what in ("copy", "show-customer"))
        assert words
        assert copying
        assert showing
        assert copying["y"] == showing["y"]
        assert copying["y"] >= words["y"] + words["height"]


def test_steps_show_that_they_can_be_ticked(browser: Browser, site_url: str, playbook: Playbook) -> None:
    with opened(browser, site_url + page_address("el", TOPIC)) as page:
        expect(page.locator(".pb-hint")).to_have_text(playbook.locales["el"].text("Tick each step when it is done."))
        face = page.locator(".pb-tick__face").first
        assert face.inner_text() == ""
        page.get_by_role("checkbox").first.check()
        mark = "getComputedStyle(document.querySelector('.pb-tick__face'), '::before').content"
        assert page.evaluate(mark) == '"✓"'
