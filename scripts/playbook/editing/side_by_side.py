"""A page beside its reference, row by row: what is new, changed or gone there, and what is still to be written here.

Which rows belong together is known from the record of what the translation was made from, which has a fingerprint a
row. Where rows are added, taken out or moved, the record goes with them, so that it always speaks of the page's rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from msgspec import Struct

from playbook.editing.comparison import Word, aligned, compare, earlier_parts
from playbook.editing.page_fields import FRONT, Field, FieldRow, PagePart, page_fields, page_parts, plain_words
from playbook.model import Page, Playbook, page_fingerprints, stale_parts

SAME, CHANGED, NEW, GONE, EXTRA = "same", "changed", "new", "gone", "extra"
"""same: it says what the reference says; changed: the reference says something else since; new: the reference has it
and the page does not; gone: the reference had it; extra: the reference has nothing for it."""


class PairedField(Struct, frozen=True):
    """A field of the page and of its reference; `words` are the reference's, marked, where it is known what changed."""

    name: str
    own: Field | None
    reference: Field | None
    words: tuple[Word, ...] = ()


class PairedRow(Struct, frozen=True):
    """A row of the page and of its reference; `after` is the page's row, by number, behind which a new one belongs."""

    kind: str
    state: str
    own: FieldRow | None
    reference: FieldRow | None
    fields: tuple[PairedField, ...]
    after: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still to be written in it."""
        return self.own is None or self.own.is_open


class PairedPart(Struct, frozen=True):
    """A part of the page and of its reference. `rowwise`: whether each row has a record of its own."""

    id: str
    state: str
    own: PagePart | None
    reference: PagePart | None
    rows: tuple[PairedRow, ...]
    rowwise: bool = False

    @property
    def heading(self) -> str:
        """Its heading in the page's language, or in the reference's where the page has none."""
        return self.own.heading if self.own else self.reference.heading if self.reference else ""

    @property
    def open_rows(self) -> int:
        """Rows in which something is still to be written."""
        return sum(row.is_open for row in self.rows)


def side_by_side(
    playbook: Playbook, page: Page, reference: Page | None, saved: Page | None = None
) -> tuple[PairedPart, ...]:
    """All parts of a page with those of its reference, in the reference's order; alone for a page of the reference.

    `saved` is the page as its file has it, by whose record it is found what the reference said before; the record of a
    page that is being written may be of no version that ever was.
    """
    own_parts = {part.id: part for part in page_parts(page)}
    if reference is None:
        return tuple(_alone(part) for part in own_parts.values())
    reference_parts = {part.id: part for part in page_parts(reference)}
    recorded = saved or page
    stale = stale_parts(recorded, reference) if recorded.front.translated_from else ()
    earlier = earlier_parts(playbook, recorded, reference, stale)
    then = _Before(reference, {part: old for part, (_, old) in earlier.items()})
    pairing = _Pairing(page, reference, then, recorded)
    order = list(reference_parts)
    for place, identifier in enumerate(own_parts):
        if identifier not in reference_parts:
            before = list(own_parts)[place - 1]
            order.insert(order.index(before) + 1, identifier)
    return tuple(pairing.part(own_parts.get(name), reference_parts.get(name)) for name in order)


def _alone(part: PagePart) -> PairedPart:
    rows = tuple(
        PairedRow(row.kind, SAME, row, None, tuple(PairedField(field.name, field, None) for field in row.fields))
        for row in part.rows
    )
    return PairedPart(part.id, SAME, part, None, rows)


class _Pairing:
    """Pairs parts of a page and its reference."""

    def __init__(self, page: Page, reference: Page, before: _Before, saved: Page) -> None:
        self.made_from = dict(page.front.translated_from)
        self.stood = {
            (part.id, kind): [_all_of(row) for row in part.of_kind(kind)]
            for part in (page_parts(saved) if saved.text != page.text else ())
            for kind in {row.kind for row in part.rows}
        }
        self.current = page_fingerprints(reference)
        self.before = before

    def part(self, own: PagePart | None, reference: PagePart | None) -> PairedPart:
        named = own or reference
        assert named is not None
        identifier = named.id
        if reference is None or own is None:
            state = GONE if reference is None else NEW
            rows = tuple(
                self._row(row, other, state if state == NEW else SAME, 0)
                for row, other in zip_longest(own.rows if own else (), reference.rows if reference else ())
            )
            return PairedPart(identifier, state if not own or own.heading else EXTRA, own, reference, rows)
        prints, now = self.made_from.get(identifier), self.current.get(identifier)
        rowwise = isinstance(now, list)
        state = SAME if identifier == FRONT or not self.made_from or prints == now else CHANGED
        return PairedPart(identifier, state, own, reference, tuple(self._rows(own, reference, state)), rowwise)

    def _rows(self, own: PagePart, reference: PagePart, state: str) -> Iterator[PairedRow]:
        """The rows in the reference's order; those that it does not have stand behind the one before them."""
        places = {row.key: number for number, row in enumerate(reference.rows)}
        ordered: list[tuple[int, PairedRow]] = []
        for kind in dict.fromkeys(row.kind for row in (*reference.rows, *own.rows)):
            place = -1 if reference.of_kind(kind) else len(places)
            for pair in self._of_kind(kind, own, reference, state):
                place = places[pair.reference.key] if pair.reference else place
                ordered.append((place, pair))
        yield from (pair for _, pair in sorted(ordered, key=lambda item: item[0]))

    def _of_kind(self, kind: str, own: PagePart, reference: PagePart, state: str) -> Iterator[PairedRow]:
        mine, theirs = own.of_kind(kind), reference.of_kind(kind)
        rowwise = isinstance(self.current.get(own.id), list)
        record, now = self.made_from.get(own.id), self.current.get(own.id)
        if not isinstance(record, list) or not isinstance(now, list):
            known = self.before.rows.get((own.id, kind), []) if state != SAME else []
            record, now = known, [_all_of(row) for row in theirs]
        after = 0
        if kind != FRONT and record and len(record) == len(mine) and len(now) == len(theirs):
            for before, later in aligned(record, now):
                old, new = mine[before] if before is not None else None, theirs[later] if later is not None else None
                same = old and new and record[before or 0] == now[later or 0]
                yield self._row(old, new, SAME if same else CHANGED if old and new else GONE if old else NEW, after)
                after += old is not None
            return
        stood = self.stood.get((own.id, kind), [])
        if kind != FRONT and len(stood) == len(theirs) != len(mine):  # a row came or went here since it was saved
            for before, later in aligned(stood, [_all_of(row) for row in mine]):
                old, new = mine[later] if later is not None else None, theirs[before] if before is not None else None
                both = SAME if rowwise else state
                yield self._row(old, new, both if old and new else EXTRA if old else NEW, after)
                after += old is not None
            return
        for old, new in zip_longest(mine, theirs):
            name = (old or new).fields[0].name if kind == FRONT and (old or new) else ""
            changed = self._front_state(name) if name else state
            found = changed if not rowwise or name else SAME
            yield self._row(old, new, found if old and new else EXTRA if old else NEW, after)
            after += old is not None

    def _front_state(self, name: str) -> str:
        known = self.made_from and name in self.current
        return CHANGED if known and self.made_from.get(name) != self.current[name] else SAME

    def _row(self, own: FieldRow | None, reference: FieldRow | None, state: str, after: int) -> PairedRow:
        fields = []
        for mine, theirs in zip_longest(own.fields if own else (), reference.fields if reference else ()):
            words = self._words(theirs) if theirs and state == CHANGED else ()
            fields.append(PairedField((mine or theirs).name, mine, theirs, words))
        return PairedRow((own or reference).kind, state, own, reference, tuple(fields), after)  # type: ignore[union-attr]

    def _words(self, field: Field) -> tuple[Word, ...]:
        """What changed in a field of the reference since; nothing where it is not known what it said."""
        if field.key not in self.before.texts:
            return ()
        words = compare(plain_words(self.before.texts[field.key]), plain_words(field.raw))
        return words if any(state != "same" for state, _ in words) else ()


class _Before:
    """What the reference said when each part was translated.

    `texts`: of each field of the reference, by its key today, empty for a new one. `rows`: the texts of the rows that
    there were, by part and kind.
    """

    def __init__(self, reference: Page, earlier: Mapping[str, Page]) -> None:
        self.texts: dict[str, str] = {}
        self.rows: dict[tuple[str, str], list[str]] = {}
        for part in page_parts(reference):
            if part.id == FRONT:
                self._front(part, earlier)
            elif part.id in earlier:
                old = next((found for found in page_parts(earlier[part.id]) if found.id == part.id), None)
                for kind in dict.fromkeys(row.kind for row in part.rows):
                    self._of_kind(part, kind, old.of_kind(kind) if old else ())

    def _front(self, part: PagePart, earlier: Mapping[str, Page]) -> None:
        for field in (row.fields[0] for row in part.rows):
            if field.name in earlier:
                self.texts[field.key] = page_fields(earlier[field.name])[field.key].raw

    def _of_kind(self, part: PagePart, kind: str, old: tuple[FieldRow, ...]) -> None:
        new = part.of_kind(kind)
        self.rows[part.id, kind] = [_all_of(row) for row in old]
        for then, now in aligned(self.rows[part.id, kind], [_all_of(row) for row in new]):
            if now is not None:
                texts = [field.raw for field in old[then].fields] if then is not None else []
                for number, field in enumerate(new[now].fields):
                    self.texts[field.key] = texts[number] if number < len(texts) else ""


def _all_of(row: FieldRow) -> str:
    return "\n".join(field.raw for field in row.fields)
