"""Phrase rows as HTML: both cells, with the buttons to copy and to show what is said."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import Locale, Page, Taxonomy
from playbook.shown.phrases import phrase_rows, split_phrase
from playbook.shown.slots import slot_text
from playbook.site.slots import fill_slots


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a phrase table as HTML: its number within the topic, both cells, and the words that are copied."""

    number: int
    say: str
    avoid: str
    words: str


def shown_rows(page: Page, taxonomy: Taxonomy, locale: Locale) -> Iterator[ShownRow]:
    """The phrase table of a page, row by row. `locale` is that of the page's own language."""
    for number, row in enumerate(phrase_rows(page), 1):
        words = slot_text(split_phrase(row.say).words, taxonomy.slots, locale)
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
