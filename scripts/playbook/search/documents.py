"""What is indexed of a topic: its texts by weight, and what a result shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playbook.model import SECTION_CONTEXT, Locale, Page, Playbook, Section
from playbook.model.page import SLOT

Address = Callable[[str, str], str]
"""From a language and a source path (`customers/angry-customer.md`) to the address from the site's root."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a result shows it: its id, its heading, its lines of text."""

    id: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A topic in one language. `foreign` are its titles and keywords in the other languages."""

    topic: str
    address: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    intro: tuple[str, ...]
    parts: tuple[Part, ...]
    foreign: tuple[str, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """What the topic is about: its title and its keywords."""
        return (self.title, *self.keywords)

    def texts(self) -> Iterator[tuple[str, str]]:
        """(kind, text) pairs of all its own text; the kind names the weight."""
        yield "title", self.title
        for keyword in self.keywords:
            yield "keywords", keyword
        yield "summary", self.summary
        for line in self.intro:
            yield "body", line
        for part in self.parts:
            kind = {"phrases": "phrases", "now": "now", "practice": "practice"}.get(part.id, "body")
            for line in part.lines:
                yield kind, line


def documents(playbook: Playbook, language: str, address: Address) -> Iterator[Document]:
    """The topics that are written in a language, in navigation order."""
    for page in playbook.in_language(language):
        yield _document(playbook, page, playbook.locales[language], address)


def _document(playbook: Playbook, page: Page, locale: Locale, address: Address) -> Document:
    fill = _slot_filler(playbook, locale)
    others = (
        other for code in playbook.languages if code != page.language and (other := playbook.page(code, page.topic))
    )
    return Document(
        topic=page.topic,
        address=address(page.language, f"{page.group}/{page.topic}.md"),
        title=page.title,
        summary=page.front.summary,
        keywords=page.front.keywords,
        intro=tuple(fill(line) for block in page.intro for line in block.full_text.split("\n") if line.strip()),
        parts=tuple(
            part for section in page.sections if section.id for part in _parts(section, locale, playbook, fill)
        ),
        foreign=tuple(text for other in others for text in (other.title, *other.front.keywords)),
    )


def _parts(section: Section, locale: Locale, playbook: Playbook, fill: Callable[[str], str]) -> Iterator[Part]:
    """A section as one part; the phrases as two, so that nobody takes what not to say for what to say."""
    identifier = section.id or ""
    kind = playbook.taxonomy.section(identifier)
    heading = locale.text(kind.heading, SECTION_CONTEXT) if kind else section.heading.text
    lines = (row for block in section.blocks if block.kind != "table" for row in block.full_text.split("\n"))
    texts = tuple(fill(line) for line in lines if line.strip())
    if texts:
        yield Part(identifier, heading, texts)
    columns = (tuple(row.say for row in section.phrases), tuple(row.avoid for row in section.phrases))
    for column, cells in zip(playbook.taxonomy.phrase_columns, columns, strict=True):
        if any(cells):
            yield Part(identifier, locale.text(column, "phrases"), tuple(fill(cell) for cell in cells if cell))


def _slot_filler(playbook: Playbook, locale: Locale) -> Callable[[str], str]:
    def value(name: str) -> str:
        slot = playbook.taxonomy.slots.get(name)
        if slot is None:
            return ""
        return slot.value if slot.value is not None else f"[{locale.text(slot.label, 'slot')}]"

    return lambda text: SLOT.sub(lambda match: value(match.group(1)), text)
