"""What several rules need of one playbook, worked out once: texts, blocks, anchors, pairs of pages, likely words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from playbook.checks.characters import unusual_characters
from playbook.model import REFERENCE, Problem
from playbook.model.problem import likely as likely  # noqa: PLC0414 - rules take it from here
from playbook.model.source_file import language_of
from playbook.shown.links import is_outside as is_outside  # noqa: PLC0414 - rules take it from here
from playbook.shown.links import resolve as resolve  # noqa: PLC0414 - rules take it from here

if TYPE_CHECKING:
    from playbook.model import Block, Link, Page, Playbook, SourceFile, Taxonomy

_SHARED_WORK = 100_000
"""Bytes of pages that take as long to judge as what all languages share."""


class Guide(Struct, frozen=True, dict=True):
    """A Markdown file that is no topic page: a guide, or a page in the wrong place."""

    path: str
    language: str
    blocks: tuple[Block, ...]
    every_block: tuple[Block, ...]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and image, in reading order."""
        return tuple(link for block in self.every_block if block.links for link in block.links)


def problem(path: str, line: int, message: str, hint: str = "", column: int = 1) -> Problem:
    """A problem of the rule that is running; the runner puts the rule's id in."""
    return Problem(path, line, column if line else 0, "", message, hint)


class Context:
    """One playbook and what is worked out from it, each thing once and only when a rule asks."""

    def __init__(self, playbook: Playbook, *, external: bool = False, only: Collection[str] | None = None) -> None:
        """`only` are the paths of the pages to look at, with the English pages that they are compared with."""
        self.playbook = playbook if only is None else _part(playbook, only)
        self.external = external
        self.only = only

    def parts(self, count: int) -> list[Context]:
        """This context in up to `count` parts of whole topics; what all languages share is in the first."""
        if count < 2 or self.only is not None:
            return [self]
        topics: dict[str, list[SourceFile]] = {}
        for path, file in self.playbook.files.items():
            topics.setdefault(posixpath.basename(path) if path.endswith(".md") else "", []).append(file)
        held = [{file.path for file in topics.pop("", [])}, *(set[str]() for _ in range(count - 1))]
        sizes = [_SHARED_WORK, *([0] * (count - 1))]
        for files in topics.values():
            lightest = sizes.index(min(sizes))
            held[lightest].update(file.path for file in files)
            sizes[lightest] += sum(len(file.raw) for file in files)
        return [Context(self.playbook, external=self.external, only=paths) for paths in held]

    @property
    def holds_shared(self) -> bool:
        """Whether what all languages share is looked at here."""
        return not self.playbook.part

    def holds(self, path: str) -> bool:
        """Whether a file is one of those to look at here; one that is not there is held with what all share."""
        return self.only is None or path in self.only or (self.holds_shared and path not in self.playbook.files)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every topic page, languages in order, pages in navigation order."""
        return tuple(page for code in self.playbook.languages for page in self.playbook.in_language(code))

    @cached_property
    def pairs(self) -> tuple[tuple[Page, Page], ...]:
        """(translation, reference) of every translated page whose reference exists."""
        found = ((page, self.playbook.reference(page.topic)) for page in self.pages if page.language != REFERENCE)
        return tuple((page, reference) for page, reference in found if reference)

    @cached_property
    def prose(self) -> Mapping[str, str]:
        """Path of a topic page to what `prose_lines` gives of it, a line each, in lower case."""
        return {page.path: f"{page.title}\n{page.front.summary}\n{page.body}".lower() for page in self.pages}

    @cached_property
    def texts(self) -> Mapping[str, SourceFile]:
        """Every file an editor writes that can be read, by path."""
        files, only = self.playbook.files, self.only
        return {path: file for path, file in files.items() if not file.fault and (only is None or path in only)}

    @cached_property
    def unusual(self) -> Mapping[str, frozenset[str]]:
        """Path of a file that can be read to its characters that are not everyday ones in its language."""
        return {path: unusual_characters(file) for path, file in self.texts.items()}

    @cached_property
    def guides(self) -> tuple[Guide, ...]:
        """The Markdown files that are no topic pages, parsed."""
        from playbook.model.markdown import parse_document  # noqa: PLC0415 - only where a playbook is read
        from playbook.model.page import split_front_matter  # noqa: PLC0415

        found = []
        for path, text in self.playbook.other_pages.items():
            _, body, line = split_front_matter(text)
            found.append(Guide(path, language_of(path), *parse_document(body, line)))
        return tuple(found)

    @cached_property
    def page_at(self) -> Mapping[str, Page]:
        """Topic pages by path."""
        return {page.path: page for page in self.playbook.pages.values()}

    @cached_property
    def own_address(self) -> str:
        """The address the site is published at."""
        return self.playbook.site_address.rstrip("/")

    @cached_property
    def linking(self) -> tuple[tuple[str, str, tuple[Link, ...]], ...]:
        """(path, language, links) of every Markdown file that has any."""
        pages = [(page.path, page.language, page.links) for page in self.pages]
        guides = [(guide.path, guide.language, guide.links) for guide in self.guides]
        return tuple(row for row in (*pages, *guides) if row[2])


def related_topics(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Topic id to the topics it is related to, from both sides; all at once, as one by one takes long."""
    found: dict[str, dict[str, None]] = {topic.id: {} for topic in taxonomy.topics()}
    for topic in taxonomy.topics():
        for target in (name for targets in topic.relations.values() for name in targets if name != topic.id):
            found[topic.id][target] = None
            found.setdefault(target, {})[topic.id] = None
    return {topic: tuple(targets) for topic, targets in found.items()}


def _part(playbook: Playbook, paths: Collection[str]) -> Playbook:
    """The playbook with only the pages at those paths, and the English pages of the same topics."""
    topics = {(language_of(path), posixpath.basename(path).removesuffix(".md")) for path in paths}
    topics |= {(REFERENCE, topic) for _, topic in topics}
    pages = playbook.pages.only(topics.__contains__)
    others = {path: text for path, text in playbook.other_pages.items() if path in paths}
    return replace(playbook, pages=pages, other_pages=others, part=all(path.endswith(".md") for path in paths))


def prose_lines(page: Page) -> list[tuple[int, str]]:
    """(line, text) of what is written in the language of a page: its title, its summary, the lines of its body."""
    front = page.front_source
    top = [(front.line("title"), page.title), (front.line("summary"), page.front.summary)]
    return [*top, *enumerate(page.body.split("\n"), page.body_line)]


def lines_with(text: str, words: Iterable[str]) -> list[int]:
    """The numbers, from 0, of the lines of a text that have one of the words in them, in order."""
    found = set()
    for word in words:
        place = text.find(word)
        while place >= 0:
            found.add(text.count("\n", 0, place))
            end = text.find("\n", place)
            place = text.find(word, end) if end >= 0 else -1
    return sorted(found)


def body_start(text: str) -> int:
    """Where the text of a page behind its front matter begins."""
    end = text.find("\n---\n", 3)
    if end >= 0 or not text.startswith("---"):
        return end + 5 if end >= 0 else 0
    from playbook.model.page import split_front_matter  # noqa: PLC0415

    return len(text) - len(split_front_matter(text)[1])


def slug(text: str) -> str:
    """The id that the site gives a heading outside topic pages: lower case, words joined with hyphens."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def exists(root: Path, path: str) -> bool:
    """Whether there is a file at that path of the project."""
    return not path.startswith("..") and (root / path).is_file()
