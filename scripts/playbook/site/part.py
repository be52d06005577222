"""The part of a site that a language has to itself: pages, search, phrases, packs. Parts are made side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from playbook.kept import Kept
from playbook.search import search_files
from playbook.search.index import FOLDER
from playbook.shown.addresses import PageLink, page_address
from playbook.shown.phrases import customer_now_phrases, customer_phrases
from playbook.site.frame import show_page
from playbook.site.inputs import Inputs
from playbook.site.made import Made
from playbook.site.output import Output
from playbook.site.press import stock_address, stock_file
from playbook.site.printed_packs import pack_files
from playbook.site.site import Site
from playbook.site.stylesheets import classes_in


class LinkedPage(Struct, frozen=True):
    """Of a page: the places that links can lead to, and its own links."""

    places: tuple[str, ...]
    links: tuple[PageLink, ...]


class LanguagePart(Struct, frozen=True):
    """What there is to know of a part: the language, the key of what the whole site is made of (`Inputs.all`), its
    pages by the path of their file within docs/, the hashes of its files by their path, the classes of its elements."""

    language: str
    inputs: str
    pages: dict[str, LinkedPage]
    hashes: dict[str, str]
    classes: frozenset[str]


class PartMaker:
    """Makes parts of a site in a folder; `kept` is where what was made is kept for the next build, if it is.

    `before` is the folder whose place the new one takes, if any.
    """

    def __init__(
        self, site: Site, folder: Path, kept: Path | None, *, preview: bool = False, before: Path | None = None
    ) -> None:
        self.site, self.folder, self.kept, self.preview, self.before = site, folder, kept, preview, before
        self.inputs = Inputs(site, preview=preview)

    def pages(self, language: str) -> LanguagePart:
        """The pages of a language, its phrases and its printed packs, without its search."""
        output, kept = self._output(), self._kept(f"{language}-pages")
        pages, classes = {}, set[str]()
        for source in self.site.sources(language):
            made = self._page(source, language, kept)
            _write(made, output)
            pages[source] = LinkedPage(made.places, made.links)
            classes.update(made.classes)
        kept.write()
        return self.beside(language, pages, output, frozenset(classes))

    def beside(
        self, language: str, pages: dict[str, LinkedPage], output: Output, classes: frozenset[str]
    ) -> LanguagePart:
        """The part of a language whose pages are made: its phrases and printed packs are added."""
        playbook = self.site.playbook
        phrases = customer_phrases(playbook, language) | customer_now_phrases(playbook, language)
        output.write(f"assets/phrases/{language}.json", _json(phrases))
        output.write(f"assets/words/{language}.json", _json(self.site.mode_words(playbook.locales[language])))
        for path, file in pack_files(self.site.packs(language)):
            output.copy(path, file)
        return LanguagePart(language, self.inputs.all, pages, output.hashes, classes)

    def press(self, language: str) -> LanguagePart:
        """What a language has to print."""
        output, kept = self._output(), self._kept(f"{language}-press")

        def make() -> Made:
            topics = self._kept(f"{language}-printed")
            stock = stock_file(self.site.playbook, self.site.playbook.locales[language], topics, self.inputs.shared)
            topics.write()
            return Made({stock_address(language): stock} if stock else {})

        _write(kept.take("press", self.inputs.press(language), Made, make), output)
        kept.write()
        return LanguagePart(language, self.inputs.all, {}, output.hashes, frozenset())

    def search(self, language: str) -> LanguagePart:
        """The search of a language."""
        output, kept = self._output(), self._kept(f"{language}-search")

        def make() -> Made:
            words = self._kept(f"{language}-words")
            files = search_files(self.site.playbook, language, page_address, words)
            words.write()
            return Made({f"{FOLDER}/{name}": content for name, content in files.items()})

        _write(kept.take(FOLDER, self.inputs.search(language), Made, make), output)
        kept.write()
        return LanguagePart(language, self.inputs.all, {}, output.hashes, frozenset())

    def _output(self) -> Output:
        return Output(self.folder, before=self.before)

    def _kept(self, name: str) -> Kept:
        return Kept(self.kept / name if self.kept else None)

    def _page(self, source: str, language: str, kept: Kept) -> Made:
        def make() -> Made:
            view = self.site.view(source, language)
            page = show_page(self.site, view, preview=self.preview)
            files = {f"{view.here}index.html": page.html.encode()}
            return Made(files, tuple(sorted(page.places)), page.links, tuple(sorted(classes_in(page.html))))

        return kept.take(source, self.inputs.page(source, language), Made, make)


def _json(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _write(made: Made, output: Output) -> None:
    for path, content in made.files.items():
        output.write(path, content)
