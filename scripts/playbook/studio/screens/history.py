"""What became of a page: each version in words, who handed it in and why, and taking a change back."""

from __future__ import annotations

import datetime
from http import HTTPStatus

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from playbook.editing import Refusal
from playbook.editing.history import Version, versions
from playbook.editing.merging import merge_pages
from playbook.editing.work import KeptStart, work_start
from playbook.files import UnwritableFile
from playbook.model import Page, Playbook
from playbook.said import said
from playbook.studio.posting import refused
from playbook.studio.rendering import desk_of, editor_locale, show, translator
from playbook.studio.told_work import Teller, ToldChange
from playbook.studio.workshop import workshop_of

MOST = 40
"""Versions that are shown; further back nobody reads."""
HERE = "here"
"""What stands for the page as it is saved and not handed in."""


class PageStep(Struct, frozen=True):
    """One change of the page: by whom, on which day, with which note; `id` names it where it is taken back."""

    id: str
    by: str
    day: datetime.date | None
    note: str
    change: ToldChange


def show_history(request: Request) -> Response:
    """The page's changes, the newest first."""
    playbook = desk_of(request).playbook
    page = playbook.page(request.path_params["language"], request.path_params["topic"])
    if page is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    locale = editor_locale(request)
    teller = Teller(playbook, translator(locale), locale)
    steps = []
    for now, before in _changes(playbook, page):
        change = teller.change(page.path, before, now.text)
        steps.append(PageStep(now.commit, now.by, _day(now), now.note, change))
    shown = [step for step in steps if step.change.parts or step.change.marks]
    return show(request, "history.html", page=page, page_locale=playbook.locales[page.language], steps=shown)


def _day(version: Version) -> datetime.date | None:
    return datetime.date.fromisoformat(version.day) if version.when else None


def _changes(playbook: Playbook, page: Page) -> list[tuple[Version, str | None]]:
    """Each version of the page that is known and the text before it, the newest first.

    The first is what is saved here and was not handed in.
    """
    start = work_start(playbook.root)
    if isinstance(start, KeptStart):
        before = start.content(page.path)
        return [(_here(page), before)] if before != page.text else []
    found = [(version, version.before(playbook.root)) for version in versions(playbook.root, page.path, MOST)]
    kept = found[0][0].text if found else None
    return found if kept == page.text else [(_here(page), kept), *found]


def _here(page: Page) -> Version:
    return Version(HERE, page.path, "", "", "", page.text)


async def take_back(request: Request) -> Response:
    """Take one change back, in the page's draft; what was changed since stays."""
    form = await request.form()
    return _taken_back(request, str(form.get("step", "")))


def _taken_back(request: Request, step: str) -> Response:
    playbook, workshop = desk_of(request).playbook, workshop_of(request)
    page = playbook.page(request.path_params["language"], request.path_params["topic"])
    if page is None:
        return show(request, "missing.html", HTTPStatus.NOT_FOUND)
    address = f"/studio/pages/{page.language}/{page.topic}"
    known = {version.commit: (version.text, before) for version, before in _changes(playbook, page)}
    try:
        after, before = known.get(step, ("", None))
        if before is None:
            raise Refusal(said("there is nothing before this that could be brought back"))
        with workshop.page(page.path) as opened:
            taken = merge_pages(after, opened.draft.text, before)
            draft = opened.draft.with_text(taken.text)
            found = (replace(clash, undoes=True) for clash in taken.clashes)
            workshop.keep(page.path, draft.with_clashes(found))
    except (Refusal, UnwritableFile) as error:
        return refused(request, error, address)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


_ADDRESS = "/history/{language}/{topic}"
HISTORY_ROUTES: tuple[BaseRoute, ...] = (
    Route(_ADDRESS, show_history),
    Route(f"{_ADDRESS}/back", take_back, methods=["POST"]),
)
