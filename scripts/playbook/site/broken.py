"""Links that lead nowhere, found in the finished pages: the last look before a site is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playbook.model import REFERENCE, Problem
from playbook.shown.addresses import PageLink, split_source
from playbook.site.part import LinkedPage
from playbook.site.site import Site


def broken_links(site: Site, pages: Mapping[str, LinkedPage]) -> Iterator[Problem]:
    """The links of all pages to files and sections that the site does not have."""
    places = {source: frozenset(page.places) for source, page in pages.items()}
    pictures = {path.removeprefix("docs/") for path in site.written.pictures}
    for source, page in pages.items():
        for link in page.links:
            what = _missing(link, places, pictures)
            if what:
                path = _file_of(site, source)
                yield Problem(path, *_place(site, path, link.href), "missing-target", f'the link "{link.href}" {what}')


def _missing(link: PageLink, places: Mapping[str, frozenset[str]], pictures: set[str]) -> str:
    if not link.target.endswith(".md"):
        return "" if link.target in pictures else "leads to a file that is not published"
    target = next((path for path in (link.target, _in_english(link.target)) if path in places), None)
    if target is None:
        return "leads to a page that there is not"
    anchor = link.anchor.partition(":~:")[0]
    return "" if not anchor or anchor in places[target] else f'leads to a section "{anchor}" that its page has not'


def _in_english(source: str) -> str:
    """The English page that stands in for one that is not written."""
    return f"{REFERENCE}/{split_source(source)[1]}"


def _file_of(site: Site, source: str) -> str:
    """The file that a page is written in: the English one where the page is shown for want of another."""
    here = f"docs/{source}"
    return here if here in site.written.files else f"docs/{_in_english(source)}"


def _place(site: Site, path: str, href: str) -> tuple[int, int]:
    """The line and column of a link in a file; 0 where it is written in another form."""
    lines = site.written.files[path].text.split("\n") if path in site.written.files else []
    found = ((number, line.find(href)) for number, line in enumerate(lines, 1) if f"({href}" in line)
    return next(((number, column + 1) for number, column in found), (0, 0))
