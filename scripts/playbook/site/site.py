"""The site as a whole: what mkdocs asks of it, page by page."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from playbook.model import REFERENCE, Locale, Page, Playbook, read_glossary
from playbook.shown.addresses import page_address, split_source
from playbook.shown.drafts import published
from playbook.shown.generated import GeneratedPage, generated_pages, group_name, page_title
from playbook.site.glossary_links import TermFinder
from playbook.site.guides import guide_title, guides, is_guide
from playbook.site.security import policy
from playbook.site.sitemap import SitemapEntry, sitemap
from playbook.site.stale_notice import out_of_date
from playbook.site.status_page import StatusPage
from playbook.site.structured_data import open_graph_locale, structured_data
from playbook.site.topic_page import prepare_topic, present_topic
from playbook.site.view import Alternate, View


class Site:
    """The site made from one playbook. `site_url` is where it will be published, with a slash at its end."""

    def __init__(self, playbook: Playbook, site_url: str) -> None:
        self.written = playbook
        self.playbook = published(playbook)
        self.site_url = site_url.rstrip("/") + "/"

    @cached_property
    def _generated(self) -> dict[str, GeneratedPage]:
        return {page.source: page for page in generated_pages(self.playbook)}

    @cached_property
    def _finders(self) -> dict[str, TermFinder]:
        """What finds the glossary's terms, by language."""
        concepts = read_glossary(self.playbook)[0].values()
        return {
            code: TermFinder(code, {row.id: row.terms[code] for row in concepts if code in row.terms})
            for code in self.playbook.languages
        }

    def generated_pages(self, language: str = REFERENCE) -> dict[str, str]:
        """The Markdown of every generated page by its source path (`th/customers/index.md`).

        Those for editors are there only in the build of the reference language, or others would show them in English.
        """
        return {
            f"{code}/{page.source}": f"# {page_title(page, locale)}\n"
            for code, locale in self.playbook.locales.items()
            for page in self._generated.values()
            if not page.editors or code == language == REFERENCE
        }

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
        """Whether a file of docs/ is not for the readers of a language: a draft, or a guide outside English."""
        written_in, name = split_source(source)
        if language != REFERENCE and is_guide(name):
            return True
        topic = name.rsplit("/", 1)[-1].removesuffix(".md")
        return (written_in, topic) in self.written.pages and (written_in, topic) not in self.playbook.pages

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
        return page_address(language, "index.md") or "."

    def theme_word(self, key: str, language: str) -> str:
        """Our word for one of the theme's strings (`footer`), or nothing where the theme's own is right."""
        word = self.locale(language).text(key, "theme")
        return "" if word == key else word

    @property
    def status_page(self) -> StatusPage:
        """What the status page shows."""
        return StatusPage(self.written)

    @property
    def policy(self) -> str:
        """The Content-Security-Policy that every page carries."""
        return policy(meta=True)

    def structured_data(self, view: View) -> str:
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
        return self.playbook.page(language, name.rsplit("/", 1)[-1].removesuffix(".md"))

    def page_meta(self, source: str, language: str, meta: dict[str, Any]) -> dict[str, Any]:
        """The metadata that mkdocs and the theme use: title, description, template."""
        view = self.view(source, language)
        found: dict[str, Any] = {"title": view.title, "description": view.summary, "template": f"{view.kind}.html"}
        if view.kind == "home":
            found["hide"] = ["navigation", "toc"]
        return {**{key: meta[key] for key in ("hide",) if key in meta}, **found} if view.kind != "page" else meta

    def prepare_markdown(self, source: str, markdown: str, language: str) -> str:  # noqa: ARG002
        """The Markdown that mkdocs renders."""
        page = self.topic_page(source)
        text = prepare_topic(page, self.playbook.taxonomy, self.locale(page.language)) if page else markdown
        return _name_title(text)

    def present(self, source: str, html: str, language: str) -> str:  # noqa: ARG002
        """The rendered page, shaped."""
        page = self.topic_page(source)
        if page is None:
            return html
        stale = out_of_date(page, self.playbook.reference(page.topic))
        terms = self._finders.get(page.language)
        return present_topic(html, page, self.playbook.taxonomy, self.locale(page.language), stale, terms)

    def view(self, source: str, language: str) -> View:
        """What the templates show around a page."""
        text_language, name = split_source(source)
        page, generated = self.topic_page(source), self._generated.get(name)
        locale = self.locale(language)
        title = page.title if page else page_title(generated, locale) if generated else guide_title(self.playbook, name)
        return View(
            kind="topic" if page else generated.kind if generated else "page",
            language=language,
            text_language=text_language if page else language if generated else text_language,
            direction=locale.direction,
            locale=locale,
            playbook=self.playbook,
            site_url=self.site_url,
            source=name,
            title=title,
            summary=page.front.summary if page else "",
            canonical=self.site_url + page_address(text_language if page else language, name),
            alternates=tuple(self._alternates(name, page)),
            page=page,
            topic=self.playbook.taxonomy.topic(page.topic) if page else None,
            generated=generated,
        )

    def _alternates(self, name: str, page: Page | None) -> list[Alternate]:
        return [
            Alternate(code, locale.name, page_address(code, name), self._has(code, name, page))
            for code, locale in self.playbook.locales.items()
            if code == REFERENCE or not self._is_english_only(name)
        ]

    def _is_english_only(self, name: str) -> bool:
        generated = self._generated.get(name)
        return is_guide(name) or (generated is not None and generated.editors)

    def _has(self, language: str, name: str, page: Page | None) -> bool:
        if page:
            return self.playbook.page(language, page.topic) is not None
        return name in self._generated or f"docs/{language}/{name}" in self.playbook.other_pages


def _name_title(markdown: str) -> str:
    """The page's title with an id that is the same in every language: where "skip to content" leads."""
    return re.sub(r"^(# [^{\n]*[^{}\s])\s*$", r"\1 {#content}", markdown, count=1, flags=re.MULTILINE)
