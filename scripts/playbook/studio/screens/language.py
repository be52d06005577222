"""Choosing the language in which the studio speaks."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from playbook.serve import LANGUAGE
from playbook.studio.rendering import desk_of

_YEAR = 365 * 24 * 60 * 60
"""Seconds."""


async def choose_language(request: Request) -> RedirectResponse:
    """Keep the choice in a cookie, and go back to the page on which it was made."""
    form = await request.form()
    code, here = str(form.get("language", "")), str(form.get("here", ""))
    answer = RedirectResponse(here if here.startswith("/studio/") else "/studio/", HTTPStatus.SEE_OTHER)
    if code in desk_of(request).playbook.locales:
        answer.set_cookie(LANGUAGE, code, max_age=_YEAR, path="/studio", httponly=True, samesite="strict")
    return answer


LANGUAGE_ROUTES: tuple[BaseRoute, ...] = (Route("/language", choose_language, methods=["POST"]),)
