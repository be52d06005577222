"""What the files of a site are made of, as keys: while a key stays the same, so does, to the byte, what is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from playbook.keys import key_of, program_key
from playbook.model.comment import COMMENTS
from playbook.model.site_address import SETTINGS
from playbook.search.golden import QUERIES
from playbook.shown.addresses import split_source
from playbook.site.guides import guide_title, guides
from playbook.site.site import Site

_EVERY_PAGE = frozenset({"version", "status"})
"""The kinds of generated pages that tell something of every page in every language."""
_OUTLINE_ALONE = frozenset({"group", "triage", "where-you-work", "workplace"})
"""The kinds that show no more of the pages than which there are, their titles and summaries."""


class Inputs:
    """The keys of one site's files."""

    def __init__(self, site: Site, *, preview: bool) -> None:
        self.site, self._preview = site, preview
        self._of_languages: dict[str, str] = {}

    @cached_property
    def _files(self) -> dict[str, bytes]:
        """What editors write; comments are shown to nobody."""
        files = self.site.written.files.items()
        return {path: file.raw for path, file in files if not path.startswith(COMMENTS)}

    @cached_property
    def all(self) -> str:
        """The key of the whole site: it changes with everything."""
        return key_of(self.shared, self._pages(self._files), *self._bytes(self._pictures))

    @cached_property
    def shared(self) -> str:
        """What every page may show: taxonomy, words, settings, and the program with its templates."""
        ours = {path: raw for path, raw in self._files.items() if not path.startswith("docs/")}
        root = self.site.written.root
        extra = [root / SETTINGS, self._logo]
        former = {code: dict(locale.former) for code, locale in self.site.playbook.locales.items()}
        return key_of(
            repr(former),  # which headings are known depends on all pages
            program_key(),
            self.site.site_url,
            str(self._preview),
            *(part for path in sorted(ours) for part in (path, ours[path])),
            *self._bytes(extra),
            *sorted(self.site.written.pictures),
        )

    @property
    def _logo(self) -> Path:
        return self.site.written.root / (self.site.playbook.taxonomy.logo or "")

    @property
    def _pictures(self) -> list[Path]:
        return [self.site.written.root / path for path in sorted(self.site.written.pictures)]

    @staticmethod
    def _bytes(files: Iterable[Path]) -> Iterator[bytes]:
        return (file.read_bytes() if file.is_file() else b"" for file in files)

    @cached_property
    def _outline(self) -> str:
        """What pages show of each other: which there are, their titles and summaries."""
        pages = self.site.playbook.pages.values()
        rows = [f"{page.path}\0{page.title}\0{page.front.summary}" for page in pages]
        playbook = self.site.playbook
        titles = [
            f"{code}/{name}\0{guide_title(playbook, name, code)}"
            for code in playbook.languages
            for name in guides(playbook, code)
        ]
        return key_of(*rows, *titles)

    def page(self, source: str, language: str) -> str:
        """The key of a page, by the path of its file within docs/."""
        written_in, name = split_source(source)
        topic, generated = self.site.topic_of(name), self.site.generated(name)
        if topic:
            pages = (self.site.shown_page(topic, written_in), self.site.playbook.reference(topic))
            return key_of(self.shared, self._outline, source, language, *(page.text if page else "" for page in pages))
        if generated and generated.kind == "packs":
            packs = self.site.packs(language)
            offered = repr((packs.finished, packs.can_be_made))
            return key_of(self.shared, self._outline, source, language, self._languages(language), offered)
        if generated and generated.kind in _OUTLINE_ALONE:
            return key_of(self.shared, self._outline, source, language)
        if generated and generated.kind in _EVERY_PAGE:
            return key_of(self.all, source, language)
        if generated:
            return key_of(self.shared, self._outline, source, language, self._languages(language))
        return key_of(self.shared, self._outline, source, self.site.playbook.other_pages[f"docs/{source}"])

    def search(self, language: str) -> str:
        """The key of a language's search files."""
        golden = self.site.written.root / QUERIES / f"{language}.tsv"
        return key_of(self.shared, self._languages(language), language, *self._bytes([golden]))

    def press(self, language: str) -> str:
        """The key of what a language has to print in the browser."""
        days = {str(page.front.reviewed) for page in self.site.playbook.pages.values()}
        return key_of(self.shared, self._languages(language), language, *sorted(days))

    def _languages(self, language: str) -> str:
        """All that readers of a language see of topics: the pages they get, and the front matter of English ones."""
        if language not in self._of_languages:
            topics = [topic.id for topic in self.site.playbook.taxonomy.topics()]
            pages = [page for topic in topics if (page := self.site.shown_page(topic, language))]
            english = [page for topic in topics if (page := self.site.playbook.reference(topic))]
            fronts = ("\n".join(page.lines[: page.body_line]) for page in english)
            self._of_languages[language] = key_of(*(part for page in pages for part in (page.path, page.text)), *fronts)
        return self._of_languages[language]

    @staticmethod
    def _pages(files: dict[str, bytes]) -> str:
        return key_of(*(part for path in sorted(files) if path.startswith("docs/") for part in (path, files[path])))
