"""Machine readers: Open Graph, structured data that says no more than the page, topics.json as a stable interface."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from playbook.model import Playbook, load_playbook
from playbook.shown.addresses import page_address
from playbook.shown.slots import OPEN, slot_label
from playbook.site import Site, environment

LANGUAGES = ["en", "tr", "fi", "nb", "th", "el"]
TERRITORIES = {"en": "en_GB", "tr": "tr_TR", "fi": "fi_FI", "nb": "nb_NO", "th": "th_TH", "el": "el_GR"}
GUIDE = "docs/en/guides/topics-json.md"


def read(site_dir: Path, language: str, source: str) -> BeautifulSoup:
    return BeautifulSoup((site_dir / page_address(language, source) / "index.html").read_text("utf-8"), "lxml")


def graph(soup: BeautifulSoup) -> dict[str, dict[str, Any]]:
    """The structured data of a page by type."""
    script = soup.select_one('script[type="application/ld+json"]')
    assert script is not None
    data = json.loads(script.get_text())
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def flat(text: str) -> str:
    return re.sub(r"[\s\[\]]+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shared_link_shows_title_and_summary(site_dir: Path, playbook: Playbook, language: str) -> None:
    soup = read(site_dir, language, "customers/angry-customer.md")
    found = {str(tag["property"]): str(tag["content"]) for tag in soup.select("meta[property]")}
    page = playbook.page(language, "angry-customer")
    assert page is not None
    assert found["og:title"] == page.title
    assert found["og:description"] == page.front.summary
    assert found["og:site_name"] == playbook.locales[language].text("Customer Care Playbook")
    assert found["og:url"].endswith("/" + page_address(language, "customers/angry-customer.md"))
    assert found["og:locale"] == TERRITORIES[language]
    others = [str(tag["content"]) for tag in soup.select('meta[property="og:locale:alternate"]')]
    assert sorted([*others, found["og:locale"]]) == sorted(TERRITORIES.values())
    assert (site_dir / "assets" / found["og:image"].partition("/assets/")[2]).is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_structured_data_says_what_the_page_says(site_dir: Path, playbook: Playbook, language: str) -> None:
    for page in playbook.in_language(language):
        soup = read(site_dir, language, f"{page.group}/{page.topic}.md")
        found = graph(soup)
        assert ("HowTo" in found) == ("steps" in page.by_id)
        if "HowTo" in found:
            how_to = found["HowTo"]
            assert how_to["name"] == page.title
            assert how_to["inLanguage"] == language
            for gap in soup.select(".pb-slot"):
                slot = playbook.taxonomy.slots[str(gap["data-slot"])]
                gap.string = OPEN if slot.is_said else slot_label(slot, playbook.locales[language])
            shown = flat(soup.select_one("section.pb-steps").get_text())  # type: ignore[union-attr]
            assert len(how_to["step"]) == len(page.by_id["steps"].steps)
            for step in how_to["step"]:
                assert flat(step["text"]) in shown
                assert "{{" not in step["text"]
        names = [item["name"] for item in found["BreadcrumbList"]["itemListElement"]]
        assert names[-1] == page.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_a_page_that_answers_its_title_is_called_a_question(
    site_dir: Path, playbook: Playbook, language: str
) -> None:
    asking = set()
    for topic in playbook.taxonomy.topics():
        soup = read(site_dir, language, topic.page_name)
        question = graph(soup).get("FAQPage")
        if question:
            asking.add(topic.id)
            answer = question["mainEntity"][0]["acceptedAnswer"]["text"]
            assert flat(answer) in flat(soup.select_one("article").get_text())  # type: ignore[union-attr]
    assert asking == {"is-the-customer-always-right"}


def test_structured_data_cannot_end_its_script(project: Path) -> None:
    file = project / "docs/en/customers/angry-customer.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("title: The angry customer", 'title: "</script><script>alert(1)</script>"'), "utf-8")
    site = Site(load_playbook(project), "https://playbook.example/")
    data = environment().from_string("{{ data | tojson }}")
    written = data.render(data=site.structured_data(site.view("en/customers/angry-customer.md", "en")))
    assert "<" not in written
    assert json.loads(written)["@graph"][0]["itemListElement"][-1]["name"] == "</script><script>alert(1)</script>"


def test_topics_json_names_every_page_and_section(site_dir: Path, playbook: Playbook) -> None:
    data = json.loads((site_dir / "topics.json").read_text("utf-8"))
    assert data["version"] == 1
    assert data["reference"] == "en"
    assert [language["code"] for language in data["languages"]] == list(playbook.languages)
    assert [topic["id"] for topic in data["topics"]] == [topic.id for topic in playbook.taxonomy.topics()]
    for topic in data["topics"]:
        for code, entry in topic["pages"].items():
            page = playbook.page(code, topic["id"])
            assert page is not None
            assert entry["title"] == page.title
            assert entry["summary"] == page.front.summary
            assert entry["sha256"] == hashlib.sha256(page.text.encode()).hexdigest()
            text = (site_dir / entry["address"] / "index.html").read_text("utf-8")
            assert entry["sections"]
            for section in entry["sections"]:
                assert f'id="{section["id"]}"' in text
    for language in data["languages"]:
        assert (site_dir / language["address"] / "index.html").is_file()


def test_topics_json_keeps_the_shape_that_the_guide_promises(site_dir: Path, root: Path) -> None:
    data = json.loads((site_dir / "topics.json").read_text("utf-8"))
    example = re.search(r"```json\n(.+?)```", (root / GUIDE).read_text("utf-8"), re.DOTALL)
    assert example is not None
    promised = json.loads(example[1])
    assert list(data) == list(promised)
    for part in ("languages", "groups", "topics"):
        assert list(data[part][0]) == list(promised[part][0])
    page = next(iter(promised["topics"][0]["pages"].values()))
    real = data["topics"][0]["pages"]["en"]
    assert list(real) == list(page)
    assert list(real["sections"][0]) == list(page["sections"][0])
    schema = json.loads((site_dir / "topics.schema.json").read_text("utf-8"))
    assert set(schema["required"]) == set(promised)
    assert set(schema["$defs"]["PageEntry"]["properties"]) == set(page)
