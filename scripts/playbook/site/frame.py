"""Whole pages: the content with the frame around it, as a reader's browser gets them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from playbook.model import REFERENCE
from playbook.shown.addresses import PageLink
from playbook.site.site import Content, Site, page_content
from playbook.site.slim import slim_page
from playbook.site.templates import environment
from playbook.site.views.page import PageView

SHEETS = ("stylesheets/main", "stylesheets/palette", "frame", "playbook", "search")
"""The style sheets of every page, in assets/."""
LOST, UNKEPT = "404.html", "offline.html"


class ShownPage(Struct, frozen=True):
    """A page as its file on the site has it, the places in its content, and its links to other pages."""

    html: str
    places: frozenset[str]
    links: tuple[PageLink, ...]


def show_page(site: Site, view: PageView, *, preview: bool = False) -> ShownPage:
    """A page with its frame; for a `preview` without what keeps it on the device and what keeps out other scripts."""
    content = page_content(view)
    html = environment().get_template("main.html").render(frame_values(site, view, content, preview=preview))
    return ShownPage(slim_page(html), content.places, content.links)


def frame_values(site: Site, view: PageView, content: Content, *, preview: bool = False) -> dict[str, Any]:
    """What the frame (`main.html`) asks for around a page."""
    return _values(site, view.language, view=view, here=view.here, content=content, preview=preview)


def show_lost(site: Site) -> str:
    """The page for every address that is not there: it can be shown at any, so it counts from the server's root."""
    return _render(LOST, site, REFERENCE, base=urlsplit(site.site_url).path or "/")


def show_unkept(site: Site) -> str:
    """The page that is shown without a connection for what is not kept on the device."""
    return _render(UNKEPT, site, REFERENCE, base="./")


def _render(template: str, site: Site, language: str, **values: Any) -> str:
    return slim_page(environment().get_template(template).render(_values(site, language, **values)))


def _values(site: Site, language: str, **values: Any) -> dict[str, Any]:
    shared = {
        "site": site,
        "locale": site.locale(language),
        "site_name": site.name(language),
        "navigation": site.navigation(language),
        "sheets": [f"assets/{name}.css" for name in SHEETS],
        "toc": values["content"].toc if "content" in values else (),
    }
    lost = {"view": None, "here": None, "preview": False}
    return {**shared, **lost, **values}
