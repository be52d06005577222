"""What is next: how far each language is."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from playbook.editing.status import STATES, status_table, totals
from playbook.studio.rendering import desk_of, show

STATE_WORDS = {
    "written": "Up to date",
    "out-of-date": "Out of date",
    "unrecorded": "Not compared",
    "unfinished": "Unfinished",
    "fallback": "English shown",
}
"""What a page's state is called: messages of the studio."""


def overview(request: Request) -> Response:
    """The start of the studio."""
    playbook = desk_of(request).playbook
    rows = status_table(playbook)
    return show(request, "overview.html", states=STATES, words=STATE_WORDS, totals=totals(playbook, rows))


OVERVIEW_ROUTES: tuple[BaseRoute, ...] = (Route("/", overview),)
