"""What is next: how far each language is, and in one language what to do first, what is wrong, what is not saved."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.editing.editor import who_works
from playbook.editing.status import STATES, Cell, status_table, totals
from playbook.editing.typed_words import unsaved_words
from playbook.editing.work import pages_of
from playbook.model import REFERENCE, SECTION_CONTEXT, Playbook
from playbook.studio.rendering import desk_of, editor_locale, rendered, show, translator
from playbook.studio.sheets import WORD_KINDS
from playbook.studio.workshop import workshop_of

STATE_WORDS = {
    "written": "Up to date",
    "out-of-date": "Out of date",
    "unrecorded": "Not compared",
    "unfinished": "Unfinished",
    "fallback": "English shown",
}
"""What a page's state is called: messages of the studio."""
BADGES = {
    "written": "In step",
    "out-of-date": "Behind English",
    "unrecorded": "Not compared yet",
    "unfinished": "Not finished",
    "fallback": "Only in English",
}
"""The same of one page: messages of the studio."""
FIRST = 8
"""Pages that are shown at once; the others are folded away."""


class Work(Struct, frozen=True):
    """A page on which something is to be done: its title, in whose words, its state, and the parts that it is about.

    `comments` wait for an answer; `lapsed`: the editor signed it, and it has changed since.
    """

    address: str
    title: str
    language: str
    state: str
    parts: tuple[str, ...] = ()
    comments: int = 0
    lapsed: bool = False


def overview(request: Request) -> Response:
    """The start of the studio."""
    workshop = workshop_of(request)
    workshop.warm()
    playbook = desk_of(request).playbook
    rows = status_table(playbook)
    language = _language(request, playbook)
    here = [cell for row in rows for cell in row.cells if cell.language == language]
    cells = [cell for cell in here if cell.state != "written" or cell.comments]
    return show(
        request,
        "overview.html",
        states=STATES,
        state_words=STATE_WORDS,
        badges=BADGES,
        totals=totals(playbook, rows),
        topics=len(rows),
        language=language,
        work=[_work(playbook, cell) for cell in cells],
        first=FIRST,
        unsaved=unsaved_work(request, playbook),
        mine=_mine(playbook, [cell for row in rows for cell in row.cells], language),
        pages=[_work(playbook, cell) for cell in here],
    )


def unsaved_work(request: Request, playbook: Playbook) -> list[Work]:
    """What was typed and is in no file yet."""
    found = [_page_work(playbook, path) for path in workshop_of(request).unsaved()]
    found += [_sheet_work(request, playbook, name) for name in unsaved_words(playbook.root)]
    return [work for work in found if work]


def _mine(playbook: Playbook, cells: list[Cell], language: str) -> list[Work]:
    """The pages that the editor wrote or signed: those with something to do first, then those of the language shown."""
    editor = who_works(playbook.root)
    if not editor.is_known:
        return []
    signed = ((cell.path, tuple(row.by for row in (*cell.read_by, *cell.lapsed))) for cell in cells)
    paths = pages_of(playbook.root, {editor.name}, signed)
    own = [cell for cell in cells if cell.path in paths and cell.title]
    lapsed = {cell.path for cell in own if any(row.by == editor.name for row in cell.lapsed)}
    rows = [replace(_work(playbook, cell), lapsed=cell.path in lapsed) for cell in own]
    spoken = {row.address: cell.language for row, cell in zip(rows, own, strict=True)}
    done = {row.address: not (row.lapsed or row.comments or row.state != "written") for row in rows}
    return sorted(rows, key=lambda row: (done[row.address], spoken[row.address] != language))


def _language(request: Request, playbook: Playbook) -> str:
    """The language that is asked for, else the editor's own; none for an editor who reads English."""
    asked = request.query_params.get("language")
    own = editor_locale(request).code
    if asked and asked in playbook.locales:
        return asked
    return "" if own == REFERENCE else own


def _work(playbook: Playbook, cell: Cell) -> Work:
    locale, reference = playbook.locales[cell.language], playbook.reference(cell.topic)
    own = bool(cell.title) and cell.title != "…"
    title = cell.title if own else reference.title if reference else cell.topic
    kinds = {section.id: locale.text(section.heading, SECTION_CONTEXT) for section in playbook.taxonomy.sections}
    parts = (*(part.section for part in cell.stale), *cell.missing)
    named = tuple(kinds[part] for part in parts if part in kinds)
    spoken = cell.language if own else REFERENCE
    address = f"/studio/pages/{cell.language}/{cell.topic}"
    return Work(address, title, spoken, cell.state, named, cell.comments)


def _page_work(playbook: Playbook, path: str) -> Work | None:
    page = playbook.at(path)
    address = f"/studio/pages/{page.language}/{page.topic}" if page else ""
    return Work(address, page.title, page.language, "") if page else None


def _sheet_work(request: Request, playbook: Playbook, name: str) -> Work | None:
    """A sheet on which something is typed that is in no file yet, by the name that its drafts are kept by."""
    editor = editor_locale(request)
    first, _, last = name.partition("/")
    if first == "articles" and last in playbook.ledgers:
        return Work(f"/studio/add/articles/{last}", playbook.ledgers[last].facts.title or last, editor.code, "")
    if name == "new/topic":
        return Work("/studio/add/topic", translator(editor)("Add a topic"), editor.code, "")
    if first in playbook.locales and last in WORD_KINDS:
        title = f"{translator(editor)(WORD_KINDS[last])} – {playbook.locales[first].name}"
        return Work(f"/studio/words/{first}/{last}", title, editor.code, "")
    return None


def faults(request: Request) -> Response:
    """The pages of a language in which something is wrong, as a piece of the start page; it may take seconds."""
    playbook = desk_of(request).playbook
    language = _language(request, playbook) or REFERENCE
    found = [problem for problem in workshop_of(request).all_problems() if not problem.to_do]
    counts = Counter(problem.path for problem in found if problem.path.startswith(f"docs/{language}/"))
    pages = [(work, count) for path, count in counts.items() if (work := _page_work(playbook, path))]
    return HTMLResponse(rendered(request, "faults.html", pages=pages))


OVERVIEW_ROUTES: tuple[BaseRoute, ...] = (Route("/", overview), Route("/faults", faults))
