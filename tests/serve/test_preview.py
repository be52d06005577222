"""The site while somebody writes: what is saved is shown, a mistake is told, the last good page stays beneath it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect

from playbook.model import load_playbook
from playbook.shown.addresses import page_address
from tests.conftest import run_playbook
from tests.serving import Served, free_port, serving, wait_for

TOPIC = "customers/angry-customer.md"
LANGUAGES = ("en", "el", "fi", "nb", "th", "tr")


@contextmanager
def edited(file: Path, old: str, new: str) -> Iterator[None]:
    """A file with one place changed, and at the end as it was."""
    before = file.read_bytes()
    text = before.decode("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    try:
        yield
    finally:
        file.write_bytes(before)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a browser in which nothing may break, at a topic in Thai."""
    broken: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(served.url + page_address("th", TOPIC))
    yield page
    context.close()
    assert not broken


def overlay(page: Page) -> str:
    """What stands above the page; empty where nothing does."""
    return "\n".join(page.locator("section[role=alert]").all_inner_texts())


def is_gone(page: Page, text: str) -> bool:
    """Whether a text stands above the page no more."""
    try:
        return text not in overlay(page)
    except Error:  # the page is being shown anew
        return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saved_page_is_shown_in_any_language(served: Served, language: str) -> None:
    address = page_address(language, TOPIC)
    with edited(served.project / f"docs/{language}/{TOPIC}", "\n## ", "\nJust saved.\n\n## "):
        assert wait_for(lambda: "Just saved." in served.text(address))
    assert wait_for(lambda: "Just saved." not in served.text(address))


@pytest.mark.browser
def test_it_is_shown_in_the_browser_by_itself(page: Page, served: Served) -> None:
    with edited(served.project / f"docs/th/{TOPIC}", "\n## ", "\nJust saved.\n\n## "):
        expect(page.locator("article")).to_contain_text("Just saved.", timeout=20_000)
    expect(page.locator("article")).not_to_contain_text("Just saved.", timeout=20_000)


@pytest.mark.browser
def test_the_status_page_leads_into_the_studio(page: Page, served: Served) -> None:
    page.goto(f"{served.url}status/")
    link = page.locator('.pb-glance a[data-edit^="th/"]').first
    topic = str(link.get_attribute("data-edit")).partition("/")[2]
    expect(link).to_have_attribute("href", f"/studio/pages/th/{topic}")


@pytest.mark.browser
def test_a_tab_behind_keeps_no_connection_and_is_shown_anew_when_it_is_looked_at(page: Page, served: Served) -> None:
    seen = """state => {
        Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(seen, "hidden")
    with edited(served.project / f"docs/th/{TOPIC}", "\n## ", "\nSaved behind.\n\n## "):
        assert wait_for(lambda: "Saved behind." in served.text(page_address("th", TOPIC)))
        page.wait_for_timeout(500)
        assert "Saved behind." not in page.content()
        page.evaluate(seen, "visible")
        expect(page.locator("article")).to_contain_text("Saved behind.", timeout=20_000)


@pytest.mark.browser
def test_a_page_that_is_open_finds_a_server_that_was_started_anew(browser: Browser, project: Path) -> None:
    page, port = browser.new_context().new_page(), free_port()
    with serving(project, port=port) as server:
        page.goto(server.url + page_address("th", TOPIC))
    with edited(project / f"docs/th/{TOPIC}", "\n## ", "\nSaved meanwhile.\n\n## "), serving(project, port=port):
        expect(page.locator("article")).to_contain_text("Saved meanwhile.", timeout=20_000)
    page.context.close()


@pytest.mark.browser
def test_a_new_title_is_shown_in_the_menu_of_the_other_pages(page: Page, served: Served) -> None:
    file = served.project / "docs/th/customers/rude-customer.md"
    title = re.search(r"(?m)^title: .*$", file.read_text("utf-8"))
    assert title
    with edited(file, title[0], "title: A new name"):
        expect(page.locator(".pb-nav")).to_contain_text("A new name", timeout=20_000)
    expect(page.locator(".pb-nav")).not_to_contain_text("A new name", timeout=20_000)


@pytest.mark.browser
def test_a_mistake_is_told_in_the_pages_language_and_goes_when_it_is_mended(page: Page, served: Served) -> None:
    file = served.project / f"docs/th/{TOPIC}"
    title = page.locator("h1").inner_text()
    with edited(file, "summary:", "summary: ["):
        expect(page.locator("section[role=alert]")).to_be_visible(timeout=20_000)
        checked = run_playbook("check", f"docs/th/{TOPIC}", cwd=served.project).stdout
        told = re.findall(rf"docs/th/{TOPIC}:\d+:\d+: .*", checked)
        assert told
        assert all(line in served.said for line in told)
        now = load_playbook(served.project)
        found = [problem for problem in now.problems if problem.path == f"docs/th/{TOPIC}"]
        assert len(found) == len(told)
        for problem in found:
            said = now.locales["th"].say(problem.message)
            assert said != problem.message
            assert f"{problem.path}:{problem.line}:{problem.column}: {said} ({problem.rule})" in overlay(page)
        assert page.locator("h1").inner_text() == title
        other = page.context.new_page()
        other.goto(served.url)
        expect(other.locator("section[role=alert]")).to_contain_text(f"docs/th/{TOPIC}:")
        other.close()
    assert wait_for(lambda: is_gone(page, f"docs/th/{TOPIC}:"))
    assert wait_for(lambda: f"mended: docs/th/{TOPIC}: " in served.said)


@pytest.mark.browser
def test_what_the_checks_find_stands_on_the_page_of_its_file_alone(page: Page, served: Served) -> None:
    other = page.context.new_page()
    other.goto(served.url + page_address("fi", TOPIC))
    with edited(served.project / f"docs/th/{TOPIC}", "\n## ", "\nSee [this](nowhere.md).\n\n## "):
        expect(page.locator("section[role=alert]")).to_contain_text("nowhere.md", timeout=60_000)
        assert "(missing-target)" in overlay(page)
        assert "missing-target" in served.said
        assert "nowhere.md" not in overlay(other)
    assert wait_for(lambda: is_gone(page, "nowhere.md"))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlay_is_for_everybody_and_can_be_hidden(browser: Browser, served: Served, scheme: str) -> None:
    page = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(served.url + page_address("th", TOPIC))
    with edited(served.project / f"docs/th/{TOPIC}", "summary:", "summary: ["):
        expect(page.locator("section[role=alert]")).to_contain_text("(yaml)", timeout=20_000)
        assert not Axe().run(page).response["violations"]
        page.get_by_role("button", name="ซ่อน").click()
        expect(page.locator("section[role=alert]")).to_have_count(0)
    page.context.close()


def test_a_page_that_is_not_utf_8_is_told_and_stays_as_it_was(served: Served) -> None:
    file, address = served.project / f"docs/fi/{TOPIC}", page_address("fi", TOPIC)
    before, shown = file.read_bytes(), served.text(address)
    heading = re.search(r"<h1[^>]*>[^<]*", shown)
    assert heading
    file.write_bytes(before + b"\xff\n")
    try:
        assert wait_for(lambda: "not saved as UTF-8" in served.said)
        assert heading[0] in served.text(address)
    finally:
        file.write_bytes(before)
    assert wait_for(lambda: f"mended: docs/fi/{TOPIC}: the file is not saved as UTF-8" in served.said)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("taxonomy/topics.yml", "groups:", "groups: ["),
        ("taxonomy/glossary.yml", "- id: ", "- id: ["),
        ("locales/th/playbook.po", 'msgstr "', "msgstr "),
    ],
)
def test_what_all_pages_share_is_told_on_every_page_which_stays(
    page: Page, served: Served, path: str, old: str, new: str
) -> None:
    file, title = served.project / f"docs/th/{TOPIC}", page.locator("h1").inner_text()
    with edited(served.project / path, old, new):
        expect(page.locator("section[role=alert]")).to_contain_text(f"{path}:", timeout=20_000)
        assert page.locator("h1").inner_text() == title
        assert served.ask("/glossary/").status == 200
        with edited(file, "\n## ", "\nSaved meanwhile.\n\n## "):
            expect(page.locator("article")).to_contain_text("Saved meanwhile.", timeout=20_000)
            expect(page.locator("section[role=alert]")).to_contain_text(f"{path}:")
    expect(page.locator("article")).not_to_contain_text("Saved meanwhile.", timeout=20_000)
    assert wait_for(lambda: is_gone(page, f"{path}:"))
    assert wait_for(lambda: f"mended: {path}: " in served.said)


def test_a_page_that_is_removed_gives_way_to_the_english_one_and_comes_back(served: Served) -> None:
    file, address = served.project / f"docs/fi/{TOPIC}", page_address("fi", TOPIC)
    english, before = "The angry customer</h1>", file.read_bytes()
    assert english in served.text(page_address("en", TOPIC))
    assert english not in served.text(address)
    file.unlink()
    try:
        assert wait_for(lambda: english in served.text(address))
    finally:
        file.write_bytes(before)
    assert wait_for(lambda: english not in served.text(address))


@pytest.mark.parametrize(
    ("path", "old", "new", "address"),
    [
        ("locales/fi/playbook.po", 'msgid "Find the right page"\nmsgstr "', "A new line", "fi/triage/"),
        ("scripts/playbook/site/theme/content/home.html", "<h1", "A new line", ""),
        ("docs/en/guides/editors.md", "# For editors", "A new line", "guides/editors/"),
    ],
)
def test_words_templates_and_guides_are_shown_as_they_are_saved(
    served: Served, path: str, old: str, new: str, address: str
) -> None:
    with edited(served.project / path, old, old + new if old.endswith('"') else f"{new}\n\n{old}"):
        assert wait_for(lambda: new in served.text(address))
    assert wait_for(lambda: new not in served.text(address))


def test_what_is_made_of_all_pages_follows_with_the_next_build(served: Served) -> None:
    file = served.project / f"docs/en/{TOPIC}"
    title = re.search(r"(?m)^title: .*$", file.read_text("utf-8"))
    assert title
    with edited(file, title[0], "title: A wholly new name"):
        assert wait_for(lambda: "A wholly new name" in served.text("topics.json"), 240)


@pytest.mark.parametrize("path", ["service-worker.js", "offline/th.json"])
def test_no_page_is_kept_on_a_device_and_what_a_published_site_kept_ends(served: Served, path: str) -> None:
    assert (served.project / "build/serve" / str(served.port) / path).is_file()
    assert served.ask(f"/{path}").status == 404
    assert "offline.mjs" not in served.text(page_address("th", TOPIC))


def test_nothing_of_it_is_in_the_published_site(site_dir: Path) -> None:
    for file in [*site_dir.rglob("*.html"), *site_dir.rglob("*.mjs")]:
        text = file.read_text("utf-8")
        assert "/serve/" not in text, file
        assert "EventSource" not in text, file
    assert not list(site_dir.rglob("overlay*"))
