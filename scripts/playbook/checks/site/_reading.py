"""A built site as rules see it: its files, its pages' facts, and where each address in them leads."""

from __future__ import annotations

import gzip
import os
import posixpath
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from playbook.checks.problems import problem
from playbook.checks.site._facts import SitePage, read_html
from playbook.checks.site._lines import Lines
from playbook.checks.site._place import Place, find_place, given_place
from playbook.checks.site._styles import style_addresses
from playbook.model import Problem

_ENDINGS = (".html", ".htm", ".xhtml")
_HOMES = ("index.html", "index.htm", "index.xhtml")
_LEFT_OUT = str.maketrans("", "", "\t\n\r")
"""Characters that a browser takes out of an address. Source: WHATWG URL Standard, "basic URL parser"."""
_ASKING = frozenset({"", "http", "https", "ws", "wss", "ftp"})
"""Schemes by which another host is asked; none is that of the page."""
_SITE_MAPS = ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml")
_SITE_MAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_LOCATION = re.compile(r"<(?:\w+:)?loc>(?:\s*+<!\[CDATA\[)?([^<\]]*+)(?:\]\]>\s*+)?</(?:\w+:)?loc>")
_LARGEST_PAGE = 5_000_000
"""Bytes of a page that are read: its tree takes fifty times as much memory."""
_LARGEST_MAP = 50_000_000
"""Bytes of a site map that are read. Source: sitemaps.org, the largest it may be, unpacked."""
_LONGEST = 2_048
"""Characters of an address in a site map that are read. Source: sitemaps.org, "loc"."""


@dataclass
class BuiltSite:
    """A built site. `files` are all its paths; `place` is where it is published."""

    folder: Path
    files: frozenset[str]
    pages: dict[str, SitePage]
    place: Place = field(default_factory=Place)
    _targets: dict[str, str] = field(default_factory=dict, repr=False)
    _bases: dict[str, str | None] = field(default_factory=dict, repr=False)
    _lines: dict[str, Lines] = field(default_factory=dict, repr=False)

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """Path of a page to the ids in it."""
        return {path: frozenset(page.ids) for path, page in self.pages.items()}

    def resolve(self, page: SitePage, address: str) -> tuple[str, str]:
        """(path in the site, anchor as written) that an address on a page leads to.

        The path is empty for an address elsewhere (another host, mail, data), and begins with "?" where nothing is.
        """
        found = page.known.get(address)
        if found is None:
            found = page.known[address] = self._resolve(page, address.strip().translate(_LEFT_OUT))
        return found

    def _resolve(self, page: SitePage, address: str) -> tuple[str, str]:
        if address.startswith("#") and not page.base:
            return page.path, address[1:]
        try:
            parts = urlsplit(address)
        except ValueError:
            return "?" + address, ""
        if address.startswith("///"):  # a host must stand behind two slashes
            return "?" + address, ""
        inside = self._inside(page, parts)
        if inside is None:
            return "", ""
        found = self._targets.get(inside)
        if found is None:
            found = self._targets[inside] = self._find(inside)
        return found, parts.fragment

    def _inside(self, page: SitePage, parts: SplitResult) -> str | None:
        """The path, from the site's top, that an address means; none where it is no address of this site."""
        path = unquote(parts.path.replace("\\", "/"))
        if parts.netloc:
            return self._below(path) if self._is_own(parts) else None
        if parts.scheme:
            return None
        if path.startswith("/"):
            below = self._below(path)
            return "../" + path.lstrip("/") if below is None else below
        if not path:
            return self._base_file(page)
        start = self._start(page)
        return None if start is None else start + path

    def _is_own(self, parts: SplitResult) -> bool:
        host = urlsplit(self.place.host).netloc.lower()
        return bool(host) and parts.scheme in {"", "http", "https"} and parts.netloc.lower() == host

    def _below(self, path: str) -> str | None:
        """A path from the top of the host as one from the top of the site; none where it is outside."""
        inside, base = path.lstrip("/"), self.place.path
        if not base:
            return inside
        return inside[len(base) + 1 :] if (inside + "/").startswith(base + "/") else None

    def _start(self, page: SitePage) -> str | None:
        """The folder, with its slash, that a page's relative addresses start from; none on another host."""
        start = self._base_file(page)
        return None if start is None else start[: start.rfind("/") + 1]

    def _base_file(self, page: SitePage) -> str | None:
        """What a page's addresses are relative to, from the site's top; none on another host.

        Itself, or what its `<base>` names. Source: HTML Standard, "base".
        """
        if not page.base:
            return page.path
        if page.path not in self._bases:
            try:
                self._bases[page.path] = self._inside(SitePage(page.path), urlsplit(page.base.translate(_LEFT_OUT)))
            except ValueError:
                self._bases[page.path] = page.path  # as if it were not there
        return self._bases[page.path]

    def _find(self, path: str) -> str:
        as_folder = path == "" or path.endswith("/")
        normal = posixpath.normpath(path) if path else "."
        inside = "" if normal == "." else normal + "/"
        if not as_folder and normal in self.files:
            return normal
        for home in _HOMES:
            if inside + home in self.files:
                return inside + home
        if not as_folder and normal + ".html" in self.files:
            return normal + ".html"
        return "?" + path

    def exists(self, path: str) -> bool:
        """Whether a path from the site's top leads to a file."""
        return not self._find(path).startswith("?")

    def is_foreign(self, address: str) -> bool:
        """Whether loading this address asks another host."""
        try:
            parts = urlsplit(address.strip().translate(_LEFT_OUT))
        except ValueError:
            return False
        return (
            bool(parts.netloc) and parts.scheme in {"", "http", "https", "ws", "wss", "ftp"} and not self._is_own(parts)
        )

    def is_unsure(self, address: str) -> bool:
        """Whether an address cannot be judged, as it begins with / and nothing says where the site is published."""
        return not self.place.is_sure and address.lstrip().startswith("/") and not address.lstrip().startswith("//")

    def is_copy(self, page: SitePage) -> bool:
        """Whether a page names another as the one to find: search engines leave it out, and so do our rules."""
        if not page.canonical:
            return False
        target, _ = self.resolve(page, page.canonical)
        if target:
            return target != page.path and not target.startswith("?")
        own = page.path.removesuffix("index.html")
        address = _path_of(page.canonical).removesuffix("index.html")
        return not ("/" + address.lstrip("/")).endswith("/" + own if own else "/")

    def problem(self, path: str, text: str, message: str, hint: str = "") -> Problem:
        """A problem on a page, at the line where `text` stands in it."""
        lines = self._lines.get(path)
        if lines is None:
            raw = (self.folder / path).read_bytes()[:_LARGEST_PAGE]
            lines = self._lines[path] = Lines(raw.decode("utf-8", "replace"))
        return problem(path, lines.of(text), message, hint)

    @cached_property
    def styles(self) -> dict[str, list[str]]:
        """Path of a style sheet to the addresses in it."""
        sheets = (path for path in sorted(self.files) if path.endswith(".css"))
        return {path: style_addresses((self.folder / path).read_bytes().decode("utf-8", "replace")) for path in sheets}

    @cached_property
    def site_maps(self) -> dict[str, list[tuple[int, str]]]:
        """Path of a site map to its (line, address) rows: those robots.txt names, and those with the usual names."""
        named = [_last_part(match) for match in _SITE_MAP_LINE.findall(self._robots)]
        waiting = [name for name in dict.fromkeys((*named, *_SITE_MAPS)) if name in self.files]
        found: dict[str, list[tuple[int, str]]] = {}
        while waiting:
            name = waiting.pop(0)
            found[name] = _listed(self._text_of_map(name))
            further = (self._map_at(address) for _, address in found[name] if address.endswith((".xml", ".xml.gz")))
            waiting.extend(path for path in further if path and path not in found and path not in waiting)
        return found

    @cached_property
    def _robots(self) -> str:
        return (self.folder / "robots.txt").read_text("utf-8", "replace") if "robots.txt" in self.files else ""

    def _map_at(self, address: str) -> str:
        """The site map that another names: by its end, as where the site stands may still be unknown."""
        parts = unquote(_path_of(address)).strip("/").split("/")
        return next((path for cut in range(len(parts)) if (path := "/".join(parts[cut:])) in self.files), "")

    def _text_of_map(self, name: str) -> str:
        raw = (self.folder / name).read_bytes()[:_LARGEST_MAP]
        if name.endswith(".gz"):
            try:
                with gzip.open(self.folder / name) as packed:
                    raw = packed.read(_LARGEST_MAP)
            except (OSError, EOFError, zlib.error):
                return ""
        return raw.decode("utf-8", "replace")

    def shown(self) -> Iterator[SitePage]:
        """The pages that readers and search engines are meant to find.

        No redirections, no 404, none marked noindex, none that names another page as the one to find.
        """
        for path, page in self.pages.items():
            is_out = page.redirect or page.hidden or posixpath.basename(path) == "404.html"
            if not is_out and not self.is_copy(page):
                yield page


def read_site(folder: Path, address: str = "") -> BuiltSite:
    """Read every page of a site once. `address` is where it is published; without it, the site itself is asked."""
    files = frozenset(_files(folder))
    names = sorted(name for name in files if name.lower().endswith(_ENDINGS))
    site = BuiltSite(folder, files, {name: read_html(name, _bytes_of(folder, name)) for name in names})
    if address:
        site.place = given_place(address)
    else:
        listed = [text for rows in site.site_maps.values() for _, text in rows]
        site.place = find_place(site.pages, listed, site.exists)
    return site


def _files(folder: Path) -> Iterator[str]:
    """Every file below a folder, from its top; a link back to a folder that it stands in is not followed."""
    top = str(folder)
    waiting = [("", frozenset({os.path.realpath(top)}))]
    while waiting:
        prefix, above = waiting.pop()
        with os.scandir(f"{top}/{prefix}") as entries:
            for entry in entries:
                if _is(entry.is_file):
                    yield prefix + entry.name
                elif not _is(entry.is_dir):
                    continue  # a pipe, a link to nothing or to itself: no reader gets anything there
                elif not entry.is_symlink():
                    waiting.append((f"{prefix}{entry.name}/", above))
                elif (real := os.path.realpath(entry.path)) not in above and not top.startswith(real + os.sep):
                    waiting.append((f"{prefix}{entry.name}/", above | {real}))


def _is(question: Callable[[], bool]) -> bool:
    """The answer to whether an entry is a file or a folder; a link that leads round in a circle is neither."""
    try:
        return question()
    except OSError:
        return False


def _bytes_of(folder: Path, name: str) -> bytes:
    with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - thousands of them: no Path for each
        return file.read(_LARGEST_PAGE)


def _path_of(address: str) -> str:
    """The path of an address; empty where it is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _last_part(address: str) -> str:
    return unquote(_path_of(address)).rstrip("/").rpartition("/")[2]


def _listed(text: str) -> list[tuple[int, str]]:
    """(line, address) of everything a site map names; one in plain text has an address a line."""
    if "<" not in text:
        lines = enumerate(text.split("\n"), 1)
        return [(number, address[:_LONGEST]) for number, line in lines if (address := line.strip())]
    found, line, place = [], 1, 0
    for match in _LOCATION.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        if address := match[1].strip():
            found.append((line, unescape(address[:_LONGEST])))
    return found
