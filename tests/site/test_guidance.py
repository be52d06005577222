"""Public guidance that a page follows stands at its foot in every language, as the English page names it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from playbook.model import load_playbook
from playbook.site import Site, page_content
from tests.checks.cases import build

ROWS = """
sources: []
guidance:
  - {title: Upset <people>, publisher: Bureau of Work, year: 2021}
  - {title: Safe at the counter, publisher: Inspectorate, year: 1998}"""


def footer(root: Path, topic: str, language: str) -> BeautifulSoup:
    """The foot of a topic page, as a reader of the language sees it."""
    site = Site(load_playbook(root), "https://playbook.example/")
    content = page_content(site.view(f"{language}/skills/{topic}.md", language))
    return BeautifulSoup(content.html, "lxml")


@pytest.mark.parametrize("language", ["en", "th", "el"])
def test_guidance_is_named_at_the_foot_of_the_page(tmp_path: Path, language: str) -> None:
    edit = {"in": "docs/en/skills/patience.md", "find": "\nsources: []", "put": ROWS}
    root = build({"edit": [edit]}, tmp_path)
    items = footer(root, "patience", language).select(".pb-topic-footer dd:last-of-type li")
    said = ["Upset <people>, Bureau of Work, 2021", "Safe at the counter, Inspectorate, 1998"]
    assert [" ".join(item.get_text().split()) for item in items] == said
    assert all(name.get("lang") == "en" for item in items for name in item.select("cite, span"))


def test_a_page_without_guidance_says_nothing_of_it(tmp_path: Path) -> None:
    foot = footer(build({"edit": []}, tmp_path), "patience", "en")
    assert "Guidance" not in foot.get_text()
