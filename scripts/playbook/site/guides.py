"""The guides: for staff and managers in every language, for editors and those who publish in English alone."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3
import pyromark

from playbook.model import REFERENCE, Playbook
from playbook.model.page import split_front_matter
from playbook.shown.addresses import PageLink, file_address, page_address, relative_address, split_source
from playbook.shown.headings import heading_places
from playbook.shown.links import SCHEMES, is_outside, is_safe, resolve

GUIDES = "guides/"
FOR_READERS = ("guides/staff.md", "guides/managers.md")
"""The guides for those who use the playbook; the others are for those who write it or run its site."""
_FIRST = (
    "index",
    "staff",
    "managers",
    "editors",
    "translating",
    "adding-a-language",
    "adding-an-article",
    "writing-style",
    "house-rules",
    "checks",
)
_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "hr"}
_TAGS |= {"a", "img", "br", "table", "thead", "tbody", "tr", "th", "td"}
_ELEMENT = re.compile(r"<(/?)([a-z]+)", re.IGNORECASE)
_EMPTY = {"br", "hr", "img"}
_DEEPEST = 500
"""Elements within each other; a guide has about ten."""
_ATTRIBUTES = {"*": {"id"}, "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "code": {"class"}}
"""What a guide may be marked up with: what Markdown itself makes."""
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_NAMED_PLACE = re.compile(r"\{#[\w-]+\}\s*$")
_TITLE = re.compile(r"^(?:title:|#)[ \t]+(.+?)[ \t]*$", re.MULTILINE)


def is_guide(name: str) -> bool:
    """Whether a path within a language's folder is that of a guide, or of a picture of one."""
    return name.startswith(GUIDES)


def guides(playbook: Playbook, language: str = REFERENCE) -> list[str]:
    """The paths of a language's guides within its folder, in the order in which to read them."""
    prefix = f"docs/{language}/"
    names = [path.removeprefix(prefix) for path in playbook.other_pages if path.startswith(prefix + GUIDES)]
    return sorted(names, key=lambda name: (_place(name), name))


def _place(name: str) -> int:
    stem = name.removeprefix(GUIDES).removesuffix(".md")
    return _FIRST.index(stem) if stem in _FIRST else len(_FIRST)


def guide_title(playbook: Playbook, name: str, language: str = REFERENCE) -> str:
    """The title of a guide in a language; empty for what is none."""
    text = playbook.other_pages.get(f"docs/{language}/{name}", "")
    front, body, _ = split_front_matter(text)
    match = _TITLE.search(front or "") or _TITLE.search(body)
    return match[1] if match else ""


def guide_html(playbook: Playbook, name: str, language: str = REFERENCE) -> tuple[str, tuple[PageLink, ...]]:
    """A guide as HTML, and its links to other pages. Nothing in it can run, restyle the page or lead astray."""
    path = f"docs/{language}/{name}"
    _, body, _ = split_front_matter(playbook.other_pages[path])
    links: list[PageLink] = []

    def address(tag: str, attribute: str, value: str) -> str | None:
        return _address(path, value, tag, links) if attribute in {"href", "src"} else value

    marked = pyromark.html(body, options=pyromark.Options.ENABLE_TABLES)
    html = nh3.clean(
        f"<pre>{escape(body)}</pre>" if _is_deep(marked) else marked,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=address,
    )
    return _with_languages(_with_places(html), name, playbook, language), tuple(links)


def _is_deep(html: str) -> bool:
    """Whether elements stand in each other more deeply than in any guide; cleaning takes the square of the depth."""
    depth = 0
    for found in _ELEMENT.finditer(html):
        if found[2] not in _EMPTY:
            depth += -1 if found[1] else 1
            if depth > _DEEPEST:
                return True
    return False


def _address(path: str, href: str, tag: str, links: list[PageLink]) -> str | None:
    """An address as the guide in the file `path` has it; None where it is strange, or a picture from elsewhere."""
    if not is_safe(href) or (tag == "img" and is_outside(href)):
        return None
    if is_outside(href):
        return href
    target, anchor = resolve(path, href)
    link = PageLink(target.removeprefix("docs/"), anchor, href)
    links.append(link)
    if target == path:
        return f"#{anchor}"
    here = page_address(*split_source(path.removeprefix("docs/")))
    return relative_address(file_address(*split_source(link.target)), here) + (f"#{anchor}" if anchor else "")


_NOTES = f"{GUIDES}usage-"
"""How the paths of the notes for those who write a language begin: their words set as code are of that language."""
_SCRIPTS = (("th", "\u0e00-\u0e7f"), ("el", "\u0370-\u03ff\u1f00-\u1fff"))
"""Languages that a script of their own tells, and its letters."""
_TEXT = re.compile(r"<code>(?P<code>[^<]*)</code>|<(?P<tag>[^<>]*)>|(?P<text>[^<>]+)")


def _with_languages(html: str, name: str, playbook: Playbook, language: str) -> str:
    """The guide with the language of each snippet of another one, for screen readers and for the shape of letters."""
    notes = name.removeprefix(_NOTES).removesuffix(".md") if name.startswith(_NOTES) else language
    own = notes if notes in playbook.languages and notes != language else ""
    foreign = [(code, letters) for code, letters in _SCRIPTS if code != language and code in playbook.languages]
    runs = [(code, re.compile(f"[{letters}](?:[\\s–…·]*[{letters}])*")) for code, letters in foreign]

    def marked(match: re.Match[str]) -> str:
        code, text = match["code"], match["text"]
        if code is not None:
            spoken = own or next((other for other, run in runs if run.search(code)), "")
            return f'<code lang="{spoken}">{code}</code>' if spoken else match[0]
        for other, run in runs if text else ():
            text = run.sub(lambda found, other=other: f'<span lang="{other}">{found[0]}</span>', text)
        return text or match[0]

    return _TEXT.sub(marked, html)


def _with_places(html: str) -> str:
    """The guide with an id for each heading; that of its title is where "skip to content" leads."""
    found = list(_HEADING.finditer(html))
    texts = ((int(match[1]), unescape(re.sub(r"<[^<>]*>", "", match[2]))) for match in found)
    places = iter(heading_places(texts))

    def name(match: re.Match[str]) -> str:
        level, text = match.groups()
        place, _ = next(places)
        return f'<h{level} id="{escape(place)}">{_NAMED_PLACE.sub("", text).rstrip()}</h{level}>'

    return _HEADING.sub(name, html)


def guide_toc(html: str) -> tuple[tuple[str, str], ...]:
    """(place, heading) of the sections of a guide."""
    parts = (part.partition("</h2>") for part in html.split('<h2 id="')[1:])
    found = (head.partition('">') for head, closed, _ in parts if closed)
    return tuple((place, unescape(re.sub(r"<[^<>]*>", "", text))) for place, _, text in found)
