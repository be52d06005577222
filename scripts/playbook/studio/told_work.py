"""What was changed, in words: pages with their parts and rows, everything else by what it is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from playbook.editing.comparison import Word, compare
from playbook.editing.merging import Clash, clash_id
from playbook.editing.page_changes import ChangedPart, page_changes
from playbook.editing.page_fields import plain_words
from playbook.model import REFERENCE, Locale, Page, Playbook
from playbook.model.catalogue import read_catalogue
from playbook.model.page import read_page
from playbook.model.source_file import SourceFile, language_of
from playbook.studio.page_form import Shown, shown_changes
from playbook.studio.sheets import WORD_KINDS, kind_of_words

Say = Callable[..., str]
FILE_TITLES = (
    ("locales/", "Words"),
    ("taxonomy/glossary", "Glossary"),
    ("taxonomy/synonyms/", "What people type"),
    ("taxonomy/comments/", "Comments and answers"),
    ("taxonomy/topics.yml", "Topics and how they hang together"),
    ("taxonomy/sources/", "Where the lines of an article went"),
    ("taxonomy/countries/", "Numbers and rights of a country"),
    ("tests/search/", "Test searches"),
)
"""How a path begins, and what the file is called: messages of the studio."""
_HEADING = re.compile(r"^## [^\n]*\n")
_RULES = re.compile(r"(?m)^[ \t]*\|[ :|-]+\|[ \t]*\n")
_MARKS = re.compile(r"(?m)^[ \t]*(?:> ?|\| )|(?<![ \t])[ \t]*+\|$|\*\*|^(?:title|summary|keywords):[ \t]*|<!--|-->")
_BARS = re.compile(r" \| ")
"""Lines under the head of a table; marks at the start of lines, of strong words and of comments; between two cells."""
_MOST_LINES = 40
"""Lines of a file that is no page that are shown."""


class ToldField(Struct, frozen=True):
    """A text that changed: what it is called on its page, and its words."""

    name: str
    kind: str
    number: int
    words: tuple[Shown, ...]
    card: str = ""
    reference: int = 0


class ToldPart(Struct, frozen=True):
    """A part of a page in which something changed."""

    id: str
    heading: str
    state: str
    fields: tuple[ToldField, ...]


class ToldChange(Struct, frozen=True):
    """A file that changed. `title` is in `spoken`; `marks` say in words what cannot be seen in its parts or lines."""

    path: str
    title: str
    spoken: str
    language: str
    address: str = ""
    marks: tuple[str, ...] = ()
    parts: tuple[ToldPart, ...] = ()
    lines: tuple[Shown, ...] = ()

    @property
    def without_address(self) -> ToldChange:
        """The same, for the screen of its own page."""
        return replace(self, address="")


class ToldClash(Struct, frozen=True):
    """What both changed: `name` is where, in words; both texts, in which what only one of them says is marked.

    `by` are the others who changed the file, where that is known, `address` is its screen.
    """

    id: str
    title: str
    spoken: str
    language: str
    name: str
    mine: tuple[Shown, ...]
    theirs: tuple[Shown, ...]
    by: str = ""
    address: str = ""


class Teller:
    """Tells changes of one playbook in the editor's language."""

    def __init__(self, playbook: Playbook, t: Say, locale: Locale) -> None:
        self._playbook, self._t, self._locale = playbook, t, locale

    def name(self, path: str) -> tuple[str, str, str, str]:
        """(title, the language it is in, the language that the file belongs to, the address of its screen)."""
        parts = path.split("/")
        topic = self._playbook.taxonomy.topic(parts[-1].removesuffix(".md")) if path.endswith(".md") else None
        language = language_of(path)
        if topic and language in self._playbook.locales and len(parts) == 4:
            page = self._playbook.page(language, topic.id)
            page = page if page and len(page.title) > 1 else self._playbook.reference(topic.id)
            spoken = page.language if page else REFERENCE
            return page.title if page else topic.id, spoken, language, f"/studio/pages/{language}/{topic.id}"
        title = next((self._t(title) for start, title in FILE_TITLES if path.startswith(start)), path)
        return title, self._locale.code, language, ""

    def change(self, path: str, before: str | None, now: str | None) -> ToldChange:
        """A file that said something else before."""
        title, spoken, language, address = self.name(path)
        marks = [self._t("new")] if before is None else [self._t("taken out")] if now is None else []
        if path.endswith(".po") and before is not None and now is not None:
            words = _changed_words(path, before, now)
            marks += [self._t(WORD_KINDS[kind]) for kind in dict.fromkeys(kind for kind, _ in words)]
            lines = tuple(piece for _, pieces in words[:_MOST_LINES] for piece in pieces)
            return ToldChange(path, title, spoken, language, "", tuple(marks), (), lines)
        if not address:
            lines = () if now is None or before is None else tuple(_lines(before, now))
            return ToldChange(path, title, spoken, language, "", tuple(marks), (), lines)
        old, new = (self._page(path, language, text) for text in (before, now))
        parts = page_changes(old, new) if before is not None and now is not None else ()
        if old and new:
            marks += self._unseen(old, new)
        return ToldChange(path, title, spoken, language, address, tuple(marks), tuple(map(_told, parts)))

    def _page(self, path: str, language: str, text: str | None) -> Page | None:
        if text is None:
            return None
        group, topic = path.split("/")[2], path.split("/")[3].removesuffix(".md")
        return read_page(path, language, group, topic, text, self._playbook.reader.headings[language])[0]

    def _unseen(self, old: Page, new: Page) -> Iterator[str]:
        """What changed in the front matter that tools keep."""
        before = {(row.by, row.day) for row in old.front.read_by}
        for row in new.front.read_by:
            if (row.by, row.day) not in before:
                yield self._t("signed by {name}", name=row.by)
        if old.front.translated_from != new.front.translated_from:
            yield self._t("recorded as saying what English says")

    def clashes(self, path: str, clashes: Iterable[Clash], by: str = "") -> Iterator[ToldClash]:
        """What both changed in a file; `by` are the others."""
        title, spoken, language, address = self.name(path)
        for clash in clashes:
            name = clash.part.removeprefix("## ")
            if name.startswith("front:"):
                known = {"front:title": self._t("Title"), "front:summary": self._t("Summary in one sentence")}
                name = known.get(name, name.removeprefix("front:"))
            name = "" if name in {"page", "front"} or name.startswith("lines:") else name
            name = self._t("Introduction") if name == "intro" else name
            mine, theirs = _apart(clash)
            yield ToldClash(clash_id(path, clash), title, spoken, language, name, mine, theirs, by, address)


def _apart(clash: Clash) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """Both texts without headings and addresses, each with what the other does not say marked as new."""
    mine, theirs = (_unmarked(text) for text in (clash.mine, clash.theirs))
    words = compare(theirs, mine)
    return _side(words, "new"), _side(words, "old")


def _unmarked(text: str) -> str:
    """A part of a page without its heading, addresses and the marks of Markdown."""
    bare = _RULES.sub("", _HEADING.sub("", plain_words(text)))
    return _BARS.sub(" · ", _MARKS.sub("", bare)).strip()


def _side(words: Iterable[Word], own: str) -> tuple[Shown, ...]:
    """One of two compared texts: what both say, and what is its own, in whole runs."""
    kept = [("text" if state == "same" else "new", text) for state, text in words if state in {"same", own}]
    runs = groupby(kept, key=lambda piece: piece[0])
    return tuple(Shown(kind, "".join(text for _, text in run)) for kind, run in runs)


def _told(part: ChangedPart) -> ToldPart:
    fields = (
        ToldField(field.name, field.kind, field.number, tuple(shown_changes(field.words))) for field in part.fields
    )
    return ToldPart(part.id, part.heading, part.state, tuple(fields))


def _changed_words(path: str, before: str, now: str) -> list[tuple[str, tuple[Shown, ...]]]:
    """The messages of a catalogue that say something else now: the kind of sheet of each, and what it says in English,
    said and says.
    """
    old, new = (read_catalogue(SourceFile(path, text.encode(), text))[0] for text in (before, now))
    if old is None or new is None:
        return []
    found = []
    for key, message in new.messages.items():
        was = old.messages[key].strings if key in old.messages else ()
        if was != message.strings:
            said = [Shown("old", f"{text}\n") for text in was if text]
            says = [Shown("new", f"{text}\n") for text in message.strings if text]
            found.append((kind_of_words(message.context), (Shown("text", f"{message.id}\n"), *said, *says)))
    return found


def _lines(before: str, now: str) -> Iterator[Shown]:
    """The lines that went and came, each as a piece."""
    found = [line for line in difflib.ndiff(before.split("\n"), now.split("\n")) if line[:2] in {"- ", "+ "}]
    for line in found[:_MOST_LINES]:
        yield Shown("old" if line[0] == "-" else "new", f"{line[2:]}\n")
    if found[_MOST_LINES:]:
        yield Shown("text", "…")
