"""The real page, as readers will see it, of a text that is not saved yet."""

from __future__ import annotations

from html import escape

from playbook.model import Page
from playbook.shown.addresses import page_address
from playbook.site import Site, show_page
from playbook.site.security import policy

PREVIEW_HEADERS = {"Content-Security-Policy": policy(frames=True).replace("base-uri 'none'", "base-uri 'self'")}
"""What the preview is sent with: it stands at another address than its links count from, which it has to say."""


def real_page(site: Site, page: Page) -> str:
    """The HTML of a page as it is being written; its links lead out of the frame in which it is shown."""
    view = site.topic_view(page, page.language)
    html = show_page(site, view, preview=True).html
    place = escape(page_address(page.language, view.name))
    return html.replace("<head>", f'<head><base href="/{place}" target="_blank">', 1)
