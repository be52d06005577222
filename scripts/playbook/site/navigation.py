"""The way through a language's pages: the menu beside each page, and the pages before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from playbook.model import REFERENCE, Locale, Playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import GeneratedPage, generated_pages, group_name, page_title
from playbook.shown.pictograms import group_pictogram
from playbook.shown.titles import title_in
from playbook.site.guides import guide_title, guides


class Entry(Struct, frozen=True, dict=True):
    """A page of the menu: its title, its address from the site's root, the language of its title.

    `below` are the pages that the menu shows below it while one of them is read; `pictogram` names its drawing.
    """

    title: str
    address: str
    language: str
    below: tuple[Entry, ...] = ()
    pictogram: str = ""

    @cached_property
    def places(self) -> frozenset[str]:
        """The addresses of the pages below."""
        return frozenset(entry.address for entry in self.below)


class MenuPart(Struct, frozen=True):
    """A part of the menu: its heading, empty for the first, and its pages."""

    heading: str
    entries: tuple[Entry, ...]


_PICTOGRAMS = {
    "triage": "tools/guide",
    "phrasebook": "tools/phrasebook",
    "rehearse": "tools/rehearse",
    "glossary": "tools/glossary",
    "where-you-work": "tools/country",
    "workplace": "tools/workplace",
    "packs": "tools/packs",
    "version": "tools/current",
}
"""What stands before a generated page in the menu, by its kind."""
_GUIDE = "tools/help"
"""What stands before the guides in the menu."""
_UPKEEP = {"workplace"}
"""The kinds of generated pages that set the playbook up; those for editors do too, all others are used on the job."""


class Navigation:
    """The pages of one language in the order in which to read them; `playbook` is without its drafts."""

    def __init__(self, playbook: Playbook, locale: Locale) -> None:
        self.playbook, self.locale = playbook, locale
        pages = list(generated_pages(playbook))
        others = [page for page in pages if page.kind not in {"home", "group"} and not page.editors]
        self.parts = (
            MenuPart("", tuple(self._generated(page) for page in pages if page.kind == "home")),
            MenuPart(locale.text("Topics", "theme"), tuple(self._groups())),
            MenuPart(
                locale.text("Tools", "theme"),
                tuple(self._generated(page) for page in others if page.kind not in _UPKEEP),
            ),
            MenuPart(
                locale.text("Setting up and upkeep", "theme"),
                (
                    *(self._generated(page) for page in others if page.kind in _UPKEEP),
                    *self._guides([page for page in pages if page.editors]),
                ),
            ),
        )

    @cached_property
    def _beside(self) -> dict[str, tuple[Entry | None, Entry | None]]:
        order = [page for part in self.parts for entry in part.entries for page in (entry, *entry.below)]
        pairs = zip([None, *order], [*order[1:], None], strict=False)
        return {entry.address: beside for entry, beside in zip(order, pairs, strict=True)}

    def beside(self, address: str | None) -> tuple[Entry | None, Entry | None]:
        """The pages before and after the one at an address."""
        return self._beside.get(address or "", (None, None)) if address is not None else (None, None)

    def _groups(self) -> Iterator[Entry]:
        for group in self.playbook.taxonomy.groups:
            below = tuple(self._topics(group.id))
            name = group_name(group.id, self.locale)
            yield self._entry(name, f"{group.id}/index.md", below, group_pictogram(group.id))

    def _topics(self, group: str) -> Iterator[Entry]:
        topics = next(item.topics for item in self.playbook.taxonomy.groups if item.id == group)
        for topic in topics:
            page = self.playbook.page(self.locale.code, topic.id) or self.playbook.reference(topic.id)
            if page:
                title, spoken = title_in(page, self.locale)
                yield Entry(title, page_address(self.locale.code, topic.page_name), spoken)

    def _guides(self, others: list[GeneratedPage]) -> Iterator[Entry]:
        """The guides; in English below the first of them, with the pages for editors."""
        drawn = "" if self.locale.code == REFERENCE else _GUIDE
        written = [
            self._entry(guide_title(self.playbook, name, self.locale.code), name, pictogram=drawn)
            for name in guides(self.playbook, self.locale.code)
        ]
        if self.locale.code != REFERENCE:
            yield from written
            return
        first = written.pop(0).address if written else ""
        below = (*written, *(self._generated(page) for page in others))
        yield Entry("Guides", first, REFERENCE, below, _GUIDE) if first else below[0]

    def _generated(self, page: GeneratedPage) -> Entry:
        return self._entry(page_title(page, self.locale), page.source, pictogram=_PICTOGRAMS.get(page.kind, ""))

    def _entry(self, title: str, source: str, below: tuple[Entry, ...] = (), pictogram: str = "") -> Entry:
        return Entry(title, page_address(self.locale.code, source), self.locale.code, below, pictogram)
