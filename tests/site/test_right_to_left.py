"""Right to left: a trial locale, Arabic, which is not shipped, looks as a reader of Arabic expects it to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from playbook.site.security import HEADERS
from tests.conftest import CONTENT, ROOT, run_playbook
from tests.server import SiteServer
from tests.site.pages import picture
from tests.site.test_accessibility import ALL_RULES, COLOURS, OVERFLOWING, findings, unfold

FIXTURE = Path(__file__).parent / "fixtures" / "arabic"
TOPIC = "ar/customers/angry-customer/"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def arabic_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in English and Arabic; the other languages are left out, for speed."""
    project = tmp_path_factory.mktemp("arabic")
    for name in CONTENT:
        if (ROOT / name).is_dir():
            skip = shutil.ignore_patterns("__pycache__", "*.egg-info", "tr", "fi", "nb", "th", "el")
            shutil.copytree(ROOT / name, project / name, ignore=skip)
        else:
            shutil.copy(ROOT / name, project / name)
    (project / "taxonomy/rules.yml").unlink()  # it names the languages that are left out
    (project / "locales/ar").mkdir()
    shutil.copy(FIXTURE / "playbook.po", project / "locales/ar/playbook.po")
    (project / "docs/ar/customers").mkdir(parents=True)
    shutil.copy(FIXTURE / "angry-customer.md", project / "docs/ar/customers/angry-customer.md")
    outcome = run_playbook("build", "--site-dir", project / "site", cwd=project)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    with SiteServer(project / "site", "/handbook", HEADERS) as server:
        yield server.url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, service_workers="block", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def left(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


@pytest.mark.browser
def test_a_page_in_arabic_runs_from_right_to_left(page: Page, arabic_url: str) -> None:
    page.goto(arabic_url + TOPIC)
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    now = "getComputedStyle(document.querySelector('.pb-now'))"
    assert page.evaluate(f"parseFloat({now}.borderRightWidth)") > 0
    assert page.evaluate(f"parseFloat({now}.borderLeftWidth)") == 0
    assert left(page, ".pb-menu-button") > left(page, ".pb-scheme-button")
    picture(page, "arabic-topic", "phone", full=True)


@pytest.mark.browser
def test_the_menu_comes_from_the_right(page: Page, arabic_url: str) -> None:
    page.goto(arabic_url + TOPIC)
    page.locator(".pb-menu-button").click()
    assert left(page, "#pb-menu") > 390 / 4
    picture(page, "arabic-menu", "phone")
    page.set_viewport_size(DESKTOP)
    page.goto(arabic_url + TOPIC)
    assert left(page, "#pb-menu") > left(page, "article h1")
    assert left(page, ".pb-toc") < left(page, "article")
    page.screenshot(path=ROOT / "build/screenshots/arabic-topic-desk.png")


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    ["ar/", TOPIC, f"{TOPIC}?mode=rehearse", f"{TOPIC}?with=en", "ar/phrasebook/", "ar/glossary/", "ar/triage/"],
)
def test_nothing_sticks_out_and_axe_finds_nothing(page: Page, arabic_url: str, address: str) -> None:
    page.goto(arabic_url + address)
    unfold(page)
    assert not findings(page, ALL_RULES)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector('body[data-md-color-scheme="slate"]')
    assert not findings(page, COLOURS)
    page.set_viewport_size({"width": 320, "height": 256})
    assert not page.evaluate(OVERFLOWING)


@pytest.mark.browser
def test_english_text_on_an_arabic_page_keeps_its_own_direction(page: Page, arabic_url: str) -> None:
    page.goto(arabic_url + "ar/skills/empathy/")
    assert page.locator(".pb-notice").inner_text().startswith("هذه الصفحة")
    assert page.evaluate("getComputedStyle(document.querySelector('.pb-notice p')).direction") == "rtl"
    assert page.evaluate("document.querySelector('h1').closest('[lang]').lang") == "en"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "ltr"
    english = page.locator('#pb-menu a[lang="en"]').first
    assert english.count() == 1
