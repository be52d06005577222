"""A page at every address that a page once had: it leads on to what is there now."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.editing.redirects import redirects
from playbook.model import Playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import group_name
from playbook.site.templates import environment


def redirect_pages(playbook: Playbook, site_url: str) -> Iterator[tuple[str, str]]:
    """(path in the built site, HTML) of a page at every old address in every language."""
    template = environment().get_template("content/redirect.html")
    groups = {group.id for group in playbook.taxonomy.groups}
    for row in redirects(playbook):
        topic = playbook.taxonomy.topic(row.topic)
        if topic is None and row.group not in groups:
            continue
        for code, locale in playbook.locales.items():
            here = page_address(code, f"{row.old}.md")
            page = (playbook.page(code, row.topic) or playbook.reference(row.topic)) if topic else None
            title = page.title if page else group_name(topic.group if topic else row.group, locale)
            address = page_address(code, topic.page_name if topic else f"{row.group}/index.md")
            yield (
                f"{here}index.html",
                template.render(locale=locale, here=here, address=address, title=title, site_url=site_url),
            )
