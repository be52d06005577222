"""The screen on which a page is read: comments row by row, answers, signatures that lapse with the text."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from playbook.model import load_playbook, standing
from playbook.studio.page_form import page_form
from tests.conftest import copy_project
from tests.serving import Served, serving, wait_for
from tests.site.pages import DESK, PHONE, picture
from tests.studio.conftest import at_desk
from tests.studio.test_page import SMALL

expect.set_options(timeout=20_000)
PATH = "docs/th/customers/angry-customer.md"
COMMENTS = "taxonomy/comments/th.yml"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Served]:
    """The server of a copy of the project that git keeps."""
    project = tmp_path_factory.mktemp("reading")
    copy_project(project)
    git = ["git", "-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for arguments in (["init", "-q"], ["add", "docs", "locales", "taxonomy"], ["commit", "-q", "-m", "Begun"]):
        subprocess.run([*git, *arguments], cwd=project, check=True)
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}  # git knows nobody
    with serving(project, site_dir, environment=alone) as server:
        yield server


@pytest.fixture
def context(browser: Browser, studio: Served) -> Iterator[BrowserContext]:
    """A browser that has opened the studio; the page and its comments are as they were for each test."""
    before = (studio.project / PATH).read_bytes()
    with at_desk(browser, studio.studio, 30_000) as context:
        yield context
    (studio.project / PATH).write_bytes(before)
    (studio.project / COMMENTS).unlink(missing_ok=True)
    shutil.rmtree(studio.project / ".studio", ignore_errors=True)


def opened(context: BrowserContext, studio: Served) -> Page:
    page = context.new_page()
    page.goto(f"{studio.url}studio/read/th/angry-customer")
    return page


def said(page: Page, row: str, text: str, name: str = "") -> None:
    place = page.locator(row)
    place.locator("summary", has_text="Comment").click()
    if name:
        if place.get_by_text("I am not").count():
            place.get_by_text("I am not").last.click()
        place.locator("[name=name]").last.fill(name)
    place.locator("textarea").last.fill(text)
    place.get_by_role("button", name="Comment").click()


@pytest.mark.browser
def test_a_comment_is_made_answered_and_taken_away(context: BrowserContext, studio: Served) -> None:
    page = opened(context, studio)
    said(page, "#r-steps-item-3", "พูดแบบนี้จริงหรือ <b>?", "Malee Srisai")
    comment = page.locator("#r-steps-item-3 .comment")
    expect(comment).to_contain_text("พูดแบบนี้จริงหรือ <b>?")
    expect(comment).to_contain_text("waits for an answer")
    assert "row: steps/item-3" in (studio.project / COMMENTS).read_text("utf-8")
    now = load_playbook(studio.project)
    there = now.page("th", "angry-customer")
    assert there
    form = page_form(now, there, there, now.reference("angry-customer"))
    rows = [(part.id, row.number, row.comments[0].by) for part in form.parts for row in part.rows if row.comments]
    assert rows == [("steps", 3, "Malee Srisai")], "it stands beside its row where one writes, too"
    expect(page.locator(".row form > .field [name=name]")).to_have_count(0)
    comment.locator("summary", has_text="Answer").click()
    comment.locator("textarea").fill("จริง")
    comment.get_by_role("button", name="Answer").click()
    expect(comment.locator(".mark")).to_have_count(0)
    expect(comment).to_contain_text("จริง")
    comment.get_by_role("button", name="Take this comment away").click()
    expect(comment).to_have_count(0)
    assert not (studio.project / COMMENTS).exists()


@pytest.mark.browser
def test_somebody_else_comments_from_the_same_computer(context: BrowserContext, studio: Served) -> None:
    page = opened(context, studio)
    said(page, "#r-steps-item-3", "จริงหรือ", "Malee Srisai")
    row = page.locator("#r-steps-item-3")
    expect(row.locator(".comment")).to_contain_text("Malee Srisai")
    row.locator("summary", has_text="Answer").click()
    form = row.locator("form[action$=answer]")
    form.get_by_text("I am not Malee Srisai").click()
    form.locator("[name=name]").fill("Anong Dee")
    form.locator("textarea").fill("จริง")
    form.get_by_role("button", name="Answer").click()
    expect(row.locator(".comment .by").last).to_contain_text("Anong Dee")
    expect(page.get_by_role("button", name="Sign as Malee Srisai")).to_be_visible()
    row.locator("summary", has_text="Answer").click()
    form.locator("textarea").fill("ขอบคุณ")
    form.get_by_role("button", name="Answer").click()
    expect(row.locator(".comment .by").last).to_contain_text("Malee Srisai")
    said(page, "#r-steps-item-2", "ของคนอื่น", "Anong Dee")
    other = page.locator("#r-steps-item-2 .comment")
    expect(other).to_contain_text("Anong Dee")
    expect(other.get_by_role("button", name="Take this comment away")).to_have_count(0)
    picture(page, "studio-thread", "desk")


@pytest.mark.browser
def test_the_text_is_there_before_the_checks_have_looked_at_it(context: BrowserContext, studio: Served) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/signatures?*", lambda route: held.extend([route]))
    words = studio.project / "locales/en/playbook.po"
    before = words.read_text("utf-8")
    words.write_text(before.replace('msgstr "Add an article"', 'msgstr "An article more"'), "utf-8")
    other = "/studio/add/article"  # a screen for which no check is needed
    assert wait_for(lambda: "An article more" in studio.ask(other, studio.cookie).text)
    page.goto(f"{studio.url}studio/read/th/angry-customer")
    expect(page.locator("#sign")).to_contain_text("This page is being checked …")
    expect(page.locator("#r-steps-item-1 .words")).to_be_visible()
    expect(page.get_by_role("button", name="Sign")).to_have_count(0)
    picture(page, "studio-being-checked", "desk")
    for route in held:
        route.continue_()
    expect(page.get_by_role("button", name="Sign")).to_be_visible()
    expect(page.locator("#sign")).not_to_contain_text("being checked")
    words.write_text(before, "utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("fault", ["no answer", "an answer of a fault"])
def test_a_piece_that_does_not_come_says_so_and_can_be_asked_for_again(
    context: BrowserContext, studio: Served, fault: str
) -> None:
    page = context.new_page()
    where = "**/studio/faults?*"
    page.route(where, lambda route: route.abort() if fault == "no answer" else route.fulfill(status=500))
    page.goto(f"{studio.url}studio/?language=th")
    faults = page.locator("#faults")
    again = faults.get_by_role("button", name="Try again")
    expect(faults).to_contain_text("This part could not be loaded.")
    expect(faults).not_to_have_attribute("aria-busy", "true")
    again.click()
    expect(again).to_be_focused()
    picture(page, "studio-not-come", "desk")
    page.unroute(where)
    again.click()
    expect(faults).not_to_contain_text("could not be loaded")
    expect(faults).not_to_have_attribute("aria-busy", "true")


@pytest.mark.browser
def test_a_signature_lapses_when_the_text_changes_and_the_change_is_marked(
    context: BrowserContext, studio: Served
) -> None:
    page = opened(context, studio)
    page.locator("#sign-title ~ form [name=name]").fill("Malee Srisai")
    page.get_by_role("button", name="Sign").click()
    expect(page.locator(".done")).to_contain_text("You have signed this page.")
    now = load_playbook(studio.project).page("th", "angry-customer")
    assert now
    assert [signature.by for signature in standing(now)] == ["Malee Srisai"]
    picture(page, "studio-signed", "desk")
    writing = context.new_page()
    writing.goto(page.url.replace("/read/", "/pages/"))
    expect(writing.locator("#signed")).to_contain_text("Signed by Malee Srisai")
    writing.close()
    file = studio.project / PATH
    text = file.read_text("utf-8")
    file.write_text(text.replace("ฟังเรื่องทั้งหมดด้วยสีหน้าจริงจัง", "ฟังเรื่องทั้งหมดอย่างตั้งใจ"), "utf-8")
    assert file.read_text("utf-8") != text
    page.get_by_role("link", name="Write on this page").first.click()
    page.get_by_role("link", name="Read and sign").click()
    expect(page.locator("#r-steps-item-1 ins").first).to_be_visible()
    expect(page.get_by_text("read it before it changed")).to_be_visible()
    page.get_by_role("button", name="Sign as Malee Srisai").click()
    expect(page.locator(".done")).to_be_visible()


@pytest.mark.browser
def test_what_is_not_saved_out_of_date_or_wrong_keeps_a_page_from_being_signed(
    context: BrowserContext, studio: Served
) -> None:
    file = studio.project / PATH
    page = opened(context, studio)
    old = page.locator("[name=print]").input_value()
    file.write_text(file.read_text("utf-8").replace("ฟังเรื่องทั้งหมด", 'ฟัง "เรื่อง" ทั้งหมด'), "utf-8")
    page.locator("#sign-title ~ form [name=name]").fill("Malee Srisai")
    page.get_by_role("button", name="Sign").click()
    expect(page.locator("#state")).to_contain_text("changed while you read it")
    page.reload()
    expect(page.locator("[name=print]")).to_have_count(0)
    expect(page.get_by_text("Before it can be signed:")).to_be_visible()
    assert old


@pytest.mark.browser
def test_what_is_written_waits_in_the_browser_until_it_has_arrived(context: BrowserContext, studio: Served) -> None:
    page = opened(context, studio)
    context.set_offline(True)
    said(page, "#r-steps-item-2", "ยังไม่ถึง", "Malee Srisai")
    expect(page.locator("#state")).to_contain_text("does not answer")
    context.set_offline(False)
    page.reload()
    words = page.locator("#r-steps-item-2 textarea")
    expect(words).to_have_value("ยังไม่ถึง")
    page.locator("#r-steps-item-2 [name=name]").fill("Malee Srisai")
    page.locator("#r-steps-item-2").get_by_role("button", name="Comment").click()
    expect(page.locator("#r-steps-item-2 .comment")).to_contain_text("ยังไม่ถึง")
    page.reload()
    expect(page.locator("#r-steps-item-2 [data-keep^=comment]")).not_to_have_value("ยังไม่ถึง")


@pytest.mark.browser
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_axe_finds_nothing(context: BrowserContext, studio: Served, screen: str) -> None:
    page = opened(context, studio)
    page.set_viewport_size(PHONE if screen == "phone" else DESK)
    said(page, "#r-now-item-1", "คำถาม", "Malee Srisai")
    expect(page.locator("#r-now-item-1 .comment")).to_be_visible()
    page.locator("#r-now-item-2 summary", has_text="Comment").click()
    found = Axe().run(page).response["violations"]
    picture(page, "studio-read", screen)
    assert not [(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]
    assert not page.evaluate(SMALL)
