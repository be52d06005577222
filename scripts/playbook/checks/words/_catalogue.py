"""The messages of a catalogue in the form the catalogue rules ask about."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from babel.messages.catalog import Catalog
from msgspec import Struct

from playbook.checks.context import Context
from playbook.model import REFERENCE, Locale


class Entry(Struct, frozen=True):
    """A message: its id (or pair of ids), its translations (one, or one for each plural form) and its line."""

    id: str | tuple[str, ...]
    context: str | None
    strings: tuple[str, ...]
    fuzzy: bool
    line: int

    @property
    def name(self) -> str:
        """The English words it is known by."""
        return self.originals[0]

    @property
    def originals(self) -> tuple[str, ...]:
        """The English message, or its singular and plural."""
        return (self.id,) if isinstance(self.id, str) else self.id


def messages(locale: Locale) -> tuple[Entry, ...]:
    """The messages of a locale's catalogue in its order, the header left out; read from it once."""
    kept = _KEPT.get(locale.catalogue)
    if kept is None:
        kept = _KEPT[locale.catalogue] = tuple(_entries(locale))
    return kept


_KEPT: WeakKeyDictionary[Catalog, tuple[Entry, ...]] = WeakKeyDictionary()


def _entries(locale: Locale) -> Iterator[Entry]:
    for message in locale.catalogue:
        if message.id:
            name = message.id if isinstance(message.id, str) else tuple(message.id)
            string = message.string
            strings = (string,) if isinstance(string, str) else tuple(part or "" for part in string or ())
            yield Entry(name, message.context, strings, message.fuzzy, message.lineno or 0)


def reference_messages(context: Context) -> dict[tuple[str | None, str | tuple[str, ...]], Entry]:
    """The messages of the English catalogue by context and id."""
    return {(entry.context, entry.id): entry for entry in messages(context.playbook.locales[REFERENCE])}
