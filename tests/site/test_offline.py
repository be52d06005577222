"""Without signal: after one visit the reader's language works, and is never half old."""

from __future__ import annotations

import datetime
import hashlib
import html
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playbook.model import Playbook
from playbook.shown.addresses import page_address
from playbook.shown.dates import long_date
from playbook.site.offline import is_kept, offline_lists
from playbook.site.security import HEADERS
from tests.server import SiteServer

PREFIX = "/handbook"
FETCH = "(address) => fetch(address).then((answer) => answer.text())"
CUSTOMER = "customers/angry-customer.md"


@pytest.fixture
def server(site_dir: Path) -> Iterator[SiteServer]:
    """A server of its own for each test, as these tests change what it serves, or stop it."""
    with SiteServer(site_dir, PREFIX, HEADERS) as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def visit(page: Page, url: str, language: str) -> None:
    """Open a page and wait until its language is kept."""
    page.goto(url)
    page.wait_for_selector("html[data-kept]", state="attached")
    assert page.evaluate("document.documentElement.dataset.kept") == language


class Unplugged:
    """The server, out of reach: every request is refused, as it is where there is no network."""

    def __init__(self, server: SiteServer) -> None:
        self.server = server

    def __enter__(self) -> None:
        self.server.refuse = True

    def __exit__(self, *_: object) -> None:
        self.server.refuse = False


@pytest.mark.browser
@pytest.mark.parametrize("language", ["th", "fi"])
def test_after_one_visit_every_page_of_the_language_works_without_signal(
    server: SiteServer, context: BrowserContext, playbook: Playbook, language: str
) -> None:
    page = context.new_page()
    visit(page, server.url + page_address(language, CUSTOMER), language)
    with Unplugged(server):
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(server.url + page_address(language, "index.md"))
        for topic in playbook.taxonomy.topics():
            written = playbook.page(language, topic.id) or playbook.reference(topic.id)
            assert written is not None
            address = page_address(language, topic.page_name)
            assert f">{html.escape(written.title, quote=False)}</h1>" in page.evaluate(FETCH, server.url + address), (
                address
            )
        for source in (CUSTOMER, "triage.md", "phrasebook.md", "glossary.md", "customers/index.md"):
            page.goto(server.url + page_address(language, source))
            assert page.evaluate("document.documentElement.lang") == language
        today = long_date(datetime.date.today(), language)
        saved = playbook.locales[language].text("Saved on this device, {date}", "theme")
        expect(page.locator(".pb-kept")).to_have_text(saved.format(date=today))
        page.wait_for_selector(".pb-offline:not([hidden])")
        notice = playbook.locales[language].text("No connection. You are reading the copy kept on this device.")
        assert page.locator(".pb-offline").inner_text() == notice
    assert not errors


@pytest.mark.browser
def test_search_works_without_signal(server: SiteServer, context: BrowserContext) -> None:
    page = context.new_page()
    visit(page, server.url + "fi/", "fi")
    page.reload()
    with Unplugged(server):
        page.locator(".pb-search-open").click()
        page.locator(".pb-search__input").fill("palautus")
        page.wait_for_selector('a.pb-search__link[href*="/situations/returns-and-exchanges/"]')


@pytest.mark.browser
def test_a_page_that_is_not_kept_is_explained_in_every_language(
    server: SiteServer, context: BrowserContext, playbook: Playbook
) -> None:
    page = context.new_page()
    visit(page, server.url + "th/", "th")
    with Unplugged(server):
        page.goto(server.url + "fi/customers/angry-customer/")
        assert page.url == server.url + "offline.html?page=fi%2Fcustomers%2Fangry-customer%2F"
        expect(page.locator(".pb-lost").first).to_have_attribute("lang", "th")
        expect(page.locator("html")).to_have_attribute("lang", "th")
        expect(page.locator(".pb-offline")).to_be_hidden()
        headings = page.locator(".pb-lost h2").all_text_contents()
        texts = {code: locale.text("This page is not on your device") for code, locale in playbook.locales.items()}
        assert headings[0] == texts["th"]
        assert page.title().startswith(texts["th"])
        assert sorted(headings) == sorted(texts.values())
        assert page.locator("h1").inner_text() == texts["th"]
        page.locator(".pb-lost__search button").first.click()
        page.locator(".pb-search__input").fill("คืนเงิน")
        expect(page.locator(".pb-search__results a").first).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.locator(".pb-lost__others").evaluate("(others) => { others.open = true; }")
        links = page.locator(".pb-lost li:not(.pb-lost__again) a").evaluate_all("(all) => all.map((one) => one.href)")
        assert len(links) >= 2
        for link in links:
            page.goto(link)
            assert "offline.html" not in page.url
            assert page.evaluate("document.documentElement.lang") == "th"
        page.goto(server.url + "fi/customers/angry-customer/")
        expect(page.locator(".pb-lost__again").first).to_be_visible()
    page.locator(".pb-lost__again a").first.click()
    page.wait_for_url(server.url + "fi/customers/angry-customer/")


@pytest.mark.browser
def test_other_ways_to_write_an_address_work_without_signal(server: SiteServer, context: BrowserContext) -> None:
    page = context.new_page()
    visit(page, server.url + "th/", "th")
    with Unplugged(server):
        page.goto(server.url + "th/customers/angry-customer?mode=rehearse#now")
        assert page.url == server.url + "th/customers/angry-customer/?mode=rehearse#now"
        page.goto(server.url + "th/customers/index.html")
        assert page.locator("h1").count() == 1
        assert "offline.html" not in page.url


@pytest.mark.browser
def test_an_update_comes_quietly_and_whole(
    site_dir: Path, tmp_path: Path, server: SiteServer, context: BrowserContext
) -> None:
    page = context.new_page()
    address = server.url + "fi/customers/angry-customer/"
    visit(page, address, "fi")
    newer = tmp_path / "newer"
    shutil.copytree(site_dir, newer)
    change(newer / "fi/customers/angry-customer/index.html", "</h1>", " UUSI</h1>")
    (newer / "assets/playbook.css").write_text(":root { --pb-test: new; }", "utf-8")
    write_lists(newer, "en", "fi")
    server.folder = newer

    visit(page, address, "fi")  # the old version, whole; the new one is fetched behind it
    assert state(page) == ("old", "old")
    assert (
        page.evaluate("fetch('../../../assets/playbook.css').then((file) => file.text())")
        != ":root { --pb-test: new; }"
    )
    visit(page, address, "fi")
    assert state(page) == ("new", "new")
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if " fi " in name]) <= 2, "old versions are cleared away"


@pytest.mark.browser
def test_a_half_published_version_is_never_shown(
    site_dir: Path, tmp_path: Path, server: SiteServer, context: BrowserContext
) -> None:
    page = context.new_page()
    address = server.url + "fi/customers/angry-customer/"
    visit(page, address, "fi")
    half = tmp_path / "half"
    shutil.copytree(site_dir, half)
    change(half / "fi/customers/angry-customer/index.html", "</h1>", " UUSI</h1>")
    style = (half / "assets/playbook.css").read_text("utf-8")
    (half / "assets/playbook.css").write_text(":root { --pb-test: new; }", "utf-8")
    write_lists(half, "fi")
    (half / "assets/playbook.css").write_text(style, "utf-8")  # the list and the page are there, the style is not yet
    server.folder = half
    for _ in range(2):
        page.goto(address)
        page.wait_for_selector("html[data-failed]", state="attached")
        assert state(page) == ("old", "old")


@pytest.mark.browser
def test_what_is_kept_ends_with_the_site(tmp_path: Path, server: SiteServer, context: BrowserContext) -> None:
    page = context.new_page()
    visit(page, server.url + "fi/", "fi")
    visit(page, server.url + "th/customers/angry-customer/", "th")
    server.folder = tmp_path
    (tmp_path / "404.html").write_text("<h1>Closed</h1>", "utf-8")
    page.goto(server.url + "th/customers/angry-customer/")  # once more from what is kept
    page.wait_for_selector("html[data-ended]", state="attached")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    for address in ("th/customers/angry-customer/", "fi/"):
        page.goto(server.url + address)
        assert page.locator("h1").inner_text() == "Closed"


@pytest.mark.browser
def test_a_language_that_the_site_gave_up_is_cleared_away_and_the_other_stays(
    site_dir: Path, tmp_path: Path, server: SiteServer, context: BrowserContext
) -> None:
    page = context.new_page()
    visit(page, server.url + "fi/", "fi")
    visit(page, server.url + "th/", "th")
    smaller = tmp_path / "smaller"
    shutil.copytree(site_dir, smaller)
    shutil.rmtree(smaller / "th")
    (smaller / "offline/th.json").unlink()
    server.folder = smaller
    page.goto(server.url + "th/")
    page.wait_for_selector("html[data-ended]", state="attached")
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if " th " in name]
    with Unplugged(server):
        page.goto(server.url + "fi/customers/angry-customer/")
        assert page.evaluate("document.documentElement.lang") == "fi"
        page.goto(server.url + "th/")
        assert page.url == server.url + "offline.html?page=th%2F"


@pytest.mark.browser
@pytest.mark.parametrize("status", [500, 503, 403])
def test_a_server_in_trouble_leaves_what_is_kept(server: SiteServer, context: BrowserContext, status: int) -> None:
    page = context.new_page()
    visit(page, server.url + "fi/", "fi")
    server.trouble = status
    page.goto(server.url + "fi/")
    page.wait_for_selector("html[data-failed]", state="attached")
    page.goto(server.url + "fi/customers/angry-customer/")
    assert page.evaluate("document.documentElement.lang") == "fi"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def write_lists(site: Path, *languages: str) -> None:
    """List the files of a site anew."""
    files = (path for path in site.rglob("*") if path.is_file() and path.parent.name != "offline")
    hashes = {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    for name, content in offline_lists(hashes, languages):
        (site / name).write_text(content, "utf-8")


def state(page: Page) -> tuple[str, str]:
    """Whether the page and its style are of the old or the new version."""
    title = "new" if "UUSI" in page.locator("h1").inner_text() else "old"
    style = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--pb-test').trim()")
    return title, style or "old"


@pytest.mark.parametrize("language", ["en", "tr", "fi", "nb", "th", "el"])
def test_the_list_of_a_language_is_complete_and_true(site_dir: Path, playbook: Playbook, language: str) -> None:
    listed = json.loads((site_dir / "offline" / f"{language}.json").read_text("utf-8"))
    for address, digest in listed["files"].items():
        file = site_dir / address / "index.html" if address == "" or address.endswith("/") else site_dir / address
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest)
    for topic in playbook.taxonomy.topics():
        assert page_address(language, topic.page_name) in listed["files"]
    used = set()
    for address in listed["files"]:
        if address.endswith("/"):
            text = (site_dir / address / "index.html").read_text("utf-8")
            tags = re.findall(r"<[a-z]+\s[^<>]*>", text)  # the guide to the checks shows addresses as text
            used |= set(re.findall(r'(?:src|href)="(?:\.\./)*(assets/[^"#?]+)"', "".join(tags)))
    assert used <= set(listed["files"]), "an asset that a page names is not kept"


def test_a_language_does_not_keep_another_ones_pages() -> None:
    languages = ("en", "fi", "th")
    assert is_kept("fi/customers/index.html", "fi", languages)
    assert not is_kept("fi/customers/index.html", "en", languages)
    assert not is_kept("customers/index.html", "fi", languages)
    assert is_kept("assets/phrases/th.json", "fi", languages)
    assert not is_kept("search/th/words.json", "fi", languages)
    assert is_kept("search/fi/words.json", "fi", languages)
    assert not is_kept("search/fi/golden.json", "fi", languages)
    assert not is_kept("search/fi/keywords.json", "fi", languages)
    assert not is_kept("packs/fi/all.pdf", "fi", languages)


@pytest.mark.parametrize("language", ["en", "tr", "fi", "nb", "th", "el"])
def test_the_site_can_be_installed_in_each_language(site_dir: Path, playbook: Playbook, language: str) -> None:
    page = (site_dir / page_address(language, "index.md") / "index.html").read_text("utf-8")
    assert f'{language}.webmanifest"' in page
    manifest = json.loads((site_dir / f"{language}.webmanifest").read_text("utf-8"))
    assert manifest["lang"] == language
    assert manifest["name"] == playbook.locales[language].text("Customer Care Playbook")
    assert (site_dir / manifest["start_url"] / "index.html").is_file()
    for icon in manifest["icons"]:
        image = Image.open(io.BytesIO((site_dir / icon["src"]).read_bytes()))
        assert f"{image.width}x{image.height}" == icon["sizes"]
    assert {icon.get("purpose") for icon in manifest["icons"]} == {None, "maskable"}


@pytest.mark.browser
def test_the_browser_finds_nothing_wrong_with_the_manifest(server: SiteServer, context: BrowserContext) -> None:
    page = context.new_page()
    visit(page, server.url + "th/", "th")
    session = context.new_cdp_session(page)
    answer = session.send("Page.getAppManifest")
    assert answer["errors"] == []
    assert answer["url"].endswith(f"{PREFIX}/th.webmanifest")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"], "every window of a test is a private one"
