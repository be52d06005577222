"""The way through a language's pages: the menu beside each page, and the pages before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from playbook.model import REFERENCE, Locale, Playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import GeneratedPage, generated_pages, group_name, page_title
from playbook.shown.titles import title_in
from playbook.site.guides import guide_title, guides


class Entry(Struct, frozen=True, dict=True):
    """A page of the menu: its title, its address from the site's root, the language of its title.

    `below` are the pages that the menu shows below it while one of them is read.
    """

    title: str
    address: str
    language: str
    below: tuple[Entry, ...] = ()

    @cached_property
    def places(self) -> frozenset[str]:
        """The addresses of the pages below."""
        return frozenset(entry.address for entry in self.below)


class Navigation:
    """The pages of one language in the order in which to read them; `playbook` is without its drafts."""

    def __init__(self, playbook: Playbook, locale: Locale) -> None:
        self.playbook, self.locale = playbook, locale
        self.entries = tuple(self._entries())

    @cached_property
    def _beside(self) -> dict[str, tuple[Entry | None, Entry | None]]:
        order = [page for entry in self.entries for page in (entry, *entry.below)]
        pairs = zip([None, *order], [*order[1:], None], strict=False)
        return {entry.address: beside for entry, beside in zip(order, pairs, strict=True)}

    def beside(self, address: str | None) -> tuple[Entry | None, Entry | None]:
        """The pages before and after the one at an address."""
        return self._beside.get(address or "", (None, None)) if address is not None else (None, None)

    def _entries(self) -> Iterator[Entry]:
        pages = list(generated_pages(self.playbook))
        yield from (self._generated(page) for page in pages if page.kind == "home")
        for group in self.playbook.taxonomy.groups:
            below = tuple(self._topics(group.id))
            yield self._entry(group_name(group.id, self.locale), f"{group.id}/index.md", below)
        others = [page for page in pages if page.kind not in {"home", "group"}]
        yield from (self._generated(page) for page in others if not page.editors)
        written = [
            self._entry(guide_title(self.playbook, name, self.locale.code), name)
            for name in guides(self.playbook, self.locale.code)
        ]
        if self.locale.code == REFERENCE:
            yield from self._guides(written, [page for page in others if page.editors])
        else:
            yield from written

    def _topics(self, group: str) -> Iterator[Entry]:
        topics = next(item.topics for item in self.playbook.taxonomy.groups if item.id == group)
        for topic in topics:
            page = self.playbook.page(self.locale.code, topic.id) or self.playbook.reference(topic.id)
            if page:
                title, spoken = title_in(page, self.locale)
                yield Entry(title, page_address(self.locale.code, topic.page_name), spoken)

    def _guides(self, below: list[Entry], others: list[GeneratedPage]) -> Iterator[Entry]:
        """The guides below the first of them, and with them the pages for editors."""
        first = below.pop(0).address if below else ""
        below += [self._generated(page) for page in others]
        yield Entry("Guides", first, REFERENCE, tuple(below)) if first else below[0]

    def _generated(self, page: GeneratedPage) -> Entry:
        return self._entry(page_title(page, self.locale), page.source)

    def _entry(self, title: str, source: str, below: tuple[Entry, ...] = ()) -> Entry:
        return Entry(title, page_address(self.locale.code, source), self.locale.code, below)
