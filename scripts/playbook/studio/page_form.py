"""A page as its screen shows it: parts and rows beside the reference, what can be put in, and where problems belong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from playbook.checks.sections.stray_markup import NAMES_A_FILE, WRITE_A_LINK
from playbook.editing.comments import open_comments
from playbook.editing.comparison import Word
from playbook.editing.page_drafts import Held
from playbook.editing.page_fields import FRONT, INTRO, PagePart, page_parts, plain_words
from playbook.editing.side_by_side import CHANGED, GONE, NEW, PairedField, PairedPart, PairedRow, side_by_side
from playbook.editing.target_names import BETWEEN, TargetNames
from playbook.model import REFERENCE, SECTION_CONTEXT, Comment, Concept, Locale, Page, Playbook, Problem
from playbook.model.comment import commented_row
from playbook.model.markdown import find_links
from playbook.model.page import SLOT
from playbook.said import Said
from playbook.shown.links import is_outside, resolve
from playbook.shown.slots import slot_label
from playbook.shown.typography import quotes_of
from playbook.studio.lacking import Lacking, is_lacking, lacking
from playbook.studio.rendering import ToldRow, told_row

_FILE = re.compile(
    r'(?<![\w./-])(?P<open>["“„«”]?)(?:[\w.-]+/)*(?P<topic>[a-z0-9-]+)\.md(?:#(?P<section>[\w-]+))?(?P<close>["”“»]?)'
)
_SECTION = re.compile(r'section "([\w-]+)"')
_PLACE = re.compile(r"(?:docs|locales)/\S+\.\w+(?::\d+)?$")
_LINE = re.compile(r"(?:docs|locales|taxonomy)/\S+?(?::\d+)*: ")
_RULE = re.compile(r" \([a-z]+(?:-[a-z]+)*\)$")
CHOOSE_A_PAGE = "No page is called that. Take this out, and put the link in again with “Put in …”."
"""What is to be done about a link that leads nowhere: a message of the studio, where nobody sees the files of pages."""
_WITH_FILES = {NAMES_A_FILE.template, WRITE_A_LINK.template}
"""Hints that are for those who write files."""
PUT_IN = "The English text beside this has it. Put it in where it belongs."
"""What is to be done about a gap or a link that is lost: a message of the studio."""
OUT = "out"
"""The state of a row that somebody took out here, and that is still in the page's file."""
LIKELY = 6
"""Pieces that are offered for a row at most."""


class PutIn(Struct, frozen=True):
    """What can be put into a field: `kind` is link, slot or term, `text` what is put in, `hint` what it is."""

    kind: str
    label: str
    text: str
    hint: str = ""


class Shown(Struct, frozen=True):
    """A stretch of the reference's text as it is shown: `kind` is text, link or slot; or old, new where it changed."""

    kind: str
    text: str


class FormField(Struct, frozen=True):
    """A field; `key` is empty where the page has no such field yet. `shown` is the reference's text.

    `held` was typed into it and cannot stand on the page; `theirs` is such a text of before it said this.
    """

    key: str
    name: str
    text: str
    card: str
    shown: tuple[Shown, ...]
    held: str | None = None
    theirs: str | None = None

    @property
    def id(self) -> str:
        """Its id in the page of the studio."""
        return "f-" + self.key.replace("/", "-")


class FormRow(Struct, frozen=True):
    """A row, its `state` as in PairedRow, or "out" where it was taken out here and is still in the page's file.

    `reference` is its number there, `was` that in the file of one that is out; `records` what it is recorded as;
    `whole`: the part is recorded as a whole, which is said here. `comments` wait for an answer.
    """

    kind: str
    state: str
    number: int
    reference: int
    after: int
    fields: tuple[FormField, ...]
    pieces: tuple[PutIn, ...] = ()
    records: str = ""
    is_open: bool = False
    is_first: bool = False
    is_last: bool = False
    was: int = 0
    whole: bool = False
    comments: tuple[Comment, ...] = ()


class FormPart(Struct, frozen=True):
    """A part. `records`: whether it is recorded as a whole. `adds`: kinds of row that can be added at its end."""

    id: str
    heading: str
    state: str
    rows: tuple[FormRow, ...]
    records: bool = False
    adds: tuple[tuple[str, int], ...] = ()
    here: bool = True

    @property
    def changed(self) -> int:
        """Rows that the reference has otherwise, more or no more."""
        return sum(row.state in {CHANGED, NEW, GONE} for row in self.rows)

    @property
    def has_out(self) -> bool:
        """Whether a row of it was taken out here that the page's file still has."""
        return any(row.state == OUT for row in self.rows)

    @property
    def open(self) -> int:
        """Rows in which something is still to be written."""
        return sum(row.is_open for row in self.rows if row.state not in {NEW, OUT})


class PageForm(Struct, frozen=True):
    """The form of a page; `lacking` are sections that an English page may have."""

    parts: tuple[FormPart, ...]
    lacking: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> int:
        """Rows in which something is still to be written."""
        return sum(part.open for part in self.parts)

    @property
    def changed(self) -> int:
        """Rows that the reference has otherwise; a part that is new or gone counts as one."""
        return sum(part.changed if part.here else 1 for part in self.parts)

    @property
    def has_out(self) -> bool:
        """Whether a row was taken out here that the page's file still has."""
        return any(part.has_out for part in self.parts)


def page_form(
    playbook: Playbook, page: Page, saved: Page, reference: Page | None, held: Iterable[tuple[str, Held]] = ()
) -> PageForm:
    """The form of a page beside its reference; `saved` is the page as its file has it.

    `held` are texts that cannot stand on the page, each with the key of its field.
    """
    offered = _Offers(playbook, page, held)
    parts = tuple(_part(part, reference, offered) for part in side_by_side(playbook, page, reference, saved))
    if any(row.state == NEW for part in parts if part.here for row in part.rows) and page.text != saved.text:
        before = _numbers(side_by_side(playbook, saved, reference, saved))
        parts = tuple(_with_taken_out(part, before) for part in parts)
    comments = comments_by_row(playbook, page)
    parts = tuple(_with_comments(part, comments) for part in parts) if comments else parts
    lacking = () if reference else tuple(_lacking(playbook, page))
    return PageForm(parts, lacking)


def _numbers(parts: Iterable[PairedPart]) -> dict[tuple[str, str, int], int]:
    """The numbers of the rows that a page has, by part, kind and number in the reference."""
    return {
        (part.id, row.kind, row.reference.number): row.own.number
        for part in parts
        for row in part.rows
        if row.own and row.reference
    }


def _with_taken_out(part: FormPart, before: Mapping[tuple[str, str, int], int]) -> FormPart:
    """The part, its rows that the saved page has marked as taken out; `before` are those (`_numbers`)."""
    rows = (
        replace(row, state=OUT, was=was)
        if row.state == NEW and (was := before.get((part.id, row.kind, row.reference)))
        else row
        for row in part.rows
    )
    return replace(part, rows=tuple(rows)) if part.here else part


def comments_by_row(playbook: Playbook, page: Page) -> dict[str, list[Comment]]:
    """The comments on a page that wait for an answer, by the key of their row; of one gone, by its part and "/"."""
    found: dict[str, list[Comment]] = {}
    for comment in open_comments(playbook, page):
        row, _ = commented_row(page, comment)
        found.setdefault(row or f"{comment.row.partition('/')[0]}/", []).append(comment)
    return found


def _with_comments(part: FormPart, comments: Mapping[str, Sequence[Comment]]) -> FormPart:
    """The part with the comments at its rows."""
    rows = (replace(row, comments=tuple(comments.get(_row_key(part, row), ()))) for row in part.rows)
    return replace(part, rows=tuple(rows))


def _row_key(part: FormPart, row: FormRow) -> str:
    if not row.number:
        return ""
    return f"{FRONT}/{row.fields[0].name}" if part.id == FRONT else f"{part.id}/{row.kind}-{row.number}"


def _lacking(playbook: Playbook, page: Page) -> Iterator[tuple[str, str]]:
    return ((item.id, item.heading) for item in playbook.taxonomy.sections if item.id not in page.by_id)


class Located:
    """The problems of a page by where they are shown: `fields` by key, `parts` by id, and `other`.

    What only says what is still to do is left out, as the form shows it. `paired` is the page beside its reference:
    what it lacks is shown at the row in which that belongs (`lacking`), not at the head of the section.
    """

    def __init__(
        self, page: Page, problems: Iterable[Problem], paired: Callable[[], Sequence[PairedPart]] = tuple
    ) -> None:
        self.fields: dict[str, list[Problem]] = {}
        self.parts: dict[str, list[Problem]] = {}
        self.lacking: dict[Problem, Lacking] = {}
        rest: list[Problem] = []
        parts = page_parts(page)
        for problem in problems:
            if problem.to_do:
                continue
            part = next((item for item in parts if item.line <= problem.line <= item.end_line), None)
            lacks = lacking(page, problem, paired()) if is_lacking(problem) else None
            if lacks:
                self.lacking[problem] = lacks
            key = lacks.key if lacks else _key(page, part, problem) if part else ""
            if key:
                self.fields.setdefault(key, []).append(problem)
            elif part and part.heading:
                self.parts.setdefault(part.id, []).append(problem)
            else:
                rest.append(problem)
        self.other = tuple(rest)


class PlainWords:
    """What the checks say, in the language of an editor who sees neither files nor ids: pages, sections and gaps by
    their names.
    """

    def __init__(self, playbook: Playbook, page: Page, editor: Locale) -> None:
        locale = playbook.locales[page.language]
        self._editor = editor
        self._slots = {name: slot_label(slot, locale) for name, slot in playbook.taxonomy.slots.items()}
        self._headings = {
            section.id: locale.text(section.heading, SECTION_CONTEXT) for section in playbook.taxonomy.sections
        }
        tongues = {code: locale.name for code, locale in playbook.locales.items()}
        self._names = {"section": self._headings, "slot": self._slots, "tongue": tongues}
        quotes = quotes_of(editor.code)
        self._open, self._close = (quotes.opening, quotes.closing) if quotes else ("“", "”")
        self._titles = {
            topic.id: self._title(playbook, page.language, topic.id) for topic in playbook.taxonomy.topics()
        }

    def _title(self, playbook: Playbook, language: str, topic: str) -> str:
        page = playbook.page(language, topic) or playbook.reference(topic)
        return page.title if page else topic

    def of(self, problems: Iterable[Problem]) -> list[ToldRow]:
        """What is wrong, each once; a hint that says only where the English text stands is left out."""
        rows = (self._row(item.message, "" if _PLACE.search(item.hint) else item.hint) for item in problems)
        return list(dict.fromkeys(rows))

    def _row(self, message: str, hint: str) -> ToldRow:
        row = told_row(self._editor, message, hint, self._name)
        return replace(row, message=self._plain(row.message), hint=self._plain(row.hint))

    def told(self, reason: str) -> str:
        """Why something cannot be done, without places in files and names of rules."""
        text = self._editor.say(reason, self._name)
        lines = (_RULE.sub("", _LINE.sub("", line)).rstrip() for line in text.split("\n"))
        return "\n".join(dict.fromkeys(self._plain(line) for line in lines if line))

    def _name(self, placeholder: str, value: str) -> str:
        """A value as the editor knows it: by its placeholder one is known, or several with commas between."""
        kind = next((kind for kind in self._names if placeholder.endswith((kind, f"{kind}s"))), "")
        named = self._names.get(kind, {})
        return ", ".join(named.get(one, one) for one in value.split(", ")) if named else value

    def _plain(self, text: str) -> str:
        named = SLOT.sub(lambda found: self._quoted(self._slots.get(found[1], found[1])), text)
        named = _FILE.sub(self._page, named)
        return _SECTION.sub(lambda found: f"section {self._quoted(self._headings.get(found[1], found[1]))}", named)

    def _quoted(self, name: str) -> str:
        return f"{self._open}{name}{self._close}"

    def _page(self, found: re.Match[str]) -> str:
        title = self._titles.get(found["topic"], found["topic"])
        section = self._headings.get(found["section"] or "")
        name = f"{title}{BETWEEN}{section}" if section else title
        return f"{found['open']}{name}{found['close']}" if found["open"] not in {"", '"'} else self._quoted(name)


def _key(page: Page, part: PagePart, problem: Problem) -> str:
    """The field that a problem is about; of a row in one line, the one in whose text its column lies."""
    fields = [field for row in part.rows for field in row.fields if field.line <= problem.line <= field.end_line]
    cells = [field for field in fields if field.cell >= 0]
    if len(cells) > 1:
        before = page.lines[problem.line - 1][: problem.column]
        number = min(max(before.replace("\\|", "").count("|") - 1, 0), len(cells) - 1)
        return cells[number].key
    return fields[0].key if fields else ""


def _part(part: PairedPart, reference: Page | None, offered: _Offers) -> FormPart:
    own = part.own
    last = {kind: len(own.of_kind(kind)) for kind in ("item", "cells", "scene", "text", "card")} if own else {}
    rows = tuple(_row(part, row, last, offered) for row in part.rows)
    kinds = [kind for kind in ("item", "cells", "scene", "text") if last.get(kind)]
    adds = tuple((kind, last[kind]) for kind in kinds) if not reference and part.id not in {FRONT, INTRO} else ()
    whole = bool(own and reference and part.state == CHANGED and not part.rowwise)
    changed = [place for place, row in enumerate(rows) if row.state in {CHANGED, NEW, GONE}]
    if whole and changed:  # where one has read what changed, and not before it
        rows = (*rows[: changed[-1]], replace(rows[changed[-1]], whole=True), *rows[changed[-1] + 1 :])
    return FormPart(part.id, part.heading, part.state, rows, whole, adds, own is not None)


def _row(part: PairedPart, row: PairedRow, last: dict[str, int], offered: _Offers) -> FormRow:
    fields = tuple(_field(field, offered) for field in row.fields)
    number = row.own.number if row.own else 0
    records = ""
    if row.state == CHANGED:
        records = row.fields[0].name if part.id == FRONT else part.id if part.rowwise else ""
    english = " ".join(field.reference.raw for field in row.fields if field.reference)
    return FormRow(
        row.kind,
        row.state,
        number,
        row.reference.number if row.reference else 0,
        row.after,
        fields,
        tuple(offered.of(english)) if row.own and row.kind != FRONT else (),
        records,
        row.is_open,
        number == 1,
        number == last.get(row.kind, 0),
    )


def _field(field: PairedField, offered: _Offers) -> FormField:
    own = field.own
    key = own.key if own else ""
    english = field.reference.raw if field.reference else ""
    shown = shown_changes(field.words) if field.words else shown_pieces(offered.playbook, english, offered.english)
    card = own.card if own else field.reference.card if field.reference else ""
    text = offered.names.shown(own.text) if own else ""
    held = [item for place, item in offered.held if own and place == key]
    mine = next((offered.names.shown(item.text) for item in held if own and item.was == own.text), None)
    other = next((offered.names.shown(item.text) for item in held if own and item.was != own.text), None)
    return FormField(key, field.name, text, card, tuple(shown), mine, other)


def shown_changes(words: Iterable[Word]) -> Iterator[Shown]:
    """A text as it is shown with what changed in it."""
    return (Shown({"same": "text"}.get(state, state), text) for state, text in words)


class _Offers:
    """What the rows of a page are offered: the links, gaps and terms of their English text, in the page's language."""

    def __init__(self, playbook: Playbook, page: Page, held: Iterable[tuple[str, Held]] = ()) -> None:
        self.playbook, self.page = playbook, page
        self.held = tuple(held)
        self.locale: Locale = playbook.locales[page.language]
        self.english: Locale = playbook.locales[REFERENCE]
        self.names = TargetNames(playbook, page)

    @cached_property
    def terms(self) -> list[tuple[re.Pattern[str], Concept]]:
        """The concepts that this language has a term for, each with what it is found by in English."""
        return [
            (re.compile(rf"\b{re.escape(concept.terms[REFERENCE])}(?:s|es|d|ed|ing)?\b", re.IGNORECASE), concept)
            for concept in self.playbook.glossary.values()
            if REFERENCE in concept.terms and self.page.language in concept.terms
        ]

    def of(self, english: str) -> list[PutIn]:
        """The pieces for a row whose English text this is."""
        if not english:
            return []
        links = [self.link(link.href) for link in find_links(english)]
        slots = [self.slot(found[1]) for found in SLOT.finditer(english)]
        found = [*(piece for piece in (*links, *slots) if piece), *self._of_terms(english)]
        return list(dict.fromkeys(found))[:LIKELY]

    def _of_terms(self, english: str) -> Iterator[PutIn]:
        if self.page.language == REFERENCE:
            return
        words = plain_words(english)
        for pattern, concept in self.terms:
            if pattern.search(words):
                term = concept.terms[self.page.language]
                yield PutIn("term", term, term, concept.terms[REFERENCE])

    def link(self, href: str) -> PutIn | None:
        """The piece for a link to this address."""
        if is_outside(href):
            return PutIn("link", href, f"[{href}]({href})")
        target, _ = resolve(self.page.path, href)
        parts = target.split("/")
        topic = parts[-1].removesuffix(".md")
        there = self.playbook.page(self.page.language, topic) or self.playbook.reference(topic)
        title = there.title if there else topic
        return PutIn("link", title, self.names.shown(f"[{title}]({href})"))

    def slot(self, name: str) -> PutIn | None:
        """The piece for a gap that each organisation fills in."""
        slot = self.playbook.taxonomy.slots.get(name)
        return PutIn("slot", slot_label(slot, self.locale), self.names.shown(f"{{{{ {name} }}}}")) if slot else None


def shown_pieces(playbook: Playbook, text: str, locale: Locale) -> Iterator[Shown]:
    """A text as it is shown to be read: links and gaps by their words."""
    pieces: list[tuple[int, int, Shown]] = []
    for link in find_links(text):
        pieces.append((*link.whole, Shown("link", text[slice(*link.words)])))
    for found in SLOT.finditer(text):
        slot = playbook.taxonomy.slots.get(found[1])
        inside = any(start <= found.start() < end for start, end, _ in pieces)
        if slot and not inside:
            pieces.append((found.start(), found.end(), Shown("slot", slot_label(slot, locale))))
    place = 0
    for start, end, piece in sorted(pieces, key=lambda item: item[0]):
        if start >= place:
            yield Shown("text", text[place:start])
            yield piece
            place = end
    yield Shown("text", text[place:])


def all_pieces(playbook: Playbook, page: Page) -> list[PutIn]:
    """Everything that can be put into a text of a page: links to every page, and every gap."""
    offered = _Offers(playbook, page)
    folder = posixpath.dirname(page.path)
    pieces = []
    for topic in playbook.taxonomy.topics():
        there = playbook.page(page.language, topic.id) or playbook.reference(topic.id)
        if there and topic.id != page.topic:
            href = posixpath.relpath(f"docs/{page.language}/{topic.page_name}", folder)
            pieces.append(PutIn("link", there.title, offered.names.shown(f"[{there.title}]({href})")))
    slots = (offered.slot(name) for name in playbook.taxonomy.slots)
    return [*(piece for piece in slots if piece), *pieces]


class ToldProblem(ToldRow, frozen=True):
    """What is wrong with a field, as it is shown; `put` is what mends it, where that can be put in."""

    put: PutIn | None = None


def problems_told(
    playbook: Playbook, page: Page, plain: PlainWords, located: Located, t: Callable[..., str]
) -> dict[str, list[ToldProblem]]:
    """The problems of a page as they are shown, by the id of the element beside which they are."""
    offered = _Offers(playbook, page)
    places = {f"f-{key.replace('/', '-')}": found for key, found in located.fields.items()}
    places |= {f"part-{part}": found for part, found in located.parts.items()}
    places["page"] = list(located.other)

    def told(problem: Problem) -> Iterator[ToldProblem]:
        lacks = located.lacking.get(problem)
        offer = {"slot": offered.slot, "link": offered.link}.get(lacks.kind) if lacks else None
        for row in plain.of([problem]):
            put = offer(lacks.name) if offer and lacks else None
            for_files = isinstance(problem.hint, Said) and problem.hint.template in _WITH_FILES
            hint = t(PUT_IN) if put else t(CHOOSE_A_PAGE) if for_files else row.hint
            yield ToldProblem(row.message, hint, row.lang, row.dir, put)

    return {
        place: list(dict.fromkeys(row for problem in found for row in told(problem))) for place, found in places.items()
    }
