"""The outline of a page or guide: what rules on the edition may ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from playbook.checks.documents import Guide, PageOrGuide
from playbook.checks.meant import meant_sections
from playbook.checks.passages import Passage, passages
from playbook.checks.shared import Shared
from playbook.model import Page, YamlSource
from playbook.shown.headings import heading_places


class Anchor(NamedTuple):
    """What a link may lead to on a page, and its line: a section's id; on a guide, a heading as a slug.

    A section whose heading is not read as one counts: the rule on that heading says what is wrong.
    """

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

    `sources` are source points, `facets` the values of each facet, `slots` the names in use. `faulty`: part of its file
    could not be used. `front` knows the lines of its front matter. `passages` are what is said and told on a page.
    """

    path: str
    language: str
    topic: str = ""
    group: str = ""
    title: str = ""
    body_line: int = 1
    anchors: tuple[Anchor, ...] = ()
    links: tuple[PlacedLink, ...] = ()
    slots: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    faulty: bool = False
    passages: tuple[Passage, ...] = ()
    front: YamlSource = YamlSource("", None)


def outline(document: PageOrGuide, shared: Shared, *, faulty: bool = False) -> Outline:
    """The outline of a page or guide."""
    return _of_guide(document, faulty) if isinstance(document, Guide) else _of_page(document, shared, faulty)


def _of_page(page: Page, shared: Shared, faulty: bool) -> Outline:
    meant = meant_sections(page, shared.headings[page.language])
    anchors = {**{name: section.line for name, section in page.by_id.items()}, **meant}
    return Outline(
        page.path,
        page.language,
        page.topic,
        page.group,
        page.title,
        page.body_line,
        tuple(Anchor(name, line) for name, line in anchors.items()),
        tuple(_placed(page)),
        tuple(sorted({name for name, _ in page.slots})),
        page.front.sources,
        tuple((facet, tuple(getattr(page.front, facet, ()))) for facet in shared.taxonomy.facets),
        faulty,
        tuple(passages(page, shared.rules)),
        page.front_source,
    )


def _placed(page: Page) -> Iterator[PlacedLink]:
    for link in page.links:
        section = page.section_at(link.line)
        yield PlacedLink((section.id or "") if section else "", link.href, link.line, link.column, link.is_image)


def _of_guide(guide: Guide, faulty: bool) -> Outline:
    headings = [block for block in guide.blocks if block.kind == "heading"]
    places = heading_places((block.level, block.text) for block in headings)
    anchors = tuple(Anchor(place, block.line) for (place, _), block in zip(places, headings, strict=True))
    links = tuple(PlacedLink("", link.href, link.line, link.column, link.is_image) for link in guide.links)
    return Outline(guide.path, guide.language, anchors=anchors, links=links, faulty=faulty)
