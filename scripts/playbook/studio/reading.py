"""A page as it is read beside its reference: rows with what was said of them, what changed since somebody read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from playbook.editing.comments import comments_on
from playbook.editing.comparison import Word
from playbook.editing.history import versions
from playbook.editing.page_changes import page_changes
from playbook.editing.page_fields import Field, reread
from playbook.editing.plan import Refusal
from playbook.editing.side_by_side import PairedPart, side_by_side
from playbook.model import REFERENCE, Comment, Locale, Page, Playbook, Signature, text_print
from playbook.model.comment import commented_row
from playbook.studio.page_form import Shown, shown_changes, shown_pieces


class ReadField(Struct, frozen=True):
    """A text to read, and what the reference says there. `card` is the word of a warning that it opens with."""

    name: str
    card: str
    own: tuple[Shown, ...]
    reference: tuple[Shown, ...]


class ReadRow(Struct, frozen=True):
    """A row to read; `key` is empty where the page has no such row."""

    key: str
    kind: str
    number: int
    reference: int
    fields: tuple[ReadField, ...]
    comments: tuple[Comment, ...] = ()

    @property
    def id(self) -> str:
        """Its id in the page of the studio."""
        return "r-" + (self.key or f"new-{self.kind}-{self.reference}").replace("/", "-")


class ReadPart(Struct, frozen=True):
    """A part to read, and what was said of rows that it has no more."""

    id: str
    heading: str
    here: bool
    rows: tuple[ReadRow, ...]
    comments: tuple[Comment, ...] = ()


class PageToRead:
    """A page to be read. `since` is what changed since a text that was signed, by field."""

    def __init__(
        self, playbook: Playbook, page: Page, reference: Page | None, since: Mapping[str, tuple[Word, ...]]
    ) -> None:
        self._playbook, self._page, self._since = playbook, page, since
        self._own, self._english = playbook.locales[page.language], playbook.locales[REFERENCE]
        self._comments: dict[str, list[Comment]] = {}
        for comment in comments_on(playbook, page):
            row, _ = commented_row(page, comment)
            self._comments.setdefault(row or f"{comment.row.partition('/')[0]}/", []).append(comment)
        self.parts = tuple(self._part(part) for part in side_by_side(playbook, page, reference))
        known = {f"{part.id}/" for part in self.parts} | {row.key for part in self.parts for row in part.rows}
        self.lost = tuple(item for key, found in self._comments.items() if key not in known for item in found)

    def _part(self, part: PairedPart) -> ReadPart:
        rows = tuple(self._rows(part))
        return ReadPart(part.id, part.heading, part.own is not None, rows, self._said(f"{part.id}/"))

    def _rows(self, part: PairedPart) -> Iterator[ReadRow]:
        for row in part.rows:
            if (row.own or row.reference) and not (row.own and row.own.key == "front/keywords"):
                fields = tuple(
                    ReadField(
                        field.name,
                        field.own.card if field.own else field.reference.card if field.reference else "",
                        tuple(self._shown(field.own, self._own)),
                        tuple(self._shown(field.reference, self._english)),
                    )
                    for field in row.fields
                )
                key, number = (row.own.key, row.own.number) if row.own else ("", 0)
                there = row.reference.number if row.reference else 0
                yield ReadRow(key, row.kind, number, there, fields, self._said(key) if key else ())

    def _said(self, key: str) -> tuple[Comment, ...]:
        return tuple(self._comments.get(key, ()))

    def _shown(self, field: Field | None, locale: Locale) -> Iterator[Shown]:
        if field is None:
            return iter(())
        if locale is self._own and field.key in self._since:
            return shown_changes(self._since[field.key])
        return shown_pieces(self._playbook, field.text, locale)


def since_signed(playbook: Playbook, page: Page, signature: Signature) -> Mapping[str, tuple[Word, ...]]:
    """What changed on a page since somebody signed it, by field; nothing where that version is not known any more."""
    for version in versions(playbook.root, page.path):
        try:
            old = reread(playbook, page, version.text)
        except Refusal:
            continue
        if text_print(old) == signature.text:
            return {field.key: field.words for part in page_changes(old, page) for field in part.fields}
    return {}
