"""The way of a new language from nothing to a whole edition: its steps in order, and how far each of them is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from playbook.editing.status import Cell, cell
from playbook.editing.word_plans import ON_PAGES, untranslated_titles
from playbook.model import REFERENCE, Playbook
from playbook.model.locale import TITLE_CONTEXT
from playbook.said import CHECK_WORDS

BEGIN, PUBLISH, WHOLE = "begin", "publish", "whole"
"""What a step is needed for: before the first page, before readers are told of the language, and for all of it."""
URGENT, DAILY = 1, 2
"""Priorities of topics: safety, and daily trouble."""
NOT_READ = frozenset({*ON_PAGES, "studio", CHECK_WORDS})
"""Contexts of messages that are no words of the site of their own: those on pages, and those that editors read."""
_HEADING = re.compile(r"^## .+$", re.MULTILINE)
_OPEN = " \t-*…"
"""The signs of a part that is still to be written."""


class LanguageStep(Struct, frozen=True):
    """A step: what it is (headings, notes, glossary, site, urgent, titles, daily, others, search), its use, how far.

    `cells` are the topics that it is about.
    """

    id: str
    use: str
    done: int
    all: int
    cells: tuple[Cell, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left."""
        return self.done >= self.all


def language_steps(playbook: Playbook, language: str) -> tuple[LanguageStep, ...]:
    """The steps of a language in the order in which they are best gone."""
    return tuple(step for step in _steps(playbook, language) if step.all)


def _steps(playbook: Playbook, language: str) -> Iterator[LanguageStep]:
    yield LanguageStep("headings", BEGIN, *_messages(playbook, language, ON_PAGES))
    yield LanguageStep("notes", BEGIN, *_notes(playbook, language))
    yield LanguageStep("glossary", BEGIN, *_glossary(playbook, language))
    yield _pages(playbook, language, "urgent", PUBLISH, (URGENT,))
    contexts = {message.context or "" for message in playbook.locales[REFERENCE].catalogue.messages.values()}
    yield LanguageStep("site", PUBLISH, *_messages(playbook, language, contexts - NOT_READ))
    yield LanguageStep("titles", PUBLISH, *_titles(playbook, language))
    yield _pages(playbook, language, "daily", WHOLE, (DAILY,))
    yield _pages(playbook, language, "others", WHOLE, range(DAILY + 1, 10))
    yield LanguageStep("search", WHOLE, *_search(playbook, language))


def _messages(playbook: Playbook, language: str, contexts: Collection[str]) -> tuple[int, int]:
    locale = playbook.locales[language]
    wanted = [
        message
        for message in playbook.locales[REFERENCE].catalogue.messages.values()
        if (message.context or "") in contexts and message.context != TITLE_CONTEXT
    ]
    return sum(locale.is_translated(message.id, message.context) for message in wanted), len(wanted)


def _notes(playbook: Playbook, language: str) -> tuple[int, int]:
    text = playbook.other_pages.get(notes_path(language), "")
    parts = _HEADING.split(text)[1:]
    return sum(not _is_open(part) for part in parts), len(parts)


def _is_open(part: str) -> bool:
    return not any(line.strip(_OPEN) for line in part.split("\n"))


def notes_path(language: str) -> str:
    """Where the notes for those who write in a language are."""
    return f"docs/{REFERENCE}/guides/usage-{language}.md"


def _glossary(playbook: Playbook, language: str) -> tuple[int, int]:
    rows = [(concept.terms, concept.definitions) for concept in playbook.glossary.values()]
    return sum(language in words for row in rows for words in row), 2 * len(rows)


def _titles(playbook: Playbook, language: str) -> tuple[int, int]:
    there = playbook.locales[language]
    titles = [message.id for message in untranslated_titles(playbook, language).values()]
    return sum(there.is_translated(title, TITLE_CONTEXT) for title in titles), len(titles)


def _search(playbook: Playbook, language: str) -> tuple[int, int]:
    """A language's search works without; one word that stands on no page says that somebody has seen to it."""
    return int(language in playbook.synonyms), 1


def _pages(playbook: Playbook, language: str, name: str, use: str, priorities: Collection[int]) -> LanguageStep:
    topics = [topic for topic in playbook.taxonomy.topics() if topic.priority in priorities]
    cells = tuple(cell(playbook, topic, language) for topic in topics if playbook.reference(topic.id))
    done = sum(item.state in {"written", "out-of-date", "unrecorded"} for item in cells)
    return LanguageStep(name, use, done, len(cells), cells)
