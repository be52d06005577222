"""The edition as a whole: an outline of every page, for rules that ask how pages hang together.

A rule of scope EDITION sees an `Edition`, never a page. That is what lets pages be judged in several processes, and
what lets such a rule's outcome be remembered while the facts of every outline are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook.checks.context import Context, Guide, related_topics, slug
from playbook.model import REFERENCE

if TYPE_CHECKING:
    from playbook.model import Page, Playbook


class Anchor(NamedTuple):
    """What a link may lead to on a page, and its line: a section's id; on a guide, a heading as a slug."""

    name: str
    line: int


class PlacedLink(NamedTuple):
    """A link or image and the section it stands in; the section is empty before the first one."""

    section: str
    href: str
    line: int
    column: int
    is_image: bool


class Outline(NamedTuple):
    """What rules on the edition ask of a page or guide; a guide has no topic.

    `sources` are source points with their lines, `facets` the values of each facet, `slots` the names in use. `faulty`:
    part of its file could not be used.
    """

    path: str
    language: str
    topic: str = ""
    group: str = ""
    title: str = ""
    title_line: int = 1
    body_line: int = 1
    anchors: tuple[Anchor, ...] = ()
    links: tuple[PlacedLink, ...] = ()
    slots: tuple[str, ...] = ()
    sources: tuple[tuple[str, int], ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    faulty: bool = False

    @property
    def plain(self) -> tuple[Any, ...]:
        """Itself in plain tuples, which travel between processes."""
        parts = self._replace(anchors=tuple(map(tuple, self.anchors)), links=tuple(map(tuple, self.links)))  # type: ignore[arg-type]
        return tuple(parts)

    @classmethod
    def of_plain(cls, values: Sequence[Any]) -> Outline:
        """An outline from plain tuples."""
        found = cls(*values)
        anchors = tuple(Anchor(*row) for row in found.anchors)
        return found._replace(anchors=anchors, links=tuple(PlacedLink(*row) for row in found.links))

    @property
    def facts(self) -> str:
        """A digest of all but the lines: they matter only to a rule that finds something."""
        links = sorted((link.section, link.href, link.is_image) for link in self.links)
        names = [anchor.name for anchor in self.anchors]
        sources = [point for point, _ in self.sources]
        kept = (*self[:5], names, links, self.slots, sources, self.facets, self.faulty)
        return blake2b(repr(kept).encode(), digest_size=12).hexdigest()


class Edition:
    """The outlines of every page and guide, and what all languages share."""

    def __init__(self, playbook: Playbook, outlines: Sequence[Outline]) -> None:
        self.root, self.taxonomy, self.languages = playbook.root, playbook.taxonomy, playbook.languages
        self.files, self.ledgers = playbook.files, playbook.ledgers
        self.outlines = tuple(outlines)

    @cached_property
    def pages(self) -> Mapping[tuple[str, str], Outline]:
        """(language, topic id) to the page's outline; languages in order, pages in navigation order."""
        found = {(outline.language, outline.topic): outline for outline in self.outlines if outline.topic}
        order = [(code, topic.id) for code in self.languages for topic in self.taxonomy.topics()]
        return {key: found[key] for key in order if key in found}

    @cached_property
    def pairs(self) -> tuple[tuple[Outline, Outline], ...]:
        """(translation, reference) of every translated page whose reference exists."""
        found = ((page, self.pages.get((REFERENCE, page.topic))) for page in self.pages.values())
        return tuple((page, reference) for page, reference in found if reference and page.language != REFERENCE)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Paths of all Markdown files that can be used."""
        return frozenset(outline.path for outline in self.outlines)

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """Path to the ids that a link may name there."""
        return {outline.path: frozenset(anchor.name for anchor in outline.anchors) for outline in self.outlines}

    @cached_property
    def related(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id to the topics it is related to, from both sides."""
        return related_topics(self.taxonomy)

    @cached_property
    def made(self) -> frozenset[str]:
        """Paths of the pages that the site makes by itself: links may lead there though no file does."""
        groups = (f"{group.id}/index.md" for group in self.taxonomy.groups)
        names = ("index.md", "triage.md", "phrasebook.md", "glossary.md", "packs.md", "version.md", *groups)
        every = {f"docs/{code}/{name}" for code in self.languages for name in names}
        return frozenset(every | {f"docs/{REFERENCE}/{name}" for name in ("status.md", "search-report.md")})


def outlines(context: Context) -> Iterator[Outline]:
    """The outline of each page and guide of a context."""
    faulty = {problem.path for problem in context.playbook.problems}
    only = context.only
    for page in context.pages:
        if only is None or page.path in only:
            yield _of_page(page, tuple(context.playbook.taxonomy.facets), faulty=page.path in faulty)
    for guide in context.guides:
        yield _of_guide(guide, faulty=guide.path in faulty)


def _of_page(page: Page, facets: tuple[str, ...], *, faulty: bool) -> Outline:
    return Outline(
        page.path,
        page.language,
        page.topic,
        page.group,
        page.title,
        page.front_source.line("title"),
        page.body_line,
        tuple(Anchor(name, section.line) for name, section in page.by_id.items()),
        tuple(_placed(page)),
        tuple(sorted({name for name, _ in page.slots})),
        tuple(zip(page.front.sources, page.front_source.item_lines("sources"), strict=True)),
        tuple((facet, tuple(getattr(page.front, facet, ()))) for facet in facets),
        faulty,
    )


def _placed(page: Page) -> Iterator[PlacedLink]:
    sections = iter(page.sections)
    section = next(sections, None)
    for link in page.links:
        while section and section.end_line < link.line:
            section = next(sections, None)
        name = section.id or "" if section and section.line <= link.line else ""
        yield PlacedLink(name, link.href, link.line, link.column, link.is_image)


def _of_guide(guide: Guide, *, faulty: bool) -> Outline:
    headings = (block for block in guide.blocks if block.kind == "heading")
    anchors = tuple(Anchor(slug(block.text), block.line) for block in headings)
    links = tuple(PlacedLink("", link.href, link.line, link.column, link.is_image) for link in guide.links)
    return Outline(guide.path, guide.language, anchors=anchors, links=links, faulty=faulty)
