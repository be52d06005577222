"""A built site as rules see it: its files, its pages' facts, and where each address in them leads."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playbook.checks.context import problem
from playbook.checks.processes import map_files
from playbook.checks.site._facts import CSS_ADDRESS, SitePage, read_page
from playbook.model import Problem

_SPECIAL = re.compile(r"[:?%]|//")
"""What makes an address more than a path and an anchor."""
_SCHEMES = ("http", "mailto:", "tel:", "data:", "javascript:")
_HOME = "index.html"
_ENDINGS = (".html", ".htm")


@dataclass
class Site:
    """A built site. `files` are all its paths; `address` is where it is published, without a slash at the end."""

    folder: Path
    address: str
    files: frozenset[str]
    pages: dict[str, SitePage]
    _targets: dict[str, str] = field(default_factory=dict, repr=False)
    _lines: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """Path of a page to the ids in it."""
        return {path: frozenset(page.ids) for path, page in self.pages.items()}

    @cached_property
    def _is_full(self) -> bool:
        """Whether the site's address has a scheme, so that only an address with one can begin with it."""
        return ":" in self.address

    @cached_property
    def base_path(self) -> str:
        """The path part of the site's address: what a link that begins with / begins with."""
        return urlsplit(self.address).path.strip("/")

    def resolve(self, page: SitePage, address: str) -> tuple[str, str]:
        """(path in the site, anchor) that an address on a page leads to.

        The path is empty for an address elsewhere (another host, mail, data), and begins with "?" where nothing is.
        """
        found = page.known.get(address)
        if found is None:
            found = page.known[address] = self._resolve(page, address.strip())
        return found

    def _resolve(self, page: SitePage, address: str) -> tuple[str, str]:
        if address.startswith("#"):
            return page.path, unquote(address[1:])
        special = _SPECIAL.search(address)
        if (special or not self._is_full) and self.address and (address + "/").startswith(self.address + "/"):
            address = "/" + (self.base_path + "/" if self.base_path else "") + address[len(self.address) :].lstrip("/")
            special = _SPECIAL.search(address)
        if special and ("//" in address or ":" in address or "?" in address):
            try:
                parts = urlsplit(address)
            except ValueError:
                return "?" + address, ""
            if parts.scheme or parts.netloc:
                return "", ""
            path, anchor = parts.path, parts.fragment
        else:
            path, _, anchor = address.partition("#")
        if special and "%" in address:
            path, anchor = unquote(path), unquote(anchor)
        if not path and "?" not in address:
            return page.path, anchor
        target = self._absolute(page, path)
        found = self._targets.get(target)
        if found is None:
            found = self._targets[target] = self._find(target)
        return found, anchor

    def _absolute(self, page: SitePage, path: str) -> str:
        if path.startswith("/"):
            inside = path.lstrip("/")
            if self.base_path:
                base = self.base_path + "/"
                inside = inside[len(base) :] if (inside + "/").startswith(base) else "../" + inside
            return inside
        start = page.path.rpartition("/")[0]
        if page.base and not urlsplit(page.base).netloc:
            start = posixpath.join(start, page.base) if not page.base.startswith("/") else page.base.lstrip("/")
        if not path:
            return page.path
        return f"{start}/{path}" if start and not start.endswith("/") else start + path

    def _find(self, path: str) -> str:
        as_folder = path == "" or path.endswith("/")
        normal = posixpath.normpath(path) if path else "."
        inside = "" if normal == "." else normal + "/"
        if not as_folder and normal in self.files:
            return normal
        if inside + "index.html" in self.files:
            return inside + "index.html"
        if not as_folder and normal + ".html" in self.files:
            return normal + ".html"
        return "?" + path

    def is_foreign(self, address: str) -> bool:
        """Whether loading this address asks another host."""
        if address.startswith(("data:", "blob:", "about:", "#", "mailto:", "tel:", "javascript:")):
            return False
        if self.address and (address + "/").startswith(self.address + "/"):
            return False
        return "//" in address and (address.startswith("//") or bool(urlsplit(address).netloc))

    def problem(self, path: str, text: str, message: str, hint: str = "") -> Problem:
        """A problem on a page, at the line where `text` stands in it."""
        source = self._lines.get(path)
        if source is None:
            source = self._lines[path] = (self.folder / path).read_bytes().decode("utf-8", "replace")
        escaped = text.replace("&", "&amp;")
        places = (source.find(f"{mark}{form}{mark}") for form in (text, escaped) for mark in ('"', "'"))
        place = next((found for found in places if found >= 0), source.find(text) if text else 0)
        return problem(path, source.count("\n", 0, max(place, 0)) + 1, message, hint)

    @cached_property
    def styles(self) -> dict[str, list[str]]:
        """Path of a style sheet to the addresses in it."""
        found = {}
        for path in sorted(self.files):
            if path.endswith(".css"):
                text = (self.folder / path).read_bytes().decode("utf-8", "replace")
                found[path] = [first or second for first, second in CSS_ADDRESS.findall(text)]
        return found

    def shown(self) -> Iterator[SitePage]:
        """The pages readers and search engines are meant to find: no redirections, no 404, none marked noindex."""
        for path, page in self.pages.items():
            if not page.redirect and not page.hidden and posixpath.basename(path) != "404.html":
                yield page


def read_site(folder: Path, address: str = "") -> Site:
    """Read every page of a site once; over several processes where there are enough of them."""
    files = frozenset(_files(str(folder)))
    names = sorted(name for name in files if name.endswith(_ENDINGS))
    site = Site(folder, address.rstrip("/"), files, {})
    home = [] if address or _HOME not in files else [_read_one(site, _HOME)]
    if home:  # the others' addresses can be followed only when the site's own is known
        names.remove(_HOME)
        site.address = home[0].canonical.rstrip("/")
    others = (SitePage(*facts) for facts in map_files(partial(_facts_of, site), names))
    site.pages = {page.path: page for page in sorted((*home, *others), key=attrgetter("path"))}
    return site


def _files(folder: str, prefix: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _read_one(site: Site, name: str) -> SitePage:
    with open(f"{site.folder}/{name}", "rb") as file:  # noqa: PTH123 - thousands of them: no Path for each
        return read_page(name, file.read())


def _facts_of(site: Site, name: str) -> tuple[object, ...]:
    page = _read_one(site, name)
    for _, address in page.references:
        if not address.startswith(_SCHEMES):
            site.resolve(page, address)
    return page.facts()
