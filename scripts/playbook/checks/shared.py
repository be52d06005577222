"""What a rule may look at beside the one page or file that it judges: what all pages share, and no other page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from playbook.checks.usual import common_words, usual_ratios
from playbook.model import (
    REFERENCE,
    SECTION_CONTEXT,
    Block,
    Comments,
    Concept,
    Country,
    HouseRules,
    Pack,
    Playbook,
    Problem,
    Triage,
)
from playbook.model.page import heading_ids
from playbook.model.synonyms import Synonyms
from playbook.shown.generated import generated_pages


class Shared:
    """The taxonomy, the languages, the glossary, the files there are, and what is measured over whole editions."""

    def __init__(self, playbook: Playbook) -> None:
        self.root, self.taxonomy = playbook.root, playbook.taxonomy
        self.locales, self.languages = playbook.locales, playbook.languages
        self._playbook = playbook

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What kept files, front matters and rows from being used."""
        return self._playbook.problems

    @cached_property
    def paths(self) -> frozenset[str]:
        """The path of every file that an editor writes, also of those that cannot be read."""
        return frozenset(self._playbook.files)

    @property
    def strays(self) -> tuple[str, ...]:
        """The paths of Markdown files that are no topic's page."""
        return tuple(self._playbook.other_pages)

    @property
    def pictures(self) -> frozenset[str]:
        """The paths of the pictures that can be published."""
        return self._playbook.pictures

    @property
    def glossary(self) -> Mapping[str, Concept]:
        """The concepts of the glossary by id."""
        return self._playbook.glossary

    @property
    def synonyms(self) -> Mapping[str, Synonyms]:
        """What people type for the topics, by language."""
        return self._playbook.synonyms

    @property
    def comments(self) -> Mapping[str, Comments]:
        """What those who read the pages said of them, by language."""
        return self._playbook.comments

    @property
    def packs(self) -> Mapping[str, Pack]:
        """The print packs by id."""
        return self._playbook.packs

    @property
    def triage(self) -> Triage | None:
        """The decision guide, if there is one that can be used."""
        return self._playbook.triage

    @property
    def countries(self) -> Mapping[str, Country]:
        """The countries by code."""
        return self._playbook.countries

    @property
    def rules(self) -> HouseRules:
        """The house rules."""
        return self._playbook.rules

    @property
    def own_address(self) -> str:
        """The address the site is published at, without a slash at its end."""
        return self._playbook.site_address.rstrip("/")

    @cached_property
    def headings(self) -> Mapping[str, Mapping[str, str]]:
        """Language to the headings of sections in it, in the order of sections, each with the section's id."""
        return {
            code: {locale.text(section.heading, SECTION_CONTEXT): section.id for section in self.taxonomy.sections}
            for code, locale in self.locales.items()
        }

    @cached_property
    def heading_ids(self) -> Mapping[str, Mapping[str, str]]:
        """Language to every wording of a heading that is known in it, folded, with the section's id."""
        return {code: heading_ids(self.taxonomy, locale) for code, locale in self.locales.items()}

    @cached_property
    def former_heads(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """Language to the heads that several tables of phrases have where none has that of the catalogue any more."""
        found: dict[str, frozenset[tuple[str, str]]] = {}
        for code, locale in self.locales.items():
            right = tuple(locale.text(name, "phrases") for name in self.taxonomy.phrase_columns)
            pages = (page for (language, _), page in self._playbook.pages.items() if language == code)
            sections = (page.by_id["phrases"] for page in pages if "phrases" in page.by_id)
            heads = Counter(_head(block) for section in sections for block in section.blocks if block.kind == "table")
            several = {head for head, count in heads.items() if count > 1}
            found[code] = frozenset() if right in heads else frozenset(several)
        return found

    @cached_property
    def usual_ratios(self) -> Mapping[str, float]:
        """Language to how long its pages usually are, in lengths of the English ones."""
        return usual_ratios(self._playbook.files)

    def common_words(self, languages: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The commonest words of the pages of each of these languages that is written in the Latin script."""
        return common_words(languages, self._playbook.files)

    @cached_property
    def made(self) -> frozenset[str]:
        """Paths of the pages that the site makes by itself: links may lead there though no file does."""
        languages = {True: (REFERENCE,), False: self.languages}
        pages = generated_pages(self._playbook)
        return frozenset(f"docs/{code}/{page.source}" for page in pages for code in languages[page.editors])

    def text(self, path: str) -> str:
        """The text of a file that all languages share, or of a catalogue; empty where there is none."""
        file = self._playbook.files.get(path)
        return file.text if file and not path.endswith(".md") else ""

    def line(self, name: str, *key: str | int) -> int:
        """The line of a key or item in a file of the taxonomy beside topics, sections and slots: `packs.yml`."""
        source = self._playbook.data.get(name)
        return source.line(*key) if source else 0


SAME_FOR_ALL_PAGES = frozenset(
    {
        "countries",
        "glossary",
        "headings",
        "heading_ids",
        "languages",
        "locales",
        "own_address",
        "packs",
        "root",
        "rules",
        "synonyms",
        "taxonomy",
        "triage",
    }
)
"""What of it no topic page changes."""


class Watched:
    """What all pages share, for a rule of which is to be known what it looked at."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._seen: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self._seen.add(name)
        return getattr(self._shared, name)

    @property
    def saw_no_page(self) -> bool:
        """Whether nothing was looked at by now that a topic page changes."""
        return self._seen <= SAME_FOR_ALL_PAGES


def _head(table: Block) -> tuple[str, str]:
    """The first two cells of a table."""
    cells = [cell.text.strip() for cell in table.children[0].children] if table.children else []
    say, avoid = (*cells, "", "")[:2]
    return say, avoid
