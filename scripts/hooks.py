"""The mkdocs adapter: hands each event to the playbook's own code and holds no logic of its own."""

from __future__ import annotations

import os
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs_static_i18n.config import I18nPluginLanguage

from playbook.model import REFERENCE, Locale, load_playbook
from playbook.site import Site, clean, environment, finish_site, name_title, page_content

_log = get_plugin_logger("playbook")
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
    if not getattr(plugin, "building", False) or "site" not in _state:
        playbook = load_playbook(Path(config.config_file_path or "mkdocs.yml").parent)
        address = str(config.site_url) if _serving else playbook.site_address
        files_at = f"{config.repo_url.rstrip('/')}/{config.edit_uri or 'blob/main/'}" if config.repo_url else ""
        _state["site"] = Site(playbook, address, files_at)
        only = os.environ.get("PLAYBOOK_ONLY")  # `playbook serve --language`
        plugin.config.languages = [_language(config, locale, only) for locale in playbook.locales.values()]
    site = _state["site"]
    language = plugin.current_language or plugin.default_language
    config.site_url = site.site_url
    config.nav = site.navigation(language)
    config.site_name = site.name(language)
    return config


def _language(config: MkDocsConfig, locale: Locale, only: str | None) -> I18nPluginLanguage:
    """A language as static-i18n wants it; where the theme has no words in it, those of the nearest it has."""
    theirs = [Path(folder, "partials/languages") for folder in config.theme.dirs]
    names = (locale.code, locale.code.partition("-")[0], REFERENCE)
    known = (name for name in names if any((folder / f"{name}.html").is_file() for folder in theirs))
    language = I18nPluginLanguage()
    language.load_dict(
        {
            "locale": locale.code,
            "name": locale.name,
            "default": locale.code == REFERENCE,
            "build": locale.code == REFERENCE or only in {None, "", locale.code},
            "theme": {"language": next(known, REFERENCE)},
        }
    )
    language.validate()
    return language


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are generated rather than written; leave out what is not yet a page."""
    site, plugin = _state["site"], _plugin(config)
    ours = [file for file in files if file.src_dir == config.docs_dir]
    for file in [file for file in ours if site.is_left_out(file.src_uri, plugin.current_language)]:
        files.remove(file)
    for name in site.generated_sources(plugin.current_language):
        files.append(File(name, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Our templates' environment in place of the theme's, as that escapes nothing."""
    ours = environment(*config.theme.dirs)
    ours.filters = {**env.filters, **ours.filters}
    return ours


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG001
    """Nothing for mkdocs to render where the content is made from the model; None lets it read a guide's file."""
    return "" if _state["site"].is_rendered_here(page.file.src_uri) else None


@event_priority(-200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Give the groups their names in the language being built."""
    site, language = _state["site"], _plugin(config).current_language
    for section in (item for item in nav.items if isinstance(item, Section)):
        section.title = site.group_title(section.title, language)
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """A page's title and what else mkdocs asks of it, before it renders a guide."""
    view = _state["site"].view(page.file.src_uri, _plugin(config).current_language)
    page.meta = {**page.meta, "title": view.title, "hide": view.hidden}
    return name_title(markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The content of a page that is no guide; mkdocs checks its links with those of the guides."""
    site, language = _state["site"], _plugin(config).current_language
    if not site.is_rendered_here(page.file.src_uri):
        return clean(html)
    content = page_content(site.view(page.file.src_uri, language))
    page.toc = get_toc([{"level": 1, "id": "content", "name": "", "children": []}])
    page.present_anchor_ids = set(content.places)
    page.links_to_anchors = {}
    for link in content.links:
        file = _target(files, link.target)
        if file is None:
            _log.warning(f"'{page.file.src_uri}' has a link '{link.href}', but there is no '{link.target}'")
        elif link.anchor:
            page.links_to_anchors.setdefault(file, {})[link.anchor] = link.href
    return content.html


def _target(files: Files, path: str) -> File | None:
    """The file that a link leads to; where a language does not have it, the English one that stands in for it."""
    return files.get_file_from_path(path) or files.get_file_from_path(f"{REFERENCE}/{path.partition('/')[2]}")


@event_priority(-50)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:  # noqa: ARG001
    """What the frame shows around a page."""
    site, language = _state["site"], _plugin(config).current_language
    view = site.view(page.file.src_uri, language)
    page.canonical_url = view.canonical
    headings = next(iter(page.toc), None)
    guide = [(entry.id, unescape(entry.title)) for entry in (headings.children if headings else ())]
    return {**_shared(context, language), "view": view, "here": view.here, "toc": view.toc or guide}


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:  # noqa: ARG001
    """What the frame shows around what is no page, such as 404."""
    return {**_shared(context, _plugin(config).current_language), "view": None, "toc": ()}


def _shared(context: dict[str, Any], language: str) -> dict[str, Any]:
    site = _state["site"]
    return {**context, "site": site, "locale": site.locale(language), "serving": bool(_serving)}


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
