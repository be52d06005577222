"""What is typed on a sheet: kept on disk within a second, held against what somebody else saved, and saved."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.editing import Refusal
from playbook.editing.typed_words import Typed, now_and_clashing, read_typed, with_typing, write_typed
from playbook.files import UnwritableFile
from playbook.model import Playbook
from playbook.said import reason, said
from playbook.studio.rendering import ToldRow, brought, desk_of, editor_locale, told_row, translator
from playbook.studio.sheets import Sheet
from playbook.studio.workshop import workshop_of

KEEPING_WORDS = {
    "keeping": "Keeping what you type …",
    "kept": "Kept. Not saved yet.",
    "unmade": "Kept. Not made yet.",
    "saved": "All of it is saved.",
    "saving": "Saving …",
    "unplaced": "Not kept in its place yet: {count}. What you typed there stays in this browser.",
    "to-mend": "To mend: {count}.",
    "away": "The studio does not answer. What you type stays in this browser, and is kept as soon as it answers again.",
    "unkept": "This could not be kept: {reason} What you type stays in this browser.",
    "elsewhere": "In another window this field says:",
    "take-theirs": "Take that",
    "keep-mine": "Keep mine",
    "restored": "What you had typed here is back.",
}
"""What keeping.mjs and sheet.mjs say."""
SheetFinder = Callable[[Request, Playbook], Sheet | None]
"""The sheet that a request is about, made from a playbook; None where there is none."""
_LOCKS: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)


class OpenSheet(Struct, frozen=True, dict=True):
    """A sheet that somebody writes, with what was typed; `clashing` is what somebody else saved in the same fields."""

    sheet: Sheet
    typed: Mapping[str, Typed]
    texts: Mapping[str, str]
    clashing: Mapping[str, str]

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """The fields that say something else than their files."""
        return {key: text for key, text in self.texts.items() if text != self.sheet.saved[key]}


@contextmanager
def opened_sheet(request: Request, sheet: Sheet) -> Iterator[OpenSheet]:
    """A sheet with what was typed on it, for one request alone."""
    root = desk_of(request).root
    with _LOCKS[f"{root}\0{sheet.name}"]:
        typed = read_typed(root, sheet.name)
        yield OpenSheet(sheet, typed, *now_and_clashing(typed, sheet.saved))


def sheet_state(request: Request, opening: OpenSheet) -> dict[str, Any]:
    """How a sheet stands, for the line that says so and the button that saves."""
    t = translator(editor_locale(request))
    changed, makes = bool(opening.changed), opening.sheet.makes
    if makes and not changed:
        return {"changed": False, "state": ""}
    return {"changed": changed, "state": t(KEEPING_WORDS["unmade" if makes else "kept" if changed else "saved"])}


def field_id(key: str) -> str:
    """The id of a field's element."""
    return "f-" + key.replace("/", "-")


class SheetField(Struct, frozen=True):
    """A field as it is shown: its key, its label, what it says, and what somebody else saved in it meanwhile."""

    key: str
    label: str
    text: str
    theirs: str | None = None

    @property
    def id(self) -> str:
        """The id of its element."""
        return field_id(self.key)


def sheet_field(opening: OpenSheet, key: str, label: str) -> SheetField:
    """A field of a sheet as it is shown."""
    return SheetField(key, label, opening.texts[key], opening.clashing.get(key))


def told_problems(request: Request, opening: OpenSheet) -> dict[str, list[ToldRow]]:
    """What is wrong with what was typed, by the ids of the elements beside which it is shown."""
    found, locale = opening.sheet.wrong(opening.changed) if opening.changed else {}, editor_locale(request)
    return {
        field_id(key): [told_row(locale, message, hint) for message, hint in dict.fromkeys(rows)]
        for key, rows in found.items()
    }


def keeping_routes(address: str, find: SheetFinder) -> tuple[BaseRoute, ...]:
    """The routes below a sheet's address to which its script sends what is typed, and from which it hears of it."""

    async def answered(request: Request, work: Callable[[Request, Sheet, Any], Response], data: Any = None) -> Response:
        sheet = find(request, desk_of(request).playbook)
        if sheet is None:
            return JSONResponse({"message": "there is no such page"}, HTTPStatus.NOT_FOUND)
        try:
            return await run_in_threadpool(work, request, sheet, data)
        except Refusal as error:
            told = editor_locale(request).say(reason(error))
            return JSONResponse({"message": told}, HTTPStatus.CONFLICT)
        except UnwritableFile as error:
            told = editor_locale(request).say(reason(error))
            return JSONResponse({"message": f"{told}."}, HTTPStatus.INSUFFICIENT_STORAGE)

    async def text(request: Request) -> Response:
        try:
            batch = await brought(request, _Batch)
        except ValueError as error:
            return JSONResponse({"message": str(error)}, HTTPStatus.BAD_REQUEST)
        return await answered(request, _keep, batch)

    async def problems(request: Request) -> Response:
        return await answered(request, _say)

    async def save(request: Request) -> Response:
        return await answered(request, _save, find)

    return (
        Route(f"{address}/text", text, methods=["POST"]),
        Route(f"{address}/problems", problems),
        Route(f"{address}/save", save, methods=["POST"]),
    )


class _TypedField(Struct):
    """What was typed into a field; `was` is what it said when last kept, `sent` what may have been kept since."""

    key: str
    was: str
    text: str
    sent: list[str] = []


class _Batch(Struct):
    fields: list[_TypedField]


def _keep(request: Request, sheet: Sheet, batch: _Batch) -> Response:
    kept, clashing, refused = [], [], []
    with opened_sheet(request, sheet) as opening:
        typed = dict(opening.typed)
        for field in batch.fields:
            tried = (with_typing(typed, sheet.saved, field.key, was, field.text) for was in (field.was, *field.sent))
            after = next((found for found in tried if found is not None), None)
            if after is not None:
                typed = after
                kept.append({"key": field.key, "text": field.text})
            elif field.key in sheet.saved:
                now = typed[field.key].text if field.key in typed else sheet.saved[field.key]
                clashing.append({"key": field.key, "theirs": now})
            else:
                gone = editor_locale(request).say(said("this row is no longer there"))
                refused.append({"key": field.key, "message": gone})
        if typed != opening.typed:
            write_typed(desk_of(request).root, sheet.name, typed)
        now_open = OpenSheet(sheet, typed, *now_and_clashing(typed, sheet.saved))
    answer = {"kept": kept, "clashing": clashing, "refused": refused}
    return JSONResponse({**answer, **sheet_state(request, now_open)})


def _say(request: Request, sheet: Sheet, _: Any) -> Response:
    with opened_sheet(request, sheet) as opening:
        return JSONResponse(msgspec.to_builtins(told_problems(request, opening)))


def _save(request: Request, sheet: Sheet, find: SheetFinder) -> Response:
    t = translator(editor_locale(request))
    desk = desk_of(request)
    sheet = find(request, desk.catch_up()) or sheet
    with opened_sheet(request, sheet) as opening:
        if opening.clashing:
            raise Refusal(t("First choose between the two texts, where somebody else changed the same."))
        plan = sheet.plan(opening.changed)
        desk.apply(plan)
        workshop_of(request).follow(plan, sheet.playbook)
        write_typed(desk.root, sheet.name, {})
        now = find(request, desk.playbook)
        saved = now.saved if now else {}
        leads_to = sheet.leads_to(opening.texts)
    kept = [{"key": key, "text": saved.get(key, text)} for key, text in opening.texts.items()]
    return JSONResponse({"kept": kept, "changed": False, "state": t(KEEPING_WORDS["saved"]), "next": leads_to})
