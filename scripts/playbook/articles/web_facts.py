"""What an HTML page says of its article: in its head, in its data for machines (JSON-LD), in its marks for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup
from bs4.element import Tag

from playbook.articles.lines import collapse
from playbook.model.article import ArticleFacts

_FACT_LIMIT = 300
_NODES = 2_000
"""Objects of a page's JSON-LD that are looked at."""
_AUTHOR = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "date",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_PUBLISHER = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
_KINDS = re.compile(r"(?:Article|Posting|WebPage|HowTo|Report|CreativeWork)$")
_NAME = 60
"""Characters of what can be a name with a label before it."""
_NO_NAME = re.compile(r"[\d|:]")
_UPDATED_MARK = re.compile(r"updated|modified", re.IGNORECASE)
_BYLINE = {"author", "byline", "author-name", "byline-name", "post-author", "entry-author", "p-author", "c-byline"}


def page_facts(soup: BeautifulSoup, part: Tag | None) -> ArticleFacts:
    """The facts that a page names; `part` is its article, where that is known. Empty text for what it does not say."""
    said: dict[str, str] = {}
    for tag in soup.find_all("meta", limit=500):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        said.setdefault(str(name).lower(), _text(tag.get("content")))
    data = _machine_facts(soup)
    title = soup.find("title")
    link = soup.find("link", rel="canonical")
    times = _times(part or soup)
    found = {
        "title": said.get("og:title") or (_text(title.get_text()) if title else ""),
        "author": _first(said, _AUTHOR) or data.get("author") or _marked_author(part or soup),
        "publisher": _first(said, _PUBLISHER) or data.get("publisher"),
        "published": _day(_first(said, _PUBLISHED)) or data.get("published") or times.get("published"),
        "updated": _day(_first(said, _UPDATED)) or data.get("updated") or times.get("updated"),
        "address": (_text(link.get("href")) if isinstance(link, Tag) else "") or said.get("og:url"),
    }
    return ArticleFacts(**{name: value or "" for name, value in found.items()})


def _text(value: object) -> str:
    return collapse(value)[:_FACT_LIMIT] if isinstance(value, str) else ""


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of the values that says something; an address is nobody's name, and no date."""
    values = (said.get(name, "") for name in names)
    return next((value for value in values if value and not value.startswith(("http:", "https:"))), "")


def _day(value: object) -> str:
    match = re.match(r"\d{4}-\d{2}(-\d{2})?", value if isinstance(value, str) else "")
    return match.group() if match else ""


def _machine_facts(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in _nodes(soup):
        kinds = node.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and _KINDS.search(name) for name in names):
            part_of = node.get("isPartOf")
            values = {
                "author": _names(node.get("author") or node.get("creator")),
                "publisher": _names(node.get("publisher")) or _names(part_of if isinstance(part_of, dict) else None),
                "published": _day(node.get("datePublished")),
                "updated": _day(node.get("dateModified")),
            }
            found = {name: value for name, value in values.items() if value} | found
    return found


def _nodes(soup: BeautifulSoup) -> Iterator[Mapping[str, object]]:
    """The objects of the page's JSON-LD, those of an `@graph` too; what is no JSON is passed over."""
    waiting: list[object] = []
    for script in soup.find_all("script", type="application/ld+json", limit=20):
        try:
            waiting.append(json.loads(script.get_text()))
        except (ValueError, RecursionError):
            continue
    for _ in range(_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[name] for name in ("@graph", "mainEntity") if name in node)


def _names(value: object) -> str:
    people = value if isinstance(value, list) else [value]
    names = [_text(person.get("name") if isinstance(person, dict) else person) for person in people[:10]]
    return ", ".join(name for name in names if name and not name.startswith("http"))[:_FACT_LIMIT]


def _marked_author(part: Tag) -> str:
    """What an element says that is marked as the author's by rel, itemprop or class: the name in it, or all of it."""
    for tag in part.find_all(True, limit=20_000):
        marks = {str(mark).lower() for name in ("rel", "itemprop", "class") for mark in _values(tag.get(name))}
        if marks & _BYLINE:
            name = tag.find(True, rel="author") or tag.find(True, itemprop="name") or tag.find("a")
            text = collapse((name if isinstance(name, Tag) else tag).get_text(" "))
            return "" if len(text) > _NAME or _NO_NAME.search(text) else text
    return ""


def _values(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if value else []


def _times(part: Tag) -> dict[str, str]:
    """The dates of the article's `time` elements: the first, and the first that is marked as that of a change."""
    found: dict[str, str] = {}
    for tag in part.find_all("time", datetime=True, limit=20):
        marks = " ".join(str(mark) for name in ("itemprop", "class") for mark in _values(tag.get(name)))
        found.setdefault("updated" if _UPDATED_MARK.search(marks) else "published", _day(tag.get("datetime")))
    return found
