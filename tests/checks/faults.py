"""Kinds of fault, each a small change to one real page, with the line and rule by which it must be reported.

A kind is a function `(page, reference, random) -> Fault | None`; None where the page has nothing to break that way.
"""

# ruff: noqa: ARG001 - every kind takes the same three arguments

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from playbook.model import Link, Page, Section
from playbook.model.staleness import counterpart_line


@dataclass(frozen=True)
class Fault:
    """A page's new content (None: the file is gone), and the problem that must be found."""

    content: bytes | None
    line: int
    rule: str
    path: str = ""


SAID = {"my_name", "customer_name", "colleague_name", "person_name", "reference_number"}
"""Gaps in what is said, which a translation may have or not."""
Kind = Callable[[Page, Page, random.Random], Fault | None]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Add a kind of fault to those that are tried."""
    KINDS[getattr(function, "__name__", "")] = function
    return function


def line_changed(page: Page, line: int, new: str, rule: str, at: int | None = None) -> Fault:
    """A fault in which one line of the page becomes another text."""
    lines = page.lines
    lines[line - 1] = new
    return Fault("\n".join(lines).encode(), line if at is None else at, rule)


def prose_line(page: Page) -> int:
    """The first line of the introduction."""
    return page.intro[0].line


def _links(page: Page) -> list[Link]:
    found = [link for link in page.links if link.href.split("#")[0].endswith(".md")]
    return [link for link in found if page.lines[link.line - 1].count(f"]({link.href})") == 1]


def _link_kind(name: str, rule: str, put: Callable[[Link, Page], str]) -> None:
    def change(page: Page, reference: Page, chance: random.Random) -> Fault | None:
        links = _links(page)
        if not links:
            return None
        link = chance.choice(links)
        line = page.lines[link.line - 1]
        return line_changed(page, link.line, line.replace(f"]({link.href})", put(link, page)), rule)

    change.__name__ = name
    kind(change)


_link_kind("target misspelt", "missing-target", lambda link, _: f"]({link.href.replace('.md', 'x.md')})")
_link_kind("anchor misspelt", "missing-anchor", lambda link, _: f"]({link.href.split('#')[0]}#nowhere)")
_link_kind("link to another site's reference", "reference-link", lambda *_: "][nowhere]")
_link_kind("link to the site's top", "absolute-link", lambda *_: "](/skills/empathy/)")
_link_kind("link to our own address", "absolute-link", lambda *_: "](https://playbook.example/skills/)")
_link_kind("link out of the tree", "outside-tree", lambda *_: "](../../../README.md)")
_link_kind("link without address", "empty-link", lambda *_: "]()")
_link_kind(
    "link into another language",
    "foreign-language-link",
    lambda _, page: f"](../../{'fi' if page.language != 'fi' else 'en'}/{page.group}/{page.topic}.md)",
)


def _added_to_prose(name: str, rule: str, put: Callable[[Page, str], str | None]) -> None:
    def change(page: Page, reference: Page, chance: random.Random) -> Fault | None:
        line = prose_line(page)
        new = put(page, page.lines[line - 1])
        return None if new is None else line_changed(page, line, new, rule)

    change.__name__ = name
    kind(change)


def _middle(text: str, mark: str) -> str:
    """The text with a mark put between two letters of its longest word."""
    word = max((word for word in text.split() if "](" not in word), key=len)
    return text.replace(word, word[: len(word) // 2] + mark + word[len(word) // 2 :], 1)


def _decomposed(_: Page, text: str) -> str | None:
    new = unicodedata.normalize("NFD", text)
    return new if new != text else None


_LOOKALIKES = {"el": ("ο", "o"), "en": ("e", "е"), "fi": ("a", "а"), "nb": ("e", "е"), "tr": ("a", "а")}


def _lookalike(page: Page, text: str) -> str | None:
    own, other = _LOOKALIKES.get(page.language, ("", ""))
    match = re.search(rf"(?<=\w){own}(?=\w)", text) if own else None
    return text[: match.start()] + other + text[match.end() :] if match else None


def _long(page: Page, text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text)
    return text + "ไปด้วยกัน" * 30 if page.language == "th" else text + "\n" + " ".join((words * 9)[:40]) + "."


_added_to_prose("bare web address", "bare-address", lambda _, text: f"{text} https://example.org/form")
_added_to_prose("bare mail address", "bare-address", lambda _, text: f"{text} help@example.org")
_added_to_prose("missing image", "missing-image", lambda _, text: f"{text} ![Queue](no-such.png)")
_added_to_prose("no alternative text", "missing-alt-text", lambda _, text: f"{text} ![](no-such.png)")
_added_to_prose("raw HTML", "raw-html", lambda _, text: f"{text} <b>!</b>")
_added_to_prose("two spaces", "spaces", lambda _, text: text.replace(" ", "  ", 1) if " " in text else None)
_added_to_prose("space before comma", "spaces", lambda _, text: _middle(text, " , "))
_added_to_prose("hyphen for dash", "dashes", lambda _, text: text.replace(" ", " - ", 1) if " " in text else None)
_added_to_prose("long dash", "dashes", lambda _, text: _middle(text, "—"))
_added_to_prose("straight quotation marks", "quotes", lambda _, text: f'{text} "x"')
_added_to_prose("blank at the end", "trailing-blank", lambda _, text: f"{text} ")
_added_to_prose("tab", "tab", lambda _, text: text.replace(" ", "\t", 1) if " " in text else None)
_added_to_prose("zero-width space", "invisible-character", lambda _, text: _middle(text, "\u200b"))
_added_to_prose("soft hyphen", "invisible-character", lambda _, text: _middle(text, "\u00ad"))
_added_to_prose("control character", "control-character", lambda _, text: _middle(text, "\x08"))
_added_to_prose("lost letter", "control-character", lambda _, text: _middle(text, "\ufffd"))
_added_to_prose("decomposed letters", "not-nfc", _decomposed)
_added_to_prose("letter of another alphabet", "mixed-script", _lookalike)
_added_to_prose("unknown slot", "unknown-slot", lambda _, text: f"{text} {{{{ duty_manger }}}}")
_added_to_prose("broken slot", "unknown-slot", lambda _, text: f"{text} {{ duty_manager }}")
_added_to_prose("exception without a reason", "exception", lambda _, text: f"{text} <!-- check: ignore tab -->")
_added_to_prose(
    "sign of another language",
    "punctuation",
    lambda page, text: {"th": f"{text}.", "el": f"{text.rstrip('.')}?"}.get(page.language),
)
_added_to_prose(
    "dotless for dotted i", "turkish-dots", lambda page, text: f"{text} Müşterı." if page.language == "tr" else None
)
_added_to_prose(
    "dotted for dotless i", "turkish-dots", lambda page, text: f"{text} Hayir." if page.language == "tr" else None
)


@kind
def sentence_too_long(page: Page, reference: Page, chance: random.Random) -> Fault:
    """A sentence of forty words, or a Thai line without an end."""
    line = prose_line(page)
    return line_changed(
        page, line, _long(page, page.lines[line - 1]), "sentence-length", line + (page.language != "th")
    )


@kind
def text_in_another_language(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """The introduction left in English, as a translator leaves it."""
    if page is reference:
        return None
    words = reference.lines[prose_line(reference) - 1]
    return line_changed(page, prose_line(page), words, "foreign-text") if len(words.split()) > 6 else None


@kind
def figure_changed(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A figure that English does not have."""
    if page is reference:
        return None
    line = prose_line(page)
    return line_changed(page, line, page.lines[line - 1] + " 4711", "parity-figures")


_AVOIDED = {"fi": "turvavartijalle", "nb": "supervisoren", "el": "απολογίας", "th": "รักษาความเย็น"}
"""Inflected forms of terms that taxonomy/glossary.yml says to avoid."""

_added_to_prose(
    "term to avoid",
    "glossary-term",
    lambda page, text: f"{text} {_AVOIDED[page.language]}" if page.language in _AVOIDED else None,
)


@kind
def english_title_changed_since(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """The translation was made from another English title."""
    line = page.front_source.line("translated_from", "title")
    if page is reference or "title" not in page.front.translated_from:
        return None
    line += not re.search(r"[0-9a-f]{8}", page.lines[line - 1])  # the tools write it under its key
    text = re.sub(r"[0-9a-f]{8}", "0a0a0a0a", page.lines[line - 1])
    return line_changed(page, line, text, "stale-translation", page.front_source.line("title"))


@kind
def slot_lost(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A slot taken out of a translation."""
    slots = [(name, line) for name, line in page.slots if name not in SAID]
    if page is reference or not slots:
        return None
    name, line = chance.choice(slots)
    section = page.section_at(line)
    text = re.sub(r"\{\{\s*" + name + r"\s*\}\}", "x", page.lines[line - 1], count=1)
    return line_changed(page, line, text, "parity-slots", told_at(page, reference, section, name))


def told_at(page: Page, reference: Page, section: Section | None, name: str) -> int:
    """Where it is told that a section lacks a slot: at the row in place of the English one that has it last."""
    if section is None or section.id is None or section.id not in reference.by_id:
        return page.body_line
    english = reference.by_id[section.id]
    line = max(at for other, at in reference.slots if other == name and english.line <= at <= english.end_line)
    return counterpart_line(section, english, line)


@kind
def link_lost(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A link whose words stay, without the link."""
    links = _links(page)
    if page is reference or not links:
        return None
    link = chance.choice(links)
    section = next((found for found in page.sections if found.line <= link.line <= found.end_line), None)
    text = re.sub(r"\[([^\]]*)\]\(" + re.escape(link.href) + r"\)", r"\1", page.lines[link.line - 1])
    return line_changed(page, link.line, text, "parity-links", section.line if section else page.body_line)


def section_of(page: Page, chance: random.Random, *names: str) -> Section | None:
    """One of the page's sections, of these names if any are given."""
    found = [section for section in page.sections if section.id and (not names or section.id in names)]
    return chance.choice(found) if found else None
