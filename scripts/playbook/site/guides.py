"""The guides of docs/en/guides: English pages for editors, managers and those who publish; in no other language."""

from __future__ import annotations

import re

import nh3

from playbook.model import REFERENCE, Playbook
from playbook.model.page import split_front_matter
from playbook.shown.links import SCHEMES, is_outside, is_safe

GUIDES = "guides/"
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
_ATTRIBUTES = {"*": {"id"}, "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "code": {"class"}}
"""What a guide may be marked up with: what Markdown itself makes."""
_TITLE = re.compile(r"^(?:title:|#)[ \t]+(.+?)[ \t]*$", re.MULTILINE)


def is_guide(name: str) -> bool:
    """Whether a path within a language's folder is that of a guide, or of a picture of one."""
    return name.startswith(GUIDES)


def guides(playbook: Playbook) -> list[str]:
    """The guides' paths within the English folder, in the order in which to read them."""
    prefix = f"docs/{REFERENCE}/"
    names = [path.removeprefix(prefix) for path in playbook.other_pages if path.startswith(prefix + GUIDES)]
    return sorted(names, key=lambda name: (_place(name), name))


def _place(name: str) -> int:
    stem = name.removeprefix(GUIDES).removesuffix(".md")
    return _FIRST.index(stem) if stem in _FIRST else len(_FIRST)


def guide_title(playbook: Playbook, name: str) -> str:
    """The title of a guide; empty for what is none."""
    text = playbook.other_pages.get(f"docs/{REFERENCE}/{name}", "")
    front, body, _ = split_front_matter(text)
    match = _TITLE.search(front or "") or _TITLE.search(body)
    return match[1] if match else ""


def clean(html: str) -> str:
    """A guide as mkdocs rendered it, without anything that could run, restyle the page or lead to a strange address."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=_allowed,
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None where it leads to a strange address or fetches a picture from elsewhere."""
    if name not in {"href", "src"}:
        return value
    return value if is_safe(value) and not (tag == "img" and is_outside(value)) else None


def name_title(markdown: str) -> str:
    """A guide with an id for its title that is the same on every page: where "skip to content" leads."""
    return re.sub(r"^(# [^{\n]*[^{}\s])\s*$", r"\1 {#content}", markdown, count=1, flags=re.MULTILINE)
