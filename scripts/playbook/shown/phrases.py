"""Phrases: what is said, apart from the note beside it."""

from __future__ import annotations

import re

from msgspec import Struct

from playbook.model import Page, PhraseRow, Playbook
from playbook.shown.slots import marked_text

_QUOTED = re.compile(r"[“”„«»\"]([^“”„«»\"]+)[“”«»\"]")


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


def customer_phrases(playbook: Playbook, language: str) -> dict[str, list[str]]:
    """What a customer is shown: by topic, the words of each row in its order, in one language, slots as marks."""
    slots = playbook.taxonomy.slots
    return {
        page.topic: [marked_text(split_phrase(row.say).words, slots) for row in rows]
        for page in playbook.in_language(language)
        if (rows := phrase_rows(page))
    }
