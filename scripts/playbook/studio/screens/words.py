"""The words of a language: interface words, headings, glossary, what people type; each kind a sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from playbook.editing import Refusal
from playbook.editing.catalogue_text import plural_numbers
from playbook.editing.word_plans import touched_pages
from playbook.model import REFERENCE, Playbook
from playbook.model.catalogue import Message
from playbook.studio.keeping import (
    KEEPING_WORDS,
    OpenSheet,
    SheetField,
    field_id,
    keeping_routes,
    opened_sheet,
    sheet_field,
    sheet_state,
    told_problems,
)
from playbook.studio.rendering import desk_of, editor_locale, show, translator
from playbook.studio.sheets import (
    WORD_KINDS,
    GlossarySheet,
    MessagesSheet,
    NotesSheet,
    SearchSheet,
    Sheet,
    TitlesSheet,
    sheet_maker,
)
from playbook.studio.trying import tried_files
from playbook.studio.word_places import WordPlace, warm_places, word_places

IN_ENGLISH = frozenset({"notes", "glossary", "search"})
"""Those that English has: its interface words are what all others are made from."""


MOST_HITS = 60
"""Fields that a search over all sheets shows."""


class MessageRow(Struct, frozen=True):
    """A message to translate, where it is used, and how many pages have it."""

    message: Message
    note: str
    places: tuple[WordPlace, ...]
    fields: tuple[SheetField, ...]
    pages: int = 0


def words_of_language(request: Request) -> Response:
    """The kinds of words of a language, and how far each is."""
    warm_places()
    playbook = desk_of(request).playbook
    asked = request.query_params.get("language") or editor_locale(request).code
    language = asked if asked in playbook.locales else REFERENCE
    kinds = [kind for kind in WORD_KINDS if language != REFERENCE or kind in IN_ENGLISH]
    wanted = " ".join(request.query_params.get("q", "").split())
    if wanted:
        hits = [hit for kind in kinds for hit in _hits(playbook, language, kind, wanted.casefold())]
        hits.sort(key=lambda hit: wanted.casefold() not in {hit.about.casefold(), hit.text.casefold()})
        return show(request, "words.html", language=language, rows=[], wanted=wanted, hits=hits, first=MOST_HITS)
    found = [(kind, WORD_KINDS[kind], *progress_of(playbook, language, kind)) for kind in kinds]
    rows = [row for row in found if row[3] or row[0] == "search"]
    return show(request, "words.html", language=language, rows=rows, wanted="", hits=[], first=MOST_HITS)


class WordHit(Struct, frozen=True):
    """A field of a sheet in which a word was found: what the sheet is called, what the field is about, and its text.

    `spoken` is the language of `about`.
    """

    kind: str
    about: str
    spoken: str
    text: str
    address: str


def _hits(playbook: Playbook, language: str, kind: str, wanted: str) -> Iterator[WordHit]:
    """The fields of a kind of sheet that have a word, or are about it."""
    make = sheet_maker(kind)
    sheet = make(playbook, language) if make else None
    for key, text in sheet.saved.items() if sheet else ():
        about, spoken, also = _about(playbook, sheet, key)
        if wanted in f"{about}\n{also}\n{text}".casefold():
            place = f"/studio/words/{language}/{kind}#{field_id(key)}"
            yield WordHit(WORD_KINDS[kind], about, spoken, text, place)


def _about(playbook: Playbook, sheet: Sheet | None, key: str) -> tuple[str, str, str]:
    """What a field is about, the language of that, and by what else it is found."""
    name = key.partition("/")[0]
    if isinstance(sheet, MessagesSheet):
        message = sheet.messages[name]
        return message.id, REFERENCE, message.plural or ""
    if isinstance(sheet, GlossarySheet):
        concept = playbook.glossary[name]
        return concept.terms.get(REFERENCE, name), REFERENCE, concept.definitions.get(REFERENCE, "")
    if isinstance(sheet, NotesSheet):
        return dict(zip(sheet.saved, sheet.headings, strict=True))[key], REFERENCE, ""
    page = (playbook.page(sheet.language, name) if sheet else None) or playbook.reference(name)
    return (page.title, page.language, "") if page else ("", REFERENCE, "")


def progress_of(playbook: Playbook, language: str, kind: str) -> tuple[int, int]:
    """How many fields of a sheet are filled in, and how many there are; (0, 0) where nobody counts them."""
    make = sheet_maker(kind)
    saved = make(playbook, language).saved if make else {}
    if kind == "search":
        return 0, 0
    return sum(bool(text) for text in saved.values()), len(saved)


def find_sheet(request: Request, playbook: Playbook) -> Sheet | None:
    """The sheet that an address names; English words are what all others are made from, and stay."""
    language, kind = request.path_params["language"], request.path_params["kind"]
    make = sheet_maker(kind)
    if make is None or language not in playbook.locales:
        return None
    if language == REFERENCE and kind not in IN_ENGLISH:
        return None
    return make(playbook, language)


def show_sheet(request: Request) -> Response:
    """A sheet to fill in."""
    playbook = desk_of(request).playbook
    sheet = find_sheet(request, playbook)
    if sheet is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    kind = request.path_params["kind"]
    with opened_sheet(request, sheet) as opening:
        values = _values(request, opening) | sheet_state(request, opening)
        problems = told_problems(request, opening)
    t = translator(editor_locale(request))
    template = f"sheet-{kind}.html" if kind in {"glossary", "search", "titles", "notes"} else "sheet-messages.html"
    return show(
        request,
        template,
        words=KEEPING_WORDS | SEARCH_TRIED,
        title=t(WORD_KINDS[kind]),
        kind=kind,
        sheet=sheet,
        problems=problems,
        sheet_locale=playbook.locales[sheet.language],
        reference_locale=playbook.locales[REFERENCE],
        **values,
    )


SEARCH_TRIED = {
    "found": "Found: {count}",
    "nothing": "Nothing is found by these words.",
    "searching": "Searching …",
    "typed": "In what is typed here: {count}. Searching further …",
}
"""What the search that is tried says."""


def _values(request: Request, opening: OpenSheet) -> dict[str, Any]:
    sheet = opening.sheet
    if isinstance(sheet, MessagesSheet):
        return {"rows": _message_rows(request, sheet, opening)}
    if isinstance(sheet, GlossarySheet):
        return {"rows": _glossary_rows(request, sheet, opening)}
    if isinstance(sheet, NotesSheet):
        fields = [sheet_field(opening, key, "") for key in sheet.saved]
        return {"rows": list(zip(sheet.headings, fields, strict=True))}
    if isinstance(sheet, TitlesSheet):
        return {"rows": _title_rows(sheet, opening)}
    if isinstance(sheet, SearchSheet):
        others = {key: sheet_field(opening, key, "") for key in ("elsewhere", "unanswered")}
        return {"rows": _search_rows(request, sheet, opening)} | others
    return {}


def _message_rows(request: Request, sheet: MessagesSheet, opening: OpenSheet) -> list[MessageRow]:
    editor = editor_locale(request)
    t = translator(editor)
    numbers = plural_numbers(sheet.locale.catalogue)
    pages = touched_pages(sheet.playbook, sheet.language) if sheet.group == "headings" else {}
    rows = []
    for identity, message in sheet.messages.items():
        labels = [
            t("With {numbers}", numbers=named) if named else "" for named in (numbers if message.plural else [""])
        ]
        fields = tuple(sheet_field(opening, f"{identity}/{form}", label) for form, label in enumerate(labels))
        places = word_places(sheet.playbook, message, sheet.language, editor)
        rows.append(MessageRow(message, message.note, places, fields, pages.get(message.key, 0)))
    return rows


def _glossary_rows(request: Request, sheet: GlossarySheet, opening: OpenSheet) -> list[dict[str, Any]]:
    t = translator(editor_locale(request))
    return [
        {
            "concept": concept,
            "term": concept.terms.get(REFERENCE, concept.id),
            "definition": concept.definitions.get(REFERENCE, ""),
            "avoid": concept.avoid.get(sheet.language, ()),
            "pages": sheet.pages_with(sheet.saved[f"{concept.id}/term"]),
            "fields": (
                sheet_field(opening, f"{concept.id}/term", t("Term")),
                sheet_field(opening, f"{concept.id}/definition", t("Definition")),
            ),
        }
        for concept in sheet.playbook.glossary.values()
    ]


def _title_rows(sheet: TitlesSheet, opening: OpenSheet) -> list[dict[str, Any]]:
    pages = {topic: sheet.playbook.reference(topic) for topic in sheet.messages}
    return [
        {"topic": topic, "page": page, "fields": (sheet_field(opening, f"{topic}/title", ""),)}
        for topic, page in pages.items()
        if page
    ]


def _search_rows(request: Request, sheet: SearchSheet, opening: OpenSheet) -> list[dict[str, Any]]:
    t = translator(editor_locale(request))
    labels = {
        "keywords": t("What people type to find it, with commas"),
        "topics": t("What else they type, shown nowhere; a line each"),
        "danger": t("What they type in fear; this page then comes first"),
    }
    rows = []
    for topic in sheet.playbook.taxonomy.topics():
        page = sheet.playbook.page(sheet.language, topic.id) or sheet.playbook.reference(topic.id)
        fields = tuple(
            sheet_field(opening, f"{topic.id}/{part}", label)
            for part, label in labels.items()
            if f"{topic.id}/{part}" in sheet.saved
        )
        if page and fields:
            rows.append({"topic": topic.id, "title": page.title, "language": page.language, "fields": fields})
    return rows


def search_data(request: Request) -> Response:
    """A file of the search as it would be with the words that are typed and not saved yet."""
    playbook = desk_of(request).playbook
    language, code = request.path_params["language"], request.path_params["code"]
    if not {language, code} <= playbook.locales.keys():
        return Response(status_code=HTTPStatus.NOT_FOUND)
    sheet = SearchSheet(playbook, language)
    with opened_sheet(request, sheet) as opening:
        typed = opening.changed
    try:
        content = tried_files(sheet, typed, code).get(f"{code}/{request.path_params['path']}")
    except Refusal:
        content = None
    return Response(content or b"", HTTPStatus.OK if content else HTTPStatus.NOT_FOUND, media_type="application/json")


WORDS_ROUTES: tuple[BaseRoute, ...] = (
    Route("/words/", words_of_language),
    Route("/words/{language}/search/data/{code}/{path:path}", search_data),
    Route("/words/{language}/{kind}", show_sheet),
    *keeping_routes("/words/{language}/{kind}", find_sheet),
)
