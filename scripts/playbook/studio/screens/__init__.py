"""The screens of the studio."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from playbook.studio.screens.add import ADD_ROUTES
from playbook.studio.screens.hand_in import HAND_IN_ROUTES
from playbook.studio.screens.history import HISTORY_ROUTES
from playbook.studio.screens.language import LANGUAGE_ROUTES
from playbook.studio.screens.overview import OVERVIEW_ROUTES
from playbook.studio.screens.page import PAGE_ROUTES
from playbook.studio.screens.reading import READING_ROUTES
from playbook.studio.screens.words import WORDS_ROUTES

_ASSETS = Path(__file__).parent.parent / "assets"


def studio_routes() -> list[BaseRoute]:
    """Everything that the studio answers to, below /studio/."""
    return [
        *OVERVIEW_ROUTES,
        *PAGE_ROUTES,
        *READING_ROUTES,
        *HAND_IN_ROUTES,
        *HISTORY_ROUTES,
        *WORDS_ROUTES,
        *ADD_ROUTES,
        *LANGUAGE_ROUTES,
        Mount("/assets", StaticFiles(directory=_ASSETS)),
    ]
