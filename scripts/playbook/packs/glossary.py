"""The rows of the glossary that belong to a pack's topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import Playbook
from playbook.packs.selection import Selection


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A concept with its term and definition in each language of the pack."""

    id: str
    terms: tuple[str, ...]
    definitions: tuple[str, ...]


def glossary_rows(playbook: Playbook, selection: Selection) -> tuple[GlossaryRow, ...]:
    """The concepts that the pack's topics use and that have a term in all its languages, in the file's order."""
    source = playbook.data.get("glossary.yml")
    rows = source.data if source and isinstance(source.data, list) else []
    return tuple(_rows(rows, selection))


def _rows(rows: list[object], selection: Selection) -> Iterator[GlossaryRow]:
    printed = {topic.id for topic in selection.topics}
    codes = [locale.code for locale in selection.locales]
    for row in rows:
        if not isinstance(row, dict) or not printed & set(row.get("topics") or ()):
            continue
        terms, definitions = row.get("terms"), row.get("definition")
        if isinstance(terms, dict) and isinstance(definitions, dict) and all(terms.get(code) for code in codes):
            yield GlossaryRow(
                str(row.get("id", "")),
                tuple(str(terms[code]) for code in codes),
                tuple(str(definitions.get(code) or "") for code in codes),
            )
