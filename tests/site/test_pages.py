"""The built site: languages, ids, navigation, fallback, sitemap and 404, as a reader or a search engine meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from playbook.model import REFERENCE, Playbook
from playbook.shown.addresses import page_address, split_source
from playbook.shown.generated import generated_pages
from tests.conftest import BUILT_FOR, run_playbook
from tests.site.conftest import HOSTILE, MESSAGE
from tests.site.pages import opened

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]


def read(site_dir: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site_dir / address / "index.html").read_text("utf-8"), "lxml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_written_page_is_there_with_the_ids_of_its_sections(
    site_dir: Path, playbook: Playbook, language: str
) -> None:
    pages = list(playbook.in_language(language))
    assert len(pages) > 30
    for page in pages:
        soup = read(site_dir, page_address(language, f"{page.group}/{page.topic}.md"))
        assert soup.html is not None
        assert soup.html["lang"] == language
        assert soup.select_one("h1#content").get_text() == page.title  # type: ignore[union-attr]
        ids = [heading["id"] for heading in soup.select("section.pb-section > h2")]
        assert ids == [section.id for section in page.sections]


@pytest.mark.parametrize("language", LANGUAGES)
def test_alternates_name_every_written_page(site_dir: Path, playbook: Playbook, language: str) -> None:
    soup = read(site_dir, page_address(language, "customers/angry-customer.md"))
    links = {str(link["hreflang"]): str(link["href"]) for link in soup.select('link[rel="alternate"][hreflang]')}
    written = {code for code in playbook.languages if playbook.page(code, "angry-customer")}
    assert set(links) == written | {"x-default"}
    assert links["x-default"] == links[REFERENCE]
    canonical = soup.select_one('link[rel="canonical"]')
    assert canonical is not None
    assert canonical["href"] == links[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_navigation_is_in_the_language(site_dir: Path, root: Path, playbook: Playbook, language: str) -> None:
    soup = read(site_dir, page_address(language, "customers/angry-customer.md"))
    shown = [link.get_text(strip=True) for link in soup.select("nav.pb-nav a")]
    with (root / f"locales/{language}/playbook.po").open("rb") as file:
        catalogue = read_po(file)
    for group in playbook.taxonomy.groups:
        message = catalogue.get(group.id.capitalize(), "group")
        assert message is not None
        assert (message.string or message.id) in shown
    group = next(group for group in playbook.taxonomy.groups if group.id == "customers")
    pages = [playbook.page(language, topic.id) or playbook.reference(topic.id) for topic in group.topics]
    assert [page.title for page in pages if page and page.title in shown] == [page.title for page in pages if page]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_menu_leads_to_has_a_pictogram(site_dir: Path, language: str) -> None:
    menu = read(site_dir, page_address(language, "customers/angry-customer.md")).select_one("nav.pb-nav")
    assert menu is not None
    entries = menu.select("ul[aria-labelledby] > li > a")
    assert len(entries) > 15
    assert [entry.get_text(strip=True) for entry in entries if not entry.select("svg")] == []


def test_the_foot_of_a_page_names_what_is_related_and_its_sources(site_dir: Path, playbook: Playbook) -> None:
    page = playbook.pages["th", "angry-customer"]
    foot = read(site_dir, "th/customers/angry-customer").select_one(".pb-topic-footer")
    assert foot is not None
    related = {topic for _, topic in playbook.taxonomy.related("angry-customer")}
    links = {str(link["href"]).rstrip("/").rsplit("/", 1)[-1] for link in foot.select("nav ul.pb-links a")}
    assert links == related
    articles = {point.partition("/")[0] for point in page.front.sources}
    assert len(foot.select("cite[lang]")) >= len(articles) > 0


def test_nothing_is_loaded_from_another_host(site_dir: Path) -> None:
    for file in site_dir.rglob("*.html"):
        soup = BeautifulSoup(file.read_text("utf-8"), "lxml")
        loaded = [tag.get("src") for tag in soup.select("[src]")]
        loaded += [
            tag.get("href") for tag in soup.select('link[rel~="stylesheet"], link[rel~="icon"], link[rel~="preload"]')
        ]
        assert not [address for address in loaded if re.match(r"(https?:)?//", str(address))], file


def test_the_sitemap_lists_every_written_page_once(site_dir: Path, playbook: Playbook) -> None:
    tree = ElementTree.parse(site_dir / "sitemap.xml")
    places = [str(node.text) for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places))
    topics = {page_address(page.language, f"{page.group}/{page.topic}.md") for page in playbook.pages.values()}
    made = {
        page_address(code, page.source)
        for code in playbook.languages
        for page in generated_pages(playbook)
        if code == REFERENCE or not page.editors
    }
    guides = {page_address(*split_source(path.removeprefix("docs/"))) for path in playbook.other_pages}
    assert set(places) == {BUILT_FOR + address for address in topics | made | guides}


def test_the_404_page_speaks_every_language(site_dir: Path) -> None:
    soup = BeautifulSoup((site_dir / "404.html").read_text("utf-8"), "lxml")
    assert soup.html is not None
    assert soup.html["lang"] == REFERENCE
    assert [section["lang"] for section in soup.select("section.pb-lost")] == ["en", "el", "fi", "nb", "th", "tr"]


@pytest.mark.browser
@pytest.mark.parametrize(("address", "read", "first"), [("el/nowhere/", "fi/", "el"), ("nowhere/", "fi/", "fi")])
def test_the_404_page_speaks_the_readers_language_first(
    browser: Browser, site_url: str, playbook: Playbook, address: str, read: str, first: str
) -> None:
    with opened(browser, site_url + read) as page:
        page.goto(site_url + address)
        expect(page.locator(".pb-lost").first).to_have_attribute("lang", first)
        assert page.locator(".pb-lost").count() == 6
        title = playbook.locales[first].text("This page is not here")
        assert page.title().startswith(title)
        assert page.locator("h1").inner_text() == title
        expect(page.locator("html")).to_have_attribute("lang", first)
        name = playbook.locales[first].text("Search", "search")
        expect(page.locator(".md-header .pb-search-open__word")).to_have_text(name, use_inner_text=False)
        page.locator(".pb-lost__safety").first.click()
        page.wait_for_url(f"**{page_address(first, 'escalation/security-and-emergencies.md')}*")


def test_a_missing_page_is_shown_in_english_with_a_notice(gap_site: Path) -> None:
    soup = read(gap_site, "fi/skills/empathy")
    assert soup.html is not None
    assert soup.html["lang"] == "fi"
    notice = soup.select_one(".pb-notice")
    assert notice is not None
    assert "suomeksi" in notice.get_text()
    assert soup.select_one('article div[lang="en"] h1') is not None
    canonical = soup.select_one('link[rel="canonical"]')
    assert canonical is not None
    assert str(canonical["href"]).endswith("/skills/empathy/")
    assert "/fi/" not in str(canonical["href"])
    switch = soup.select_one('.pb-languages a[hreflang="fi"]')
    assert switch is not None
    assert "ei vielä" in switch.get_text()


def test_broken_links_stop_the_build_and_are_all_named(project: Path, tmp_path: Path) -> None:
    page = project / "docs/en/skills/empathy.md"
    links = "[page](../skills/nowhere.md) [place](apologising.md#nosuch) [word](../glossary.md#noword) [own](#nohere)"
    page.write_text(f"{page.read_text('utf-8')}\n{links}\n[picture](none.png)\n", "utf-8")
    outcome = run_playbook("build", "--site-dir", tmp_path / "site", cwd=project)
    assert outcome.returncode != 0
    assert not [name for name in ("nowhere.md", "nosuch", "noword", "nohere", "none.png") if name not in outcome.stderr]
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("address", ["fi/skills/honesty", "fi/skills", "fi/skills/active-listening", "fi", "fi/packs"])
def test_a_title_is_text_wherever_it_stands(gap_site: Path, address: str) -> None:
    text = (gap_site / address / "index.html").read_text("utf-8")
    assert "<i class" not in text
    soup = BeautifulSoup(text, "lxml")
    assert any(tag.get_text(strip=True) == HOSTILE for tag in soup.select("a, h1, label span"))


def test_the_neighbours_in_the_footer_are_named_in_text(gap_site: Path) -> None:
    named = []
    for file in (gap_site / "fi/skills").glob("*/index.html"):
        soup = BeautifulSoup(file.read_text("utf-8"), "lxml")
        named += [(link["aria-label"], link.select_one(".md-ellipsis")) for link in soup.select(".md-footer__link")]
    found = [title.get_text(strip=True) for label, title in named if title and HOSTILE in str(label)]
    assert found == [HOSTILE, HOSTILE]


def test_a_message_never_ends_an_attribute_or_becomes_markup(gap_site: Path) -> None:
    soup = read(gap_site, "fi/customers/angry-customer")
    words = soup.select_one("script#pb-words")
    assert words is not None
    assert json.loads(words.get_text())["copied"] == MESSAGE
    assert json.loads((gap_site / "assets/words/fi.json").read_text("utf-8"))["missing"] == MESSAGE
    assert soup.select_one("nav.pb-tools")["aria-label"] == MESSAGE  # type: ignore[index]
    assert not soup.select("b.zz")


def test_a_page_that_is_shown_in_english_is_no_problem_of_the_built_site(gap_site: Path) -> None:
    outcome = run_playbook("check", "--site", gap_site)
    assert outcome.returncode == 0, outcome.stdout
