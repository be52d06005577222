"""What is indexed of a topic: its texts by weight, and what a result shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from playbook.model import Block, Locale, Page, Playbook
from playbook.model.synonyms import NO_SYNONYMS, SAFETY
from playbook.shown.content import ShownSection, shown_sections
from playbook.shown.phrases import phrase_rows
from playbook.shown.slots import slot_text

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
    """A topic in one language. `said` is what people type for it, `danger` what they type in fear, neither shown."""

    topic: str
    address: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    intro: tuple[str, ...]
    parts: tuple[Part, ...]
    said: tuple[str, ...] = ()
    danger: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """What the topic is about: its title, its keywords and what people type for it."""
        return (self.title, *self.keywords, *self.said)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it is found by at once: what it is about, and what people type for it in fear."""
        return (*self.about, *self.danger)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of the whole page, looked up for words that none of its other texts has."""
        return (self.summary, *self.intro, *(line for part in self.parts for line in part.lines))


def documents(playbook: Playbook, language: str, address: Address) -> Iterator[Document]:
    """The topics that are written in a language, in navigation order.

    Words of fear for a safety page that is not written yet lead to the one of them that is.
    """
    synonyms = playbook.synonyms.get(language, NO_SYNONYMS)
    written = {page.topic for page in playbook.in_language(language)}
    homeless = [word for topic, words in synonyms.danger.items() if topic not in written for word in words]
    for page in playbook.in_language(language):
        danger = [*synonyms.danger.get(page.topic, ()), *(homeless if page.topic == SAFETY else ())]
        shown = {text.casefold() for text in (page.title, *page.front.keywords)}
        said = tuple(row for row in synonyms.topics.get(page.topic, ()) if row.casefold() not in shown)
        yield _document(playbook, page, playbook.locales[language], address, said, tuple(danger))


def _document(
    playbook: Playbook, page: Page, locale: Locale, address: Address, said: tuple[str, ...], danger: tuple[str, ...]
) -> Document:
    fill = partial(slot_text, slots=playbook.taxonomy.slots, locale=locale)
    return Document(
        topic=page.topic,
        address=address(page.language, f"{page.group}/{page.topic}.md"),
        title=page.title,
        summary=page.front.summary,
        keywords=page.front.keywords,
        intro=tuple(fill(line) for line in _lines(page.intro)),
        parts=tuple(
            part
            for section in shown_sections(page, playbook.taxonomy, locale)
            for part in _parts(page, section, locale, playbook.taxonomy.phrase_columns, fill)
        ),
        said=said,
        danger=danger,
    )


def _parts(
    page: Page, section: ShownSection, locale: Locale, columns: tuple[str, str], fill: Callable[[str], str]
) -> Iterator[Part]:
    """A section as one part; the phrases as two, so that nobody takes what not to say for what to say."""
    plain = [block for block in section.blocks if not (section.has_phrases and block.kind == "table")]
    texts = tuple(fill(line) for line in _lines(plain))
    if texts:
        yield Part(section.anchor, section.heading, texts)
    rows = phrase_rows(page) if section.has_phrases else ()
    for column, cells in zip(columns, ([row.say for row in rows], [row.avoid for row in rows]), strict=True):
        if any(cells):
            yield Part(section.anchor, locale.text(column, "phrases"), tuple(fill(cell) for cell in cells if cell))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    return (line for block in blocks for line in block.full_text.split("\n") if line.strip())
