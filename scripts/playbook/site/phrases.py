"""Phrases as shown: what is said apart from the note beside it, with the buttons to copy and to show it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import Locale, Page, PhraseRow, Playbook, Taxonomy
from playbook.model.page import SLOT
from playbook.site.slots import fill_slots, slot_text

BLANK = "____"
"""What stands for a slot that the organisation has not filled in where a customer reads it."""

_QUOTED = re.compile(r"[“”„«»\"]([^“”„«»\"]+)[“”«»\"]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it stands in a cell: `quoted` with its quotation marks, `aside` the note in brackets, if any."""

    quoted: str
    aside: str

    @property
    def words(self) -> str:
        """What is said: the words inside the quotation marks, or all of it where there are none."""
        spoken = [match.group(1).strip() for match in _QUOTED.finditer(self.quoted)]
        return " ".join(spoken) or self.quoted


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a phrase table as HTML: its number within the topic, both cells, and the words that are copied."""

    number: int
    say: str
    avoid: str
    words: str


def split_phrase(cell: str) -> Phrase:
    """The phrase in a cell, with the bracketed note at its end set apart."""
    text = cell.strip()
    start = text.rfind("(") if text.endswith(")") else 0
    return Phrase(text[:start].rstrip(), text[start:]) if start > 0 else Phrase(text, "")


def phrase_rows(page: Page) -> tuple[PhraseRow, ...]:
    """The rows of a page's phrase table."""
    section = page.by_id.get("phrases")
    return section.phrases if section else ()


def shown_rows(page: Page, taxonomy: Taxonomy, locale: Locale) -> Iterator[ShownRow]:
    """The phrase table of a page, row by row. `locale` is that of the page's own language."""
    for number, row in enumerate(phrase_rows(page), 1):
        words = slot_text(split_phrase(row.say).words, taxonomy, locale)
        say = _cell(row.say, taxonomy, locale) + tools_html(locale)
        yield ShownRow(number, say, _cell(row.avoid, taxonomy, locale), words)


def _cell(cell: str, taxonomy: Taxonomy, locale: Locale) -> str:
    phrase = split_phrase(cell)
    aside = f' <small class="pb-aside">{html.escape(phrase.aside)}</small>' if phrase.aside else ""
    return fill_slots(f'<span class="pb-words">{html.escape(phrase.quoted)}</span>{aside}', taxonomy, locale)


def tools_html(locale: Locale) -> str:
    """The buttons of a row. Without scripts they are not shown, as they would do nothing."""
    copy, done, show = (html.escape(locale.text(word)) for word in ("Copy", "Copied", "Show the customer"))
    return (
        '<span class="pb-row-tools">'
        f'<button type="button" class="pb-button pb-copy" data-done="{done}">{copy}</button>'
        f'<button type="button" class="pb-button pb-show-customer">{show}</button>'
        "</span>"
    )


def customer_phrases(playbook: Playbook, language: str) -> dict[str, list[str]]:
    """What a customer is shown: by topic, the words of each row in its order, in one language."""
    return {
        page.topic: [_for_customer(split_phrase(row.say).words, playbook.taxonomy) for row in phrase_rows(page)]
        for page in playbook.in_language(language)
        if phrase_rows(page)
    }


def _for_customer(words: str, taxonomy: Taxonomy) -> str:
    def value(match: re.Match[str]) -> str:
        slot = taxonomy.slots.get(match.group(1))
        return slot.value if slot and slot.value is not None else BLANK

    return SLOT.sub(value, words)
