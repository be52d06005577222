"""What rules ask of the text of several pages at once: what is said, what is not to be said, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from playbook.checks.words._speech import told_not_to_say, told_to_say
from playbook.model import Block, HouseRules, Page

_TELLING = ("steps", "mistakes", "why")
"""Sections that may tell of something that happened, beside the introduction and the scenes."""


class Passage(NamedTuple):
    """A stretch of a page, and the line of the file on which it begins.

    `kind`: "say" and "avoid" are quotations to be said and not to be said; "scene" is a scene without its question and
    answer, its name on the first line; "telling" is an item or paragraph where an anecdote may stand; "rule" is the
    whole of a page on which a house rule stands in full, whose words other pages are to use.
    """

    kind: str
    line: int
    text: str


class PagePassages(NamedTuple):
    """The passages of a page, and its file and topic."""

    path: str
    topic: str
    passages: tuple[Passage, ...]

    def of(self, kind: str) -> Iterator[Passage]:
        """Those of a kind."""
        return (passage for passage in self.passages if passage.kind == kind)


def passages(page: Page, rules: HouseRules) -> Iterator[Passage]:
    """The passages of a page."""
    yield from (Passage("say", *line) for line in told_to_say(page, rules))
    yield from (Passage("avoid", *line) for line in told_not_to_say(page))
    if "practice" in page.by_id:
        for scene in page.by_id["practice"].scenes:
            yield Passage("scene", scene.line, f"{scene.title}\n{_without_question(scene.situation)}")
    if page.topic in rules.pages:
        yield Passage("rule", page.body_line, "\n".join(block.full_text for block in page.blocks))
        return
    if page.intro:
        yield Passage("telling", page.intro[0].line, "\n".join(block.full_text for block in page.intro))
    for section in (page.by_id[name] for name in _TELLING if name in page.by_id):
        yield from (Passage("telling", block.line, block.full_text) for block in _units(section.blocks))


def _without_question(situation: str) -> str:
    """A scene's situation without its last line, which asks what to do, in the same words in many scenes."""
    told, _, last = situation.rpartition("\n")
    return told or last


def _units(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, of lists their items; without warnings, which say the same wherever it is true."""
    for block in blocks:
        if block.kind != "quote":
            yield from block.children if block.kind == "list" else (block,)
