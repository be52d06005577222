"""Staleness: which parts of a translation were made from an English text that has changed since.

A part is the title, the summary, the introduction, a section, a step, a phrase row or a scene. Its fingerprint is a
hash of its words and figures alone, so that a changed comma, quotation mark or space is no change, and a changed figure
or "not" is one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from playbook.model.page import Fingerprints, Page, Section, Signature

# What is rare, or most common, comes first in each pattern, as that is found faster.
_APOSTROPHES = re.compile(r"['’](?<=\w.)(?=\w)")
_THOUSANDS = re.compile(r"[,\u00a0\u202f](?<=\d.)(?=\d{3}(?!\d))")
"""What groups the digits of a figure: 5,400 and 5400 are the same figure, 5.4 and 54 are not."""
_TOKENS = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*|[%€£$฿₺+=<>−]|-(?<!\w.)(?=\d)")
_LISTED = {"steps", "phrases", "practice", "now", "mistakes", "escalate", "signs", "afterwards"}


class StalePart(Struct, frozen=True):
    """A part that is out of date. `section` is "title", "summary", "intro" or a section id.

    `rows` are the numbers, from 1, of the list items, phrase rows or scenes that changed; empty means the section as
    a whole: its rows were added, dropped or moved, or it has none.
    """

    section: str
    rows: tuple[int, ...] = ()


@lru_cache(maxsize=4096)  # a page is compared with each of its translations
def fingerprint(text: str) -> str:
    """Eight hexadecimal digits that change when a word, a figure or its sign changes, and not for typography."""
    folded = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text).casefold())
    tokens = " ".join(_TOKENS.findall(_THOUSANDS.sub("", folded)))
    return hashlib.sha256(tokens.encode("utf-8")).hexdigest()[:8]


def page_fingerprints(page: Page) -> Fingerprints:
    """The fingerprint of each part of a page: text for a plain part, a list where a section has rows."""
    prints: Fingerprints = {"title": fingerprint(page.title), "summary": fingerprint(page.front.summary)}
    prints["intro"] = fingerprint("\n".join(block.full_text for block in page.intro))
    for identifier, section in page.by_id.items():
        rows = section_rows(section)
        prints[identifier] = [fingerprint(row) for row in rows] if rows else fingerprint(section.text)
    return prints


def text_print(page: Page) -> str:
    """The fingerprint of all that a page says: its title, its summary and every section."""
    return fingerprint(repr(page_fingerprints(page)))


def standing(page: Page) -> tuple[Signature, ...]:
    """The signatures on a page that hold: of those who read what it says now."""
    now = text_print(page) if page.front.read_by else ""
    return tuple(signature for signature in page.front.read_by if signature.text == now)


def section_rows(section: Section) -> tuple[str, ...]:
    """The rows by which a section is compared: steps, phrase rows, scenes or points. Empty if it is plain text."""
    if section.id == "phrases":
        return tuple(f"{row.say} | {row.avoid}" for row in section.phrases)
    if section.id == "practice":
        return tuple(f"{scene.title}\n{scene.situation}\n{scene.answer}" for scene in section.scenes)
    if section.id in _LISTED and all(block.kind == "list" for block in section.blocks):
        return tuple(item.full_text for item in section.points)
    return ()


def row_spans(section: Section) -> tuple[tuple[int, int], ...]:
    """The first and last line of each row of a section, as `section_rows` counts them."""
    if not section_rows(section):
        return ()
    if section.id == "phrases":
        return tuple((row.line, row.line) for row in section.phrases)
    if section.id == "practice":
        starts = [scene.line for scene in section.scenes]
        ends = [*(start - 1 for start in starts[1:]), section.end_line]
        return tuple(zip(starts, ends, strict=True))
    return tuple((item.line, item.end_line) for item in section.points)


def row_line(section: Section, row: int) -> int:
    """The line of a row of a section, counted from 1 as `section_rows` has them; the section's own for row 0."""
    spans = row_spans(section)
    return spans[row - 1][0] if 0 < row <= len(spans) else section.line


def counterpart_line(own: Section, reference: Section, line: int) -> int:
    """The line of a translation's section where stands what the English one has in `line`: the same row, or its top."""
    rows = [number for number, (first, last) in enumerate(row_spans(reference), 1) if first <= line <= last]
    return row_line(own, rows[0]) if rows else own.line


def stale_parts(translation: Page, reference: Page) -> tuple[StalePart, ...]:
    """What of `translation` is out of date against the reference page as it stands now, in page order."""
    made_from = dict(translation.front.translated_from)
    current = page_fingerprints(reference)
    stale = []
    for part in [*current, *(gone for gone in made_from if gone not in current)]:
        old, new = made_from.get(part), current.get(part)
        if old != new:
            stale.append(StalePart(part, _changed_rows(old, new)))
    return tuple(stale)


def _changed_rows(old: str | list[str] | None, new: str | list[str] | None) -> tuple[int, ...]:
    if not isinstance(old, list) or not isinstance(new, list) or len(old) != len(new):
        return ()
    return tuple(number for number, (before, now) in enumerate(zip(old, new, strict=True), 1) if before != now)
