"""Reading a page beside its reference: comments on its rows, answers, and the signature of whoever has read it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.editing import Plan, Refusal
from playbook.editing.comments import open_comments, plan_answer, plan_comment, plan_take_away
from playbook.editing.editor import who_works, who_writes
from playbook.editing.pages import plan_reviewed
from playbook.files import UnwritableFile
from playbook.model import REFERENCE, Page, Playbook, stale_parts, standing, text_print
from playbook.said import reason
from playbook.shown.drafts import is_draft
from playbook.studio.page_form import PlainWords
from playbook.studio.posting import Posted, answered, done, in_words, refusal
from playbook.studio.reading import PageToRead, since_signed
from playbook.studio.rendering import ToldRow, desk_of, editor_locale, rendered, show, translator
from playbook.studio.workshop import workshop_of

FORM_WORDS = {
    "sending": "One moment …",
    "away-form": "The studio does not answer. What you wrote stays in this browser; try again when it answers.",
    "restored-form": "What you had typed here is back.",
    "choose-first": "First choose between the two texts above.",
}
"""What forms.mjs says."""


def read_page_screen(request: Request) -> Response:
    """The screen on which a page is read."""
    playbook = desk_of(request).playbook
    page = _page(request, playbook)
    if page is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    workshop_of(request).warm()
    return show(request, "read.html", words=FORM_WORDS, **_values(request, playbook, page))


def _page(request: Request, playbook: Playbook) -> Page | None:
    return playbook.page(request.path_params["language"], request.path_params["topic"])


def _values(request: Request, playbook: Playbook, page: Page) -> dict[str, Any]:
    reference = playbook.reference(page.topic) if page.language != REFERENCE else None
    signing = _signing(request, playbook, page, judged=workshop_of(request).is_warm)
    lapsed = signing["lapsed"]
    since = since_signed(playbook, page, lapsed[-1]) if lapsed and not signing["holds"] else {}
    return {
        **signing,
        "reference": reference,
        "page_locale": playbook.locales[page.language],
        "reference_locale": playbook.locales[REFERENCE],
        "reading": PageToRead(playbook, page, reference, since),
        "since": lapsed[-1] if since else None,
        "waiting": len(open_comments(playbook, page)),
    }


def _signing(request: Request, playbook: Playbook, page: Page, *, judged: bool) -> dict[str, Any]:
    """Who signed a page and what keeps it from being signed; what the checks say only where it is to be judged."""
    reference = playbook.reference(page.topic) if page.language != REFERENCE else None
    holds = standing(page)
    return {
        "page": page,
        "holds": holds,
        "lapsed": [signature for signature in page.front.read_by if signature not in holds],
        "judged": judged,
        "obstacles": _obstacles(request, playbook, page, reference, judged=judged),
        "print": text_print(page),
        "editor": who_works(playbook.root),
        "editing": f"/studio/pages/{page.language}/{page.topic}",
    }


def show_signatures(request: Request) -> Response:
    """The signatures of a page as a piece of the screen, once the checks have looked at it, which may take seconds.

    `print` is that of the text which the reader sees; the page may be another one by now.
    """
    playbook = desk_of(request).playbook
    page = _page(request, playbook)
    if page is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    values = _signing(request, playbook, page, judged=True)
    seen = request.query_params.get("print", "")
    return HTMLResponse(rendered(request, "read-sign.html", **values | {"print": seen}))


def _obstacles(
    request: Request, playbook: Playbook, page: Page, reference: Page | None, *, judged: bool
) -> list[ToldRow]:
    """What keeps a page from being signed, in words."""
    locale, workshop = editor_locale(request), workshop_of(request)
    t = translator(locale)
    found = []
    if page.path in workshop.unsaved():
        found.append(t("Something was typed on this page and is not saved yet."))
    if is_draft(page):
        found.append(t("This page is not finished yet."))
    elif reference and not page.front.translated_from:
        found.append(t("Nobody has said yet that this page says what the English page says."))
    elif reference and stale_parts(page, reference):
        found.append(t("The English page has changed since; bring this page up to date first."))
    wrong = [problem for problem in workshop.problems(page.path, page.text) if not problem.to_do] if judged else []
    told = PlainWords(playbook, page, locale).of(wrong)
    return [*(ToldRow(text, "", locale.code, locale.direction) for text in found), *told]


_Work = Callable[[Request, Playbook, Page, Mapping[str, str]], Plan]


def _done(work: _Work, request: Request, sent: Posted) -> Response:
    """Do what a form asks for; the answer is the page anew, or why it could not be done."""
    desk, locale = desk_of(request), editor_locale(request)
    if shown := _page(request, desk.playbook):
        desk.read([shown.path])  # what somebody saved a moment ago may not have been noticed yet
    playbook, t = desk.playbook, translator(locale)
    page = _page(request, playbook)
    if page is None:
        return JSONResponse({"message": t("There is no such page")}, HTTPStatus.NOT_FOUND)
    address = f"/studio/read/{page.language}/{page.topic}"
    try:
        desk.apply(work(request, playbook, page, sent.values))
    except Refusal as error:
        return refusal(request, sent, error, PlainWords(playbook, page, locale).told(reason(error)), address)
    except UnwritableFile as error:
        return refusal(request, sent, error, f"{in_words(t, error)}.", address)
    playbook = desk.playbook
    html = rendered(request, "read-page.html", **_values(request, playbook, _page(request, playbook) or page))
    return done(sent, html, t("Done."), address)


async def comment(request: Request) -> Response:
    """Write a comment on a row."""
    return await answered(request, partial(_done, _comment))


def _comment(_: Request, playbook: Playbook, page: Page, data: Mapping[str, str]) -> Plan:
    editor = who_writes(playbook.root, data.get("name", ""))
    return plan_comment(playbook, page, data.get("row", ""), editor.name, data.get("text", ""), _today())


async def answer(request: Request) -> Response:
    """Answer a comment."""
    return await answered(request, partial(_done, _answer))


def _answer(_: Request, playbook: Playbook, page: Page, data: Mapping[str, str]) -> Plan:
    editor = who_writes(playbook.root, data.get("name", ""))
    return plan_answer(playbook, page, data.get("comment", ""), editor.name, data.get("text", ""), _today())


async def take_away(request: Request) -> Response:
    """Take a comment out."""
    return await answered(request, partial(_done, _take_away))


def _take_away(_: Request, playbook: Playbook, page: Page, data: Mapping[str, str]) -> Plan:
    return plan_take_away(playbook, page, data.get("comment", ""))


async def sign(request: Request) -> Response:
    """Write down that somebody has read the page."""
    return await answered(request, partial(_done, _sign))


def _sign(request: Request, playbook: Playbook, page: Page, data: Mapping[str, str]) -> Plan:
    t = translator(editor_locale(request))
    if data.get("print") != text_print(page):
        raise Refusal(t("This page has changed while you read it. Look at it once more, then sign."))
    editor = who_writes(playbook.root, data.get("name", ""))
    problems = workshop_of(request).problems(page.path, page.text)
    return plan_reviewed(playbook, page.topic, page.language, editor.name, _today(), problems)


def _today() -> datetime.date:
    return datetime.date.today()


_ADDRESS = "/read/{language}/{topic}"
READING_ROUTES: tuple[BaseRoute, ...] = (
    Route(_ADDRESS, read_page_screen),
    Route(f"{_ADDRESS}/signatures", show_signatures),
    Route(f"{_ADDRESS}/comment", comment, methods=["POST"]),
    Route(f"{_ADDRESS}/answer", answer, methods=["POST"]),
    Route(f"{_ADDRESS}/take-away", take_away, methods=["POST"]),
    Route(f"{_ADDRESS}/sign", sign, methods=["POST"]),
)
