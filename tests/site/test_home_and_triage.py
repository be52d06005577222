"""From "they are shouting" to the right words in one tap; and the decision guide, which needs no script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from playbook.model import TRIAGE_CONTEXT, Playbook
from playbook.shown.addresses import page_address
from tests.site.pages import PHONE, opened, picture

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
KINDS_IN_A_HURRY = {"customer", "situation", "escalation"}


@pytest.mark.parametrize(("language", "screen"), [("th", "phone"), ("fi", "phone"), ("tr", "desk")])
def test_one_tap_from_home_to_what_to_do_now(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    text = playbook.locales[language].text("They are shouting", TRIAGE_CONTEXT)
    with opened(browser, site_url + page_address(language, "index.md"), screen, locale=language) as page:
        picture(page, f"home-{language}", screen)
        for situation in page.locator(".pb-situations a").all():
            expect(situation).to_be_in_viewport()
        assert 6 <= page.locator(".pb-situations a").count() <= 8
        page.get_by_role("link", name=text, exact=True).click()
        expect(page.locator("#now")).to_be_in_viewport()
        assert page.url.endswith("/customers/angry-customer/#now")
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_right_now_is_on_the_first_screen_of_a_phone(
    browser: Browser, site_url: str, playbook: Playbook, language: str
) -> None:
    topics = [topic for topic in playbook.taxonomy.topics() if topic.kind in KINDS_IN_A_HURRY]
    with opened(browser, site_url + page_address(language, topics[0].page_name), java_script_enabled=False) as page:
        for topic in topics:
            page.goto(site_url + page_address(language, topic.page_name))
            lines = page.locator(".pb-now li").all()
            boxes = [line.bounding_box() for line in lines]
            assert boxes, topic.id
            assert all(box and box["y"] + box["height"] <= PHONE["height"] for box in boxes), topic.id
            above = page.evaluate("document.querySelector('.pb-now').previousElementSibling.localName")
            assert above == "h1", topic.id


@pytest.mark.parametrize("language", ["th", "nb"])
def test_the_decision_guide_works_without_scripts(
    browser: Browser, site_url: str, playbook: Playbook, language: str
) -> None:
    locale = playbook.locales[language]
    address = site_url + page_address(language, "triage.md")
    with opened(browser, address, java_script_enabled=False) as page:
        picture(page, f"triage-{language}", "phone")
        assert page.locator(".pb-question:visible").count() == 1
        for answer in ("They want something or something went wrong", "They have a complaint"):
            page.get_by_role("link", name=locale.text(answer, TRIAGE_CONTEXT)).click()
            assert page.locator(".pb-question:visible").count() == 1
        page.get_by_role("link", name=locale.text("Their order hasn't come", TRIAGE_CONTEXT)).click()
        assert page.url == site_url + page_address(language, "situations/delayed-order.md") + "#now"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_through_the_guide_ends_at_a_section_that_is_there(
    site_dir: Path, playbook: Playbook, language: str
) -> None:
    def read(address: str) -> BeautifulSoup:
        return BeautifulSoup((site_dir / address / "index.html").read_text("utf-8"), "lxml")

    triage = playbook.triage
    assert triage is not None
    assert not playbook.problems_in("triage.yml")
    for name in ("triage.md", "index.md"):
        address = page_address(language, name)
        soup = read(address)
        links = soup.select(".pb-choices a")
        assert len(links) >= len(triage.situations)
        for link in links:
            target, _, fragment = urljoin(f"https://site/{address}", str(link["href"])).partition("#")
            assert read(target.removeprefix("https://site/")).find(id=fragment), link["href"]


def test_the_glossary_and_the_guide_say_every_word_in_the_language(playbook: Playbook) -> None:
    triage = playbook.triage
    assert triage is not None
    said = [answer.text for question in triage.questions.values() for answer in question.answers]
    said += [question.text for question in triage.questions.values()]
    said += [situation.text for situation in triage.situations]
    for language in set(LANGUAGES) - {"en"}:
        locale = playbook.locales[language]
        assert not [text for text in said if locale.text(text, TRIAGE_CONTEXT) == text], language


@pytest.mark.parametrize(("preferred", "offered"), [("th-TH", "th"), ("nn-NO", "nb"), ("de-DE", None), ("en-US", None)])
def test_the_readers_language_is_offered_never_forced(
    browser: Browser, site_url: str, preferred: str, offered: str | None
) -> None:
    with opened(browser, site_url, locale=preferred) as page:
        offer = page.locator(".pb-offer")
        assert page.url == site_url
        if offered is None:
            expect(offer).to_have_count(0)
            return
        expect(offer).to_have_attribute("lang", offered)
        picture(page, f"home-offer-{offered}", "phone")
        assert page.evaluate("new URL(document.querySelector('.pb-offer a').href).pathname").endswith(f"/{offered}/")
        offer.get_by_role("button").click()
        page.reload()
        expect(page.locator(".pb-situations")).to_be_visible()
        expect(offer).to_have_count(0)


@pytest.mark.parametrize("language", ["th", "el"])
def test_home_leads_to_every_topic(site_dir: Path, playbook: Playbook, language: str) -> None:
    html = (site_dir / language / "index.html").read_text("utf-8")
    links = {str(link["href"]) for link in BeautifulSoup(html, "lxml").select(".pb-home-page a")}
    for topic in playbook.taxonomy.topics():
        assert f"{topic.group}/{topic.id}/" in links
