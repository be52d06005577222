"""The sitemap: every page of every language that is really written in it, with its counterparts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import REFERENCE, Playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import generated_pages


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address, the day its page was last reviewed (ISO 8601, or empty), and (language, address) pairs."""

    location: str
    changed: str
    alternates: tuple[tuple[str, str], ...]


def sitemap(playbook: Playbook, site_url: str) -> Iterator[SitemapEntry]:
    """The entries of the sitemap; a page shown in English for want of a translation is not listed twice."""
    everywhere = dict.fromkeys(playbook.languages, "")
    for page in generated_pages(playbook):
        yield from _entries(page.source, {REFERENCE: ""} if page.editors else everywhere, site_url)
    for topic in playbook.taxonomy.topics():
        pages = ((code, playbook.page(code, topic.id)) for code in playbook.languages)
        reviewed = {code: str(page.front.reviewed or "") for code, page in pages if page}
        yield from _entries(topic.page_name, reviewed, site_url)
    written: dict[str, dict[str, str]] = {}
    for path in playbook.other_pages:
        _, language, name = path.split("/", 2)
        written.setdefault(name, {})[language] = ""
    for name, languages in written.items():
        yield from _entries(name, languages, site_url)


def _entries(source: str, changed: dict[str, str], site_url: str) -> Iterator[SitemapEntry]:
    addresses = {code: site_url + page_address(code, source) for code in changed}
    alternates = tuple(addresses.items())
    if REFERENCE in addresses:
        alternates = (*alternates, ("x-default", addresses[REFERENCE]))
    for code, address in addresses.items():
        yield SitemapEntry(address, changed[code], alternates)
