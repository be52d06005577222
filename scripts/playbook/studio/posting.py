"""What a form brings along, sent by its script or, before that has been loaded, by the browser itself."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from playbook.files import UnwritableFile
from playbook.said import Said, reason
from playbook.studio.rendering import brought, editor_locale, show, translator

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
"""How a browser sends a form by itself."""


class Posted(Struct, frozen=True):
    """The values of a form by their names. `scripted`: whether a script wants data, or the browser a page."""

    values: dict[str, str]
    scripted: bool


async def posted(request: Request) -> Posted:
    """What a form brings along. Raises ValueError for what is none."""
    if not request.headers.get("content-type", "").startswith(_FORMS):
        return Posted(await brought(request, dict[str, str]), scripted=True)
    form = await request.form()
    return Posted({name: value for name, value in form.items() if isinstance(value, str)}, scripted=False)


async def answered(request: Request, work: Callable[[Request, Posted], Response]) -> Response:
    """What `work` answers to a form, done where other requests need not wait for it; what is no form is refused."""
    try:
        return await run_in_threadpool(work, request, await posted(request))
    except ValueError as error:
        return JSONResponse({"message": str(error)}, HTTPStatus.BAD_REQUEST)


def in_words(t: Callable[..., str], error: Exception) -> str:
    """Why something cannot be done, in the editor's language."""
    told = reason(error)
    return t(told) if isinstance(told, Said) else told


def refused(request: Request, error: Exception, back: str) -> Response:
    """The page that says why something cannot be done; `back` is where to go from there."""
    locale = editor_locale(request)
    told = in_words(translator(locale), error)
    ours = locale.can_say(reason(error))
    return show(request, "refused.html", HTTPStatus.CONFLICT, reason=told, translated=ours, back=back)


def refusal(request: Request, sent: Posted, error: Exception, told: str, back: str) -> Response:
    """The answer to what cannot be done: why, in words."""
    status = HTTPStatus.INSUFFICIENT_STORAGE if isinstance(error, UnwritableFile) else HTTPStatus.CONFLICT
    if sent.scripted:
        return JSONResponse({"message": told}, status)
    return show(request, "refused.html", status, reason=told, back=back)


def done(sent: Posted, html: str, state: str, there: str) -> Response:
    """The answer to what was done: a piece of the page anew, or the page at `there`."""
    if sent.scripted:
        return JSONResponse({"html": html, "state": state})
    return RedirectResponse(there, HTTPStatus.SEE_OTHER)
