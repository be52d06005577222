"""Where a built site is published: what its own pages, site maps and links say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from playbook.checks.site._facts import SitePage

_DEEPEST = 4
"""Folders below a host at which sites are looked for: `/user/project/en/latest/` is the deepest in common use."""
_MANY = 10
"""Links from the top of the host that must fail before what pages say of their own address is doubted."""


@dataclass(frozen=True)
class Place:
    """`host` with its scheme, empty where it is not known; `path` below it, without slashes around it.

    `is_sure` says whether links that begin with / can be judged by it.
    """

    host: str = ""
    path: str = ""
    is_sure: bool = True


def given_place(address: str) -> Place:
    """The place that somebody named: `https://example.org/book/`."""
    parts = urlsplit(address)
    return Place(f"{parts.scheme}://{parts.netloc}" if parts.netloc else "", parts.path.strip("/"))


def find_place(pages: Mapping[str, SitePage], listed: Iterable[str], exists: Callable[[str], bool]) -> Place:
    """The place of a site nobody named one for.

    `listed` are the full addresses in its site maps; `exists` says whether a path inside the site leads to a file.
    Pages are asked first (their canonical address, less their path), then the site maps, then the links from the top.
    """
    top_links = [link for page in pages.values() for _, link in page.references if _is_from_top(link)]
    by_links = Counter(path for link in top_links for path in _fitting(urlsplit_path(link), exists))
    address = _most(_named_by_pages(pages)) or _most(
        base + "/" + path if path else base
        for base, inside in map(_split_host, listed)
        if base
        for path in _fitting(inside, exists)
    )
    if address:
        place = given_place(address)
        failing = len(top_links) - by_links[place.path]
        return Place(place.host, place.path, is_sure=failing < _MANY or failing * 2 <= len(top_links))
    path, votes = max(by_links.items(), key=lambda item: (item[1], -len(item[0])), default=("", 0))
    if votes <= by_links[""]:
        path, votes = "", by_links[""]
    return Place("", path, is_sure=votes * 2 >= len(top_links))


def _most(addresses: Iterable[str]) -> str:
    """The address named most often; of several, the shortest."""
    counted = Counter(addresses)
    return max(counted, key=lambda address: (counted[address], -len(address)), default="")


def _named_by_pages(pages: Mapping[str, SitePage]) -> list[str]:
    """What each page's own address leaves when its path is taken off; the start page only where no other says it.

    Every address ends in the start page's empty path, so that a start page which names another page would mislead.
    """
    found: list[str] = []
    of_home: list[str] = []
    for page in pages.values():
        if page.redirect:
            continue
        for address in (page.canonical, page.own_address):
            base, inside = _split_host(address)
            if base:
                kept = of_home if page.path == "index.html" else found
                kept.extend(_without(base, inside, page.path))
    return found or of_home


def _without(base: str, inside: str, path: str) -> Iterator[str]:
    """The address of the site, if `inside` ends as a page's path or one of its shorter forms does."""
    folder = path.removesuffix("index.html")
    for form in dict.fromkeys((path, folder, folder.rstrip("/"), path.removesuffix(".html"))):
        whole = "/" + inside
        if whole.endswith("/" + form):
            place = whole[: len(whole) - len(form)].strip("/")
            yield f"{base}/{place}" if place else base
            return


def _split_host(address: str) -> tuple[str, str]:
    """(scheme and host, path without its first slash) of a full web address; nothing for any other."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return "", ""
    return f"{parts.scheme}://{parts.netloc}", unquote(parts.path).lstrip("/")


def urlsplit_path(address: str) -> str:
    """The path of an address that begins with /, without that slash, its query and its anchor."""
    return unquote(address.split("#", 1)[0].split("?", 1)[0]).lstrip("/")


def _fitting(inside: str, exists: Callable[[str], bool]) -> Iterator[str]:
    """Every path at which the site could stand, so that `inside` of the host is a file of it."""
    parts = inside.split("/")
    for depth in range(min(len(parts), _DEEPEST + 1)):
        if exists("/".join(parts[depth:])):
            yield "/".join(parts[:depth])


def _is_from_top(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")
