"""A topic page in use: ticked steps, hidden answers, a second language beside it; the switch keeps it all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from tests.server import SiteServer
from tests.site.pages import SCREENS, opened, picture

TOPIC = "customers/angry-customer.md"
CASES = [("th", "fi", "phone"), ("nb", "th", "desk")]


@pytest.mark.parametrize("language", ["th", "tr"])
def test_ticks_stay_until_they_are_cleared(browser: Browser, site_url: str, playbook: Playbook, language: str) -> None:
    done = playbook.locales[language].text("Step {number} done").format(number=2)
    with opened(browser, site_url + page_address(language, TOPIC)) as page:
        box = page.get_by_role("checkbox", name=done)
        box.check()
        picture(page, f"steps-{language}", "phone", full=True)
        page.reload()
        expect(box).to_be_checked()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
        page.goto(site_url + page_address("el", TOPIC))
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
        page.locator(".pb-ticks button").click()
        page.reload()
        expect(page.get_by_role("checkbox").first).to_be_visible()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_ticks_of_a_list_that_has_changed_are_forgotten(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("fi", TOPIC)) as page:
        page.get_by_role("checkbox").first.check()
        page.evaluate("for (const key of Object.keys(localStorage)) localStorage[key] = '[true, true]'")
        page.reload()
        expect(page.get_by_role("checkbox").first).to_be_visible()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
        page.evaluate("for (const key of Object.keys(localStorage)) localStorage[key] = '{broken'")
        page.reload()
        expect(page.get_by_role("checkbox").first).to_be_visible()


@pytest.mark.parametrize(("language", "screen"), [("th", "phone"), ("fi", "desk")])
def test_rehearsing_hides_the_answers_until_they_are_asked_for(
    browser: Browser, site_url: str, playbook: Playbook, language: str, screen: str
) -> None:
    locale = playbook.locales[language]
    with opened(browser, site_url + page_address(language, TOPIC), screen) as page:
        page.locator(".pb-tools").get_by_role("link", name=locale.text("Rehearse"), exact=True).click()
        said = page.locator("td.pb-say .pb-words")
        expect(page.locator(".pb-reveal").first).to_be_visible()
        assert said.locator("visible=true").count() == 0
        now = page.locator(".pb-now .pb-say-now")
        expect(now.locator(".pb-words")).to_be_hidden()
        now.locator(".pb-reveal").click()
        expect(now.locator(".pb-words")).to_be_visible()
        quoted = re.findall("[“”](.*?)”", playbook.pages[language, "angry-customer"].by_id["now"].text)
        assert now.locator(".pb-words").inner_text()[1:-1] == " ".join(quoted)
        assert page.locator("details.pb-answer[open]").count() == 0
        assert page.locator("td.pb-avoid .pb-words:visible").count() == 4
        picture(page, f"rehearse-{language}", screen, full=True)
        page.locator("#phrases-2 .pb-reveal").click()
        expect(said.nth(1)).to_be_visible()
        assert said.locator("visible=true").count() == 1
        page.get_by_role("button", name=locale.text("Show everything")).click()
        assert said.locator("visible=true").count() == 4
        assert page.locator("details.pb-answer:not([open])").count() == 0
        page.get_by_role("link", name=locale.text("Stop rehearsing")).click()
        expect(said.first).to_be_visible()
        assert "mode=" not in page.url


@pytest.mark.parametrize(("language", "other", "screen"), CASES)
def test_two_languages_stand_side_by_side_row_by_row(
    browser: Browser, site_url: str, playbook: Playbook, language: str, other: str, screen: str
) -> None:
    own, second = playbook.page(language, "angry-customer"), playbook.page(other, "angry-customer")
    assert own is not None
    assert second is not None
    with opened(browser, site_url + page_address(language, TOPIC), screen) as page:
        page.locator(".pb-pick summary").click()
        page.locator(f'.pb-pick a[hreflang="{other}"]').click()
        expect(page.locator(".pb-banner [role=status]")).to_have_text(
            playbook.locales[language].text("Everything has a counterpart.")
        )
        assert f"?with={other}" in page.url
        picture(page, f"compare-{language}-{other}", screen, full=True)
        pair = page.locator("section.pb-steps .pb-pair", has=page.locator("li")).nth(3)
        assert pair.locator(".pb-half").nth(0).get_attribute("lang") == language
        assert pair.locator(".pb-half").nth(1).get_attribute("lang") == other
        theirs = " ".join(second.by_id["steps"].steps[3].text.split())
        assert theirs[:20] in " ".join((pair.locator(".pb-half").nth(1).text_content() or "").split())
        assert page.locator("section.pb-phrases .pb-pair tr").count() == 2 * len(own.by_id["phrases"].phrases)
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
        assert len(ids) == len(set(ids))
        visible = page.locator("section.pb-steps .pb-half:visible")
        if screen == "phone":
            assert {half.get_attribute("lang") for half in visible.all()} == {language}
            page.locator("#steps").scroll_into_view_if_needed()
            top = pair.evaluate("(pair) => pair.getBoundingClientRect().top")
            page.locator(f'.pb-sides [lang="{other}"]').click()
            assert {half.get_attribute("lang") for half in visible.all()} == {other}
            assert page.locator(f'.pb-half[lang="{language}"]:visible').count() == 0
            moved = pair.evaluate("(pair) => pair.getBoundingClientRect().top") - top
            assert abs(moved) < SCREENS["phone"]["height"] / 3
        else:
            assert {half.get_attribute("lang") for half in visible.all()} == {language, other}


@pytest.mark.parametrize("place", ["start", "center", "end"])
def test_the_menu_of_languages_to_compare_opens_in_view_on_a_small_phone(
    browser: Browser, site_url: str, place: str
) -> None:
    with opened(browser, site_url + page_address("el", TOPIC), viewport={"width": 360, "height": 740}) as page:
        button, menu = page.locator(".pb-pick summary"), page.locator(".pb-pick ul")
        button.evaluate(f"(button) => button.scrollIntoView({{ block: '{place}' }})")
        button.evaluate("(button) => button.click()")  # no scrolling before
        expect(menu).to_be_visible()
        page.wait_for_timeout(100)
        box = menu.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 740


@pytest.mark.parametrize("name", ["phrasebook.md", "glossary.md", "triage.md", "customers/index.md"])
def test_other_pages_stand_side_by_side_too(browser: Browser, site_url: str, playbook: Playbook, name: str) -> None:
    with opened(browser, site_url + page_address("fi", name) + "?with=th", "desk") as page:
        complete = playbook.locales["fi"].text("Everything has a counterpart.")
        expect(page.locator(".pb-banner [role=status]")).to_have_text(complete)
        for fold in page.locator(".pb-compared .pb-entry summary").all()[:3]:
            fold.click()
        assert page.locator('.pb-half[lang="th"]:visible').count() >= 3
        picture(page, f"compare-{name.split('/', maxsplit=1)[0].removesuffix('.md')}", "desk")


def test_a_link_in_the_second_language_leads_within_that_language(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("fi", TOPIC) + "?with=th", "desk") as page:
        page.locator('.pb-half[lang="th"] .pb-card a').first.click()
        expect(page.locator("html")).to_have_attribute("lang", "th")
        assert page.url == site_url + "th/escalation/security-and-emergencies/#now"


def test_what_is_missing_on_one_side_is_marked(browser: Browser, site_url: str) -> None:
    address = site_url + page_address("fi", TOPIC)
    with opened(browser, address, "desk") as page:
        page.route(
            "**/th/customers/angry-customer/",
            lambda route: route.fulfill(
                body=route.fetch().text().replace('id="mistakes"', 'id="unknown"'),
            ),
        )
        page.goto(address + "?with=th")
        gaps = page.locator(".pb-missing")
        expect(gaps.first).to_be_visible()
        halves = page.locator("section.pb-mistakes .pb-half")
        assert gaps.count() == halves.count() / 2 >= 6  # the section's parts on one side, those of the unknown one
        expect(page.locator(".pb-banner [role=status]")).to_contain_text(str(gaps.count()))
        picture(page, "compare-missing-fi-th", "desk", full=True)


def test_a_second_language_that_cannot_be_fetched_leaves_the_page_as_it_is(
    browser: Browser, site_url: str, playbook: Playbook
) -> None:
    address = site_url + page_address("fi", TOPIC)
    with opened(browser, address) as page:
        page.route("**/th/customers/**", lambda route: route.abort())
        page.goto(address + "?with=th")
        failed = playbook.locales["fi"].text("This could not be loaded. Check your connection.")
        expect(page.locator(".pb-banner [role=status]")).to_have_text(failed)
        expect(page.locator("#phrases-1 .pb-words").first).to_be_visible()
        page.goto(address + "?with=xx")
        expect(page.locator("#phrases-1 .pb-words").first).to_be_visible()


@pytest.mark.parametrize(
    ("start", "target", "query", "kept"),
    [
        ("th", "fi", "", ""),
        ("fi", "th", "?mode=rehearse", "?mode=rehearse"),
        ("tr", "el", "?with=th", "?with=th"),
        ("nb", "th", "?with=th", "?with=nb"),
    ],
)
def test_the_language_switch_keeps_page_section_and_mode(
    browser: Browser, site_url: str, start: str, target: str, query: str, kept: str
) -> None:
    with opened(browser, site_url + page_address(start, TOPIC) + query) as page:
        if query:
            expect(page.locator(".pb-banner")).to_be_visible()
        if "with" in query:
            expect(page.locator(".pb-compared").first).to_be_visible()
        page.locator("h2#mistakes").evaluate("(heading) => heading.scrollIntoView({ block: 'start' })")
        page.locator(".pb-languages summary").click()
        page.locator(f'a.pb-language[hreflang="{target}"]').click()
        page.wait_for_url(f"**/{target}/**")
        assert page.url == site_url + page_address(target, TOPIC) + kept + "#mistakes"
        expect(page.locator("h2#mistakes")).to_be_in_viewport()


def test_at_the_top_of_a_page_the_switch_names_no_section(browser: Browser, site_url: str) -> None:
    with opened(browser, site_url + page_address("fi", TOPIC), "desk") as page:
        page.locator(".pb-languages summary").click()
        page.keyboard.press("Escape")
        expect(page.locator(".pb-languages summary")).to_be_focused()
        page.keyboard.press("Enter")
        page.locator('a.pb-language[hreflang="th"]').click()
        page.wait_for_url("**/th/**")
        assert page.url == site_url + page_address("th", TOPIC)


def test_a_page_shown_in_english_keeps_its_languages_apart(browser: Browser, gap_site: Path) -> None:
    with SiteServer(gap_site) as server, opened(browser, server.url + "fi/skills/empathy/") as page:
        assert page.locator("h1").evaluate("(title) => title.closest('[lang]').lang") == "en"
        assert page.locator(".pb-tools").evaluate("(tools) => tools.closest('[lang]').lang") == "fi"
        assert page.locator(".pb-copy").first.inner_text() == "Copy"
        expect(page.locator('nav a[lang="en"]', has_text="Empathy").first).to_be_attached()
        page.locator("#phrases-1 .pb-show-customer").click()
        expect(page.locator(".pb-show__text")).to_have_attribute("lang", "en")
        page.goto(server.url + "fi/phrasebook/")
        expect(page.locator('section[lang="en"] h3#empathy')).to_be_attached()


@pytest.mark.parametrize("query", ["?mode=rehearse", "?with=fi"])
def test_a_page_whose_mode_cannot_be_loaded_is_shown_as_it_is_and_why(
    browser: Browser, site_url: str, playbook: Playbook, query: str
) -> None:
    address = site_url + page_address("th", TOPIC)
    with opened(browser, address) as page:
        page.route("**/assets/words/*.json", lambda route: route.abort())
        page.goto(address + query)
        why = playbook.locales["th"].text("This could not be loaded. Check your connection.")
        expect(page.locator(".pb-banner")).to_have_text(why)
        expect(page.get_by_role("checkbox").first).to_be_visible()
        expect(page.locator("td.pb-say .pb-words").first).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_entry_that_the_address_names_is_open_side_by_side(browser: Browser, site_url: str, screen: str) -> None:
    address = site_url + page_address("el", "phrasebook.md")
    with opened(browser, f"{address}?with=th#angry-customer", screen) as page:
        shown = page.locator("details[open] .pb-half .pb-say .pb-words")
        expect(shown.first).to_be_in_viewport()
        expect(page.locator("details.pb-entry[open]")).to_have_count(1)
