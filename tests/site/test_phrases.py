"""Phrases: what is copied, what a customer is shown, the phrasebook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from playbook.shown.phrases import phrase_rows, split_phrase
from playbook.shown.speaker import spoken_by
from tests.site.pages import SCREENS, opened, picture

TOPIC = "customers/angry-customer.md"
CASES = [("th", "phone"), ("fi", "phone"), ("th", "desk"), ("el", "desk")]


@pytest.mark.parametrize(
    ("cell", "words", "aside"),
    [
        ("“Calm down.”", "Calm down.", ""),
        ("“In a moment, sir.” (to the next customer)", "In a moment, sir.", "(to the next customer)"),
        ("”Teen uuden.” (usein: ”Millaisena haluaisit?”)", "Teen uuden.", "(usein: ”Millaisena haluaisit?”)"),
        ("«Τι έγινε;» (με χαμόγελο)", "Τι έγινε;", "(με χαμόγελο)"),
        ("“อีกสักครู่นะครับ” (กับคนต่อไป)", "อีกสักครู่นะครับ", "(กับคนต่อไป)"),
        ("“One moment.” … “Thank you for waiting.”", "One moment. Thank you for waiting.", ""),
        ("Nothing at all", "Nothing at all", ""),
        ("(silence)", "(silence)", ""),
    ],
)
def test_only_the_words_in_quotation_marks_are_said(cell: str, words: str, aside: str) -> None:
    phrase = split_phrase(cell)
    assert (phrase.words, phrase.aside) == (words, aside)


@given(st.text())
def test_nothing_of_a_cell_is_lost(cell: str) -> None:
    phrase = split_phrase(cell)
    assert re.sub(r"\s", "", phrase.quoted + phrase.aside) == re.sub(r"\s", "", cell)
    assert phrase.words or not phrase.quoted


def test_every_language_has_phrases_to_show_without_marks(site_dir: Path, playbook: Playbook) -> None:
    books = {
        code: json.loads((site_dir / "assets" / "phrases" / f"{code}.json").read_text("utf-8"))
        for code in playbook.languages
    }
    assert len(books["en"]) >= 30
    for book in books.values():
        assert len(book) >= 25
        rows = [words for topic, rows in book.items() for words in rows if words or not topic.startswith("now/")]
        plain = [re.sub(r"\{\{ [a-z_]+ \}\}", "", words) for words in rows]
        assert not [words for words in plain if re.search("[“”«»{}]", words) or not words]


@pytest.mark.parametrize("language", ["en", "el", "th"])
def test_what_a_customer_is_shown_is_what_the_page_says(site_dir: Path, playbook: Playbook, language: str) -> None:
    book = json.loads((site_dir / "assets" / "phrases" / f"{language}.json").read_text("utf-8"))
    for topic, rows in book.items():
        if topic.startswith("now/"):
            continue
        group = playbook.pages[language, topic].group
        html = (site_dir / page_address(language, f"{group}/{topic}.md") / "index.html").read_text("utf-8")
        said = [str(row["data-words"]) for row in BeautifulSoup(html, "lxml").select(".pb-phrase-table tbody tr")]
        assert said == rows


def row(page: Page, number: int) -> str:
    text = page.locator(f"#phrases-{number}").get_attribute("data-words")
    assert text
    return text


@pytest.mark.parametrize(("language", "screen"), CASES)
def test_a_phrase_is_copied_without_its_quotation_marks(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    address = site_url + page_address(language, TOPIC) + "#phrases"
    with opened(browser, address, screen, permissions=["clipboard-read", "clipboard-write"]) as page:
        picture(page, f"phrases-{language}", screen)
        button = page.locator("#phrases-2 .pb-copy")
        button.click()
        expect(button).to_have_text(playbook.locales[language].text("Copied"))
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == row(page, 2)
        assert copied in page.locator("#phrases-2 .pb-say .pb-words").inner_text()
        assert not re.search("[“”«»]", copied)


GREETING = "skills/everyday-courtesy.md"


def fill_in(page: Page, gap: str, value: str) -> None:
    page.locator(f"{gap} button.pb-said").first.click()
    page.locator("#pb-ask-field").fill(value)
    page.locator(".pb-ask .pb-button--main").click()


def copied(page: Page, row: str) -> str:
    page.locator(f"{row} .pb-copy").click()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_name_is_typed_once_and_copied_and_shown_with_every_phrase(browser: Browser, site_url: str) -> None:
    address = site_url + page_address("en", GREETING)
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        assert copied(page, "#phrases-1") == "Good morning, I’m …. What can I help you with?"
        fill_in(page, "#phrases-1", "Zeynep")
        assert copied(page, "#phrases-1") == "Good morning, I’m Zeynep. What can I help you with?"
        page.locator("#phrases-1 .pb-show-customer").click()
        expect(page.locator(".pb-show__text")).to_have_text("Good morning, I’m Zeynep. What can I help you with?")
        page.locator('#pb-show [data-language="th"]').click()
        expect(page.locator(".pb-show__text")).to_contain_text("Zeynep")
        page.goto(site_url + page_address("nb", "customers/dissatisfied-customer.md"))
        expect(page.locator("#phrases-1 button.pb-said")).to_have_text("Zeynep")
        page.locator("#phrases-1 button.pb-said").click()
        page.locator("#pb-ask-field").fill("")
        page.locator(".pb-ask .pb-button--main").click()
        expect(page.locator("#phrases-1 button.pb-said")).to_have_class("pb-said pb-slot")


def test_a_customers_name_is_forgotten_with_the_tab(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("th", "closing/ending-well.md")) as page:
        fill_in(page, "#phrases-1", "มาลี")
        expect(page.locator("#phrases-1 .pb-say .pb-words")).to_contain_text("คุณมาลีที่")
        page.reload()
        expect(page.locator("#phrases-1 .pb-say .pb-words")).to_contain_text("คุณมาลีที่")
        with page.context.new_page() as other:
            other.goto(page.url)
            expect(other.locator("#phrases-1 button.pb-slot")).to_be_visible()


def test_a_number_of_the_organisation_is_copied_as_it_was_typed(browser: Browser, site_url: str) -> None:
    address = site_url + page_address("en", "escalation/security-and-emergencies.md")
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        for slot, value in (("organisation_name", "Corner Shop"), ("site_address", "3 Bay Road")):
            page.locator(f'#phrases-4 [data-slot="{slot}"]').click()
            page.locator("#pb-ask-field").fill(value)
            page.locator(".pb-ask .pb-button--main").click()
        expect(page.locator("#phrases-4 .pb-say .pb-words")).to_contain_text("Corner Shop, 3 Bay Road")
        assert "Corner Shop, 3 Bay Road." in copied(page, "#phrases-4")


def test_thai_is_said_as_its_speaker_says_it(browser: Browser, site_url: str) -> None:
    address = site_url + page_address("th", "phrasebook.md")
    with opened(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.evaluate("document.querySelectorAll('.pb-entry').forEach((entry) => { entry.open = true; })")
        words = page.locator(".pb-say .pb-words, .pb-avoid .pb-words")
        written = words.all_inner_texts()
        for speaker in ("man", "woman"):
            page.locator(f'button[data-speaker="{speaker}"]').click()
            said = words.all_inner_texts()
            assert said == [spoken_by(text, speaker) for text in written]
            assert said != written or speaker == "woman"
        page.locator('button[data-speaker="man"]').click()
        page.goto(site_url + page_address("th", GREETING))
        expect(page.locator("#phrases-1 .pb-say .pb-words")).to_have_text("“สวัสดีครับ ผมชื่อของคุณครับ วันนี้ให้ช่วยเรื่องอะไรดีครับ”")
        assert copied(page, "#phrases-1") == "สวัสดีครับ ผม…ครับ วันนี้ให้ช่วยเรื่องอะไรดีครับ"
        assert "คะ" not in page.locator(".pb-practice .pb-answer").first.inner_text()
        page.goto(site_url + page_address("en", GREETING))
        page.locator("#phrases-1 .pb-show-customer").click()
        page.locator('#pb-show [data-language="th"]').click()
        expect(page.locator(".pb-show__text")).to_contain_text("ดีครับ")


def test_copying_works_where_there_is_no_clipboard(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("fi", TOPIC)) as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.evaluate("document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
        page.locator("#phrases-1 .pb-copy").click()
        page.wait_for_function("window.copied")
        assert page.evaluate("window.copied") == row(page, 1)


@pytest.mark.parametrize(("language", "screen"), CASES)
def test_the_customer_is_shown_the_same_row_in_their_language(
    browser: Browser, site_url: str, site_dir: Path, language: str, screen: str
) -> None:
    other = "nb" if language == "th" else "th"
    book = json.loads((site_dir / "assets" / "phrases" / f"{other}.json").read_text("utf-8"))
    with opened(browser, site_url + page_address(language, TOPIC), screen) as page:
        page.locator("#phrases-3 .pb-show-customer").click()
        text = page.locator(".pb-show__text")
        expect(text).to_have_text(row(page, 3))
        expect(text).to_have_attribute("lang", language)
        page.locator(f'#pb-show [data-language="{other}"]').click()
        expect(text).to_have_text(book["angry-customer"][2])
        expect(text).to_have_attribute("lang", other)
        size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.pb-show__text')).fontSize)")
        assert size >= 26
        picture(page, f"show-{language}-{other}", screen)
        page.keyboard.press("Escape")
        expect(page.locator("#pb-show")).not_to_be_visible()
        expect(page.locator("#phrases-3 .pb-show-customer")).to_be_focused()
        page.locator("#phrases-1 .pb-show-customer").click()
        expect(text).to_have_text(book["angry-customer"][0])


VOICES = """
    window.read = [];
    window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
    SpeechSynthesis.prototype.getVoices = () => [
        { lang: "en-GB", localService: false }, { lang: "th_TH", localService: true },
        { lang: "no-NO", localService: true }];
    SpeechSynthesis.prototype.speak = (said) => { window.said = said; window.read.push(said.lang + " " + said.text); };
    SpeechSynthesis.prototype.cancel = () => window.said?.dispatchEvent(new Event("end"));
"""
"""Two voices of the device, and one that sends what it reads to another machine."""


def test_the_devices_own_voice_reads_a_phrase_aloud(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("en", TOPIC)) as page:
        page.add_init_script(VOICES)
        page.reload()
        page.locator("#phrases-1 .pb-show-customer").click()
        button, text = page.locator(".pb-show__listen"), page.locator(".pb-show__text")
        expect(text).to_have_text(row(page, 1))
        expect(button).to_be_hidden()
        page.locator('#pb-show [data-language="nb"]').click()
        expect(button).to_be_visible()
        page.locator('#pb-show [data-language="th"]').click()
        expect(text).to_have_attribute("lang", "th")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("window.read") == [f"th-TH {text.inner_text()}"]
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")


TOO_LARGE = "(part) => part.scrollHeight > part.clientHeight || part.scrollWidth > part.clientWidth"
LARGER = f"""(part) => {{
    part.style.fontSize = parseFloat(part.style.fontSize) + 1 + "px";
    return ({TOO_LARGE})(part);
}}"""


@pytest.mark.parametrize("screen", ["phone", "desk"])
@pytest.mark.parametrize(("language", "other"), [("el", "th"), ("th", "fi")])
def test_what_a_customer_is_shown_fills_the_screen(
    browser: Browser, site_url: str, language: str, other: str, screen: str
) -> None:
    with opened(browser, site_url + page_address(language, TOPIC), screen) as page:
        page.locator("#phrases-2 .pb-show-customer").click()
        text, own = page.locator(".pb-show__text"), page.locator(".pb-show__own")
        expect(own).to_be_hidden()
        page.locator(f'#pb-show [data-language="{other}"]').click()
        expect(own).to_be_visible()
        assert not text.evaluate(TOO_LARGE)
        assert text.evaluate(LARGER), "one pixel more does not fit"
        page.locator(".pb-show__both").click()
        page.locator(".pb-show__turn").click()
        assert text.evaluate("(part) => getComputedStyle(part).rotate") == "180deg"
        assert own.evaluate("(part) => getComputedStyle(part).rotate") == "none"
        for part in (text, own):
            assert not part.evaluate(TOO_LARGE)
            assert part.evaluate(LARGER)
        picture(page, f"show-both-{language}-{other}", screen)
        page.set_viewport_size({"width": 740, "height": 360})
        page.wait_for_timeout(100)
        assert not text.evaluate(TOO_LARGE)


@pytest.mark.parametrize(("language", "screen"), [("th", "phone"), ("tr", "desk")])
def test_the_phrasebook_has_every_phrase_and_filters_them(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    pages = [playbook.page(language, topic.id) or playbook.reference(topic.id) for topic in playbook.taxonomy.topics()]
    rows = sum(len(phrase_rows(page)) for page in pages if page)
    wanted = playbook.page(language, "apologising")
    assert wanted is not None
    said = split_phrase(wanted.by_id["phrases"].phrases[0].say).words
    words = max(re.findall(r"\w+", said), key=len).upper() if language == "tr" else said[:8]
    with opened(browser, site_url + page_address(language, "phrasebook.md"), screen) as page:
        picture(page, f"phrasebook-{language}", screen)
        shown = page.locator("tr[data-filter]:visible")
        expect(page.locator("tr[data-filter]")).to_have_count(rows)
        expect(shown).to_have_count(0)
        if screen == "phone":
            assert page.evaluate("document.documentElement.scrollHeight") < 6 * SCREENS["phone"]["height"]
        page.locator("#pb-filter").fill(words)
        expect(shown).not_to_have_count(0)
        assert 1 <= shown.count() < rows / 2
        assert page.locator("section.pb-section:visible").count() <= shown.count()
        picture(page, f"phrasebook-filtered-{language}", screen)
        page.locator("#pb-filter").fill("qqqq")
        expect(page.locator(".pb-filter__count")).to_have_text(
            playbook.locales[language].text("Nothing here has these words.")
        )
        page.wait_for_url("**?filter=qqqq")
        page.goto(page.url.replace("qqqq", quote(words)))
        expect(shown).not_to_have_count(0)
        expect(page.locator("#pb-filter")).to_have_value(words)
        page.locator("#pb-filter").fill("")
        expect(shown).to_have_count(0)
        page.goto(site_url + page_address(language, "phrasebook.md") + "#apologising")
        expect(shown).to_have_count(len(phrase_rows(wanted)))
        expect(shown.first).to_be_in_viewport()


def test_favourites_stay_on_the_device_in_every_language(browser: Browser, site_url: str, site_dir: Path) -> None:
    book = json.loads((site_dir / "assets" / "phrases" / "fi.json").read_text("utf-8"))
    address = site_url + page_address("en", "phrasebook.md")
    with opened(browser, f"{address}#angry-customer", permissions=["clipboard-read", "clipboard-write"]) as page:
        kept, shelf = page.locator(".pb-favourites tbody tr"), page.locator(".pb-favourites")
        expect(shelf).to_be_hidden()
        for number in (2, 3):
            page.locator(f'[data-topic="angry-customer"] [data-topic-row="{number}"] .pb-star').click()
        expect(kept).to_have_count(2)
        words = str(kept.first.get_attribute("data-words"))
        assert copied(page, ".pb-favourites tr:first-child") == words
        page.reload()
        expect(kept).to_have_count(2)
        page.goto(site_url + page_address("fi", "phrasebook.md"))
        expect(kept.first).to_have_attribute("data-words", book["angry-customer"][2])
        page.goto(address)
        picture(page, "phrasebook-favourites-en", "phone")
        page.evaluate(  # as if a row had been put before it since: the words say which one is meant
            "for (const [key, value] of Object.entries(localStorage)) "
            "localStorage[key] = value.replace('\"row\":3', '\"row\":1')"
        )
        page.reload()
        expect(kept.first).to_have_attribute("data-words", words)
        for _ in range(2):
            kept.first.locator(".pb-star").click()
        expect(shelf).to_be_hidden()


def test_a_button_says_which_phrase_it_is_for(browser: Browser, site_url: str, playbook: Playbook) -> None:
    locale = playbook.locales["th"]
    with opened(browser, site_url + page_address("th", TOPIC)) as page:
        for number in (1, 2):
            for name in ("Copy", "Show the customer"):
                button = page.get_by_role("button", name=f"{locale.text(name)}: {row(page, number)}", exact=True)
                expect(button).to_have_count(1)


def test_without_scripts_nothing_useless_is_shown(browser: Browser, site_url: str) -> None:
    for name in (TOPIC, "phrasebook.md", "glossary.md"):
        with opened(browser, site_url + page_address("el", name), java_script_enabled=False) as page:
            assert page.locator("article button:visible, article input:visible").count() == 0
            assert page.locator(".pb-words:visible, .pb-entry summary:visible").count() > 3
