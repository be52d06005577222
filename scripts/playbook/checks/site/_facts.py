"""What is read off one HTML page: plain values, so that they travel between processes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

LINK, IMAGE, ASSET, PAGE_META = "link", "image", "asset", "meta"
_SRC = {"img": IMAGE, "script": ASSET, "iframe": ASSET, "source": ASSET, "video": ASSET, "audio": ASSET,
        "embed": ASSET, "track": ASSET, "input": IMAGE}  # fmt: skip
_META_RELS = frozenset({"canonical", "alternate", "prev", "next", "author", "license", "help", "search", "me"})
_QUERY = "[id],[href],[src],[srcset],a[name],[poster],[data],meta[http-equiv],meta[name],img,title,html,base,style"
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)|@import\s+['\"]([^'\"]+)['\"]")


@dataclass(slots=True)
class SitePage:
    """The facts of a page. `path` is relative to the site; `references` are (kind, address) as written,
    each once. `known` is where its addresses lead, as far as anybody asked.
    """

    path: str
    language: str | None = None
    title: str | None = None
    canonical: str = ""
    base: str = ""
    redirect: str = ""
    hidden: bool = False
    ids: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    blind_images: list[str] = field(default_factory=list)
    known: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def facts(self) -> tuple[object, ...]:
        """All of it, as plain values, in the order in which SitePage takes them."""
        return tuple(getattr(self, name) for name in self.__slots__)


def read_page(path: str, raw: bytes) -> SitePage:
    """The facts of one page; HTML that is broken is read as browsers read it."""
    page = SitePage(path)
    references = page.references
    for node in LexborHTMLParser(raw).css(_QUERY):
        tag, attributes = node.tag, node.attributes
        if attributes.get("id"):
            page.ids.append(attributes["id"] or "")
        if tag == "a":
            name = attributes.get("name")
            if name and name != attributes.get("id"):
                page.ids.append(name)
            if "href" in attributes:
                references.append((LINK, attributes["href"] or ""))
        elif tag == "link":
            _link_element(page, attributes)
        elif tag in _SRC:
            _embedded(page, tag, attributes)
        elif tag in {"title", "html", "base", "meta", "style", "area", "object", "use", "image"}:
            _other(page, tag, attributes, node)
    page.references = list(dict.fromkeys(references))
    return page


def _link_element(page: SitePage, attributes: dict[str, str | None]) -> None:
    rels = set((attributes.get("rel") or "").lower().split())
    href = attributes.get("href") or ""
    if "canonical" in rels:
        page.canonical = href
    elif "alternate" in rels and attributes.get("hreflang"):
        page.alternates.append((attributes["hreflang"] or "", href))
    page.references.append((PAGE_META if rels & _META_RELS and "stylesheet" not in rels else ASSET, href))


def _embedded(page: SitePage, tag: str, attributes: dict[str, str | None]) -> None:
    if attributes.get("src") is not None and (tag != "input" or attributes.get("type") == "image"):
        page.references.append((_SRC[tag], attributes["src"] or ""))
    for entry in (attributes.get("srcset") or "").split(","):
        if entry.strip() and not entry.strip().startswith("data:"):
            page.references.append((IMAGE, entry.split()[0]))
    if attributes.get("poster"):
        page.references.append((IMAGE, attributes["poster"] or ""))
    if tag == "img" and "alt" not in attributes and attributes.get("aria-hidden") != "true":
        page.blind_images.append(attributes.get("src") or "")


def _other(page: SitePage, tag: str, attributes: dict[str, str | None], node: object) -> None:
    if tag == "html":
        page.language = attributes.get("lang")
    elif tag == "title" and page.title is None and not _in_drawing(node):
        page.title = " ".join(node.text().split())  # type: ignore[attr-defined]
    elif tag == "base":
        page.base = page.base or attributes.get("href") or ""
    elif tag == "meta":
        if (attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.search(attributes.get("content") or "")
            page.redirect = match[1] if match else ""
        elif (attributes.get("name") or "").lower() == "robots" and "noindex" in (attributes.get("content") or ""):
            page.hidden = True
    elif tag == "style":
        for match in CSS_ADDRESS.finditer(node.text()):  # type: ignore[attr-defined]
            page.references.append((ASSET, match[1] or match[2]))
    elif tag == "area":
        page.references.append((LINK, attributes.get("href") or ""))
    elif tag == "object" and attributes.get("data"):
        page.references.append((ASSET, attributes["data"] or ""))
    elif tag in {"use", "image"} and attributes.get("href"):
        page.references.append((IMAGE, attributes["href"] or ""))


def _in_drawing(node: object) -> bool:
    parent = node.parent  # type: ignore[attr-defined]
    return parent is not None and parent.tag == "svg"
