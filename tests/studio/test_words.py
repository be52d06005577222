"""The words of a language in a real browser: kept as one types, written by position, tried in the search at once."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from playbook.editing.typed_words import TYPED
from playbook.model import load_playbook
from tests.serving import Served, wait_for
from tests.site.pages import DESK, PHONE, picture

expect.set_options(timeout=20_000)
SHEETS = ("fi/headings", "fi/site", "fi/slots", "fi/glossary", "fi/search", "fi/titles", "en/glossary", "en/search")


@pytest.fixture(autouse=True)
def as_it_was(little: Served, tmp_path: Path) -> Iterator[None]:
    """Every test finds the files as they were."""
    kept = ("docs", "locales", "taxonomy")
    for name in kept:
        shutil.copytree(little.project / name, tmp_path / name)
    yield
    shutil.rmtree(little.project / TYPED, ignore_errors=True)
    for file in (path for name in kept for path in (tmp_path / name).rglob("*") if path.is_file()):
        there = little.project / file.relative_to(tmp_path)
        if there.read_bytes() != file.read_bytes():
            there.write_bytes(file.read_bytes())


def sheet(desk: BrowserContext, little: Served, name: str) -> Page:
    page = desk.new_page()
    page.goto(f"{little.url}studio/words/{name}")
    expect(page.locator("#state")).not_to_be_empty()
    return page


def kept(page: Page) -> None:
    expect(page.locator("#state")).to_have_text("Kept. Not saved yet.")


def slowly(route: Route) -> None:
    time.sleep(1)
    route.continue_()


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#state")).to_have_text("All of it is saved.")


@pytest.mark.browser
def test_a_heading_says_what_it_touches_and_changes_on_every_page(desk: BrowserContext, little: Served) -> None:
    page = sheet(desk, little, "fi/headings")
    row = page.locator("[data-row]", has_text="Step by step")
    expect(row).to_contain_text("on pages: 3")
    words = row.locator("textarea")
    words.fill("Miksi tämä toimii")
    expect(row.locator(".problems")).to_contain_text("another section has this heading")
    words.fill("Näin se käy")
    expect(row.locator(".problems li")).to_have_count(0)
    kept(page)
    assert "Näin se käy" not in (little.project / "locales/fi/playbook.po").read_text("utf-8")
    picture(page, "studio-headings", "desk")
    before = load_playbook(little.project)
    saved(page)
    now = load_playbook(little.project)
    for topic in ("honesty", "patience", "angry-customer"):
        own, old = now.page("fi", topic), before.page("fi", topic)
        assert own
        assert old
        assert own.text == old.text.replace("## Vaihe vaiheelta\n", "## Näin se käy\n")
    page.reload()
    expect(page.locator("[data-row]", has_text="Step by step").locator("textarea")).to_have_value("Näin se käy")


@pytest.mark.browser
def test_a_draft_of_a_page_follows_its_headings(desk: BrowserContext, little: Served) -> None:
    other = desk.new_page()
    other.goto(f"{little.url}studio/pages/fi/honesty")
    other.locator('[data-key="steps/item-1/text"]').fill("Kerro vain, mitä tiedät.")
    expect(other.locator("#state")).to_have_text("Kept. Not on the page yet.")
    page = sheet(desk, little, "fi/headings")
    page.locator("[data-row]", has_text="Step by step").locator("textarea").fill("Näin se käy")
    kept(page)
    saved(page)
    other.reload()
    expect(other.locator("#h-steps")).to_have_text("Näin se käy")
    expect(other.locator('[data-key="steps/item-1/text"]')).to_have_value("Kerro vain, mitä tiedät.")
    expect(other.locator(".clash")).to_have_count(0)
    other.get_by_role("button", name="Save the page").click()
    expect(other.locator("#state")).to_have_text("All of it is on the page.")


@pytest.mark.browser
def test_interface_words_say_where_they_are_used_and_what_is_wrong(desk: BrowserContext, little: Served) -> None:
    page = sheet(desk, little, "fi/site")
    row = page.locator("[data-row]", has_text="{count} result")
    assert row.locator("label").all_inner_texts() == ["With 1", "With 0, 2, 3 …"]
    row.locator("textarea").nth(1).fill("{luku} tulosta")
    expect(row.locator(".problems li").first).to_contain_text("placeholders")
    row.locator("textarea").nth(1).fill("{count} osumaa")
    expect(row.locator(".problems li")).to_have_count(0)
    page.get_by_label("Show only rows").fill("OSUMAA")
    assert page.locator("[data-row]:visible").count() == 1
    page.route("**/fi/site/save", slowly)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#state")).to_have_text("Saving …", timeout=900)
    saved(page)
    locale = load_playbook(little.project).locales["fi"]
    assert locale.plural("{count} result", "{count} results", 5) == "{count} osumaa"


@pytest.mark.browser
def test_a_closed_tab_and_another_window_lose_no_word(desk: BrowserContext, little: Served) -> None:
    one, two = sheet(desk, little, "fi/glossary"), sheet(desk, little, "fi/glossary")
    term = '[data-key="customer/term"]'
    one.locator(term).fill("kävijä")
    expect(two.locator(term)).to_have_value("kävijä")
    one.close(run_before_unload=False)
    two.reload()
    expect(two.locator(term)).to_have_value("kävijä")
    two.goto(f"{little.url}studio/")
    two.get_by_role("link", name="Glossary – Suomi").click()
    expect(two.locator(term)).to_have_value("kävijä")


@pytest.mark.browser
def test_a_full_disk_is_told_and_what_was_typed_waits_in_the_browser(desk: BrowserContext, little: Served) -> None:
    shutil.rmtree(little.project / ".studio", ignore_errors=True)
    (little.project / ".studio").write_text("no room")
    page = sheet(desk, little, "fi/glossary")
    page.locator('[data-key="customer/term"]').fill("asioija")
    expect(page.locator("#state")).to_contain_text("This could not be kept")
    assert "asioija" in json.dumps(page.evaluate("Object.values(localStorage)"))
    (little.project / ".studio").unlink()
    kept(page)


@pytest.mark.browser
def test_a_word_that_somebody_else_saved_is_never_written_over(desk: BrowserContext, little: Served) -> None:
    page = sheet(desk, little, "fi/glossary")
    page.locator('[data-key="customer/term"]').fill("kävijä")
    kept(page)
    file = little.project / "taxonomy/glossary.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("fi: asiakas", "fi: ostaja", 1), "utf-8")
    assert wait_for(lambda: bool(page.reload()) and page.locator(".other").count() == 1)
    expect(page.locator(".other")).to_contain_text("ostaja")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#state")).to_contain_text("First choose")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator("#state")).to_have_text("Kept. Not saved yet.")
    saved(page)
    assert file.read_text("utf-8") == text.replace("fi: asiakas", "fi: kävijä", 1)


@pytest.mark.browser
def test_the_search_finds_with_words_that_are_not_saved(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    held: list[Route] = []
    page.route("**/words/fi/search/data/**", lambda route: held.extend([route]))
    page.goto(f"{little.url}studio/words/fi/search")
    box = page.get_by_label("What would somebody type?")
    box.fill("rehtiys")
    expect(page.locator("#try-state")).to_have_text("Searching …")
    page.locator('[data-key="honesty/topics"]').fill("rehtiys\nsuora puhe")
    expect(page.locator("#try-state")).to_contain_text("In what is typed here: 1")
    expect(page.locator("#try-list a")).to_have_text("Rehellisyys")
    box.fill("rehtiys ja muuta")
    expect(page.locator("#try-list a")).to_have_count(0)
    for route in held:  # first: what is held when a pattern is taken back, the browser lets go itself
        route.continue_()
    page.unroute("**/words/fi/search/data/**")
    expect(page.locator("#try-state")).to_have_text("Found: 1")
    box.fill("ostoslista")
    expect(page.locator("#try-state")).to_have_text("Nothing is found by these words.")
    box.fill("rehtiys")
    expect(page.locator("#try-list a").first).to_have_text("Rehellisyys")
    picture(page, "studio-search-words", "desk")
    assert not (little.project / "taxonomy/synonyms/fi.yml").exists()
    saved(page)
    assert load_playbook(little.project).synonyms["fi"].topics["honesty"] == ("rehtiys", "suora puhe")
    (little.project / "taxonomy/synonyms/fi.yml").unlink()


@pytest.mark.browser
def test_a_word_is_looked_for_on_all_sheets_and_its_field_is_opened(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    page.goto(f"{little.url}studio/words/?language=fi")
    page.get_by_role("searchbox").fill("duty MANAGER")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("Found: 1")
    picture(page, "studio-words-found", "desk")
    page.get_by_role("link", name="Duty manager").click()
    expect(page.locator("h1")).to_have_text("Names of the gaps that workplaces fill in")
    expect(page.locator("[data-row]", has_text="Duty manager").locator("textarea")).to_be_focused()
    page.goto(f"{little.url}studio/words/?language=fi&q=zzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing is found")


@pytest.mark.browser
def test_a_term_says_on_which_pages_it_stands(desk: BrowserContext, little: Served) -> None:
    page = sheet(desk, little, "fi/glossary")
    row = page.locator("[data-row]", has=page.locator('[data-key="customer/term"]'))
    row.locator('[data-key="customer/term"]').fill("kävijä")
    saved(page)
    row.locator("summary").click()
    expect(
        row.get_by_role("link", name=load_playbook(little.project).pages["fi", "angry-customer"].title)
    ).to_be_visible()


@pytest.mark.browser
def test_a_filter_typed_before_the_script_is_there_counts(desk: BrowserContext, little: Served) -> None:
    page = desk.new_page()
    held: list[Route] = []
    page.route("**/sheet.mjs", lambda route: held.extend([route]))
    page.goto(f"{little.url}studio/words/fi/site", wait_until="commit")
    page.get_by_label("Show only rows").fill("{count} RESULT")
    for route in held:
        route.continue_()
    expect(page.locator("[data-row]:visible")).to_have_count(1)


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_axe_finds_nothing_on_any_sheet(desk: BrowserContext, little: Served, screen: str) -> None:
    page = desk.new_page()
    page.set_viewport_size(PHONE if screen == "phone" else DESK)
    wrong = []
    for name in ("", *SHEETS):
        answer = page.goto(f"{little.url}studio/words/{name}")
        assert answer
        assert answer.ok, (name, answer.status, answer.text()[:500])
        found = Axe().run(page).response["violations"]
        wrong += [(name, rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]
        picture(page, f"studio-words-{name.replace('/', '-')}", screen)
    assert not wrong
