"""A page beside its reference: typing is kept, rows come and go, problems and the real page are shown at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.editing import Refusal
from playbook.editing.merging import Clash, with_theirs
from playbook.editing.page_drafts import Held, PageDraft
from playbook.editing.page_fields import TooLong, page_fields, reread, tidy, unescaped, write_field
from playbook.editing.page_rows import (
    add_row,
    add_section,
    move_row,
    put_back_row,
    record_part,
    remove_row,
    remove_section,
)
from playbook.editing.pages import plan_translate, plan_translated
from playbook.editing.side_by_side import PairedPart, side_by_side
from playbook.editing.target_names import TargetNames
from playbook.files import UnwritableFile
from playbook.model import REFERENCE, Page, Playbook, standing, text_print
from playbook.said import reason, said
from playbook.studio.keeping import KEEPING_WORDS
from playbook.studio.page_form import Located, PageForm, PlainWords, all_pieces, page_form, problems_told
from playbook.studio.posting import in_words, refused
from playbook.studio.preview import PREVIEW_HEADERS, real_page
from playbook.studio.rendering import brought, desk_of, editor_locale, rendered, show, told_row, translator
from playbook.studio.told_work import Teller, ToldClash
from playbook.studio.workshop import OpenPage, Workshop, workshop_of

PAGE_WORDS = KEEPING_WORDS | {
    "kept": "Kept. Not on the page yet.",
    "saved": "All of it is on the page.",
    "link": "Link",
    "slot": "Gap",
    "held": "Not on the page yet: {count}. What you typed there is kept.",
    "put-in": "Put it in",
    "nothing": "Nothing found.",
}
"""What page.mjs says."""
TOO_LONG = "This text is too long: it has {count} characters, and at most {most} can stand here. Make it shorter."
NOT_HERE = "This text cannot stand here; take out what is not plain text."
"""Why a text is not on its page: messages of the studio."""


@dataclass(frozen=True)
class Asked:
    """What a request is about: the playbook, the page as it is in it, its reference, its workshop."""

    request: Request
    playbook: Playbook
    page: Page
    reference: Page | None
    workshop: Workshop

    @property
    def t(self) -> Callable[..., str]:
        """What the studio says, in the editor's language."""
        return translator(editor_locale(self.request))

    @property
    def plain(self) -> PlainWords:
        """What the checks and refusals say of the page, in the editor's words."""
        return PlainWords(self.playbook, self.page, editor_locale(self.request))

    def text_page(self, text: str) -> Page:
        """The page with this text."""
        return reread(self.playbook, self.page, text)


def _asked(request: Request) -> Asked | None:
    """What a request is about; None where there is no such page."""
    playbook = desk_of(request).playbook
    language, topic = request.path_params["language"], request.path_params["topic"]
    page = playbook.page(language, topic)
    reference = playbook.reference(topic) if language != REFERENCE else None
    return Asked(request, playbook, page, reference, workshop_of(request)) if page else None


def show_form(request: Request) -> Response:
    """The screen of a page, or where there is none yet, what can be done about it."""
    asked = _asked(request)
    if asked is None:
        return _not_there(request)
    try:
        with asked.workshop.page(asked.page.path) as opened:
            values = _form_values(asked, opened)
    except Refusal as error:
        return refused(request, error, "/studio/")
    pieces = [msgspec.to_builtins(piece) for piece in all_pieces(asked.playbook, asked.page)]
    title = asked.page.title if asked.page.title != "…" else asked.reference.title if asked.reference else ""
    return show(request, "page.html", words=PAGE_WORDS, title=title, pieces=pieces, **values)


def _not_there(request: Request) -> Response:
    playbook = desk_of(request).playbook
    language, topic = request.path_params["language"], request.path_params["topic"]
    known = playbook.taxonomy.topic(topic)
    if language not in playbook.locales or known is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    path = f"docs/{language}/{known.page_name}"
    problems = [problem for problem in playbook.problems if problem.path == path]
    reference = playbook.reference(topic)
    title = reference.title if reference else topic
    locale = playbook.locales[language]
    rows = [told_row(editor_locale(request), problem.message, problem.hint) for problem in problems]
    return show(request, "page-begin.html", page_locale=locale, reference=reference, problems=rows, title=title)


def begin(request: Request) -> Response:
    """Make the page's file, and open it."""
    playbook = desk_of(request).catch_up()
    language, topic = request.path_params["language"], request.path_params["topic"]
    address = request.url.path.removesuffix("/begin")
    try:
        if playbook.page(language, topic) is None:
            desk_of(request).apply(plan_translate(playbook, topic, language))
    except (Refusal, UnwritableFile) as error:
        return refused(request, error, address)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _form_values(asked: Asked, opened: OpenPage) -> dict[str, Any]:
    draft = opened.draft
    page, saved = asked.text_page(draft.text), asked.text_page(draft.base)
    places = draft.held_places({key: field.text for key, field in page_fields(page).items()})
    form: PageForm = page_form(asked.playbook, page, saved, asked.reference, places)
    return {
        "form": form,
        "page": page,
        "reference": asked.reference,
        "reference_locale": asked.playbook.locales[REFERENCE],
        "page_locale": asked.playbook.locales[page.language],
        "draft": draft,
        "base": _base(asked, draft),
        "clashes": list(zip(draft.clashes, _told(asked, draft.clashes), strict=True)),
        "signed": ", ".join(dict.fromkeys(signature.by for signature in standing(saved))),
        "lost": [held for place, held in places if not place],
        "theirs": opened.theirs,
        "uncompared": asked.reference is not None and not page.front.translated_from,
        "state": asked.t(PAGE_WORDS["kept" if draft.is_open else "saved"]),
    }


def _told(asked: Asked, clashes: Iterable[Clash]) -> Iterator[ToldClash]:
    """Clashes as they are shown."""
    teller = Teller(asked.playbook, asked.t, editor_locale(asked.request))
    return teller.clashes(asked.page.path, clashes)


def _state(asked: Asked, draft: PageDraft) -> dict[str, Any]:
    return {
        "changed": draft.is_changed,
        "undo": bool(draft.earlier),
        "redo": bool(draft.later),
        "base": _base(asked, draft),
        "state": asked.t(PAGE_WORDS["kept" if draft.is_open else "saved"]),
    }


def _base(asked: Asked, draft: PageDraft) -> str:
    """A fingerprint of what a form is made from beside the draft: what its file says, and what English says."""
    return f"{draft.base_print}-{text_print(asked.reference) if asked.reference else ''}"


def _whole(asked: Asked, opened: OpenPage, focus: str = "") -> JSONResponse:
    """The form anew, as after a change of its rows."""
    html = rendered(asked.request, "page-form.html", **_form_values(asked, opened))
    return JSONResponse({"form": html, "focus": focus, **_state(asked, opened.draft)})


async def _answered(request: Request, work: Callable[[Asked, Mapping[str, Any]], Response]) -> Response:
    """The answer to a change, worked out in a thread of its own; why it could not be made, in words."""
    asked = _asked(request)
    if asked is None:
        return JSONResponse({"message": "there is no such page"}, HTTPStatus.NOT_FOUND)
    try:
        data = await brought(request, dict[str, Any])
        return await run_in_threadpool(work, asked, data)
    except Refusal as error:
        return _refused(asked, error)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        return JSONResponse({"message": str(error)}, HTTPStatus.BAD_REQUEST)
    except UnwritableFile as error:
        return JSONResponse({"message": f"{in_words(asked.t, error)}."}, HTTPStatus.INSUFFICIENT_STORAGE)


def _refused(asked: Asked, error: Refusal) -> JSONResponse:
    """Why something cannot be done, in the editor's words."""
    return JSONResponse({"message": asked.plain.told(reason(error))}, HTTPStatus.CONFLICT)


async def type_text(request: Request) -> Response:
    """Keep what was typed into fields, and say what the checks say of it."""
    return await _answered(request, _typed)


def _typed(asked: Asked, data: Mapping[str, Any]) -> Response:
    """`fields` are rows of key, what the field said when it was last kept (`was`), and what it says now (`text`).

    `sent` is what was sent without an answer, and may have been kept; what is `apart` is a step of its own.
    """
    with asked.workshop.page(asked.page.path) as opened:
        draft, kept, clashes, refused = opened.draft, [], [], []
        names = TargetNames(asked.playbook, asked.page)
        for typed in data["fields"]:
            key = str(typed["key"])
            text, *known = (
                names.written(tidy(str(said))) for said in (typed["text"], typed["was"], *typed.get("sent", ()))
            )
            page = asked.text_page(draft.text)
            held = next((held for was in known if (held := draft.held_as(key, was))), None)
            place, there = _held_place(page, key, held, text) if held else _place(page, key, known, text)
            if place is None:
                clashes.append({"key": key, "theirs": names.shown(there)})
                continue
            try:
                whole = write_field(asked.playbook, page, place, text, _english(asked, place))
                now = page_fields(asked.text_page(whole))[place].text
            except Refusal as error:
                draft = draft.holding(place, there, text, held)
                is_held = draft.held_as(place, text) is not None
                refused.append({"key": key, "message": _why_not(asked, error), "held": is_held})
                continue
            draft = draft.without_held(held).with_text(whole, "" if typed.get("apart") else place)
            kept.append({"key": key, "text": names.shown(now)})
        if draft is not opened.draft:
            asked.workshop.keep(asked.page.path, draft)
    answer = {"kept": kept, "clashing": clashes, "refused": refused}
    return JSONResponse({**answer, **_state(asked, draft)})


def _why_not(asked: Asked, error: Refusal) -> str:
    """Why a text cannot stand in its field, in words."""
    if isinstance(error, TooLong):
        return asked.t(TOO_LONG, count=error.count, most=error.most)
    return asked.t(NOT_HERE)


def _held_place(page: Page, key: str, held: Held, text: str) -> tuple[str | None, str]:
    """The field that takes the text which is written instead of one that cannot stand there, and what it says.

    None where somebody else wrote something into it meanwhile, unless that is what is written now.
    """
    field = page_fields(page).get(key)
    there = field.text if field else ""
    return key if field and (there in {held.was, text} or text == held.text) else None, there


def _place(page: Page, key: str, known: Sequence[str], text: str) -> tuple[str | None, str]:
    """The field that typed text belongs into: the one of its key, or, as rows may have moved, the one that said so.

    `known` is what the field said, and what else may have been kept of it. None, with what the field says now, where
    somebody else wrote something else there.
    """
    fields = page_fields(page)
    field = fields.get(key)
    if field and {field.text, unescaped(field.text)} & {*known, text}:
        return key, field.text
    was = known[0]
    kind = key.rpartition("/")[2]
    part = key.partition("/")[0]
    same = [
        name
        for name, other in fields.items()
        if was
        and was in {other.text, unescaped(other.text)}
        and name.startswith(f"{part}/")
        and name.endswith(f"/{kind}")
    ]
    return (same[0], was) if len(same) == 1 else (None, field.text if field else "")


def _english(asked: Asked, key: str) -> str:
    found = page_fields(asked.reference).get(key) if asked.reference else None
    return found.raw if found else ""


def say_problems(request: Request) -> Response:
    """What the checks say of the page as it is being written, by the ids of the elements beside which it is shown."""
    asked = _asked(request)
    if asked is None:
        return JSONResponse({"message": "there is no such page"}, HTTPStatus.NOT_FOUND)
    try:
        return _told_problems(asked)
    except Refusal as error:  # somebody else is writing its file, of which there is half, or took it away
        return _refused(asked, error)


def _told_problems(asked: Asked) -> Response:
    with asked.workshop.page(asked.page.path) as opened:
        draft = opened.draft
    page, found = asked.text_page(draft.text), asked.workshop.problems(asked.page.path, draft.text)

    @cache
    def paired() -> Sequence[PairedPart]:
        return side_by_side(asked.playbook, page, asked.reference, asked.text_page(draft.base))

    told = problems_told(asked.playbook, page, asked.plain, Located(page, found, paired), asked.t)
    return JSONResponse({"found": msgspec.to_builtins(told), "base": _base(asked, draft)})


async def change_rows(request: Request) -> Response:
    """Add, move or take out a row or a section, record what is up to date, undo, choose between two texts."""
    return await _answered(request, _changed)


def _changed(asked: Asked, data: Mapping[str, Any]) -> Response:
    with asked.workshop.page(asked.page.path) as opened:
        draft, focus = _acted(asked, opened.draft, data)
        if draft is not opened.draft:
            asked.workshop.keep(asked.page.path, draft)
        return _whole(asked, replace(opened, draft=draft), focus)


def _acted(asked: Asked, draft: PageDraft, data: Mapping[str, Any]) -> tuple[PageDraft, str]:
    """The draft after what was asked for, and the id of the field to write into next."""
    act, part = str(data["act"]), str(data.get("part", ""))
    if act == "look":
        return draft, ""
    if act == "undo":
        return draft.undone(), ""
    if act == "redo":
        return draft.redone(), ""
    if act in {"mine", "theirs", "forget"}:
        return _chosen(draft, act, int(data.get("number") or 0), str(data.get("print", ""))), ""
    playbook, page, reference = asked.playbook, asked.text_page(draft.text), asked.reference
    number, focus = int(data.get("number") or 0), ""
    if act in {"add", "put-back", "remove", "up", "down"}:
        text, focus = _row_acted(asked, page, asked.text_page(draft.base), act, data)
        kind = str(data.get("kind", "item"))
        draft = _forgotten(draft, page, f"{part}/{kind}-{number}/") if act == "remove" else draft
    elif act == "add-section":
        text = add_section(playbook, page, reference, part)
        focus = f"part-{part}"
    elif act == "remove-section":
        text = remove_section(page, part)
        draft = _forgotten(draft, page, f"{part}/")
    elif act == "record" and reference:
        text = record_part(page, reference, part, number)
    elif act == "record-page" and reference:
        plan = plan_translated(playbook.with_text(page.path, draft.text), page.topic, page.language, unchanged=True)
        text = str(plan.changes[0].text) if plan.changes else draft.base
    else:
        raise Refusal(said("this cannot be done here"))
    return draft.with_text(text), focus


def _row_acted(asked: Asked, page: Page, saved: Page, act: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """The page's text after a row was added, put back, taken out or moved, and the id of the row to write into next."""
    playbook, part, kind = asked.playbook, str(data.get("part", "")), str(data.get("kind", "item"))
    number, after = int(data.get("number") or 0), int(data.get("after") or 0)
    if act == "remove":
        return remove_row(playbook, page, part, kind, number), ""
    if act in {"up", "down"}:
        by = -1 if act == "up" else 1
        return move_row(playbook, page, part, kind, number, by), f"r-{part}-{kind}-{number + by}"
    there = f"r-{part}-{kind}-{after + 1}"
    if act == "put-back":
        return put_back_row(playbook, page, saved, part, kind, int(data.get("was") or 0), after), there
    return add_row(playbook, page, part, kind, after, asked.reference, int(data.get("reference") or 0)), there


def _forgotten(draft: PageDraft, page: Page, start: str) -> PageDraft:
    """The draft without what cannot stand in the fields of a row or a part that is taken out."""
    for place, held in draft.held_places({key: field.text for key, field in page_fields(page).items()}):
        draft = draft.without_held(held) if place.startswith(start) else draft
    return draft


def _chosen(draft: PageDraft, act: str, number: int, read: str) -> PageDraft:
    """The draft after somebody chose one of two texts, or threw away one without a place.

    `read` is the fingerprint of what was read; of two texts, of the other one of the clash of this number.
    """
    if act == "forget":
        return draft.without_held(next((held for held in draft.held if held.print == read), None))
    clash = draft.clashes[number] if 0 <= number < len(draft.clashes) else None
    if clash is None or clash.theirs_print != read:
        return draft
    rest = replace(draft, clashes=tuple(other for other in draft.clashes if other is not clash))
    return rest.with_text(with_theirs(draft.text, clash)) if act == "theirs" else rest


async def save_page(request: Request) -> Response:
    """Write the draft into the page's file."""
    return await _answered(request, _saved)


def _saved(asked: Asked, _: Mapping[str, Any]) -> Response:
    with asked.workshop.page(asked.page.path) as opened:
        if opened.draft.clashes:
            raise Refusal(asked.t("First choose between the two texts above."))
        draft = asked.workshop.save(asked.page.path, opened.draft)
        current = _asked(asked.request) or asked
        return _whole(current, replace(opened, draft=draft))


def real(request: Request) -> Response:
    """The page as readers will see it, with what is typed and not saved yet."""
    asked = _asked(request)
    if asked is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    try:
        with asked.workshop.page(asked.page.path) as opened:
            page = asked.text_page(opened.draft.text)
    except Refusal as error:
        return refused(request, error, "/studio/")
    return HTMLResponse(real_page(desk_of(request).site, page), headers=PREVIEW_HEADERS)


_ADDRESS = "/pages/{language}/{topic}"
PAGE_ROUTES: tuple[BaseRoute, ...] = (
    Route(_ADDRESS, show_form),
    Route(f"{_ADDRESS}/begin", begin, methods=["POST"]),
    Route(f"{_ADDRESS}/text", type_text, methods=["POST"]),
    Route(f"{_ADDRESS}/rows", change_rows, methods=["POST"]),
    Route(f"{_ADDRESS}/save", save_page, methods=["POST"]),
    Route(f"{_ADDRESS}/problems", say_problems),
    Route(f"{_ADDRESS}/real", real),
)
