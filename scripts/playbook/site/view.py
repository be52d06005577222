"""What a template shows around a page: names, addresses, notices. Built per page and language, all words localised."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.model import SECTION_CONTEXT, Group, Locale, Page, Playbook, Topic
from playbook.model.page import Guidance
from playbook.shown.addresses import page_address
from playbook.shown.dates import long_date
from playbook.shown.generated import GeneratedPage, group_name
from playbook.shown.glossary import ShownConcept, shown_concepts
from playbook.site import reference_pages as reference
from playbook.site.phrases import ShownRow, shown_rows
from playbook.site.printed_packs import PrintedPacks
from playbook.site.topic_link import TopicLink


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language. `available` is False where that language shows the English page."""

    language: str
    name: str
    address: str
    available: bool


@dataclass(frozen=True)
class View:
    """Everything the templates ask for. `language` is the reader's, `text_language` that of the page's own text."""

    kind: str
    language: str
    text_language: str
    direction: str
    locale: Locale
    playbook: Playbook
    site_url: str
    source: str
    title: str
    summary: str
    canonical: str
    alternates: tuple[Alternate, ...]
    page: Page | None = None
    topic: Topic | None = None
    generated: GeneratedPage | None = None

    @property
    def is_fallback(self) -> bool:
        """Whether the reader sees the English text because their language does not have the page yet."""
        return self.language != self.text_language

    @property
    def text_direction(self) -> str:
        """The direction of the page's own text."""
        return self.playbook.locales[self.text_language].direction

    def t(self, message: str, context: str | None = None, **values: object) -> str:
        """An interface message in the reader's language, its {placeholders} filled."""
        text = self.locale.text(message, context)
        return text.format(**values) if values else text

    def address(self, source: str) -> str:
        """The address, from the site's root, of another page in the reader's language."""
        return page_address(self.language, source)

    def group_name(self, group: str) -> str:
        """The group's name in the reader's language."""
        return group_name(group, self.locale)

    def topic_link(self, identifier: str, relation: str = "") -> TopicLink | None:
        """A link to a topic in the reader's language, or to the English text behind it."""
        topic = self.playbook.taxonomy.topic(identifier)
        page = self.playbook.page(self.language, identifier) or self.playbook.reference(identifier)
        if topic is None or page is None:
            return None
        address = page_address(self.language, topic.page_name)
        return TopicLink(identifier, page.title, page.front.summary, address, page.language, relation)

    @property
    def related(self) -> Mapping[str, tuple[TopicLink, ...]]:
        """Links to related topics by relation, from both sides of the taxonomy's relations."""
        groups: dict[str, list[TopicLink]] = {}
        for relation, identifier in self.playbook.taxonomy.related(self.topic.id) if self.topic else ():
            link = self.topic_link(identifier, relation)
            if link:
                groups.setdefault(relation, []).append(link)
        return {relation: tuple(links) for relation, links in groups.items()}

    def group_topics(self, group: str) -> tuple[TopicLink, ...]:
        """Links to the topics of a group, in order."""
        topics = next((item.topics for item in self.playbook.taxonomy.groups if item.id == group), ())
        return tuple(link for topic in topics if (link := self.topic_link(topic.id)))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of topics, in navigation order."""
        return self.playbook.taxonomy.groups

    def facet_topics(self, facet: str) -> Iterator[tuple[str, tuple[TopicLink, ...]]]:
        """(value, topics) of a facet such as "channel", what is special to a value first."""
        for value in self.playbook.taxonomy.facets.get(facet, ()):
            found: list[tuple[int, TopicLink]] = []
            for topic in self.playbook.taxonomy.topics():
                page, link = self.playbook.reference(topic.id), self.topic_link(topic.id)
                values: tuple[str, ...] = page.front.facets.get(facet, ()) if page else ()
                if link and value in values:
                    found.append((len(values), link))
            yield value, tuple(link for _, link in sorted(found, key=lambda item: item[0]))

    def facet_name(self, value: str) -> str:
        """A facet, or one of its values, in the reader's language."""
        return self.t(value.replace("-", " ").capitalize(), "facet")

    @property
    def situations(self) -> tuple[reference.ShownAnswer, ...]:
        """The situations of the home page."""
        return reference.situations(self.playbook, self.locale, self.topic_link)

    @property
    def new_here(self) -> tuple[TopicLink, ...]:
        """The pages for a new starter."""
        return reference.new_here(self.playbook, self.topic_link)

    @property
    def questions(self) -> tuple[reference.ShownQuestion, ...]:
        """The decision guide."""
        return reference.questions(self.playbook, self.locale, self.topic_link)

    @property
    def glossary(self) -> tuple[ShownConcept, ...]:
        """The glossary, in alphabetical order."""
        return shown_concepts(self.playbook, self.language)

    @property
    def phrasebook(self) -> Iterator[tuple[TopicLink, tuple[ShownRow, ...]]]:
        """Every topic that has phrases, with the rows of its table."""
        for topic in self.playbook.taxonomy.topics():
            page = self.playbook.page(self.language, topic.id) or self.playbook.reference(topic.id)
            link = self.topic_link(topic.id)
            rows = tuple(shown_rows(page, self.playbook.taxonomy, self.playbook.locales[page.language])) if page else ()
            if link and rows:
                yield link, rows

    @property
    def packs(self) -> PrintedPacks:
        """The printed packs, as pages in the reader's language show them."""
        return PrintedPacks(self.playbook, self.locale)

    @property
    def phrase_columns(self) -> tuple[str, str]:
        """The heads of a phrase table in the reader's language."""
        say, avoid = self.playbook.taxonomy.phrase_columns
        return self.t(say, "phrases"), self.t(avoid, "phrases")

    def locale_of(self, language: str) -> Locale:
        """The locale of another language of the playbook."""
        return self.playbook.locales[language]

    def date(self, day: datetime.date) -> str:
        """A date in words as the reader's language writes it."""
        return long_date(day, self.language)

    @property
    def editorial_headings(self) -> tuple[str, ...]:
        """The headings, in the reader's language, of the sections that go beyond the sources."""
        editorial = self.page.front.editorial if self.page else ()
        sections = (self.playbook.taxonomy.section(identifier) for identifier in editorial)
        return tuple(self.t(section.heading, SECTION_CONTEXT) for section in sections if section)

    @property
    def guidance(self) -> tuple[Guidance, ...]:
        """Public guidance that the page follows, as the English page names it."""
        page = self.playbook.reference(self.topic.id) if self.topic else None
        return page.front.guidance if page else ()

    @property
    def source_articles(self) -> tuple[tuple[str, str, str], ...]:
        """(article title, publisher or author, language) of the articles behind the page."""
        names = dict.fromkeys(point.split("/")[0] for point in self.page.front.sources) if self.page else {}
        ledgers = [self.playbook.ledgers[name] for name in names if name in self.playbook.ledgers]
        return tuple(
            (ledger.facts.title or ledger.article, ledger.facts.publisher or ledger.facts.author, ledger.language)
            for ledger in ledgers
        )
