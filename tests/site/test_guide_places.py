"""Guides: the places of their headings are those that the check says there are; words of other languages are marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from playbook.checks import check_playbook, choose_rules
from playbook.checks.documents import read_guides
from playbook.checks.outline import outline
from playbook.checks.shared import Shared
from playbook.model import Playbook, load_playbook
from playbook.site.guides import guide_html, guide_toc, guides
from tests.checks.cases import build

GUIDE = """# A guide

## Say it {#said}

## Twice

## Twice

## Ääni ja ğ

### ไทย & “more”

## `code` here

[1](#said) [2](#twice) [3](#twice-2) [4](#ääni-ja-ğ) [5](#ไทย-more) [6](#code-here) [7](#content)
"""


def _places(root: Path) -> tuple[list[str], list[str], str]:
    playbook = load_playbook(root)
    (guide,) = (guide for guide in read_guides(playbook) if guide.path == "docs/en/guides/a.md")
    html, _ = guide_html(playbook, "guides/a.md")
    return [anchor.name for anchor in outline(guide, Shared(playbook)).anchors], re.findall(r'id="([^"]*)"', html), html


def test_the_check_and_the_site_agree_on_every_place(tmp_path: Path) -> None:
    root = build({"edit": [{"in": "docs/en/guides/a.md", "text": GUIDE}]}, tmp_path)
    judged, made, html = _places(root)
    assert judged == made
    assert judged == ["content", "said", "twice", "twice-2", "ääni-ja-ğ", "ไทย-more", "code-here"]
    assert ("said", "Say it") in guide_toc(html)
    assert not check_playbook(load_playbook(root), choose_rules(["missing-anchor"]))


def test_a_place_that_there_is_not_is_found(tmp_path: Path) -> None:
    text = GUIDE + "\n[8](#twice-3) [9](#say-it)\n"
    root = build({"edit": [{"in": "docs/en/guides/a.md", "text": text}]}, tmp_path)
    found = check_playbook(load_playbook(root), choose_rules(["missing-anchor"]))
    assert len(found) == 2


@pytest.mark.parametrize("language", ["th", "el", "fi", "nb", "tr"])
def test_words_of_another_language_are_marked_as_such(playbook: Playbook, language: str) -> None:
    html, _ = guide_html(playbook, f"guides/usage-{language}.md")
    page = BeautifulSoup(html, "lxml")
    assert {code.get("lang") for code in page.select("code")} == {language}


def test_no_letter_of_another_script_stands_unmarked_in_a_guide(playbook: Playbook) -> None:
    letters = {"th": re.compile("[\u0e00-\u0e7f]"), "el": re.compile("[\u0370-\u03ff]")}
    for name in guides(playbook):
        page = BeautifulSoup(guide_html(playbook, name)[0], "lxml")
        for text in page.find_all(string=True):
            around = text.find_parent(attrs={"lang": True})
            for language, found in letters.items():
                assert not found.search(text) or (around and around["lang"] == language), (name, str(text))
