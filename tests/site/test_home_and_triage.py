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
    triage = playbook.triage
    assert triage is not None
    urgent = triage.situations[0]
    text = playbook.locales[language].text(urgent.text, TRIAGE_CONTEXT)
    with opened(browser, site_url + page_address(language, "index.md"), screen, locale=language) as page:
        picture(page, f"home-{language}", screen)
        for situation in page.locator(".pb-situations a").all():
            expect(situation).to_be_in_viewport()
        assert 6 <= page.locator(".pb-situations a").count() <= 8
        page.get_by_role("article").get_by_role("link", name=text, exact=True).click()
        expect(page.locator(f"#{urgent.section}")).to_be_in_viewport()
        assert page.url.endswith(f"/{urgent.topic}/#{urgent.section}")
        assert page.locator("html").get_attribute("lang") == language


# Every page in the place of the first, as that is much faster than to open each.
BELOW = """async ([addresses, height]) => {
    const wrong = [];
    for (const address of addresses) {
        const text = await (await fetch(address)).text();
        const page = new DOMParser().parseFromString(text, "text/html").querySelector(".pb-page");
        document.querySelector(".pb-page").replaceWith(page);
        const lines = [...page.querySelectorAll(".pb-now li")].map((line) => line.getBoundingClientRect().bottom);
        const above = page.querySelector(".pb-now ~ .pb-intro");
        if (!lines.length || Math.max(...lines) > height || !above) wrong.push([address, ...lines]);
    }
    return wrong;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_right_now_is_on_the_first_screen_of_a_phone(
    browser: Browser, site_url: str, playbook: Playbook, language: str
) -> None:
    hurried = {topic.id for topic in playbook.taxonomy.topics() if topic.kind in KINDS_IN_A_HURRY}
    pages = [page for page in playbook.in_language(language) if page.topic in hurried]
    assert len(pages) > 15
    addresses = [site_url + page_address(language, f"{page.group}/{page.topic}.md") for page in pages]
    with opened(browser, addresses[0], java_script_enabled=False) as page:
        assert page.evaluate(BELOW, [addresses, PHONE["height"]]) == []


@pytest.mark.parametrize("language", ["th", "nb"])
def test_the_decision_guide_works_without_scripts(
    browser: Browser, site_url: str, playbook: Playbook, language: str
) -> None:
    locale, triage = playbook.locales[language], playbook.triage
    assert triage is not None
    question = next(iter(triage.questions.values()))
    with opened(browser, site_url + page_address(language, "triage.md"), java_script_enabled=False) as page:
        picture(page, f"triage-{language}", "phone")
        answer = question.answers[0]
        for _ in triage.questions:
            assert page.locator(".pb-question:visible").count() == 1
            answer = next((answer for answer in question.answers if answer.question), question.answers[0])
            text = locale.text(answer.text, TRIAGE_CONTEXT)
            page.locator(".pb-question:visible").get_by_role("link", name=text).click()
            if not answer.question:
                break
            question = triage.questions[answer.question]
        topic = playbook.taxonomy.topic(answer.topic or "")
        assert topic is not None
        place = f"#{answer.section}" if answer.section else ""
        assert page.url == site_url + page_address(language, topic.page_name) + place


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
