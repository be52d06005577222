"""From a changed page to work that is sent, without a terminal: with a server of the project, and with none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from playbook.model import load_playbook, stale_parts, standing
from tests.conftest import copy_project
from tests.serving import Served, serving
from tests.site.pages import DESK, PHONE, picture
from tests.studio.conftest import at_desk
from tests.studio.test_page import ENGLISH, PATH, SMALL, STEP, STEPS, rewrite

expect.set_options(timeout=30_000)
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""Git knows nobody."""
POINT = "- ปล่อยให้พูดจบ แล้วพูดช้าและเบากว่าเขา"
NARROW: ViewportSize = {"width": 360, "height": PHONE["height"]}
GIT_WORDS = ("git", "branch", "commit", "push", "merge", "remote", "origin", "HEAD")


def copied(target: Path) -> Path:
    """The project's content, with a step of an English page that changed and one that is new."""
    copy_project(target)
    return target


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Niran", "-c", "user.email=niran@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **ALONE}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Served]:
    """The server of a project that was fetched from a server, on which another person works, too."""
    folder = tmp_path_factory.mktemp("sent")
    project = copied(folder / "project")
    (project / ".gitignore").write_text("/.studio/\n/build/\n/.cache/\n*.part\nsaid.txt\n__pycache__/\n")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".gitignore", "docs", "locales", "taxonomy", "mkdocs.yml")
    git(project, "commit", "-q", "-m", "Begun")
    rewrite(project / ENGLISH, STEP, STEPS)
    git(project, "commit", "-q", "-a", "-m", "English: two questions")
    git(folder, "clone", "-q", "--bare", str(project), "server.git")
    git(project, "remote", "add", "origin", str(folder / "server.git"))
    git(folder, "clone", "-q", str(folder / "server.git"), "other")
    with serving(project, site_dir, environment=ALONE) as server:
        yield server


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Served]:
    """The server of a folder that git does not know."""
    with serving(copied(tmp_path_factory.mktemp("alone")), site_dir, environment=ALONE) as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with at_desk(browser, patience=30_000) as context:
        yield context


def written(page: Page, key: str, text: str) -> None:
    """Type into a field of the page's screen, and save the page."""
    page.locator(f'[data-key="{key}"]').fill(text)
    expect(page.locator("#state")).to_have_text("Kept. Not on the page yet.")
    page.get_by_role("button", name="Save the page").click()
    expect(page.locator("#state")).to_have_text("All of it is on the page.")


def looked_at(page: Page, name: str) -> None:
    """Axe finds nothing, everything is large enough to press, pictures are taken, and no word of git is said."""
    words = page.locator("main").inner_text().lower()
    assert not [word for word in GIT_WORDS if f" {word.lower()} " in f" {words} "]
    for screen, size in (("phone", NARROW), ("desk", DESK)):
        page.set_viewport_size(size)
        found = Axe().run(page).response["violations"]
        assert not [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]], name
        assert not page.evaluate(SMALL)
        picture(page, f"studio-{name}", screen)


@pytest.mark.browser
def test_a_thai_translator_finds_translates_checks_signs_and_hands_in(context: BrowserContext, studio: Served) -> None:
    server = studio.project.parent / "server.git"
    page = context.new_page()
    page.goto(studio.studio)
    page.goto(f"{studio.url}studio/?language=th")
    page.get_by_role("link", name="ลูกค้าโกรธ").first.click()
    row = page.locator("#r-steps-item-3")
    row.locator("textarea").fill('ถาม "สอง" คำถาม')
    expect(row.locator(".problems li").first).to_contain_text("quotation mark")
    row.locator("textarea").fill("ถามสั้น ๆ แค่สองข้อ จนรู้ว่าอะไรเป็นชนวนให้โกรธ")
    expect(row.locator(".problems li")).to_have_count(0)
    row.get_by_role("button", name="It says this now").click()
    expect(row).to_have_attribute("data-state", "same")
    page.get_by_role("button", name="Write this here").click()
    new = page.locator('[data-key="steps/item-4/text"]')
    expect(new).to_be_focused()
    new.fill("บอกชื่อของคุณ แล้วจดชื่อของเขา")
    expect(page.locator("#state")).to_have_text("Kept. Not on the page yet.")
    page.keyboard.press("Control+s")
    expect(page.locator(".done")).to_be_visible()

    page.get_by_role("link", name="Read and sign").click()
    page.locator("#sign-title ~ form [name=name]").fill("Malee Srisai")
    page.get_by_role("button", name="Sign").click()
    expect(page.locator(".done")).to_contain_text("You have signed this page.")

    page.locator(".done").get_by_role("link", name="Send my work").click()
    expect(page.locator(".told")).to_contain_text("ลูกค้าโกรธ")
    expect(page.locator(".told")).to_contain_text("signed by Malee Srisai")
    page.locator(".told summary").first.click()
    expect(page.locator(".told ins").first).to_be_visible()
    expect(page.locator("#news")).to_contain_text("Nothing that is not here yet.")
    looked_at(page, "hand-in")
    page.get_by_label("What you did").fill("Thai: the angry customer")
    page.get_by_role("button", name="Send my work").click()
    expect(page.locator("#outcome")).to_have_text("Your work is sent.")
    noted = git(server, "log", "-1", "--format=%an %s", "thai-the-angry-customer")
    assert noted == "Malee Srisai Thai: the angry customer"
    assert git(server, "diff", "--name-only", "main", "thai-the-angry-customer") == PATH
    now = load_playbook(studio.project)
    thai, english = now.page("th", "angry-customer"), now.reference("angry-customer")
    assert thai
    assert english
    assert not stale_parts(thai, english)
    assert [signature.by for signature in standing(thai)] == ["Malee Srisai"]
    second_day(page, studio)
    history(page, studio)


def second_day(page: Page, studio: Served) -> None:
    """Somebody else has changed the same sentence, and another page."""
    server, other = studio.project.parent / "server.git", studio.project.parent / "other"
    git(other, "pull", "-q", "origin", "main")
    rewrite(other / PATH, POINT, "- ปล่อยให้เขาพูดจนจบ")
    rewrite(other / "docs/th/skills/empathy.md", "\n1. ", "\n1. ก่อนอื่น ")
    git(other, "commit", "-q", "-a", "-m", "Thai: shorter")
    git(other, "push", "-q", "origin", "HEAD:main")
    page.goto(f"{studio.url}studio/pages/th/angry-customer")
    written(page, "now/item-2/text", "รอให้พูดจบ แล้วค่อยพูดเบา ๆ")
    page.get_by_role("link", name="Send my work").click()
    expect(page.locator("#news")).to_contain_text("Thai: shorter")
    page.get_by_role("button", name="Send my work").click()
    clash = page.locator("fieldset.clash")
    expect(clash).to_contain_text("รอให้พูดจบ แล้วค่อยพูดเบา ๆ")
    expect(clash).to_contain_text("- ปล่อยให้เขาพูดจนจบ")
    expect(clash.locator("ins").first).to_be_visible()
    expect(clash.locator("bdi")).to_have_text(git(other, "log", "-1", "--format=%an"))
    expect(clash.get_by_role("link", name="Write on this page")).to_be_visible()
    looked_at(page, "clash")
    expect(page.locator("section:has(> #clashes)")).to_be_focused()
    page.get_by_role("button", name="Send my work").click()
    expect(page.locator("#state")).to_have_text("First choose between the two texts above.")
    clash.get_by_label("Your text").check()
    server.rename(server.with_name("gone.git"))
    page.get_by_role("button", name="Send my work").click()
    expect(page.locator("#outcome")).to_contain_text("could not be sent")
    expect(page.locator("#mine ~ h3")).to_have_text("Kept on this computer, not sent yet")
    looked_at(page, "not-sent")
    server.with_name("gone.git").rename(server)
    page.reload()
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("#outcome")).to_have_text("Your work is sent.")
    expect(page.locator(".sending button.main")).to_have_count(0)
    text = git(server, "show", f"thai-the-angry-customer:{PATH}")
    assert "รอให้พูดจบ แล้วค่อยพูดเบา ๆ" in text
    assert "1. ก่อนอื่น " in (studio.project / "docs/th/skills/empathy.md").read_text("utf-8")
    assert not git(studio.project, "status", "--porcelain", "--", "docs", "taxonomy", "locales")


def history(page: Page, studio: Served) -> None:
    """What became of the page, and taking a change back."""
    page.goto(f"{studio.url}studio/pages/th/angry-customer")
    page.get_by_role("link", name="What became of it").click()
    steps = page.locator(".steps > li")
    expect(steps.first).to_contain_text("Malee Srisai")
    looked_at(page, "history")
    steps.first.get_by_role("button", name="Take this change back").click()
    expect(page.locator('[data-key="now/item-2/text"]')).to_have_value("ปล่อยให้พูดจบ แล้วพูดช้าและเบากว่าเขา")
    expect(page.locator("#save")).to_be_enabled()
    page.goto(f"{studio.url}studio/?language=th")
    mine = page.locator("section:has(#my-pages)")
    expect(mine).to_contain_text("ลูกค้าโกรธ")
    expect(mine).to_contain_text("changed since I signed it")
    expect(mine).not_to_contain_text("ความเห็นอกเห็นใจ")
    looked_at(page, "my-pages")


@pytest.mark.browser
def test_without_a_server_the_work_is_one_file_that_another_studio_takes_in(
    context: BrowserContext, studio: Served, alone: Served, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(alone.studio)
    page.goto(f"{alone.url}studio/pages/th/honesty")
    written(page, "front/summary", "พูดความจริง และทำตามที่พูด ทุกครั้ง กับทุกคน")
    page.get_by_role("link", name="Send my work").click()
    expect(page.get_by_role("button", name="Send my work")).to_have_count(0)
    page.get_by_label("Your name").fill("Malee Srisai")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get one file to send").click()
    expect(page.locator("#file-made")).to_contain_text(download.value.suggested_filename)
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    looked_at(page, "no-server")

    page.goto(studio.studio)
    page.goto(f"{studio.url}studio/hand-in")
    page.get_by_label("The file that they got").set_input_files(file)
    page.get_by_role("button", name="See what is in it").click()
    expect(page.locator("h1")).to_have_text("Work of Malee Srisai")
    expect(page.locator(".told ins").first).to_be_attached()
    looked_at(page, "receive")
    page.get_by_role("button", name="Take it in").click()
    expect(page.locator(".done")).to_be_visible()
    assert "ทุกครั้ง กับทุกคน" in (studio.project / "docs/th/skills/honesty.md").read_text("utf-8")


@pytest.mark.browser
def test_what_is_wrong_or_not_saved_is_told_before_anything_is_sent(context: BrowserContext, studio: Served) -> None:
    file = studio.project / "docs/th/skills/keeping-promises.md"
    before = file.read_text("utf-8")
    file.write_text(before.replace("\n1. ", '\n1. "อ้าง" ', 1), "utf-8")
    page = context.new_page()
    page.goto(studio.studio)
    page.goto(f"{studio.url}studio/pages/th/empathy")
    page.locator('[data-key="front/summary"]').fill("ยังไม่ได้บันทึก")
    expect(page.locator("#state")).to_have_text("Kept. Not on the page yet.")
    page.get_by_role("link", name="Send my work").click()
    expect(page.locator("#unsaved + p")).to_contain_text("This is not sent.")
    page.get_by_label("What you did").fill("Thai")
    if page.get_by_label("Your name").is_visible():
        page.get_by_label("Your name").fill("Malee Srisai")
    commit = git(studio.project, "rev-parse", "HEAD")
    page.get_by_role("button", name="Send my work").click()
    expect(page.locator(".card.wrong")).to_contain_text("Mend this first")
    expect(page.locator(".card.wrong")).to_contain_text("quotation mark")
    assert git(studio.project, "rev-parse", "HEAD") == commit
    file.write_text(before, "utf-8")
    half_done = studio.project / ".git/rebase-merge"
    half_done.mkdir()
    page.reload()
    expect(page.locator(".card.warn").first).to_contain_text("has not finished")
    half_done.rmdir()
