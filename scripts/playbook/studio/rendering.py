"""How a screen becomes a page: its template, in the editor's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse

from playbook.model import REFERENCE, Locale
from playbook.said import Naming, Said, as_it_is, fill_in
from playbook.serve import STUDIO_WORDS, Desk, wanted_locale
from playbook.shown.addresses import page_address
from playbook.shown.dates import long_date

_Kind = TypeVar("_Kind")

ANEW = (
    "The studio was started anew. Open it from the window that opened, as you always do. "
    "What you typed here is kept in this browser, and comes back."
)
"""What a page says that was opened before the last start."""
SCREEN_WORDS = {
    "anew": ANEW,
    "working": "One moment …",
    "not-come": "This part could not be loaded.",
    "ask-again": "Try again",
}
"""What the scripts of every screen say."""
_GUIDE = "guides/editors.md"
MENU = (
    ("/studio/", "What is next"),
    ("/studio/words/", "Words"),
    ("/studio/add/", "Add"),
    ("/studio/hand-in", "Send my work"),
)
"""(address, title) of each screen in the menu; the titles are messages in STUDIO_WORDS."""


def desk_of(request: Request) -> Desk:
    """The desk that a request is answered from. Take its `playbook` once, and work with that one throughout."""
    desk: Desk = request.app.state.desk
    return desk


def editor_locale(request: Request) -> Locale:
    """The language in which the studio speaks: the one chosen, else the first that the browser wants and there is."""
    return wanted_locale(request, desk_of(request).playbook.locales)


def show(
    request: Request, template: str, status: int = 200, words: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    """The page of a template of `templates/`, which extends studio.html; `values` are what it asks for.

    `words` are what its scripts say: a name to a message, which `word(name)` of parts.mjs gives translated.
    """
    t = translator(editor_locale(request))
    said = {name: t(message) for name, message in {**SCREEN_WORDS, **(words or {})}.items()}
    menu = [(address, t(title)) for address, title in MENU]
    return HTMLResponse(rendered(request, template, words=said, menu=menu, help=_help(request), **values), status)


def _help(request: Request) -> tuple[str, str]:
    """The address of the editors' guide, and its language: the editor's, or English where that has none."""
    code, guides = editor_locale(request).code, desk_of(request).playbook.other_pages
    language = code if f"docs/{code}/{_GUIDE}" in guides else REFERENCE
    return "/" + page_address(language, _GUIDE), language


def rendered(request: Request, template: str, **values: object) -> str:
    """The HTML of a template, which may be a piece of a page, as a script asks for it.

    Every template has `t(message, **values)` for what the studio says, `day(date)` for a date in words, `locale` (the
    editor's), `locales`, and `here`, the address of the page.
    """
    locale = editor_locale(request)
    locales = desk_of(request).playbook.locales
    html = _environment().get_template(template)
    given = {"t": translator(locale), "day": lambda day: long_date(day, locale.code), "here": request.url.path}
    return html.render(**values, **given, locale=locale, locales=locales)


def translator(locale: Locale) -> Callable[..., str]:
    """The function that says a message of the studio in a language, with its {places} filled.

    What a check or a refusal says is said by it, too; in English where the language does not have it.
    """

    def t(message: str, **given: object) -> str:
        if isinstance(message, Said):
            return locale.say(message)
        return fill_in(locale.text(message, STUDIO_WORDS), given)

    return t


class ToldRow(Struct, frozen=True):
    """What is wrong and what to do, as it is shown; `lang` and `dir` are of the language in which it is said."""

    message: str
    hint: str
    lang: str
    dir: str


def told_row(locale: Locale, message: str, hint: str, name: Naming = as_it_is) -> ToldRow:
    """What is wrong and what to do, in a language; in English as a whole where the language lacks a part of it.

    `name(placeholder, value)` is what a value is called there.
    """
    if locale.can_say(message, hint):
        return ToldRow(locale.say(message, name), locale.say(hint, name), locale.code, locale.direction)
    return ToldRow(str(message), str(hint), REFERENCE, "ltr")


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


async def brought(request: Request, kind: type[_Kind]) -> _Kind:
    """What a script of ours sent, as JSON of this kind. Raises ValueError, in words, for whatever else was sent."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
