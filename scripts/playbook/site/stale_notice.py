"""The notice at a section whose English text has changed since it was translated, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement
from lxml.html import builder as tag

from playbook.model import Locale, Page, StalePart, stale_parts


def out_of_date(page: Page, reference: Page | None) -> tuple[StalePart, ...]:
    """The parts of a translation that are out of date; none where it is not recorded what it was made from."""
    if reference is None or reference.language == page.language or not page.front.translated_from:
        return ()
    return stale_parts(page, reference)


def add_notices(root: HtmlElement, stale: Iterable[StalePart], locale: Locale) -> None:
    """Put a notice under the heading of each section of a rendered page that is out of date."""
    for part in stale:
        heading = root.xpath(f'.//h2[@id="{part.section}"]')
        place = heading[0] if heading else next(iter(root.xpath(".//h1")), None)
        if place is None or (place.getnext() is not None and "pb-stale" in (place.getnext().get("class") or "")):
            continue
        if heading:
            text = locale.text("The English text of this section has changed; the translation is not up to date yet.")
        else:
            text = locale.text("The English text of this page has changed; the translation is not up to date yet.")
        notice = tag.P(text)
        notice.set("class", "pb-stale")
        notice.set("role", "note")
        place.addnext(notice)
