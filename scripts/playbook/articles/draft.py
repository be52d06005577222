"""What of an article's lines several rules ask: its title, its facts, where its text begins, its list of contents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from playbook.articles.cues import Cues, fold_words
from playbook.articles.dates import read_date
from playbook.articles.lines import TextLine

LONG = 120
"""Characters from which a line is a paragraph for certain."""
SHORT_LINE = 80
"""Characters up to which a line can be a title, a name or a label."""
ARTICLE_FACTS = ("author", "published", "updated", "publisher")
NAME_WORDS, MENU_NAME = 5, 24
"""Words that a name in a by-line has at most; characters of a menu's names."""
_SEPARATED = re.compile(r"(?<!\s)\s+[|·•»>/–—]\s+|(?<!\s)\s*\|\s*")
HEAD, TAIL = 20, 10
"""Lines at the top and at the end in which an article speaks of itself."""


@dataclass(frozen=True)
class Draft:
    """The lines of an article with their cues, and what several rules ask of them."""

    lines: Sequence[TextLine]
    cues: Cues

    @cached_property
    def title(self) -> int | None:
        """The index of the title: the first main heading of a page, or a first line that can be one."""
        main = [index for index, line in enumerate(self.lines) if line.kind == "heading" and line.level == 1]
        if main:
            return next((index for index in main if not self.lines[index].aside), main[0])
        first = self.lines[0] if self.lines else None
        if first is None or first.kind not in {"plain", "heading"} or first.aside or len(first.text) > LONG:
            return None
        if first.text[-1] in ".:;…" or self.is_label(first.text) or self.byline(0) or self.is_menu(first.text):
            return None
        return 0

    @cached_property
    def menu(self) -> int | None:
        """The index of a menu at the very top: short names apart by separators, "Home | Work | Advice"."""
        return 0 if self.lines and self.is_menu(self.lines[0].text) else None

    def is_menu(self, text: str) -> bool:
        """Whether a line is nothing but short names apart by separators, three at least."""
        parts = _SEPARATED.split(text)
        return len(parts) > 2 and all(len(part) <= MENU_NAME and not self._fact_of(part) for part in parts)

    def byline(self, index: int) -> dict[str, str]:
        """What a short line says of the article, by fact: "By Ann Teak | 14 October 2025" names author and date."""
        line = self.lines[index]
        if line.kind != "plain" or line.aside or len(line.text) > SHORT_LINE:
            return {}
        parts = [self._fact_of(part) for part in _SEPARATED.split(line.text)]
        return {name: value for found in reversed(parts) if found for name, value in [found]}

    def _fact_of(self, part: str) -> tuple[str, str] | None:
        if date := read_date(part, self.cues.language):
            return "published", date
        for name in ARTICLE_FACTS:
            if value := self.cues.label(name, part):
                return name, value
        name = self.cues.behind("byline", part)
        if name and len(name.split()) <= NAME_WORDS and name[0].isalpha() and not name[0].islower():
            return ("author", name) if name[-1] not in ".:;!?" and not any(sign.isdigit() for sign in name) else None
        return None

    def is_label(self, text: str) -> bool:
        """Whether a line is one of the labels that never are a title."""
        names = (*ARTICLE_FACTS, "contents", "related", "share", "video", "languages", "adverts", "comments")
        return any(self.cues.label(name, text) is not None for name in names)

    @cached_property
    def facts(self) -> Mapping[str, int]:
        """Where the article names its author, dates and publisher; a bare date at the top is when it came out."""
        found: dict[str, int] = {}
        for index in self._ends():
            text = self.lines[index].text
            for name in ARTICLE_FACTS:
                if name not in found and self.cues.label(name, text):
                    found[name] = index
        for index in range(self.head):
            for name in self.byline(index) if index != self.title else ():
                found.setdefault(name, index)
        return found

    def _ends(self) -> list[int]:
        count = len(self.lines)
        return [index for index in range(count) if index < HEAD or index >= count - TAIL]

    @cached_property
    def head(self) -> int:
        """The index of the first line that is the article's text: a paragraph or a list item."""
        for index, line in enumerate(self.lines[:HEAD]):
            if len(line.text) > LONG or line.kind in {"number", "bullet"}:
                return index
        return min(len(self.lines), HEAD)

    def date(self, index: int) -> str | None:
        """The date that a line is, if it is nothing else."""
        return read_date(self.lines[index].text, self.cues.language)

    @cached_property
    def contents(self) -> range:
        """The lines of the contents list with its heading; empty where there is none."""
        later = {fold_words(line.text): index for index, line in enumerate(self.lines)}
        for index, line in enumerate(self.lines[:HEAD]):
            if self.cues.label("contents", line.text) is None and line.kind != "bullet":
                continue
            first = index if line.kind == "bullet" else index + 1
            end = first
            while end < len(self.lines) and end < later[fold_words(self.lines[end].text)] and self._entry(end):
                end += 1
            if end - first >= 2:
                return range(self._lead(index), end)
        return range(0)

    def _entry(self, index: int) -> bool:
        return len(self.lines[index].text) <= LONG

    def _lead(self, index: int) -> int:
        before = self.lines[index - 1] if index else None
        return index - 1 if before and before.text.endswith(":") and len(before.text) <= SHORT_LINE else index

    @cached_property
    def entries(self) -> frozenset[str]:
        """The headings that the contents list announces, folded."""
        return frozenset(fold_words(self.lines[index].text) for index in self.contents)
