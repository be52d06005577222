"""What staff are told to say on a page, and what not to say: the quotations in its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from playbook.checks.words._forms import Finder, finder_of
from playbook.model import Block, HouseRules, Page, Section
from playbook.shown.speaker import TOLD
from playbook.shown.typography import quotes_of

_CLAUSE = re.compile(r"[.!?…;:·,\n–](?=\s)|\n")


class Quotation(NamedTuple):
    """A quotation, and the line of the file on which it begins."""

    number: int
    text: str


def told_to_say(page: Page, rules: HouseRules) -> Iterator[Quotation]:
    """Every quotation that a page tells staff to say; those that it turns down (never say “…”) are left out."""
    before, after = _turned_down(page.language, rules)
    for section in (page.by_id[name] for name in TOLD if name in page.by_id):
        for block in _told(section):
            for match in _quotation(page.language).finditer(block.text):
                ahead, behind = _around(block.text, match)
                if not any(before.find(ahead)) and not any(after.find(behind)):
                    yield Quotation(block.line + block.text.count("\n", 0, match.start()), match[1])


def told_not_to_say(page: Page) -> Iterator[Quotation]:
    """Every quotation in the second column of a page's phrase table."""
    for row in page.by_id["phrases"].phrases if "phrases" in page.by_id else ():
        for match in _quotation(page.language).finditer(row.avoid):
            yield Quotation(row.line, match[1])


def _told(section: Section) -> Iterator[Block]:
    """The blocks of a section whose quotations are to be said."""
    for block in section.blocks:
        if section.id == "phrases" and block.kind == "table":
            yield from (row.children[0] for row in block.children if row.kind == "row" and row.children)
        elif section.id != "phrases" and (section.id != "practice" or block.kind == "quote"):
            yield from block.walk()


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The clause in front of a quotation, and the one behind it."""
    ahead = _CLAUSE.split(text[: match.start()].rstrip(": \n"))[-1]
    return ahead, _CLAUSE.split(text[match.end() :], maxsplit=1)[0]


@cache
def _quotation(language: str) -> re.Pattern[str]:
    own = quotes_of(language)
    if own is None:
        return re.compile("[“„«”]([^“”„«»]+)[”“»]")
    return re.compile(f"{own.opening}([^{own.opening}{own.closing}]+){own.closing}")


def _turned_down(language: str, rules: HouseRules) -> tuple[Finder, Finder]:
    words = rules.turned_down
    before, after = words.before.get(language, ()), words.after.get(language, ())
    return finder_of(before, language), finder_of(after, language)
