"""What is read off one HTML page: its language, ids, addresses and what it says of itself."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from playbook.checks.site._labour import readable_part
from playbook.checks.site._styles import style_addresses

LINK, IMAGE, ASSET, PAGE_META, CONNECTION, SHARED = "link", "image", "asset", "meta", "connection", "shared"
"""What an address is for: a link, an image or other file that is loaded, a page named in the head, a host to get
ready for, a picture that other sites show beside a link to the page.
"""

_LOADED = {
    "audio": ASSET, "embed": ASSET, "frame": ASSET, "iframe": ASSET, "img": IMAGE, "input": IMAGE,
    "script": ASSET, "source": ASSET, "track": ASSET, "video": ASSET,
}  # fmt: skip
"""Elements whose `src` is loaded. Source: HTML Standard, "Attributes", the rows that are addresses."""
_DRAWN = {"image": IMAGE, "feimage": IMAGE, "use": IMAGE, "script": ASSET}
"""Elements of a drawing whose `href` or `xlink:href` leads out of it; gradients and paths name only parts of it."""
_LOADING_RELS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon",
     "fluid-icon", "manifest", "preload", "prefetch", "modulepreload", "prerender"}
)  # fmt: skip
"""What makes a browser fetch the address of a `link`; any other `rel` names a page and loads nothing."""
_CONNECTING_RELS = frozenset({"dns-prefetch", "preconnect"})
_SHARED_PICTURES = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail",
     "msapplication-tileimage", "msapplication-square70x70logo", "msapplication-square150x150logo",
     "msapplication-square310x310logo", "msapplication-wide310x150logo"}
)  # fmt: skip
_QUERY = (
    "[id],[href],[src],[srcset],[style],[poster],[data],[cite],[background],[longdesc],[imagesrcset],[action],"
    "[formaction],[xlink\\:href],a[name],meta,img,title,html,base,style"
)
_REFRESH = re.compile(r"[\d.\s]*+[;,]?\s*+(?:url\s*+=\s*+)?(['\"]?)(.+?)\1$", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_AS_BROWSERS_READ = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252",
                     "us-ascii": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254", "tis-620": "cp874",
                     "iso-8859-11": "cp874", "windows-874": "cp874", "utf-16": "utf-8", "utf-16le": "utf-8",
                     "utf-16be": "utf-8"}  # fmt: skip
"""Names of encodings and what browsers read them as. Source: WHATWG Encoding Standard, names and labels."""
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)")
_HEAD = 1024
"""Bytes in which a page must name its encoding. Source: HTML Standard, "Determining the character encoding"."""


@dataclass(slots=True)
class SitePage:
    """The facts of a page. `path` is relative to the site; `references` are (kind, address) as written,
    each once. `known` is where its addresses lead, as far as it was asked.
    """

    path: str
    language: str | None = None
    title: str | None = None
    canonical: str = ""
    own_address: str = ""
    base: str | None = None
    redirect: str = ""
    hidden: bool = False
    ids: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    blind_images: list[str] = field(default_factory=list)
    known: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False, compare=False)


def read_html(path: str, raw: bytes) -> SitePage:
    """The facts of one page; HTML that is broken is read as browsers read it, in the encoding that it names."""
    page = SitePage(path)
    seen: set[int] = set()
    for node in LexborHTMLParser(readable_part(as_utf8(raw))).css(_QUERY):
        if node.mem_id not in seen:  # an element comes once for each part of the query that fits it
            seen.add(node.mem_id)
            _read_element(page, node, (node.tag or "").lower(), node.attributes)
    page.references = list(dict.fromkeys(page.references))
    return page


def as_utf8(raw: bytes) -> bytes:
    """A page's bytes in UTF-8, from the encoding that its mark or its head names; UTF-8 where that is unknown."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :] if name == "utf-8" else raw[len(mark) :].decode(name, "replace").encode()
    match = _CHARSET.search(raw, 0, _HEAD)
    name = match[1].decode("ascii").lower() if match else "utf-8"
    name = _AS_BROWSERS_READ.get(name, name)
    try:
        return raw if name in {"utf-8", "utf8"} else raw.decode(name, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return raw


def _read_element(page: SitePage, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
    _read_ids(page, tag, attributes)
    _read_addresses(page, tag, attributes)
    is_empty = tag == "a" and "href" in attributes and not (attributes["href"] or "").strip()
    if is_empty and not _is_way_round(node, attributes):
        page.references.append((LINK, ""))
    if tag in {"title", "html", "base", "meta", "style"}:
        _read_head(page, node, tag, attributes)
    elif tag == "link":
        _read_link_element(page, attributes)
    if attributes.get("style"):
        page.references.extend((ASSET, address) for address in style_addresses(attributes["style"] or ""))


def _read_ids(page: SitePage, tag: str, attributes: dict[str, str | None]) -> None:
    own = attributes.get("id")
    if own:
        page.ids.append(own)
    name = attributes.get("name") if tag == "a" else None
    if name and name != own:
        page.ids.append(name)


def _read_addresses(page: SitePage, tag: str, attributes: dict[str, str | None]) -> None:
    """The addresses in an element's attributes, but for those of the head."""
    add = page.references.append
    if tag in {"a", "area"} and (attributes.get("href") or "").strip():
        add((LINK, attributes["href"] or ""))
    elif tag in _DRAWN and ("href" in attributes or "xlink:href" in attributes):
        add((_DRAWN[tag], attributes.get("href") or attributes.get("xlink:href") or ""))
    elif tag == "a" and attributes.get("xlink:href"):
        add((LINK, attributes["xlink:href"] or ""))
    if tag in _LOADED and attributes.get("src") is not None and (tag != "input" or _type(attributes) == "image"):
        add((_LOADED[tag], attributes["src"] or ""))
    if tag == "img" and "alt" not in attributes and attributes.get("aria-hidden") != "true":
        page.blind_images.append(attributes.get("src") or "")
    for name in ("srcset", "imagesrcset"):
        page.references.extend((IMAGE, address) for address in image_candidates(attributes.get(name) or ""))
    for name, kind in (("poster", IMAGE), ("background", IMAGE), ("cite", LINK), ("longdesc", LINK)):
        if attributes.get(name):
            add((kind, attributes[name] or ""))
    if tag == "object" and attributes.get("data"):
        add((ASSET, attributes["data"] or ""))
    if tag == "form" and attributes.get("action") and (attributes.get("method") or "get").lower() == "get":
        add((LINK, attributes["action"] or ""))  # a form that posts asks a program, not a page
    if attributes.get("formaction") and (attributes.get("formmethod") or "").lower() == "get":
        add((LINK, attributes["formaction"] or ""))


def _type(attributes: dict[str, str | None]) -> str:
    return (attributes.get("type") or "").lower()


def _read_link_element(page: SitePage, attributes: dict[str, str | None]) -> None:
    rels = set((attributes.get("rel") or "").lower().split())
    href = attributes.get("href")
    if "canonical" in rels:
        page.canonical = page.canonical or (href or "").strip()
    elif "alternate" in rels and attributes.get("hreflang"):
        page.alternates.append((attributes["hreflang"] or "", href or ""))
    if href is not None and (rels or attributes.get("itemprop")):
        kind = ASSET if rels & _LOADING_RELS else CONNECTION if rels & _CONNECTING_RELS else PAGE_META
        page.references.append((kind, href))


def _read_head(page: SitePage, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
    if tag == "html":
        page.language = attributes.get("lang")
    elif tag == "title" and page.title is None and not _in_drawing(node):
        page.title = " ".join(node.text().split())
    elif tag == "base" and page.base is None and attributes.get("href") is not None:
        page.base = (attributes["href"] or "").strip()
    elif tag == "style":
        page.references.extend((ASSET, address) for address in style_addresses(node.text()))
    elif tag == "meta":
        _read_meta(page, attributes)


def _read_meta(page: SitePage, attributes: dict[str, str | None]) -> None:
    content = attributes.get("content") or ""
    name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        match = _REFRESH.match(content.strip()) if re.search(r"url\s*=|[;,]", content, re.IGNORECASE) else None
        page.redirect = match[2].strip() if match else ""
    elif name == "robots":
        page.hidden = page.hidden or bool({"noindex", "none"} & set(re.split(r"[\s,]+", content.lower())))
    elif name == "og:url":
        page.own_address = page.own_address or content.strip()
    elif name in _SHARED_PICTURES:
        page.references.append((SHARED, content))


def image_candidates(text: str) -> list[str]:
    """The addresses in a `srcset`. Source: HTML Standard, "Parsing a srcset attribute": commas may stand in one."""
    found: list[str] = []
    position = 0
    while position < len(text):
        match = _CANDIDATE.match(text, position)
        if not match:
            break
        position = match.end()
        address = match[1].rstrip(",")
        if not match[1].endswith(","):  # else the comma behind it ends the candidate: no descriptor follows
            position = _end_of_descriptor(text, position)
        if address and not address.startswith("data:"):
            found.append(address)
    return found


def _end_of_descriptor(text: str, position: int) -> int:
    depth = 0
    for place in range(position, len(text)):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth = max(depth - 1, 0)
        elif text[place] == "," and not depth:
            return place + 1
    return len(text)


def _is_way_round(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Whether a link with an empty address is a menu's entry for the page itself, as many generators write it."""
    if attributes.get("aria-current"):
        return True
    above = node.parent
    while above is not None and above.tag != "main":
        if above.tag in {"nav", "header", "footer", "aside"} or above.attributes.get("role") == "navigation":
            return True
        above = above.parent
    return False


def _in_drawing(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "svg":
            return True
        parent = parent.parent
    return False
