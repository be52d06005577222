"""What changed between two versions of a page, part by part and row by row, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from msgspec import Struct

from playbook.editing.comparison import Word, aligned, compare
from playbook.editing.page_fields import Field, FieldRow, PagePart, page_parts, plain_words
from playbook.model import Page


class ChangedField(Struct, frozen=True):
    """A text that is another one, new or gone. `key` and `number` are those of the new page, else of the old."""

    key: str
    name: str
    kind: str
    number: int
    words: tuple[Word, ...]


class ChangedPart(Struct, frozen=True):
    """A part of a page in which something changed. `state`: changed, new or gone."""

    id: str
    heading: str
    state: str
    fields: tuple[ChangedField, ...]


def page_changes(old: Page | None, new: Page | None) -> tuple[ChangedPart, ...]:
    """All parts in which two versions of a page differ, in order; None for a page that is not there."""
    before = {part.id: part for part in page_parts(old)} if old else {}
    after = {part.id: part for part in page_parts(new)} if new else {}
    names = [*after, *(name for name in before if name not in after)]
    parts = (_part(before.get(name), after.get(name)) for name in names)
    return tuple(part for part in parts if part.fields or (part.state != "changed" and part.heading))


def _part(old: PagePart | None, new: PagePart | None) -> ChangedPart:
    known = new or old
    assert known is not None
    kinds = dict.fromkeys(row.kind for part in (old, new) if part for row in part.rows)
    fields = [field for kind in kinds for field in _of_kind(_rows(old, kind), _rows(new, kind))]
    state = "changed" if old and new else "new" if new else "gone"
    return ChangedPart(known.id, known.heading, state, tuple(fields))


def _rows(part: PagePart | None, kind: str) -> tuple[FieldRow, ...]:
    return part.of_kind(kind) if part else ()


def _of_kind(old: tuple[FieldRow, ...], new: tuple[FieldRow, ...]) -> Iterator[ChangedField]:
    for before, after in aligned([_text(row) for row in old], [_text(row) for row in new]):
        was, now = old[before] if before is not None else None, new[after] if after is not None else None
        for one, other in zip_longest(was.fields if was else (), now.fields if now else ()):
            words = _compared(_plain(one), _plain(other))
            if any(state != "same" for state, _ in words):
                row, field = (now, other) if now and other else (was, one)
                assert row is not None
                yield ChangedField(field.key, field.name, row.kind, row.number, words)


def _compared(old: str, new: str) -> tuple[Word, ...]:
    """Two texts word by word; as two whole texts where little of one is left in the other."""
    words = compare(old, new)
    same = sum(len(text) for state, text in words if state == "same")
    if not old or not new or old == new or same * 2 >= min(len(old), len(new)):
        return words
    return (("old", old), ("new", new))


def _text(row: FieldRow) -> str:
    return "\n".join(field.raw for field in row.fields)


def _plain(field: Field | None) -> str:
    return plain_words(field.text) if field else ""
