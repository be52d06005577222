"""The edition as a whole: an outline of every page and guide, for rules that ask how pages hang together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from playbook.checks.outline import Outline
from playbook.checks.passages import PagePassages
from playbook.checks.shared import Shared
from playbook.model import REFERENCE, Ledger
from playbook.model.source_file import language_of


class Edition:
    """The outlines of every page and guide, the ledgers, and what all languages share.

    Where it is asked about some files alone, `asked` are their paths: a rule need not look for problems of others.
    """

    def __init__(
        self,
        shared: Shared,
        ledgers: Mapping[str, Ledger],
        outlines: Sequence[Outline],
        asked: Collection[str] | None = None,
    ) -> None:
        self.shared, self.taxonomy, self.languages = shared, shared.taxonomy, shared.languages
        self.ledgers, self.outlines = ledgers, tuple(outlines)
        self.asked = None if asked is None else frozenset(asked)

    def asks(self, path: str) -> bool:
        """Whether it is asked about a file."""
        return self.asked is None or path in self.asked

    @cached_property
    def judged(self) -> tuple[Outline, ...]:
        """The outlines of the pages and guides that it is asked about."""
        return tuple(outline for outline in self.outlines if self.asks(outline.path))

    @cached_property
    def judged_languages(self) -> tuple[str, ...]:
        """The languages of the pages that it is asked about."""
        wanted = None if self.asked is None else {language_of(path) for path in self.asked}
        return tuple(code for code in self.languages if wanted is None or code in wanted)

    @cached_property
    def pages(self) -> Mapping[tuple[str, str], Outline]:
        """(language, topic id) to the page's outline; languages in order, pages in navigation order."""
        found = {(outline.language, outline.topic): outline for outline in self.outlines if outline.topic}
        order = [(code, topic.id) for code in self.languages for topic in self.taxonomy.topics()]
        return {key: found[key] for key in order if key in found}

    @cached_property
    def pairs(self) -> tuple[tuple[Outline, Outline], ...]:
        """(translation, reference) of every translated page that it is asked about and whose reference exists."""
        asked = (page for page in self.pages.values() if self.asks(page.path))
        found = ((page, self.pages.get((REFERENCE, page.topic))) for page in asked)
        return tuple((page, reference) for page, reference in found if reference and page.language != REFERENCE)

    def passages(self, language: str) -> tuple[PagePassages, ...]:
        """The passages of each page of a language, pages in navigation order."""
        pages = (page for (code, _), page in self.pages.items() if code == language)
        return tuple(PagePassages(page.path, page.topic, page.passages) for page in pages)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Paths of all Markdown files that can be used."""
        return frozenset(outline.path for outline in self.outlines)

    @cached_property
    def untranslated(self) -> Mapping[str, str]:
        """The path that each page not yet translated will have, to that of its English page, which is shown there."""
        return {
            path: reference.path
            for code in self.languages
            for topic in self.taxonomy.topics()
            if (path := f"docs/{code}/{topic.page_name}") not in self.shared.paths
            and (reference := self.pages.get((REFERENCE, topic.id)))
        }

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """Path to the ids that a link may name there; in the glossary, which the site makes, its concepts."""
        concepts = frozenset(self.shared.glossary)
        made = {f"docs/{code}/glossary.md": concepts for code in self.languages}
        found = made | {page.path: frozenset(anchor.name for anchor in page.anchors) for page in self.outlines}
        return found | {path: found[english] for path, english in self.untranslated.items()}
