"""A translation beside its English page: which text stands for which, and whether it is still right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from playbook.editing.comparison import aligned
from playbook.exchange.page_texts import PlacedText, PlacedTexts, find_page_texts
from playbook.model import REFERENCE, Page, Playbook, page_fingerprints, stale_parts


class Pair(Struct, frozen=True):
    """An English text and the one that stands for it, if there is one.

    `state` is "new" (not translated), "check" (the English changed since, it is not known what it was made from, or it
    is not finished) or "done".
    """

    source: PlacedText
    target: PlacedText | None
    state: str

    @property
    def text(self) -> str:
        """The text of the translation, empty where there is none."""
        return self.target.text if self.target else ""


class Pairs(Struct, dict=True):
    """All the texts of an English page, each with its translation.

    `moved` are sections whose rows are other ones in the translation: they can only be written as a whole.
    """

    reference: PlacedTexts
    translation: PlacedTexts | None
    all: tuple[Pair, ...]
    moved: frozenset[str]

    @cached_property
    def by_id(self) -> Mapping[str, Pair]:
        """A pair by the id of its English text."""
        return {pair.source.id: pair for pair in self.all}


def pair(playbook: Playbook, reference: Page, translation: Page | None, language: str) -> Pairs:
    """The texts of an English page beside those of a translation into `language`, or beside nothing."""
    source = find_page_texts(reference, playbook.taxonomy, playbook.locales[REFERENCE])
    if translation is None:
        return Pairs(source, None, tuple(Pair(segment, None, "new") for segment in source.all), frozenset())
    target = find_page_texts(translation, playbook.taxonomy, playbook.locales[language])
    rows = {section: _row_map(source, target, section) for section in source.rows}
    stale = {part.section: part.rows for part in stale_parts(translation, reference)}
    unmatched = {section for section, mapping in rows.items() if any(key != row for key, row in mapping.items())}
    unmatched |= {section for section in source.rows if source.rows[section] != target.rows.get(section, 0)}
    pairs = tuple(_pair(segment, target, rows, stale) for segment in source.all)
    return Pairs(source, target, pairs, frozenset(unmatched))


def _pair(
    source: PlacedText, target: PlacedTexts, rows: Mapping[str, Mapping[int, int]], stale: Mapping[str, tuple[int, ...]]
) -> Pair:
    row = rows.get(source.section, {}).get(source.row, 0) if source.row else 0
    identifier = source.id
    if source.row:
        identifier = ".".join(filter(None, (source.section, str(row), source.rest))) if row else ""
    found = target.by_id.get(identifier)
    found = found.beside(source) if found else None
    if found is None or not found.text:
        return Pair(source, found, "new")
    old = stale.get(source.section)
    is_stale = old is not None and (not old or not source.row or source.row in old)
    is_begun = any(token.what == "draft" for token in found.tokens)
    return Pair(source, found, "check" if is_stale or is_begun else "done")


def _row_map(source: PlacedTexts, target: PlacedTexts, section: str) -> Mapping[int, int]:
    """English row to the row that was made from it.

    Where the translation remembers what its rows were made from, rows that came or went in English are known.
    """
    made_from = target.page.front.translated_from.get(section)
    now = page_fingerprints(source.page).get(section)
    count = target.rows.get(section, 0)
    if isinstance(made_from, list) and isinstance(now, list) and len(made_from) == count:
        return dict(matched_rows(made_from, now))
    return {row: row for row in range(1, source.rows[section] + 1) if row <= count}


def matched_rows(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(new row, old row), from 1, of rows that belong together: alike, or one changed into the other."""
    for before, after in aligned(tuple(old), tuple(new)):
        if before is not None and after is not None:
            yield after + 1, before + 1
