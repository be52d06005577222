"""The first use of a glossary term on a page leads to its definition, in whatever inflected form it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer
from lxml.html import HtmlElement
from lxml.html import builder as tag

LANGUAGES = {"en": "english", "tr": "turkish", "fi": "finnish", "nb": "norwegian", "el": "greek"}
"""Languages whose words Snowball can stem; in any other a term is found as it is written."""

SECTIONS = ("signs", "steps", "mistakes", "escalate", "afterwards", "why")
"""Where terms are linked: not in what is read in a hurry (`now`), said aloud (`phrases`) or a riddle (`practice`)."""

MOST = 5
"""Links a page gets at most: a page full of them is hard to read."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff]")
_LEFT_ALONE = {"a", "h2", "h3", "summary", "th", "code", "time"}


@dataclass(frozen=True)
class TermFinder:
    """Finds the terms of one language in text. `terms` maps a concept's id to its term."""

    language: str
    terms: Mapping[str, str]

    def matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, concept id) of every term in the text; the longest where several begin at one place."""
        words = [(match.start(), match.end(), _stem(self.language, match[0])) for match in _WORD.finditer(text)]
        patterns = self._patterns()
        for index, (start, _, stem) in enumerate(words):
            for pattern, concept in patterns.get(stem, ()):
                found = words[index : index + len(pattern)]
                if tuple(word[2] for word in found) == pattern:
                    yield start, found[-1][1], concept
                    break
        for concept, term in self.terms.items():
            if _UNSPACED.search(term) and (place := text.find(term)) >= 0:
                yield place, place + len(term), concept

    def _patterns(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        return _patterns(self.language, tuple(self.terms.items()))


@lru_cache(maxsize=32)
def _patterns(language: str, terms: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, term in terms:
        plain = re.sub(r"\s*\([^)]*\)", "", term)
        pattern = tuple(_stem(language, word) for word in _WORD.findall(plain))
        if pattern and not _UNSPACED.search(term):
            found.setdefault(pattern[0], []).append((pattern, concept))
    for patterns in found.values():
        patterns.sort(key=lambda item: -len(item[0]))
    return found


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(LANGUAGES[language])


@lru_cache(maxsize=50_000)
def _stem(language: str, word: str) -> str:
    """What all inflected forms of a word share: its first letters, and its stem, stemmed until nothing comes off."""
    folded = word.replace("İ", "i").replace("I", "ı").lower() if language == "tr" else word.lower()
    if language not in LANGUAGES:
        return folded
    stem, before = folded, ""
    while stem != before:
        stem, before = str(_stemmer(language).stemWord(stem)), stem
    # Greek accents move as a word is inflected.
    start = "".join(char for char in unicodedata.normalize("NFD", folded[:4]) if not unicodedata.combining(char))
    return f"{start}|{stem}"


def link_terms(root: HtmlElement, finder: TermFinder) -> None:
    """Link the first use of each term in a topic page's sections to its row on the glossary page."""
    used: set[str] = set()
    for section in root.xpath(".//section"):
        name = (section.get("class") or "").rpartition("pb-")[2]
        if name in SECTIONS:
            for element in list(section.iter()):
                _link_in(element, finder, used)


def _link_in(element: HtmlElement, finder: TermFinder, used: set[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _LEFT_ALONE or _inside(element):
        return
    if element.text:
        _link_text(element, None, element.text, finder, used)
    for child in list(element):
        if child.tail:
            _link_text(element, child, child.tail, finder, used)


def _inside(element: HtmlElement) -> bool:
    return any(parent.tag in _LEFT_ALONE for parent in element.iterancestors())


def _link_text(parent: HtmlElement, after: HtmlElement | None, text: str, finder: TermFinder, used: set[str]) -> None:
    """Link the first unused term of one run of text; what follows the link is looked at in turn."""
    if len(used) >= MOST:
        return
    new = (match for match in sorted(finder.matches(text)) if match[2] not in used)
    start, end, concept = next(new, (0, 0, ""))
    if not concept:
        return
    used.add(concept)
    # A topic page stands two folders deep in its language, the glossary at its top.
    link = tag.A(text[start:end], href=f"../../glossary/#{concept}")
    link.set("class", "pb-term")
    if after is None:
        parent.text = text[:start]
        parent.insert(0, link)
    else:
        after.tail = text[:start]
        parent.insert(parent.index(after) + 1, link)
    rest = text[end:]
    link.tail = rest
    if rest:
        _link_text(parent, link, rest, finder, used)
