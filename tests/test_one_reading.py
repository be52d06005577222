"""What a page shows is what a pack prints, what search holds and what the checks judged: one reading, one rendering."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from playbook.checks import check_playbook, choose_rules
from playbook.model import Page, Playbook, Section, load_playbook
from playbook.packs.inline import InlineWriter
from playbook.packs.units import Unit, page_units
from playbook.search.documents import Document, documents
from playbook.shown.addresses import page_address
from playbook.shown.slots import slot_label, slot_text
from playbook.site import Site, page_content
from tests.checks.cases import BASE
from tests.checks.test_random_edits import edited

ADDRESS = "https://playbook.example/"
ROUNDS = 60
EDITS = 8
ADDED = "h2, summary, button, .pb-hint, .pb-stale, .pb-phrase-table thead"
"""What stands in a section beside what an editor wrote in it: its heading is looked up, the rest is the site's."""
STRANGE = [
    "> **Danger!** Step back.",
    "> **danger:** Step back.",
    "> A quotation.",
    "\\<meta http-equiv=refresh>",
    "<b>bold</b> and <!-- a comment -->",
    "##Heading",
    "# A second title",
    "## Right now",
    "#### Small",
    "- one\n    - two\n\n      three",
    "1. one\n\n   > **Note.** two",
    "| a | b | c |\n|---|:-:|--:|\n| 1 | **2** | 3 |",
    "**bold {{ duty_manager }} *both***",
    "`code {{ duty_manager }}` ![picture](a.png) [link](#now)",
    "    indented",
    "---",
    "{#now .x}",
    "&amp; &lt;b&gt; \\* \\_",
    "text  \nbroken\\\nagain",
]
"""What two readers of Markdown see differently, or what is at home in other kinds of it."""

APART = "p, li, h3, h4, h5, h6, th, td, pre, small, blockquote, [data-slot]"
"""What begins and ends a text of its own; what else is marked up may be part of a word."""

Words = list[str]
SAID = {"own", "said"}
"""The kinds of slots that are gaps in what is said."""


def words(texts: Iterable[str]) -> Words:
    """What is written, as words and figures in no order: columns, answers and notes are told in several."""
    return sorted(re.findall(r"\w+", " ".join(texts)))


def on_the_page(content: Tag, labels: dict[str, str]) -> list[Words]:
    """What a reader of each section reads, the introduction first; a gap to fill in as its label."""
    found = []
    for section in [*content.select(".pb-intro"), *content.select("section.pb-section")]:
        own = BeautifulSoup(str(section), "lxml")
        for added in own.select(ADDED):
            added.decompose()
        for gap in own.select(".pb-slot"):
            gap.string = labels[str(gap["data-slot"])]
        for picture in own.select("img"):
            picture.replace_with(str(picture["alt"]))
        for apart in own.select(APART):
            apart.insert_before(" ")
            apart.append(" ")
        found.append(words([own.get_text()]))
    return found


def in_the_pack(units: list[Unit]) -> list[Words]:
    """What a pack prints of each section, the introduction first."""
    found: list[list[str]] = [[]]
    for unit in units[1:]:  # the first is the summary
        if unit["k"] == "heading":
            found.append([])
        else:
            found[-1] += printed({key: value for key, value in unit.items() if key not in {"k", "s", "level"}})
    return [words(texts) for texts in found]


def printed(data: Any) -> Iterator[str]:
    """The texts of a unit: what is written, and the labels of gaps; search has none for those in what is said."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from printed(value)
    elif isinstance(data, list) and all(isinstance(item, dict) for item in data):
        yield "".join(
            piece.get("t") or f" {'' if piece.get('kind') in SAID else piece.get('gap', '')} " for piece in data
        )
    elif isinstance(data, list):
        for item in data:
            yield from printed(item)


def in_the_search(document: Document, places: list[str]) -> list[Words]:
    """What the search holds of each section, the introduction first."""
    texts = [[line for part in document.parts if part.id == place for line in part.lines] for place in places]
    return [words(found) for found in (document.intro, *texts)]


def judged(playbook: Playbook, page: Page) -> list[Words]:
    """What the model, by which checks judge, has of each section, the introduction first."""
    locale = playbook.locales[page.language]
    texts = [[block.full_text for block in page.intro], *(list(texts_of(page, section)) for section in page.sections)]
    return [words(slot_text(text, playbook.taxonomy.slots, locale) for text in found) for found in texts]


def texts_of(page: Page, section: Section) -> Iterator[str]:
    phrases = section is page.by_id.get("phrases")
    for block in section.blocks:
        if not (phrases and block.kind == "table"):
            yield block.full_text
    for row in section.phrases if phrases else ():
        yield from (row.say, row.avoid)


def differences(playbook: Playbook, page: Page) -> Iterator[str]:
    """Where page, pack, search and checks do not have the same of a page."""
    view = Site(playbook, ADDRESS).topic_view(page, page.language)
    content = BeautifulSoup(page_content(view).html, "lxml")
    writer = InlineWriter(page, view.text.locale, playbook.taxonomy.slots, frozenset())
    units = page_units(writer, playbook.taxonomy)
    document = next(item for item in documents(playbook, page.language, page_address) if item.topic == page.topic)
    slots = playbook.taxonomy.slots
    labels = {name: "" if slot.is_said else slot_label(slot, view.text.locale) for name, slot in slots.items()}
    shown = on_the_page(content, labels)
    others = {
        "pack": in_the_pack(units),
        "search": in_the_search(document, [section.anchor for section in view.text.sections]),
        "checks": judged(playbook, page),
    }
    for name, found in others.items():
        for number, (here, there) in enumerate(zip_longest(shown, found, fillvalue=Words())):
            if here != there:
                more, less = Counter(here) - Counter(there), Counter(there) - Counter(here)
                yield f"section {number}: {[*more]} on the page alone, {[*less]} for the {name} alone"
    yield from structure(playbook, page, content, units)


def structure(playbook: Playbook, page: Page, content: BeautifulSoup, units: list[Unit]) -> Iterator[str]:
    """Where page, pack and checks do not see the same cards, answers and phrases."""
    drawn = content.select("section > .pb-card, section > blockquote")
    levels = [str((part.get("class") or ["--"])[-1]).partition("--")[2] for part in drawn]
    printed = [unit["level"] for unit in units if unit["k"] == "card" and unit["s"]]
    if levels != printed:
        yield f"cards: {levels} on the page, {printed} in the pack"
    told = {
        problem.line
        for problem in check_playbook(playbook, choose_rules(["warning-card"]))
        if problem.path == page.path and "the word of this warning no more" not in problem.message
    }
    plain = [
        block.line
        for section in page.sections
        for block in section.blocks
        if section.id not in {"practice", None} and block.kind == "quote" and block.line in told
    ]
    if not page.front.exceptions and len(plain) > levels.count(""):
        yield f"cards: the check says that {plain} are none"
    for kind, selector in {"phrase": ".pb-phrase-table tbody tr", "scene": ".pb-practice h3[id]"}.items():
        if len(content.select(selector)) != len([unit for unit in units if unit["k"] == kind]):
            yield f"{kind}: another number on the page than in the pack"


def test_every_page_is_one_thing_to_all_of_them(playbook: Playbook) -> None:
    wrong = {page.path: list(differences(playbook, page)) for page in playbook.pages.values()}
    assert len(wrong) > 200
    assert not {path: found for path, found in wrong.items() if found}


@pytest.mark.parametrize("number", range(ROUNDS))
def test_whatever_is_typed_is_one_thing_to_all_of_them(number: int, tmp_path: Path) -> None:
    chance = random.Random(f"one reading {number}")
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    files = sorted(root.rglob("*.md"))
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")] + 10 * STRANGE
    for file in chance.choices(files, k=EDITS):
        head, front, body = file.read_text("utf-8").split("---\n", 2)
        file.write_text(f"{head}---\n{front}---\n{edited(body, lines, chance)}", "utf-8", newline="")
    playbook = load_playbook(root)
    for page in Site(playbook, ADDRESS).playbook.pages.values():
        assert not list(differences(playbook, page)), page.path


@pytest.mark.parametrize("text", STRANGE)
def test_what_readers_of_markdown_see_differently_is_one_thing_here(text: str, tmp_path: Path) -> None:
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    file = root / "docs/en/skills/patience.md"
    before = file.read_text("utf-8")
    start = before.index("\n## ", before.index("\n## ") + 1)
    file.write_text(f"{before[:start]}\n{text}\n{before[start:]}", "utf-8")
    playbook = load_playbook(root)
    assert not list(differences(playbook, playbook.pages["en", "patience"]))


@pytest.mark.parametrize("lost", ["card", "phrase", "item", "scene"])
def test_the_comparison_sees_what_is_lost(playbook: Playbook, lost: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page_units

    def without(writer: InlineWriter, taxonomy: Any) -> list[Unit]:
        return [unit for unit in whole(writer, taxonomy) if unit["k"] != lost]

    page = next(
        page for page in playbook.pages.values() if "**" in page.body and {"steps", "phrases"} <= set(page.by_id)
    )
    monkeypatch.setattr("tests.test_one_reading.page_units", without)
    assert list(differences(playbook, page))
