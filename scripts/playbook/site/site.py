"""The site as a whole: which pages it has in each language, and what each of them shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from playbook.model import REFERENCE, Locale, Page, Playbook
from playbook.model.site_address import read_setting
from playbook.search.start import start_of
from playbook.shown.addresses import PageLink, file_address, page_address, split_source
from playbook.shown.drafts import published
from playbook.shown.generated import GeneratedPage, generated_pages, page_title
from playbook.site.guides import FOR_READERS, guide_html, guide_title, guide_toc, guides, is_guide
from playbook.site.navigation import Navigation
from playbook.site.printed_packs import PrintedPacks
from playbook.site.security import policy
from playbook.site.sitemap import SitemapEntry, sitemap
from playbook.site.structured_data import open_graph_locale, structured_data
from playbook.site.templates import environment
from playbook.site.views.lists import (
    CountriesView,
    GeneratedView,
    GlossaryView,
    GroupView,
    HomeView,
    PhrasebookView,
    RehearseView,
    TriageView,
    WorkplaceView,
)
from playbook.site.views.page import MODE_WORDS, SEARCH_WORDS, Alternate, GuideView, PageView
from playbook.site.views.tools import PacksView, ReportView, StatusView, VersionView
from playbook.site.views.topic import TopicView

_GENERATED: dict[str, type[GeneratedView]] = {
    view.kind: view
    for view in (
        HomeView,
        GroupView,
        TriageView,
        PhrasebookView,
        GlossaryView,
        RehearseView,
        PacksView,
        VersionView,
        CountriesView,
        WorkplaceView,
        ReportView,
    )
}
_HELP = ("triage.md", *FOR_READERS, "version.md")
"""The pages that the foot of every page names under "Help", by their paths within a language."""
_PLACES = re.compile(r'\sid="([^"]+)"')


class Content(Struct, frozen=True):
    """The content of a page: its HTML, the places in it, its sections as (place, heading), its links to other pages."""

    html: str
    places: frozenset[str]
    toc: tuple[tuple[str, str], ...] = ()
    links: tuple[PageLink, ...] = ()


def page_content(view: PageView) -> Content:
    """The content of a page; a call takes a few milliseconds and reads and writes nothing."""
    if isinstance(view, GuideView):
        html, links = guide_html(view.playbook, view.name, view.text_language)
        return Content(html, frozenset(_PLACES.findall(html)), guide_toc(html), links)
    template = environment().get_template(f"content/{view.kind}.html")
    html = template.render(view=view, here=view.here)
    links = tuple(view.text.links) if isinstance(view, TopicView) else ()
    return Content(html, frozenset(_PLACES.findall(html)), view.toc, links)


class Site:
    """The site made from one playbook.

    `site_url` is where it will be published, with a slash at its end; `files_at` where the project's files can be seen,
    as the settings have it.
    """

    def __init__(self, playbook: Playbook, site_url: str, files_at: str = "") -> None:
        self.written = playbook
        self.playbook = published(playbook)
        self.site_url = site_url.rstrip("/") + "/"
        self.files_at = files_at or _files_at(playbook)
        self.copyright = read_setting(playbook.root, "copyright")
        self._navigation: dict[str, Navigation] = {}
        self._packs: dict[str, PrintedPacks] = {}
        self._safety: dict[str, tuple[str, str] | None] = {}
        self._help: dict[str, tuple[tuple[str, str], ...]] = {}

    @cached_property
    def _generated(self) -> dict[str, GeneratedPage]:
        return {page.source: page for page in generated_pages(self.playbook)}

    def sources(self, language: str) -> Iterator[str]:
        """The path within docs/ (`th/customers/index.md`) of every page that readers of a language have.

        The pages for editors are there in the reference language alone, and guides where they are written.
        """
        names = [page.source for page in self._generated.values() if not page.editors or language == REFERENCE]
        names += [topic.page_name for topic in self.playbook.taxonomy.topics() if self.shown_page(topic.id, language)]
        names += guides(self.playbook, language)
        return (f"{language}/{name}" for name in names)

    def has_page(self, name: str, language: str) -> bool:
        """Whether readers of a language have a page made from a path within its folder: whether `sources` has it."""
        topic, generated = self.topic_of(name), self.generated(name)
        if topic:
            return self.shown_page(topic, language) is not None
        if generated:
            return language == REFERENCE or not generated.editors
        return is_guide(name) and f"docs/{language}/{name}" in self.playbook.other_pages

    def shown_page(self, topic: str, language: str) -> Page | None:
        """The page of a topic that readers of a language see: the English one where theirs is not written."""
        return self.playbook.page(language, topic) or self.playbook.reference(topic)

    def pictures(self, language: str) -> Iterator[tuple[str, str]]:
        """(path in docs/, address) of the pictures of a language; where it has none of a name, the English one."""
        for folder in dict.fromkeys((REFERENCE, language)):
            for path in sorted(self.written.pictures):
                written_in, name = split_source(path.removeprefix("docs/"))
                if written_in == folder and (language == REFERENCE or not is_guide(name)):
                    yield path.removeprefix("docs/"), file_address(language, name)

    def packs(self, language: str) -> PrintedPacks:
        """The printed packs as the pages of a language show them."""
        if language not in self._packs:
            self._packs[language] = PrintedPacks(self.playbook, self.locale(language))
        return self._packs[language]

    def navigation(self, language: str) -> Navigation:
        """The way through a language's pages."""
        if language not in self._navigation:
            self._navigation[language] = Navigation(self.playbook, self.locale(language))
        return self._navigation[language]

    def locale(self, language: str) -> Locale:
        """The locale of a language, or that of the reference edition where it has none."""
        return self.playbook.locales.get(language) or self.playbook.locales[REFERENCE]

    def name(self, language: str) -> str:
        """What the site is called in a language."""
        return self.locale(language).text("Customer Care Playbook")

    def safety(self, language: str) -> tuple[str, str] | None:
        """What somebody says who is afraid, and the address where they read what to do; None without one."""
        if language not in self._safety:
            self._safety[language] = start_of(self.playbook, language, page_address)["safety"]
        return self._safety[language]

    def help(self, language: str) -> tuple[tuple[str, str], ...]:
        """(title, address) of the pages that help to find one's way, as far as the language has them."""
        if language not in self._help:
            names = [name for name in _HELP if self.has_page(name, language)]
            self._help[language] = tuple((self._title(name, language), page_address(language, name)) for name in names)
        return self._help[language]

    def _title(self, name: str, language: str) -> str:
        page = self.generated(name)
        return page_title(page, self.locale(language)) if page else guide_title(self.playbook, name, language)

    def home(self, language: str) -> str:
        """The address of a language's start page, from the site's root."""
        return page_address(language, "index.md")

    def script_words(self, locale: Locale, view: PageView | None) -> dict[str, str]:
        """What the scripts of a page say: those of every page, and its own."""
        search = {name: locale.text(message, "search") for name, message in SEARCH_WORDS.items()}
        return {**search, **(view.words if view else {})}

    def mode_words(self, locale: Locale) -> dict[str, str]:
        """What the scripts say beside that where a page is read side by side or rehearsed."""
        return {name: locale.text(message) for name, message in MODE_WORDS.items()}

    @property
    def policy(self) -> str:
        """The Content-Security-Policy that every page carries."""
        return policy(meta=True)

    def structured_data(self, view: PageView) -> dict[str, Any]:
        """A page's JSON-LD, or nothing."""
        return structured_data(view)

    def open_graph_locale(self, language: str) -> str:
        """A language as Open Graph names it."""
        return open_graph_locale(language)

    def sitemap(self) -> list[SitemapEntry]:
        """The entries of the sitemap, all languages."""
        return list(sitemap(self.playbook, self.site_url))

    def view(self, source: str, language: str) -> PageView:
        """A page, by the path of its file within docs/, as readers of a language see it. Raises LookupError."""
        name = split_source(source)[1]
        topic, generated = self.topic_of(name), self.generated(name)
        page = self.shown_page(topic, split_source(source)[0]) if topic else None
        if page:
            return self.topic_view(page, language)
        shared = self._shared(name, language)
        if generated:
            return self._generated_view(generated, shared, language)
        if f"docs/{language}/{name}" not in self.playbook.other_pages:
            raise LookupError(f"there is no page docs/{source}")
        return GuideView(**shared, title=guide_title(self.playbook, name, language), text_language=language)

    def topic_of(self, name: str) -> str | None:
        """The id of the topic whose page stands at a path within a language's folder."""
        return self._topics.get(name)

    def generated(self, name: str) -> GeneratedPage | None:
        """The generated page at a path within a language's folder."""
        return self._generated.get(name)

    @cached_property
    def _topics(self) -> dict[str, str]:
        return {topic.page_name: topic.id for topic in self.playbook.taxonomy.topics()}

    def _generated_view(self, page: GeneratedPage, shared: dict[str, Any], language: str) -> PageView:
        shared |= {"generated": page, "title": page_title(page, shared["locale"]), "text_language": language}
        if page.kind == StatusView.kind:
            return StatusView(**shared, written=self.written, files_at=self.files_at)
        if page.kind in {PacksView.kind, VersionView.kind}:
            shared["packs"] = self.packs(language)
        return _GENERATED[page.kind](**shared)

    def topic_view(self, page: Page, language: str) -> TopicView:
        """A topic page, as it is in a file or as it is being written, as readers of a language see it."""
        topic = self.playbook.taxonomy.topic(page.topic)
        if topic is None:
            raise LookupError(f"{page.path} belongs to no topic")
        return TopicView(
            **self._shared(topic.page_name, language, page),
            title=page.title,
            text_language=page.language,
            summary=page.front.summary,
            page=page,
            topic=topic,
        )

    def _shared(self, name: str, language: str, page: Page | None = None) -> dict[str, Any]:
        alternates = tuple(
            Alternate(code, locale.name, locale.direction, page_address(code, name), self._has(code, name, page))
            for code, locale in self.playbook.locales.items()
            if not self._is_somewhere_alone(name) or self.has_page(name, code)
        )
        return {
            "playbook": self.playbook,
            "site_url": self.site_url,
            "locale": self.locale(language),
            "name": name,
            "alternates": alternates,
        }

    def _is_somewhere_alone(self, name: str) -> bool:
        generated = self._generated.get(name)
        return is_guide(name) or (generated is not None and generated.editors)

    def _has(self, language: str, name: str, page: Page | None) -> bool:
        if page:
            return self.playbook.page(language, page.topic) is not None
        return name in self._generated or f"docs/{language}/{name}" in self.playbook.other_pages


def _files_at(playbook: Playbook) -> str:
    """Where the project's files can be seen, by the settings `repo_url` and `edit_uri`; empty without."""
    repository = read_setting(playbook.root, "repo_url").rstrip("/")
    return f"{repository}/{read_setting(playbook.root, 'edit_uri') or 'blob/main/'}" if repository else ""
