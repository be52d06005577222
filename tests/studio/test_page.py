"""The screen of a page in a real browser: a changed page is found, translated, saved; nothing typed is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from playbook.checks import Checker
from playbook.editing.front_matter import set_record
from playbook.editing.page_drafts import DRAFTS, read_draft
from playbook.editing.page_fields import page_fields, reread, write_field
from playbook.editing.page_rows import remove_row
from playbook.editing.side_by_side import side_by_side
from playbook.editing.target_names import TargetNames
from playbook.model import Playbook, Problem, load_playbook
from playbook.studio.page_form import Located, PlainWords, page_form, problems_told
from tests.conftest import copy_project, run_playbook
from tests.serving import HOST, Served, free_port, serving, wait_for
from tests.site.pages import DESK, PHONE, picture
from tests.studio.conftest import at_desk

expect.set_options(timeout=20_000)
PATH = "docs/th/customers/angry-customer.md"
ENGLISH = "docs/en/customers/angry-customer.md"
SMALL = """[...document.querySelectorAll('button, a, summary, textarea, input')]
    .filter((node) => node.checkVisibility() && !node.closest('p, li, td, th, .skip'))
    .filter((node) => Math.min(node.getBoundingClientRect().width, node.getBoundingClientRect().height) < 24)
    .map((node) => node.outerHTML.slice(0, 90))"""
STEP = "3. Ask short questions until you know what set the anger off."
STEPS = "3. Ask two short questions, no more, until you know what set the anger off.\n4. Say your name, and ask theirs."


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a history, in which a step of an English page has changed and another one is new."""
    project = tmp_path_factory.mktemp("studio")
    copy_project(project)
    git = ["git", "-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for arguments in (["init", "-q"], ["add", "docs", "locales", "taxonomy"], ["commit", "-q", "-m", "Begun"]):
        subprocess.run([*git, *arguments], cwd=project, check=True)
    rewrite(project / ENGLISH, STEP, STEPS)
    assert run_playbook("add-language", "ar", cwd=project).returncode == 0
    (project / "docs/ar/skills").mkdir()
    shutil.copy(project / "docs/en/skills/empathy.md", project / "docs/ar/skills/empathy.md")
    return project


@pytest.fixture(scope="module")
def studio(changed: Path, site_dir: Path) -> Iterator[Served]:
    with serving(changed, site_dir) as server:
        yield server


@pytest.fixture
def thai(studio: Served) -> Iterator[str]:
    """The address of the Thai page, in its first state for each test."""
    before = (studio.project / PATH).read_bytes()
    yield f"{studio.url}studio/pages/th/angry-customer"
    (studio.project / PATH).write_bytes(before)
    shutil.rmtree(studio.project / DRAFTS, ignore_errors=True)


@pytest.fixture
def context(browser: Browser, studio: Served) -> Iterator[BrowserContext]:
    """A browser that has opened the studio; whatever breaks in one of its pages fails the test."""
    with at_desk(browser, studio.studio) as context:
        yield context


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#state")).not_to_be_empty()
    return page


def kept(page: Page) -> None:
    expect(page.locator("#state")).to_have_text("Kept. Not on the page yet.")


@pytest.mark.browser
def test_a_thai_translator_brings_a_changed_page_up_to_date(
    context: BrowserContext, studio: Served, thai: str, playbook: Playbook
) -> None:
    assert thai
    before = (studio.project / PATH).read_text("utf-8")
    page = context.new_page()
    page.goto(f"{studio.url}studio/?language=th")
    page.get_by_role("link", name="ลูกค้าโกรธ").first.click()
    expect(page.locator(".to-do")).to_contain_text("changed in English: 2")

    row = page.locator("#r-steps-item-3")
    expect(row.locator("ins").first).to_have_text(re.compile("two"))
    words = row.locator("textarea")
    words.fill('ถาม "สอง" คำถามสั้น ๆ จนรู้ว่าอะไรเป็นชนวนให้โกรธ')
    expect(row.locator(".problems li").first).to_contain_text("quotation mark")
    expect(row.locator(".problems li")).to_have_count(1)
    picture(page, "studio-page", "desk")
    words.fill("ถามสั้น ๆ แค่สองข้อ จนรู้ว่าอะไรเป็นชนวนให้โกรธ")
    expect(row.locator(".problems li")).to_have_count(0)

    page.get_by_role("button", name="See the page").click()
    real = page.frame_locator("#real iframe")
    expect(real.locator("body")).to_contain_text("ถามสั้น ๆ แค่สองข้อ")
    page.get_by_role("button", name="Close").first.click()
    row.get_by_role("button", name="It says this now").click()
    expect(page.locator("#r-steps-item-3")).to_have_attribute("data-state", "same")

    page.get_by_role("button", name="Write this here").click()
    new = page.locator('[data-key="steps/item-4/text"]')
    expect(new).to_be_focused()
    page.keyboard.type("บอกชื่อของคุณ แล้วจดชื่อของเขา")
    kept(page)
    assert (studio.project / PATH).read_text("utf-8") == before, "the page's file is another one only when it is saved"
    page.keyboard.press("Control+s")
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator("#state")).to_have_text("All of it is on the page.")

    now = load_playbook(studio.project).page("th", "angry-customer")
    old = playbook.page("th", "angry-customer")
    assert now
    assert old
    assert [step.text for step in now.by_id["steps"].steps][2:4] == [
        "ถามสั้น ๆ แค่สองข้อ จนรู้ว่าอะไรเป็นชนวนให้โกรธ",
        "บอกชื่อของคุณ แล้วจดชื่อของเขา",
    ]
    gone = set(before.split("\n")) - set(now.text.split("\n"))
    assert all(re.match(r"\d\. |    \[", line) for line in gone), (
        "nothing but the steps and their record is another one"
    )
    page.goto(f"{studio.url}studio/?language=th")
    expect(page.get_by_text("Every page is up to date.")).to_be_visible()


@pytest.mark.browser
def test_the_real_page_follows_the_row_that_is_written_in(context: BrowserContext, thai: str) -> None:
    page = opened(context, thai)
    page.get_by_role("button", name="See the page").click()
    real = page.frame_locator("#real iframe")
    expect(real.locator("#steps")).to_be_visible()
    expect(real.locator("#content")).to_be_in_viewport()
    for part, kind, place in (("mistakes", "item", "li"), ("phrases", "cells", "tbody tr"), ("steps", "item", "li")):
        row = real.locator(f"section:has(> #{part}) {place}, section#{part} {place}")
        page.locator(f"#r-{part}-{kind}-2 textarea").first.focus()
        expect(row.nth(1)).to_be_in_viewport()


@pytest.mark.browser
def test_what_is_typed_is_kept_by_a_closed_tab_and_undone_step_by_step(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    first, second = page.locator('[data-key="now/item-1/text"]'), page.locator('[data-key="now/item-2/text"]')
    was = first.input_value()
    first.fill("หนึ่ง")
    kept(page)
    second.fill("สอง")
    page.wait_for_timeout(50)
    page.close(run_before_unload=False)
    page = opened(context, thai)
    expect(page.locator('[data-key="now/item-1/text"]')).to_have_value("หนึ่ง")
    expect(page.locator('[data-key="now/item-2/text"]')).to_have_value("สอง")
    kept(page)
    assert wait_for(lambda: "สอง" in draft_text(studio))
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator('[data-key="now/item-2/text"]')).not_to_have_value("สอง")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator('[data-key="now/item-1/text"]')).to_have_value(was)
    expect(page.locator("#save")).to_be_disabled()
    page.get_by_role("button", name="Redo").click()
    expect(page.locator('[data-key="now/item-1/text"]')).to_have_value("หนึ่ง")


def draft_text(studio: Served) -> str:
    draft = read_draft(studio.project, PATH)
    return draft.text if draft else ""


@pytest.mark.browser
def test_two_windows_on_one_page_lose_nothing(
    context: BrowserContext, browser: Browser, studio: Served, thai: str
) -> None:
    one = opened(context, thai)
    elsewhere = browser.new_context(locale="en-GB", viewport=DESK)
    two = elsewhere.new_page()
    two.goto(studio.studio)
    two.goto(thai)
    one.locator('[data-key="now/item-1/text"]').fill("จากหน้าต่างแรก")
    kept(one)
    two.locator('[data-key="now/item-2/text"]').fill("จากหน้าต่างที่สอง")
    kept(two)
    text = draft_text(studio)
    assert "จากหน้าต่างแรก" in text
    assert "จากหน้าต่างที่สอง" in text
    two.locator('[data-key="now/item-1/text"]').fill("อีกอย่าง")
    other = two.locator(".other")
    expect(other).to_contain_text("จากหน้าต่างแรก")
    assert "จากหน้าต่างแรก" in draft_text(studio), "nothing is written over"
    other.get_by_role("button", name="Keep mine").click()
    assert wait_for(lambda: "อีกอย่าง" in draft_text(studio))
    elsewhere.close()


@pytest.mark.browser
def test_what_is_written_in_one_window_stands_in_the_other(context: BrowserContext, thai: str) -> None:
    one, two = opened(context, thai), opened(context, thai)
    one.locator('[data-key="now/item-1/text"]').fill("จากหน้าต่างแรก")
    expect(two.locator('[data-key="now/item-1/text"]')).to_have_value("จากหน้าต่างแรก")
    one.locator('[data-key="steps/item-2/text"]').click()
    one.locator("#r-steps-item-2").get_by_role("button", name="Move up").click()
    moved = one.locator('[data-key="steps/item-1/text"]').input_value()
    expect(two.locator('[data-key="steps/item-1/text"]')).to_have_value(moved)


@pytest.mark.browser
def test_where_two_wrote_the_same_row_every_window_shows_what_is_kept_now(
    context: BrowserContext, browser: Browser, studio: Served, thai: str
) -> None:
    """Two windows of one browser, and somebody else's."""
    one, two = opened(context, thai), opened(context, thai)
    words = '[data-key="now/item-1/text"]'
    with at_desk(browser, studio.studio) as elsewhere:
        theirs = opened(elsewhere, thai)
        theirs.locator(words).fill("จากคนอื่น")
        kept(theirs)
        for page, text in ((one, "จากหน้าต่างแรก"), (two, "จากหน้าต่างที่สอง")):
            page.locator(words).fill(text)
            expect(page.locator(".other")).to_contain_text("จากคนอื่น")
            expect(page.locator("#state")).to_contain_text("Not kept in its place yet: 1")
            expect(page.locator(words)).to_have_value(text)
            expect(page.locator("#save")).to_be_enabled()
    two.locator("h1").click()
    two.get_by_role("button", name="To mend: 1.").click()
    expect(two.locator(words)).to_be_focused()
    one.get_by_role("button", name="Keep mine").click()
    kept(one)
    expect(one.locator(".other")).to_have_count(0)
    expect(two.locator(".other blockquote")).to_have_text("จากหน้าต่างแรก")
    assert "จากหน้าต่างที่สอง" in two.evaluate("JSON.stringify(localStorage)"), "what the other window has is still there"
    two.get_by_role("button", name="Take that").click()
    kept(two)
    expect(two.locator(words)).to_have_value("จากหน้าต่างแรก")
    two.locator(words).fill("ต่อจากหน้าต่างแรก")
    expect(one.locator(words)).to_have_value("ต่อจากหน้าต่างแรก")
    one.reload()
    expect(one.locator(words)).to_have_value("ต่อจากหน้าต่างแรก")
    kept(one)
    assert one.evaluate("localStorage.length") == 0
    assert "ต่อจากหน้าต่างแรก" in draft_text(studio)


@pytest.mark.browser
def test_what_the_server_kept_without_saying_so_is_no_text_of_somebody_else(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    words = page.locator('[data-key="now/item-1/text"]')

    def keep_and_say_nothing(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/text", keep_and_say_nothing)
    words.fill("ครึ่งแรก")
    expect(page.locator("#state")).to_contain_text("does not answer")
    assert wait_for(lambda: "ครึ่งแรก" in draft_text(studio))
    page.unroute("**/text")
    page.route("**/text", lambda route: route.abort())
    words.fill("ครึ่งแรกและครึ่งหลัง")
    page.unroute("**/text")
    page.reload()
    expect(words).to_have_value("ครึ่งแรกและครึ่งหลัง")
    kept(page)
    expect(page.locator(".other")).to_have_count(0)
    assert "ครึ่งแรกและครึ่งหลัง" in draft_text(studio)


@pytest.mark.browser
def test_a_lost_gap_is_told_at_its_field_and_put_in_again(context: BrowserContext, thai: str) -> None:
    """A page is not said to be well while the number that somebody has to call is missing."""
    page = opened(context, thai.replace("angry-customer", "security-and-emergencies"))
    words, amiss = page.locator('[data-key="now/item-1/text"]'), page.locator("#amiss")
    expect(page.locator(".done")).to_be_visible()
    before = words.input_value()
    gap = re.search(r"\{\{.*?\}\}", before)
    assert gap
    words.fill(before.replace(gap[0], ""))
    problem = page.locator("#f-now-item-1-text-problems li")
    expect(problem).to_contain_text("The English text beside this has it")
    expect(words).to_have_attribute("aria-invalid", "true")
    expect(amiss).to_have_text("To mend: 1.")
    expect(page.locator(".done")).to_be_hidden()
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text("All of it is on the page.")
    expect(amiss).to_be_visible()
    expect(page.locator(".done")).to_be_hidden()
    picture(page, "studio-lost-gap", "desk")
    problem.get_by_role("button", name="Put it in").click()
    expect(words).to_have_value(before)
    expect(amiss).to_be_hidden()
    expect(page.locator(".done")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(words).to_have_value(before.replace(gap[0], ""))
    page.get_by_role("button", name="Undo").click()
    expect(words).to_have_value(before)
    page.keyboard.press("Control+s")
    expect(page.locator("#save")).to_be_disabled()


@pytest.mark.browser
def test_what_is_put_in_stands_at_the_cursor_and_is_a_step_of_its_own(context: BrowserContext, thai: str) -> None:
    page = opened(context, thai)
    words, row = page.locator('[data-key="now/item-2/text"]'), page.locator("#r-now-item-2")
    before = words.input_value()
    words.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    labels = []
    for _ in range(2):
        row.get_by_role("button", name="Put in …").click()
        expect(page.locator("#pieces-search")).to_be_focused()
        page.keyboard.type("zzzz")
        expect(page.locator("#pieces-none")).to_have_text("Nothing found.")
        page.locator("#pieces-search").fill("")
        first = page.locator("#pieces-list button").first
        expect(first).to_contain_text("Gap")
        labels.append(first.inner_text().removesuffix("Gap").strip())
        first.click()
        kept(page)
    gaps = [f"{{{{ {label} }}}}" for label in labels]
    expect(words).to_have_value(before[:1] + "".join(gaps) + before[1:])
    page.get_by_role("button", name="Undo").click()
    expect(words).to_have_value(before[:1] + gaps[0] + before[1:])
    expect(words).to_be_focused()
    assert words.evaluate("(field) => field.selectionStart") == 1 + len(gaps[0]), "the cursor stays as near as it can"
    page.get_by_role("button", name="Undo").click()
    expect(words).to_have_value(before)


@pytest.mark.browser
def test_a_text_that_cannot_stand_on_the_page_stays_in_its_field(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    long = page.locator('[data-key="steps/item-2/text"]')
    long.fill("ก" * 10_000)
    problem = page.locator("#f-steps-item-2-text-problems")
    expect(problem).to_contain_text("10000 characters, and at most 1997")
    page.locator('[data-key="now/item-1/text"]').fill("สั้น ๆ")
    expect(page.locator("#save")).to_be_enabled()
    page.get_by_role("button", name="Save the page").click()
    expect(page.locator("#save")).to_be_disabled()
    expect(page.locator("#state")).to_contain_text("Not on the page yet: 1")
    assert "สั้น ๆ" in (studio.project / PATH).read_text("utf-8")
    page.reload()
    expect(long).to_have_value("ก" * 10_000)
    expect(problem).to_contain_text("too long")
    expect(page.locator("#state")).to_contain_text("Not on the page yet: 1")
    assert page.evaluate("localStorage.length") == 0, "it is on disk, and not in this browser alone"
    long.click()
    page.locator("#r-steps-item-2").get_by_role("button", name="Move up").click()
    expect(page.locator('[data-key="steps/item-1/text"]')).to_have_value("ก" * 10_000)
    page.get_by_role("button", name="Undo").click()
    expect(long).to_have_value("ก" * 10_000)
    long.fill("ถามสั้น ๆ")
    expect(problem).to_be_empty()
    page.get_by_role("button", name="Save the page").click()
    expect(page.locator("#state")).to_have_text("All of it is on the page.")
    assert "ถามสั้น ๆ" in (studio.project / PATH).read_text("utf-8")


@pytest.mark.browser
def test_a_text_that_cannot_stand_on_the_page_is_there_in_another_browser(
    context: BrowserContext, browser: Browser, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    page.locator('[data-key="steps/item-2/text"]').fill("ก" * 5000)
    expect(page.locator("#state")).to_contain_text("Not on the page yet: 1")
    page.close()
    with at_desk(browser, studio.studio) as elsewhere:
        other = elsewhere.new_page()
        other.goto(f"{studio.url}studio/?language=th")
        expect(other.locator("#unsaved ~ ul")).to_contain_text("ลูกค้าโกรธ")
        other.goto(thai)
        long = other.locator('[data-key="steps/item-2/text"]')
        expect(long).to_have_value("ก" * 5000)
        expect(other.locator("#f-steps-item-2-text-problems")).to_contain_text("too long")
        picture(other, "studio-too-long", "desk")
        rewrite(studio.project / PATH, "2. บอกว่าเข้าใจความรู้สึก", "2. บอกเขาว่าเข้าใจความรู้สึก")
        other.reload()
        expect(long).to_have_value(re.compile("^บอกเขาว่า"))
        expect(other.locator(".other blockquote")).to_have_text("ก" * 5000)
        other.get_by_role("button", name="Keep mine").click()
        expect(other.locator("#state")).to_have_text("All of it is on the page.")
        other.locator('[data-key="steps/item-6/text"]').fill("ข" * 5000)
        expect(other.locator("#state")).to_contain_text("Not on the page yet: 1")
        file = studio.project / PATH
        file.write_text(re.sub(r"\n6\. .*(\n   .*)*", "", file.read_text("utf-8")), "utf-8")
        other.reload()
        expect(other.locator("#lost ~ .clash pre")).to_have_text("ข" * 5000)
        picture(other, "studio-without-place", "desk")
        other.get_by_role("button", name="Throw it away").click()
        expect(other.locator("#lost")).to_have_count(0)
    draft = read_draft(studio.project, PATH)
    assert draft
    assert not draft.held


@pytest.mark.browser
def test_what_somebody_took_out_is_not_new_in_english_and_can_be_put_back(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    row = page.locator("#r-now-item-2")
    words = row.locator("textarea")
    before = words.input_value()
    words.click()
    row.get_by_role("button", name="Take out").click()
    out = page.locator('.row[data-state="out"]')
    expect(out).to_contain_text("You took this out")
    expect(page.locator("#part-now")).not_to_contain_text("New in English")
    picture(page, "studio-taken-out", "desk")
    out.get_by_role("button", name="Put it back").click()
    expect(out).to_have_count(0)
    expect(words).to_have_value(before)
    expect(words).to_be_focused()
    expect(page.locator("#save")).to_be_disabled()
    assert draft_text(studio) == (studio.project / PATH).read_text("utf-8")


@pytest.mark.browser
def test_a_change_in_english_is_shown_while_one_writes(context: BrowserContext, studio: Served, thai: str) -> None:
    file = studio.project / ENGLISH
    before = file.read_bytes()
    page = opened(context, thai)
    words = page.locator('[data-key="mistakes/item-2/text"]')
    words.fill("ข้อความใหม่ตรงนี้")
    kept(page)
    top = words.evaluate("(field) => field.getBoundingClientRect().top")
    try:
        rewrite(file, "# ", "# Very ")
        rewrite(file, "title: ", "title: Very ")
        expect(page.locator("#r-front-front-1")).to_have_attribute("data-state", "changed")
        expect(words).to_be_focused()
        assert abs(words.evaluate("(field) => field.getBoundingClientRect().top") - top) < 2, "the field stays there"
    finally:
        file.write_bytes(before)


@pytest.mark.browser
def test_a_page_is_not_called_finished_while_something_is_wrong(context: BrowserContext, thai: str) -> None:
    page = opened(context, thai)
    page.locator('[data-key="now/item-2/text"]').fill('ปล่อยให้ "พูดจบ"')
    kept(page)
    page.get_by_role("button", name="The whole page says what English says now").click()
    expect(page.locator("#state")).to_contain_text("quotation mark")
    assert "docs/" not in page.locator("#state").inner_text()


@pytest.mark.browser
def test_a_language_written_from_right_to_left(context: BrowserContext, studio: Served) -> None:
    page = opened(context, f"{studio.url}studio/pages/ar/empathy")
    words = page.locator('[data-key="now/item-1/text"], [data-key="steps/item-1/text"]').first
    assert words.get_attribute("dir") == "rtl"
    words.fill("استمع إليه (2) حتى ينتهي")
    kept(page)
    assert words.evaluate("(field) => getComputedStyle(field).direction") == "rtl"
    assert page.locator(".source").nth(3).evaluate("(text) => getComputedStyle(text).direction") == "ltr"
    picture(page, "studio-page-arabic", "desk")


@pytest.mark.browser
def test_a_file_changed_on_disk_is_merged_and_where_both_changed_both_are_shown(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    page.locator('[data-key="now/item-1/text"]').fill("ของฉัน")
    kept(page)
    rewrite(studio.project / PATH, "- ปล่อยให้พูดจบ แล้วพูดช้าและเบากว่าเขา", "- ปล่อยให้เขาพูดจนจบ")
    page.locator('[data-key="steps/item-1/text"]').fill("ฟังให้จบ")
    expect(page.locator('[data-key="now/item-2/text"]')).to_have_value("ปล่อยให้เขาพูดจนจบ")
    expect(page.locator('[data-key="now/item-1/text"]')).to_have_value("ของฉัน")
    page.locator('[data-key="steps/item-3/text"]').fill("ถามสั้น ๆ")
    kept(page)
    rewrite(studio.project / PATH, "1. ฟังเรื่องทั้งหมดด้วยสีหน้าจริงจัง", "1. ตั้งใจฟัง")
    rewrite(studio.project / PATH, "3. ถามสั้น ๆ จนรู้ว่าอะไรเป็นชนวนให้โกรธ", "3. ถามว่าอะไรทำให้โกรธ")
    page.reload()
    clash, other = page.locator(".clash").first, page.locator(".clash").last
    expect(clash).to_contain_text("ฟังให้จบ")
    expect(clash).to_contain_text("ตั้งใจฟัง")
    expect(clash).not_to_contain_text("ถาม")
    expect(other).to_contain_text("ถามว่าอะไรทำให้โกรธ")
    picture(page, "studio-clashes", "desk")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("First choose")
    page.locator('[data-key="steps/item-3/text"]').fill("ถามสั้น ๆ ต่อ")
    kept(page)
    clash.get_by_role("button", name="Take theirs").click()
    expect(page.locator('[data-key="steps/item-1/text"]')).to_have_value("ตั้งใจฟัง")
    expect(page.locator(".clash")).to_have_count(1)
    expect(page.locator(".clash")).to_contain_text("ถามสั้น ๆ ต่อ")
    page.locator(".clash").get_by_role("button", name="Keep mine").click()
    expect(page.locator('[data-key="steps/item-3/text"]')).to_have_value("ถามสั้น ๆ ต่อ")
    page.get_by_role("button", name="Save the page").click()
    expect(page.locator("#state")).to_have_text("All of it is on the page.")
    text = (studio.project / PATH).read_text("utf-8")
    assert all(words in text for words in ("- ของฉัน", "- ปล่อยให้เขาพูดจนจบ", "1. ตั้งใจฟัง", "3. ถามสั้น ๆ ต่อ"))


@pytest.mark.browser
def test_a_full_disk_is_told_and_what_was_typed_waits_in_the_browser(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    shutil.rmtree(studio.project / ".studio", ignore_errors=True)
    (studio.project / ".studio").write_text("no room")
    page = context.new_page()
    page.goto(thai)
    page.locator('[data-key="now/item-1/text"]').fill("ไม่มีที่ว่าง")
    expect(page.locator("#state")).to_contain_text("This could not be kept")
    page.close()
    (studio.project / ".studio").unlink()
    page = opened(context, thai)
    expect(page.locator('[data-key="now/item-1/text"]')).to_have_value("ไม่มีที่ว่าง")
    assert wait_for(lambda: "ไม่มีที่ว่าง" in draft_text(studio))


@pytest.mark.browser
def test_what_is_typed_is_text_and_stays_text(context: BrowserContext, thai: str) -> None:
    page = opened(context, thai)
    nasty = '<img src=x onerror="document.title=1"> # </textarea><script>'
    page.locator('[data-key="now/item-1/text"]').fill(nasty)
    kept(page)
    page.reload()
    words = page.locator('[data-key="now/item-1/text"]')
    expect(words).to_have_value(nasty)
    assert page.locator("#form img").count() == 0
    page.get_by_role("button", name="See the page").click()
    expect(page.frame_locator("#real iframe").locator("body")).to_contain_text("<img src=x")
    for typed in ("- <b>", "1. <b>", "# <b>\n2) ข้าง"):
        words.fill(typed)
        kept(page)
        expect(page.locator(".other")).to_have_count(0)
        page.reload()
        expect(words).to_have_value(typed)
    page.get_by_role("button", name="Save the page").click()
    expect(page.locator("#state")).to_have_text("All of it is on the page.")
    expect(words).to_have_value("# <b>\n2) ข้าง")


@pytest.mark.browser
def test_links_and_gaps_are_read_in_words_and_put_in_by_a_click(
    context: BrowserContext, studio: Served, thai: str
) -> None:
    page = opened(context, thai)
    words = page.locator('[data-key="escalate/item-1/text"]')
    assert ".md" not in words.input_value()
    assert "duty_manager" not in words.input_value()
    words.fill("ขอความช่วยเหลือ ")
    row = page.locator("#r-escalate-item-1")
    row.locator(".piece.link").first.click()
    row.locator(".piece.slot").first.click()
    assert wait_for(lambda: "](../escalation/calling-a-manager.md#now){{ duty_manager }}" in draft_text(studio))
    row.get_by_role("button", name="Put in …").click()
    page.get_by_label("Search").fill("ลูกค้าหยาบ")
    page.locator("#pieces-list button").first.click()
    assert wait_for(lambda: "](rude-customer.md)" in draft_text(studio))


@pytest.mark.browser
def test_an_english_editor_adds_moves_and_takes_out_rows(context: BrowserContext, studio: Served) -> None:
    before = (studio.project / ENGLISH).read_text("utf-8")
    page = opened(context, f"{studio.url}studio/pages/en/angry-customer")
    page.locator("#part-mistakes").get_by_role("button", name="Add a point").click()
    expect(page.locator('[data-key="mistakes/item-4/text"]')).to_be_focused()
    page.keyboard.type("Promising what somebody else has to do.")
    kept(page)
    page.locator("#r-mistakes-item-4").get_by_role("button", name="Move up").click()
    expect(page.locator('[data-key="mistakes/item-3/text"]')).to_have_value("Promising what somebody else has to do.")
    page.locator('[data-key="mistakes/item-3/text"]').click()
    page.locator("#r-mistakes-item-3").get_by_role("button", name="Take out").click()
    expect(page.locator('[data-key="mistakes/item-4/text"]')).to_have_count(0)
    expect(page.locator("#save")).to_be_disabled()
    assert (studio.project / ENGLISH).read_text("utf-8") == before


@pytest.mark.browser
def test_a_page_that_is_not_there_is_begun_from_the_browser(context: BrowserContext, studio: Served) -> None:
    file = studio.project / "docs/th/skills/empathy.md"
    before = file.read_bytes()
    file.unlink()
    page = context.new_page()
    address = f"{studio.url}studio/pages/th/empathy"
    assert wait_for(lambda: page.goto(address) is not None and page.locator("text=Begin this page").count() == 1)
    page.get_by_role("button", name="Begin this page").click()
    title = page.locator('[data-key="front/title"]')
    expect(title).to_have_value("")
    title.fill("ความเห็นใจ")
    kept(page)
    expect(page.locator(".to-do")).to_contain_text("still empty")
    draft = read_draft(studio.project, "docs/th/skills/empathy.md")
    assert draft
    assert "title: ความเห็นใจ" in draft.text
    file.write_bytes(before)


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(
    context: BrowserContext, studio: Served, thai: str, screen: str, scheme: str
) -> None:
    page = context.new_page()
    page.set_viewport_size(PHONE if screen == "phone" else DESK)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    wrong = []
    for name, address in {"page": thai, "next": f"{studio.url}studio/?language=th"}.items():
        page.goto(address)
        if name == "page":
            page.locator('[data-key="escalate/item-1/text"]').fill('ก "ข"')
            expect(page.locator("#r-escalate-item-1 .problems li").first).to_be_visible()
            kept(page)
        else:
            expect(page.locator("#faults")).not_to_have_attribute("aria-busy", "true")
        found = Axe().run(page).response["violations"]
        wrong += [(name, rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]
        wrong += page.evaluate(SMALL)
        picture(page, f"studio-{name}-{scheme}", screen)
    assert not wrong


@pytest.mark.browser
def test_the_page_speaks_the_editors_language_and_its_texts_their_own(
    browser: Browser, studio: Served, thai: str, playbook: Playbook
) -> None:
    for code in ("el", "th"):
        context = browser.new_context(locale=code, viewport=DESK)
        page = context.new_page()
        page.goto(studio.studio)
        page.goto(thai)
        assert page.locator("#save").inner_text() == playbook.locales[code].text("Save the page", "studio")
        assert page.locator('[data-key="now/item-1/text"]').get_attribute("lang") == "th"
        assert page.locator("#part-now .source").first.get_attribute("lang") == "en"
        context.close()


@pytest.mark.browser
def test_a_greek_editor_reads_in_greek_what_is_wrong(browser: Browser, studio: Served) -> None:
    context = browser.new_context(locale="el", viewport=DESK)
    page = context.new_page()
    page.goto(studio.studio)
    page = opened(context, f"{studio.url}studio/pages/el/angry-customer")
    mistakes = {
        "steps/item-1/text": ('Ακούστε "ως το τέλος".', 'τα εισαγωγικά " δεν χρησιμοποιούνται σε αυτή τη γλώσσα'),
        "steps/item-2/text": ("Ρωτήστε: τι συνέβη?", "το «?» δεν μπαίνει εδώ σε αυτή τη γλώσσα"),
        "escalate/item-1/text": ("Φωνάξτε {{ nobody_here }}.", "δεν υπάρχει κενό «nobody_here»"),
    }
    for key, (typed, _) in mistakes.items():
        page.locator(f'[data-key="{key}"]').fill(typed)
    for key, (_, said) in mistakes.items():
        told = page.locator(f"#f-{key.replace('/', '-')}-problems li").filter(has_text=said)
        expect(told).to_have_attribute("lang", "el")
    english = page.locator(".problems li:not([lang=el])")
    assert english.all_inner_texts() == []
    assert not Axe().run(page).response["violations"]
    picture(page, "studio-page-greek", "desk")
    context.close()
    shutil.rmtree(studio.project / DRAFTS, ignore_errors=True)


@pytest.mark.browser
def test_kill_minus_nine_loses_nothing(browser: Browser, changed: Path, site_dir: Path) -> None:
    port = free_port()
    shutil.copytree(site_dir, changed / "build" / "serve" / str(port), dirs_exist_ok=True)
    process, key = started(changed, port)
    context = browser.new_context(locale="en-GB", viewport=DESK)
    page = context.new_page()
    page.goto(f"http://{HOST}:{port}/studio/?key={key}")
    page.goto(f"http://{HOST}:{port}/studio/pages/th/honesty")
    first = page.locator('[data-key="front/summary"]')
    first.fill("ก่อนล้ม")
    kept(page)
    process.send_signal(signal.SIGKILL)
    process.wait()
    page.locator('[data-key="intro/text-1/text"]').fill("ตอนที่ล้ม")
    expect(page.locator("#state")).to_contain_text("does not answer")
    assert "ตอนที่ล้ม" in json.dumps(page.evaluate("Object.values(localStorage)"), ensure_ascii=False)
    process, key = started(changed, port)
    try:
        page.goto(f"http://{HOST}:{port}/studio/?key={key}")
        page.goto(f"http://{HOST}:{port}/studio/pages/th/honesty")
        expect(page.locator('[data-key="front/summary"]')).to_have_value("ก่อนล้ม")
        expect(page.locator('[data-key="intro/text-1/text"]')).to_have_value("ตอนที่ล้ม")
        kept(page)
        draft = read_draft(changed, "docs/th/skills/honesty.md")
        assert draft
        assert "ตอนที่ล้ม" in draft.text
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        context.close()
        shutil.rmtree(changed / DRAFTS, ignore_errors=True)


def started(project: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    """A server of the project and the key of its studio."""
    log = project / f"said-{port}.txt"
    command = [sys.executable, "-m", "playbook", "serve", "--port", str(port)]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=project, stdout=file, stderr=file, env={**os.environ})
    assert wait_for(lambda: "Ctrl-C" in log.read_text("utf-8")), log.read_text("utf-8")
    found = re.search(r"key=([\w-]+)", log.read_text("utf-8"))
    assert found
    return process, found[1]


def test_every_field_of_every_page_has_a_name_of_its_own(playbook: Playbook) -> None:
    for page in playbook.pages.values():
        ids = [key.replace("/", "-") for key in page_fields(page)]
        assert len(ids) == len(set(ids)), page.path


def test_where_a_section_is_recorded_as_a_whole_that_is_said_behind_what_changed(playbook: Playbook) -> None:
    page = playbook.page("th", "security-and-emergencies")
    reference = playbook.reference("security-and-emergencies")
    assert page
    assert reference
    record = {**page.front.translated_from, "now": "00000000"}
    stale = reread(playbook, page, set_record(page.text, record))
    part = next(part for part in page_form(playbook, stale, stale, reference).parts if part.id == "now")
    assert part.records
    changed = [row for row in part.rows if row.state != "same"]
    assert [row.whole for row in part.rows].index(True) == part.rows.index(changed[-1])
    assert sum(row.whole for row in part.rows) == 1


def test_the_row_that_was_taken_out_is_the_one_that_can_be_put_back(playbook: Playbook) -> None:
    page, reference = playbook.page("th", "angry-customer"), playbook.reference("angry-customer")
    assert page
    assert reference
    for number in range(1, 4):
        shorter = reread(playbook, page, remove_row(playbook, page, "now", "item", number))
        form = page_form(playbook, shorter, page, reference)
        [row] = [row for part in form.parts for row in part.rows if row.state != "same"]
        assert (row.state, row.was, row.reference) == ("out", number, number)
        assert form.has_out
        assert not form.changed


def test_problems_are_said_in_words_that_need_no_files(playbook: Playbook) -> None:
    page = playbook.page("th", "angry-customer")
    assert page
    told = [
        Problem(page.path, 80, 1, "x", "{{ duty_manager }} is missing", "the English page has it at docs/en/a/b.md:58"),
        Problem(page.path, 80, 9, "x", "{{ duty_manager }} is missing", "the English page has it at docs/en/a/b.md:59"),
        Problem(
            page.path, 9, 1, "x", 'the link to "escalation/calling-a-manager.md#now" is missing in section "escalate"'
        ),
    ]
    rows = PlainWords(playbook, page, playbook.locales["th"]).of(told)
    assert [row.hint for row in rows] == ["", ""]
    said = " ".join(row.message for row in rows)
    assert not re.search(r"\.md|duty_manager|escalate", said)
    assert "ตามผู้จัดการมาช่วย › ทำทันที" in said


def test_what_a_page_lacks_is_told_at_the_row_that_lacks_it(playbook: Playbook) -> None:
    """Every gap and every link between pages: of each translation, one at a time is taken out of its row."""
    checker, seen = Checker(playbook), 0
    for page in [playbook.page("th", topic) for topic in ("security-and-emergencies", "empathy", "calling-a-manager")]:
        assert page
        reference = playbook.reference(page.topic)
        for key, field in page_fields(page).items():
            for piece in re.finditer(r"\{\{[^{}]*\}\}|\[([^\[\]]*)\]\([^()]*\.md[^()]*\)", field.text):
                text = field.text[: piece.start()] + (piece[1] or "") + field.text[piece.end() :]
                now = reread(playbook, page, write_field(playbook, page, key, text))
                found = [
                    problem
                    for problem in checker.edited(page.path, now.text).of_page(page.path)
                    if problem.rule in {"parity-slots", "parity-links"}
                ]
                located = Located(now, found, partial(side_by_side, playbook, now, reference))
                if piece[0].startswith("{{") or "glossary.md" not in piece[0]:
                    seen += bool(found)
                    told = problems_told(playbook, now, PlainWords(playbook, now, playbook.locales["en"]), located, str)
                    rows = told.get(f"f-{key.replace('/', '-')}", [])
                    assert [row for row in rows if row.put] or not found, (page.path, key, piece[0], found)
    assert seen > 20


def test_links_and_gaps_have_names_that_lead_back(playbook: Playbook) -> None:
    unnamed = 0
    for page in playbook.pages.values():
        names = TargetNames(playbook, page)
        for field in page_fields(page).values():
            shown = names.shown(field.text)
            assert names.written(shown) == field.text
            unnamed += ".md" in shown
    assert unnamed == 0
