"""The mkdocs adapter: hands each event to the playbook's own code and holds no logic of its own.

`mkdocs build` makes the same site as `playbook build`, to the byte: mkdocs and static-i18n say which page is made when
and where it is written, the pages themselves are the playbook's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.config import I18nPluginLanguage

from playbook.model import REFERENCE, Locale, NotAPlaybook, Playbook, load_playbook
from playbook.shown.addresses import page_address, split_source
from playbook.site import Site, page_content
from playbook.site.frame import frame_values
from playbook.site.made_pages import MadePages
from playbook.site.templates import environment

_state: dict[str, MadePages] = {}


def _plugin(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the playbook once a build (static-i18n builds once a language), and say which languages there are."""
    plugin = _plugin(config)
    if not getattr(plugin, "building", False) or not _state:
        playbook = _read(Path(config.config_file_path).parent)
        _state["made"] = MadePages(Site(playbook, playbook.site_address), Path(config.site_dir))
        plugin.config.languages = [_language(locale) for locale in playbook.locales.values()]
    config.theme.static_templates.clear()  # what a site has once is made by `MadePages.finish`
    return config


def _read(root: Path) -> Playbook:
    """The playbook; a build goes no further where a file cannot be used."""
    try:
        playbook = load_playbook(root)
    except NotAPlaybook as error:
        raise PluginError("\n".join(map(str, error.problems))) from error
    if playbook.problems:
        raise PluginError("\n".join(map(str, playbook.problems)))
    return playbook


def _language(locale: Locale) -> I18nPluginLanguage:
    language = I18nPluginLanguage()
    language.load_dict({"locale": locale.code, "name": locale.name, "default": locale.code == REFERENCE, "build": True})
    language.validate()
    return language


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001
    """The pages that readers of the language have, written and generated, in place of what stands in the folders."""
    language = _plugin(config).current_language or REFERENCE
    sources = sorted(_state["made"].site.sources(language))
    return Files([File(source, config.docs_dir, config.site_dir, config.use_directory_urls) for source in sources])


@event_priority(-100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Each page where the playbook has it; static-i18n has laid out the languages by then."""
    for file in files.documentation_pages():
        language, name = split_source(file.src_uri)
        file.url = page_address(language, name)
        file.dest_uri = f"{file.url}index.html"
        file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Our templates' environment in place of the theme's, as that escapes nothing."""
    return environment()


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Nothing for mkdocs to render: a page's content is made from the model."""
    return ""


@event_priority(-200)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:  # noqa: ARG001
    """What the frame asks for, the page's content with it."""
    made = _state["made"]
    view = made.site.view(page.file.src_uri, split_source(page.file.src_uri)[0])
    content = page_content(view)
    made.note(page.file.src_uri, content)
    return frame_values(made.site, view, content)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """The page as it is written, which is remembered: style sheets and the offline list go by it."""
    return _state["made"].add(page.file.dest_uri, split_source(page.file.src_uri)[0], output)


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Once, after the last language: what belongs to the site as a whole."""
    if not getattr(_plugin(config), "building", False):
        problems = _state["made"].finish()
        if problems:
            raise PluginError("\n".join(map(str, problems)))
