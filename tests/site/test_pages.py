"""The built site: languages, ids, navigation, fallback, sitemap and 404, as a reader or a search engine meets them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from playbook.model import REFERENCE, Playbook
from playbook.shown.addresses import page_address
from tests.conftest import run_playbook

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]


def read(site_dir: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site_dir / address / "index.html").read_text("utf-8"), "lxml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_its_page_with_the_same_section_ids(site_dir: Path, playbook: Playbook, language: str) -> None:
    for topic in playbook.taxonomy.topics():
        page = playbook.page(language, topic.id)
        assert page is not None, f"{language} {topic.id}"
        soup = read(site_dir, page_address(language, topic.page_name))
        assert soup.html is not None
        assert soup.html["lang"] == language
        ids = [heading["id"] for heading in soup.select("section.pb-section > h2")]
        reference = playbook.reference(topic.id)
        assert reference is not None
        assert ids == [section.id for section in reference.sections]
        assert not soup.find(id=re.compile(r"^_\d+$"))


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
def test_navigation_is_in_the_language(site_dir: Path, playbook: Playbook, language: str) -> None:
    soup = read(site_dir, page_address(language, "customers/angry-customer.md"))
    text = soup.select_one("nav.pb-nav")
    assert text is not None
    page = playbook.page(language, "angry-customer")
    assert page is not None
    assert page.title in text.get_text()
    for group in playbook.taxonomy.groups:
        assert playbook.locales[language].text(group.id.capitalize(), "group") in text.get_text()


def test_generated_parts_are_on_a_topic_page(site_dir: Path) -> None:
    soup = read(site_dir, "th/customers/angry-customer")
    assert len(soup.select(".pb-topic-footer ul.pb-links a")) >= 2
    assert soup.select_one(".pb-facts time") is not None
    assert soup.select(".pb-facts cite[lang]")
    assert soup.select("details.pb-answer")


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
    for language, topic in playbook.pages:
        page = playbook.pages[language, topic]
        assert any(place.endswith("/" + page_address(language, f"{page.group}/{topic}.md")) for place in places)


def test_the_404_page_speaks_every_language(site_dir: Path) -> None:
    soup = BeautifulSoup((site_dir / "404.html").read_text("utf-8"), "lxml")
    assert soup.html is not None
    assert soup.html["lang"] == REFERENCE
    assert [section["lang"] for section in soup.select("section.pb-lost")] == ["en", "el", "fi", "nb", "th", "tr"]


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


def test_a_broken_link_stops_the_build(project: Path, tmp_path: Path) -> None:
    page = project / "docs/en/skills/empathy.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](../skills/nowhere.md)\n", "utf-8")
    outcome = run_playbook("build", "--site-dir", tmp_path / "site", cwd=project)
    assert outcome.returncode != 0
    assert "nowhere.md" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_broken_anchor_stops_the_build(project: Path, tmp_path: Path) -> None:
    page = project / "docs/en/skills/empathy.md"
    page.write_text(page.read_text("utf-8") + "\n[now](apologising.md#nosuch)\n", "utf-8")
    outcome = run_playbook("build", "--site-dir", tmp_path / "site", cwd=project)
    assert outcome.returncode != 0
    assert "nosuch" in outcome.stderr
