"""What somebody reads who asks for the studio without the key of this start, in the language of their browser."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse

from playbook.model import REFERENCE, Locale
from playbook.serve.overlay import STUDIO_WORDS

LANGUAGE = "studio-language"
"""The cookie that keeps the language that the editor chose for the studio itself."""
_TITLE = "The studio is not open here"
_TEXT = "Open it from the small window that opened when it was started, or start it again with a double-click."
_KEPT = "What you typed and did not save is kept, and comes back."
_SITE = "The site"


def wanted_locale(request: Request, locales: Mapping[str, Locale]) -> Locale:
    """The language in which the studio speaks: the one chosen, else the first that the browser wants and there is."""
    wanted = request.headers.get("accept-language", "").split(",")
    codes = [request.cookies.get(LANGUAGE, ""), *(part.partition(";")[0].strip() for part in wanted)]
    names = (name for code in codes for name in (code, code.partition("-")[0]))
    return next((locales[name] for name in names if name in locales), locales[REFERENCE])


def locked(request: Request, locales: Mapping[str, Locale]) -> HTMLResponse:
    """The page that says from where the studio is opened."""
    locale = wanted_locale(request, locales)
    said = (escape(locale.text(message, STUDIO_WORDS)) for message in (_TITLE, _TEXT, _KEPT, _SITE))
    title, text, kept, site = said
    html = (
        f'<!doctype html>\n<html lang="{locale.code}" dir="{locale.direction}">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{title}</title>\n'
        f'<link rel="stylesheet" href="/serve/locked.css">\n<h1>{title}</h1>\n<p>{text}</p>\n<p>{kept}</p>\n'
        f'<p><a href="/">{site}</a></p>\n</html>\n'
    )
    return HTMLResponse(html, HTTPStatus.FORBIDDEN)
