"""How a screen becomes a page: its template, in the editor's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from playbook.model import REFERENCE, Locale
from playbook.model.locale import fill_in
from playbook.serve import Desk

STUDIO_WORDS = "studio"
"""The gettext context of what the studio says."""
LANGUAGE = "studio-language"
"""The cookie that keeps the language that the editor chose for the studio itself."""
MENU = (("/studio/", "What is next"),)
"""(address, title) of each screen in the menu; the titles are messages in STUDIO_WORDS."""


def desk_of(request: Request) -> Desk:
    """The desk that a request is answered from. Take its `playbook` once, and work with that one throughout."""
    desk: Desk = request.app.state.desk
    return desk


def editor_locale(request: Request) -> Locale:
    """The language in which the studio speaks: the one chosen, else the first that the browser wants and there is."""
    locales = desk_of(request).playbook.locales
    wanted = request.headers.get("accept-language", "").split(",")
    codes = [request.cookies.get(LANGUAGE, ""), *(part.partition(";")[0].strip() for part in wanted)]
    names = (name for code in codes for name in (code, code.partition("-")[0]))
    return next((locales[name] for name in names if name in locales), locales[REFERENCE])


def show(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page of a template of `templates/`, which extends studio.html; `values` are what it asks for.

    Every template also has `t(message, **values)` for what the studio says, `locale` (the editor's), `locales`,
    `menu` of the screens as (address, title), and `here`, the address of the page.
    """
    locale = editor_locale(request)

    def t(message: str, **filled: object) -> str:
        return fill_in(locale.text(message, STUDIO_WORDS), filled)

    html = (
        _environment()
        .get_template(template)
        .render(
            **values,
            t=t,
            locale=locale,
            locales=desk_of(request).playbook.locales,
            menu=[(address, t(title)) for address, title in MENU],
            here=request.url.path,
        )
    )
    return HTMLResponse(html, status)


@cache
def _environment() -> Environment:
    """Every value is text: nothing that an editor wrote becomes markup."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
