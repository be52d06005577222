"""The mkdocs adapter: hands each event to the playbook's own code and holds no logic of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from playbook.model import load_playbook
from playbook.site import Site, finish_site

_state: dict[str, Site] = {}
_serving: set[str] = set()


def _plugin(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001
    """Remember whether this is `serve`: what would keep pages, or forbid its reloading, is for the published site."""
    _serving.update({"serve"} & {command})


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the playbook once a build (static-i18n builds once a language) and lay out the navigation."""
    plugin = _plugin(config)
    only = os.environ.get("PLAYBOOK_ONLY")  # `playbook serve --language`
    for item in plugin.config.languages:
        item.build = item.default or only in {None, "", item.locale}
    if not getattr(plugin, "building", False) or "site" not in _state:
        root = Path(config.config_file_path or "mkdocs.yml").parent
        playbook = load_playbook(root)
        _state["site"] = Site(playbook, str(config.site_url) if _serving else playbook.site_address)
    site = _state["site"]
    config.site_url = site.site_url
    language = plugin.current_language or plugin.default_language
    config.nav = site.navigation(language)
    config.site_name = site.name(language)
    config.extra["site"] = site
    config.extra["serving"] = bool(_serving)
    return config


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are generated rather than written; leave out what is not yet a page."""
    site, plugin = _state["site"], _plugin(config)
    for file in [file for file in files if site.is_left_out(file.src_uri, plugin.current_language)]:
        files.remove(file)
    for name in site.generated_pages(plugin.current_language):
        files.append(File(name, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG001
    """The source of a generated page; None lets mkdocs read the file."""
    return _state["site"].generated_pages().get(page.file.src_uri)


@event_priority(-200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Give the groups their names in the language being built."""
    site, language = _state["site"], _plugin(config).current_language
    for section in (item for item in nav.items if isinstance(item, Section)):
        section.title = site.group_title(section.title, language)
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Section ids, slots and metadata, before mkdocs renders the page."""
    site, language = _state["site"], _plugin(config).current_language
    page.meta = site.page_meta(page.file.src_uri, language, dict(page.meta))
    return site.prepare_markdown(page.file.src_uri, markdown, language)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Sections, phrase rows, warning cards and folded answers, after mkdocs rendered the page."""
    return _state["site"].present(page.file.src_uri, html, _plugin(config).current_language)


@event_priority(-50)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:  # noqa: ARG001
    """What the templates show around the page."""
    language = _plugin(config).current_language
    view = _state["site"].view(page.file.src_uri, language)
    context["view"] = view
    if view.canonical:
        page.canonical_url = view.canonical
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 and offline pages of the reference edition: they speak every language, but their frame is in one."""
    plugin = _plugin(config)
    once = template_name in {"404.html", "offline.html"}
    return "" if once and plugin.current_language != plugin.default_language else output


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Once, after the last language: what belongs to the site as a whole."""
    if not getattr(_plugin(config), "building", False):
        finish_site(_state["site"], Path(config.site_dir))
