"""The places of a guide's headings: what the check says there is, is what the site makes."""

from __future__ import annotations

import re
from pathlib import Path

from playbook.checks import check_playbook, choose_rules
from playbook.checks.documents import read_guides
from playbook.checks.outline import outline
from playbook.checks.shared import Shared
from playbook.model import load_playbook
from playbook.site.guides import guide_html, guide_toc
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
