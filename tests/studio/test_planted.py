"""No text becomes script in the studio either: marks in every text there is, every screen opened and used in a browser.

The fields of files are found by walking the schemas (tests/site/test_planted_marks.py), the screens by walking the
routes, the fields of forms on the screens themselves. The policy is switched off, so that whatever lived would run.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request
from starlette.routing import Route

from playbook.editing.comments import plan_answer, plan_comment
from playbook.editing.editor import Editor
from playbook.editing.plan import apply_plan
from playbook.editing.work_file import work_file
from playbook.model import load_playbook
from playbook.model.page import split_front_matter
from playbook.model.yaml_source import parse_yaml
from playbook.studio import studio_routes
from tests.editing.conftest import git
from tests.serving import Served, serving
from tests.site.test_planted_marks import (
    BODY,
    MARKUP,
    Field,
    Planting,
    accepted,
    plant_texts,
    planted_project,
    text_fields,
)
from tests.site.test_planted_screens import LIVE
from tests.studio.conftest import at_desk

pytestmark = pytest.mark.browser
TOPIC = "angry-customer"
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
OURS = re.compile(r'<iframe[^>]* data-src="/studio/|<base href="/\w')
"""The page as readers will see it, in its frame."""
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 40[49]")
"""What a browser says of an answer that is meant: there is no such sheet, or what was typed cannot be taken."""
STYLED = """() => [...document.querySelectorAll("[style], style")]
    .filter((part) => `${part.getAttribute("style")} ${part.matches("style") && part.textContent}`.includes("zzmark"))
    .map((part) => part.outerHTML)"""
USE = """(mark) => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const choice of document.querySelectorAll("select")) {
        choice.selectedIndex = choice.options.length - 1;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const field of document.querySelectorAll("input:not([type=file], [type=hidden]), textarea")) {
        if (field.type === "checkbox" || field.type === "radio") { field.click(); continue; }
        field.value += mark;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    for (const button of document.querySelectorAll("button[type=button], [data-opens]")) button.click();
}"""


def plant_files(root: Path, planting: Planting) -> None:
    """Write each file as the planting makes what is read of it, so that the studio's own process reads it."""
    schemas: dict[str, Any] = {}

    def convert(data: Any, type: Any, **options: Any) -> Any:
        schemas[repr(data)] = type
        return planting.convert(data, type, **options)

    with mock.patch("msgspec.convert", convert):
        for page in load_playbook(root).pages.values():
            assert page.title

    def grown(data: Any) -> Any:
        if isinstance(data, dict | list) and (schema := schemas.get(repr(data))):
            return planting.grown(data, msgspec.inspect.type_info(schema), None)
        if isinstance(data, dict):
            return {key: grown(value) for key, value in data.items()}
        return [grown(value) for value in data] if isinstance(data, list) else data

    for file in sorted([*(root / "taxonomy").rglob("*.yml"), *(root / "docs").rglob("*.md")]):
        text, body = file.read_text("utf-8"), ""
        if file.suffix == ".md":
            front, body, _ = split_front_matter(text)
            text = front or ""
        source, _ = parse_yaml(text, file.name)
        if source is not None and source.data and (new := grown(source.data)) != source.data:
            text = yaml.dump(new, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100_000)
            file.write_text(f"---\n{text}---\n{body}" if file.suffix == ".md" else text, "utf-8")


def plant_comments(root: Path) -> None:
    """Somebody asks of a step of each language's page, and is answered."""
    day = datetime.date(2026, 11, 22)
    for language in ("en", "fi"):
        for act in (1, 2):
            playbook = load_playbook(root)
            page = playbook.page(language, TOPIC)
            assert page
            if act == 1:
                apply_plan(root, plan_comment(playbook, page, "steps/item-1", "Aino", "Is this right?", day))
            else:
                (comment,) = playbook.comments[language].on(TOPIC)
                apply_plan(root, plan_answer(playbook, page, comment.id, "Malee", "It is.", day))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Served]:
    """The studio of a project with marks in every text, notes of who changed it and a file that somebody sent too."""
    root = tmp_path_factory.mktemp("planted") / "project"
    planted_project(root)
    for folder in ("taxonomy/sources", "taxonomy/synonyms", "docs/en/guides"):
        for file in sorted((root / folder).iterdir())[1:]:
            if file.stem not in {"en", "fi"} and file.is_file():
                file.unlink()  # one of each shows all that there is
    plant_comments(root)
    git(root, "init", "-q")
    git(root, "add", "docs", "locales", "taxonomy", "mkdocs.yml")
    git(root, "commit", "-q", "-m", "as it was")
    planting = Planting(MARKUP, whole=False)
    planting.fields = frozenset(accepted(planting, root, sorted(text_fields()), frozenset()))
    plant_files(root, planting)
    assert shown_fields() <= planting.planted
    plant_texts(root, MARKUP)
    for language in ("en", "fi"):
        page = root / f"docs/{language}/customers/{TOPIC}.md"
        page.write_text(page.read_text("utf-8") + BODY, "utf-8")
    assert git(root, "-c", f"user.name={MARKUP}", "commit", "-q", "-a", "-m", MARKUP).returncode == 0
    page.write_text(re.sub(r"(?m)^1\. ", f"1. {MARKUP} ", page.read_text("utf-8"), count=1), "utf-8")
    with serving(root, site_dir, environment=ALONE) as server:
        yield server


def shown_fields() -> set[Field]:
    """Fields whose texts the studio shows, whatever else there is."""
    return {
        ("FrontMatter", "title"), ("FrontMatter", "summary"), ("FrontMatter", "keywords"), ("Comment", "text"),
        ("Comment", "by"), ("Reply", "text"), ("GlossaryWords", "term"), ("LedgerRowFile", "left_out"),
        ("ArticleFacts", "title"), ("SynonymsFile", "topics"),
    }  # fmt: skip


@contextmanager
def attacked(browser: Browser, planted: Served) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser at the studio in which marks may run, and what it then complained of or asked other hosts for."""
    heard: list[str] = []

    def complained(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.match(message.text):
            heard.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((planted.url, "blob:", "data:")):
            heard.append(request.url)

    def spoke(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    with at_desk(browser, planted.studio, patience=60_000, bypass_csp=True) as context:
        context.add_init_script("window.zzmark = () => { window.zzmarked = true; }")
        context.on("console", complained)
        context.on("request", asked)
        context.on("dialog", spoke)
        yield context, heard


def assert_nothing_lives(page: Page) -> None:
    for frame in page.frames:
        own = [part for part in frame.evaluate(LIVE) if not OURS.match(part)]
        live = own + frame.evaluate(STYLED)
        assert not live, (frame.url, live[:3])
        assert not frame.evaluate("Boolean(window.zzmarked)"), frame.url


def screens(root: Path) -> list[str]:
    """The address of every screen, one for each of what it can be of; what is wrong, they ask for themselves."""
    (article, *_) = sorted(file.stem for file in (root / "taxonomy/sources").glob("*.yml"))
    kinds = ("headings", "site", "slots", "glossary", "search", "titles", "notes")
    values = {"language": ("en", "fi"), "topic": (TOPIC,), "article": (article,), "kind": kinds, "name": ()}
    found = []
    for route in studio_routes():
        if not isinstance(route, Route) or "GET" not in (route.methods or ()) or ":path" in route.path:
            continue
        made = [f"/studio{route.path}"] * (not route.path.endswith("/problems"))
        for name in re.findall(r"\{(\w+)\}", route.path):
            made = [address.replace(f"{{{name}}}", value) for address in made for value in values[name]]
        found += made
    return found


def test_nothing_planted_lives_on_any_screen(browser: Browser, planted: Served) -> None:
    with attacked(browser, planted) as (context, heard):
        page = context.new_page()
        told = []
        for address in screens(planted.project):
            answer = page.goto(planted.url.rstrip("/") + address)
            assert answer
            told += [address] if answer.ok and "zzmark" in page.content() else []
            assert answer.status in {200, 404}, (address, answer.status)
            if "html" in answer.headers.get("content-type", ""):
                page.evaluate(USE, MARKUP)
                page.wait_for_timeout(400)  # for what the server answers to typing
                assert_nothing_lives(page)
        assert len(told) > 15, told
        assert not heard, heard


def test_nothing_planted_lives_in_what_is_sent_and_received(browser: Browser, planted: Served, tmp_path: Path) -> None:
    """Through the forms: a comment, a signature, work with a note, others' work from a server and as a file."""
    root = planted.project
    git(root.parent, "clone", "-q", "--bare", str(root), "server.git")
    git(root, "remote", "add", "origin", str(root.parent / "server.git"))
    git(root.parent, "clone", "-q", "server.git", "other")
    other = root.parent / "other"
    changed = other / f"docs/fi/customers/{TOPIC}.md"
    changed.write_text(changed.read_text("utf-8").replace("\n2. ", f"\n2. {MARKUP} {MARKUP} ", 1), "utf-8")
    git(other, "-c", f"user.name={MARKUP}", "commit", "-q", "-a", "-m", MARKUP)
    assert git(other, "push", "-q").returncode == 0
    file = tmp_path / f"{MARKUP.replace('/', '')}.zip"
    file.write_bytes(work_file(root, Editor(MARKUP, "a@b.example"), MARKUP)[1])
    with attacked(browser, planted) as (context, heard):
        page = context.new_page()
        page.goto(f"{planted.url}studio/read/fi/{TOPIC}")
        page.evaluate(USE, MARKUP)
        page.locator("input[name=name]").first.fill("Aino")
        for field in page.locator("form[action$=comment] textarea").all()[:2]:
            field.fill(MARKUP)
        page.locator("form[action$=comment] button.main").first.click()
        page.locator("form[action$=answer]").last.wait_for(state="attached")
        assert_nothing_lives(page)
        page.goto(f"{planted.url}studio/hand-in")
        page.locator("#news li").first.wait_for()
        assert "zzmark" in page.locator("#news").inner_text()
        assert_nothing_lives(page)
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="See what is in it").click()
        page.wait_for_url("**/studio/receive/*")
        assert "zzmark" in page.locator("main").inner_text()
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        assert_nothing_lives(page)
        page.goto(f"{planted.url}studio/hand-in")
        page.locator("[name=note]").fill(MARKUP)
        page.locator("form.sending button.main").first.click()
        page.wait_for_timeout(1000)
        assert_nothing_lives(page)
        assert not heard, heard
