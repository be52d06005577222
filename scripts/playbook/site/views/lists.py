"""The generated pages: home, groups, decision guide, phrasebook, glossary."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import ClassVar

from msgspec import Struct

from playbook.model import TRIAGE_CONTEXT, Group, Slot, Triage
from playbook.model.pack import PACKS_FILE
from playbook.model.triage import Answer, Situation
from playbook.shown.country import ShownCountry, shown_country
from playbook.shown.dates import long_date
from playbook.shown.generated import GeneratedPage
from playbook.shown.glossary import ShownConcept, by_letter, shown_concepts
from playbook.site.guides import FOR_READERS, guide_title, guides
from playbook.site.views.page import FAVOURITE_WORDS, FILTER_WORDS, READING_WORDS, PageView, TopicLink
from playbook.site.views.topic import PageText


class ShownAnswer(Struct, frozen=True):
    """An answer or situation: its words, and the question (an id on the page) or the topic and section it leads to."""

    text: str
    question: str = ""
    topic: TopicLink | None = None
    section: str = ""


class ShownQuestion(Struct, frozen=True):
    """A question of the decision guide."""

    id: str
    text: str
    answers: tuple[ShownAnswer, ...]


class GeneratedView(PageView, frozen=True, kw_only=True):
    """A page that nobody writes."""

    generated: GeneratedPage

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of topics, in navigation order."""
        return self.playbook.taxonomy.groups

    @property
    def triage(self) -> Triage | None:
        """The decision guide as written, if there is one that can be used."""
        return self.playbook.triage

    def _answers(self, rows: tuple[Answer, ...] | tuple[Situation, ...]) -> Iterator[ShownAnswer]:
        for row in rows:
            text = self.t(row.text, TRIAGE_CONTEXT)
            if isinstance(row, Answer) and row.question:
                yield ShownAnswer(text, question=row.question)
            elif row.topic and (link := self.topic_link(row.topic)):
                yield ShownAnswer(text, topic=link, section=row.section or "")


class HomeView(GeneratedView, frozen=True, kw_only=True):
    """The start page of a language."""

    kind = "home"
    styles = ("lists",)
    scripts = ("offer",)
    hidden = ("navigation", "toc")

    @property
    def situations(self) -> tuple[ShownAnswer, ...]:
        """The situations whose page is written."""
        triage = self.triage
        return tuple(self._answers(triage.situations)) if triage else ()

    @property
    def new_here(self) -> tuple[TopicLink, ...]:
        """The pages for a new starter, in reading order."""
        triage = self.triage
        return self.topic_links(triage.new_here) if triage else ()

    @property
    def has_packs(self) -> bool:
        """Whether there are printed packs."""
        return PACKS_FILE in self.playbook.data

    @property
    def guides(self) -> tuple[tuple[str, str], ...]:
        """(path within the language's folder, title) of the guides for readers that are written in the language."""
        written = guides(self.playbook, self.language)
        return tuple((name, guide_title(self.playbook, name, self.language)) for name in FOR_READERS if name in written)

    def facet_topics(self, facet: str) -> Iterator[tuple[str, tuple[TopicLink, ...]]]:
        """(value, topics) of a facet such as "channel", what is special to a value first."""
        for value in self.playbook.taxonomy.facets.get(facet, ()):
            found: list[tuple[int, TopicLink]] = []
            for topic in self.playbook.taxonomy.topics():
                page, link = self.playbook.reference(topic.id), self.topic_link(topic.id)
                values = page.front.facets.get(facet, ()) if page else ()
                if link and value in values:
                    found.append((len(values), link))
            yield value, tuple(link for _, link in sorted(found, key=lambda item: item[0]))

    def facet_name(self, value: str) -> str:
        """A facet, or one of its values, in the reader's language."""
        return self.t(value.replace("-", " ").capitalize(), "facet")

    def in_language(self, language: str, message: str) -> str:
        """An interface message in another language."""
        return self.playbook.locales[language].text(message)


class GroupView(GeneratedView, frozen=True, kw_only=True):
    """The page of a group."""

    kind = "group"
    styles = ("topic",)
    scripts = ("topic",)
    script_words = READING_WORDS


class TriageView(GeneratedView, frozen=True, kw_only=True):
    """The decision guide."""

    kind = "triage"
    styles = ("topic", "lists")
    scripts = ("topic",)
    script_words = READING_WORDS

    @property
    def questions(self) -> tuple[ShownQuestion, ...]:
        """The questions, the first to ask first."""
        rows = self.triage.questions.values() if self.triage else ()
        return tuple(
            ShownQuestion(row.id, self.t(row.text, TRIAGE_CONTEXT), tuple(self._answers(row.answers))) for row in rows
        )


class PhrasebookView(GeneratedView, frozen=True, kw_only=True):
    """Every phrase of the playbook, by topic."""

    kind = "phrasebook"
    styles = ("topic", "entries")
    scripts = ("topic", "entries", "favourites")
    fills = True
    script_words = READING_WORDS | FILTER_WORDS | FAVOURITE_WORDS

    @property
    def phrase_columns(self) -> tuple[str, ...]:
        """The heads of a phrase table in the reader's language."""
        return tuple(self.t(word, "phrases") for word in self.playbook.taxonomy.phrase_columns)

    @property
    def phrasebook(self) -> Iterator[tuple[Group, tuple[tuple[TopicLink, PageText], ...]]]:
        """The groups that have phrases, each with its topics that have, and the text of their pages."""
        for group in self.groups:
            if topics := tuple(self._with_phrases(group)):
                yield group, topics

    def _with_phrases(self, group: Group) -> Iterator[tuple[TopicLink, PageText]]:
        for topic in group.topics:
            page = self.playbook.page(self.language, topic.id) or self.playbook.reference(topic.id)
            link = self.topic_link(topic.id)
            text = PageText(page, self) if page else None
            if link and text and text.all_rows:
                yield link, text


class TopicCards(Struct, frozen=True):
    """A topic with its cards: the numbers of its scenes and of its phrases that have something not to say."""

    link: TopicLink
    scenes: int
    phrases: int


class RehearseView(GeneratedView, frozen=True, kw_only=True):
    """Cards from the scenes and phrases of all topics, which the page's script takes from the topics' pages."""

    kind = "rehearse"
    styles = ("topic", "lists", "cards")
    scripts = ("topic", "cards")
    fills = True
    script_words: ClassVar[Mapping[str, str]] = {
        "copied": "Copied",
        "failed": "This could not be loaded. Check your connection.",
        "instead": "What do you say instead?",
        "cardsLeft": "To repeat now: {due} · not seen yet: {fresh}",
        "cardsDone": "You have seen every card. The next one to repeat comes on {date}.",
    }

    @property
    def cards(self) -> Iterator[tuple[Group, tuple[TopicCards, ...]]]:
        """The groups of topics with the cards of each topic."""
        for group in self.groups:
            if topics := tuple(self._with_cards(group)):
                yield group, topics

    def _with_cards(self, group: Group) -> Iterator[TopicCards]:
        for topic in group.topics:
            page = self.playbook.page(self.language, topic.id) or self.playbook.reference(topic.id)
            link = self.topic_link(topic.id)
            if page is None or link is None:
                continue
            text = PageText(page, self)
            practice = [section for section in text.sections if section.id == "practice"]
            found = [scene for section in practice for scene in text.scenes(section)[1]]
            if found or text.all_rows:
                yield TopicCards(link, len(found), len(text.all_rows))


class CountriesView(GeneratedView, frozen=True, kw_only=True):
    """Every country, with all its facts and their sources."""

    kind = "where-you-work"
    styles = ("topic", "place")
    scripts = ("countries",)
    fills = True

    @property
    def all_countries(self) -> tuple[ShownCountry, ...]:
        """The countries in the reader's language and its order."""
        slots = self.playbook.taxonomy.slots
        return tuple(
            shown_country(self.playbook.countries[code], self.locale, slots=slots) for code, _ in self.countries
        )

    @property
    def toc(self) -> tuple[tuple[str, str], ...]:
        """(place, name) of each country."""
        return self.countries

    def date(self, day: datetime.date) -> str:
        """A date in words as the reader's language writes it."""
        return long_date(day, self.language)


class WorkplaceView(GeneratedView, frozen=True, kw_only=True):
    """The page on which a manager sets up a workplace."""

    kind = "workplace"
    styles = ("topic", "packs", "place")
    scripts = ("workplace",)
    fills = True
    script_words: ClassVar[Mapping[str, str]] = {"copied": "Copied"}

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What there is to fill in."""
        return self.playbook.taxonomy.organisation_slots

    @property
    def words(self) -> Mapping[str, str]:
        """What the page's scripts say."""
        return {**super().words, **{name: self.c(message) for name, message in _WORKPLACE_WORDS.items()}}


_WORKPLACE_WORDS = {
    "kept": "Kept on this device.",
    "notKept": "This browser keeps nothing for this site, so it lasts only until you leave the page.",
    "nothing": "This link carries nothing that can be used here.",
    "country": "Where you work",
}


class GlossaryView(GeneratedView, frozen=True, kw_only=True):
    """The glossary."""

    kind = "glossary"
    styles = ("topic", "lists", "entries")
    scripts = ("topic", "entries")
    script_words = READING_WORDS | FILTER_WORDS

    @property
    def glossary(self) -> tuple[tuple[str, tuple[ShownConcept, ...]], ...]:
        """(letter, concepts) in alphabetical order."""
        return by_letter(shown_concepts(self.playbook, self.language), self.language)
