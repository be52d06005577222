"""The site as a whole: what mkdocs asks of it, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from playbook.model import REFERENCE, Locale, Page, Playbook
from playbook.shown.addresses import page_address, split_source
from playbook.shown.drafts import published
from playbook.shown.generated import GeneratedPage, generated_pages, group_name, page_title
from playbook.site.guides import guide_title, guides, is_guide
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
    TriageView,
    WorkplaceView,
)
from playbook.site.views.page import SEARCH_WORDS, Alternate, PageView
from playbook.site.views.tools import PacksView, ReportView, StatusView, VersionView
from playbook.site.views.topic import PageLink, TopicView

_GENERATED: dict[str, type[GeneratedView]] = {
    view.kind: view
    for view in (
        HomeView,
        GroupView,
        TriageView,
        PhrasebookView,
        GlossaryView,
        PacksView,
        VersionView,
        CountriesView,
        WorkplaceView,
        ReportView,
    )
}
_PLACES = re.compile(r'\sid="([^"]+)"')


class Content(Struct, frozen=True):
    """The content of a page: its HTML, the places in it, its sections as (place, heading), its links to other pages."""

    html: str
    places: frozenset[str]
    toc: tuple[tuple[str, str], ...] = ()
    links: tuple[PageLink, ...] = ()


def page_content(view: PageView) -> Content:
    """The content of a page that is not a guide; a call takes a few milliseconds and reads and writes nothing."""
    template = environment().get_template(f"content/{view.kind}.html")
    html = template.render(view=view, here=view.here)
    places = frozenset(_PLACES.findall(html))
    if isinstance(view, TopicView):
        return Content(html, places, view.toc, tuple(view.text.links))
    return Content(html, places)


class Site:
    """The site made from one playbook.

    `site_url` is where it will be published, with a slash at its end; `files_at` where the project's files can be seen.
    """

    def __init__(self, playbook: Playbook, site_url: str, files_at: str = "") -> None:
        self.written = playbook
        self.playbook = published(playbook)
        self.site_url = site_url.rstrip("/") + "/"
        self.files_at = files_at

    @cached_property
    def _generated(self) -> dict[str, GeneratedPage]:
        return {page.source: page for page in generated_pages(self.playbook)}

    def generated_sources(self, language: str = REFERENCE) -> Iterator[str]:
        """The source path (`th/customers/index.md`) of every generated page.

        Those for editors are there only in the build of the reference language, or others would show them in English.
        """
        for code in self.playbook.languages:
            for page in self._generated.values():
                if not page.editors or code == language == REFERENCE:
                    yield f"{code}/{page.source}"

    def is_rendered_here(self, source: str) -> bool:
        """Whether a page's content is made here, and not by mkdocs from its file: all but the guides."""
        return self.topic_page(source) is not None or split_source(source)[1] in self._generated

    def navigation(self, language: str = REFERENCE) -> list[Any]:
        """The navigation for mkdocs; group ids stand for names until `group_title` gives them; guides in English."""
        groups: list[Any] = ["index.md"]
        for group in self.playbook.taxonomy.groups:
            names = [topic.page_name for topic in group.topics if self.playbook.reference(topic.id)]
            groups.append({group.id: [f"{group.id}/index.md", *names]})
        others = [page for page in self._generated.values() if page.kind not in {"home", "group"}]
        tools = [page.source for page in others if not page.editors]
        if language != REFERENCE:
            return [*groups, *tools]
        return [
            *groups,
            *tools,
            {"Guides": [*guides(self.playbook), *(page.source for page in others if page.editors)]},
        ]

    def is_left_out(self, source: str, language: str) -> bool:
        """Whether a file of docs/ is not for the readers of a language.

        A draft is not, nor a guide outside English, nor what is neither a page nor a picture that can be published.
        """
        written_in, name = split_source(source)
        if language != REFERENCE and is_guide(name):
            return True
        if not source.endswith(".md"):
            return f"docs/{source}" not in self.written.pictures
        if is_guide(name) and written_in == REFERENCE:
            return f"docs/{source}" not in self.written.other_pages
        return self.topic_page(source) is None

    def group_title(self, title: str, language: str) -> str:
        """A group's name in the language, from its id; other navigation titles stay as they are."""
        known = {group.id for group in self.playbook.taxonomy.groups}
        return group_name(title, self.locale(language)) if title in known else title

    def locale(self, language: str) -> Locale:
        """The locale of a language, or that of the reference edition where it has none."""
        return self.playbook.locales.get(language) or self.playbook.locales[REFERENCE]

    def name(self, language: str) -> str:
        """What the site is called in a language."""
        return self.locale(language).text("Customer Care Playbook")

    def home(self, language: str) -> str:
        """The address of a language's start page, from the site's root."""
        return page_address(language, "index.md")

    def script_words(self, locale: Locale, view: PageView | None) -> dict[str, str]:
        """What the scripts of a page say: those of every page, and its own."""
        search = {name: locale.text(message, "search") for name, message in SEARCH_WORDS.items()}
        return {**search, **(view.words if view else {})}

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

    def topic_page(self, source: str) -> Page | None:
        """The topic page behind a source path, if it is one."""
        language, name = split_source(source)
        page = self.playbook.page(language, name.rsplit("/", 1)[-1].removesuffix(".md"))
        return page if page and page.path == f"docs/{source}" else None

    def view(self, source: str, language: str) -> PageView:
        """A page as readers of a language see it."""
        name = split_source(source)[1]
        page, generated = self.topic_page(source), self._generated.get(name)
        if page:
            return self.topic_view(page, language)
        shared = self._shared(name, language)
        if generated is None:
            return PageView(**shared, title=guide_title(self.playbook, name), text_language=REFERENCE)
        shared |= {"generated": generated, "title": page_title(generated, shared["locale"]), "text_language": language}
        if generated.kind == StatusView.kind:
            return StatusView(**shared, written=self.written, files_at=self.files_at)
        return _GENERATED[generated.kind](**shared)

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
            if code == REFERENCE or not self._is_english_only(name)
        )
        return {
            "playbook": self.playbook,
            "site_url": self.site_url,
            "locale": self.locale(language),
            "name": name,
            "alternates": alternates,
        }

    def _is_english_only(self, name: str) -> bool:
        generated = self._generated.get(name)
        return is_guide(name) or (generated is not None and generated.editors)

    def _has(self, language: str, name: str, page: Page | None) -> bool:
        if page:
            return self.playbook.page(language, page.topic) is not None
        return name in self._generated or f"docs/{language}/{name}" in self.playbook.other_pages
