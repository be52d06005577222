"""Phrases: what is said, apart from the note beside it."""

from __future__ import annotations

import re

from msgspec import Struct

from playbook.model import Page, PhraseRow, Playbook
from playbook.shown.slots import marked_text

_QUOTED = re.compile(r"[“”„«»\"]([^“”„«»\"]+)[“”«»\"]")


_A_WORD = 12
"""Signs: what is quoted in running text and no longer than that is a word spoken of, not a phrase to say."""


class Phrase(Struct, frozen=True):
    """A phrase as it stands in a cell: `quoted` with its quotation marks, `aside` the note in brackets, if any."""

    quoted: str
    aside: str

    @property
    def words(self) -> str:
        """What is said: the words inside the quotation marks, or all of it where there are none."""
        spoken = [match.group(1).strip() for match in _QUOTED.finditer(self.quoted)]
        return " ".join(spoken) or self.quoted


def split_phrase(cell: str) -> Phrase:
    """The phrase in a cell, with the bracketed note at its end set apart."""
    text = cell.strip()
    start = text.rfind("(") if text.endswith(")") else 0
    return Phrase(text[:start].rstrip(), text[start:]) if start > 0 else Phrase(text, "")


def phrase_rows(page: Page) -> tuple[PhraseRow, ...]:
    """The rows of a page's phrase table."""
    section = page.by_id.get("phrases")
    return section.phrases if section else ()


def now_phrases(page: Page) -> dict[int, str]:
    """What is said in the section "Right now": the words that each point quotes, if any, by the point's line."""
    section = page.by_id.get("now")
    points = [item for block in section.blocks if block.kind == "list" for item in block.children] if section else []
    said = {point.line: [match.group(1).strip() for match in _QUOTED.finditer(point.text)] for point in points}
    told = {line: " ".join(" ".join(words).split()) for line, words in said.items()}
    return {line: words if len(words) > _A_WORD else "" for line, words in told.items()}


def customer_phrases(playbook: Playbook, language: str) -> dict[str, list[str]]:
    """What a customer is shown: by topic, the words of each row in its order, in one language, slots as marks."""
    slots = playbook.taxonomy.slots
    return {
        page.topic: [marked_text(split_phrase(row.say).words, slots) for row in rows]
        for page in playbook.in_language(language)
        if (rows := phrase_rows(page))
    }


def customer_now_phrases(playbook: Playbook, language: str) -> dict[str, list[str]]:
    """The same for what is said right now: by `now/` and the topic, a text for each point, empty where it has none."""
    slots = playbook.taxonomy.slots
    return {
        f"now/{page.topic}": [marked_text(words, slots) for words in said.values()]
        for page in playbook.in_language(language)
        if any((said := now_phrases(page)).values())
    }
