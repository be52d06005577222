"""The application: what is served at which address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from playbook.model import REFERENCE
from playbook.serve.course import Course
from playbook.serve.guard import STUDIO
from playbook.serve.pages import page_or_file
from playbook.serve.watching import saved_files

BODY_BYTES = 8 * 1024 * 1024
"""What a request may bring along; the largest thing to bring is the page of an article."""
_ASSETS = Path(__file__).with_name("assets")


def application(course: Course, studio: Sequence[BaseRoute]) -> Starlette:
    """The site at the root and the studio's routes below /studio/."""

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        course.begin()
        watcher = asyncio.create_task(_keep_up(course))
        yield
        watcher.cancel()
        course.end()

    routes = [
        Mount(STUDIO.rstrip("/"), routes=list(studio)),
        Route("/serve/events", _listen),
        Mount("/serve", StaticFiles(directory=_ASSETS)),
        Route("/{path:path}", page_or_file),
    ]
    app = Starlette(routes=routes, lifespan=running, max_body_size=BODY_BYTES)
    app.state.desk, app.state.course = course.desk, course
    return app


async def _keep_up(course: Course) -> None:
    """Follow whatever is saved, also while the server was starting."""
    ready = False
    try:
        async for paths in saved_files(course.desk.root):
            await run_in_threadpool(_follow, course, paths if ready else paths | course.desk.unseen())
            if not ready:
                ready = True
                await run_in_threadpool(course.starter.ready)  # it may open a browser, and wait for it
    except Exception as error:  # files cannot be watched; the site is there, and shown as it was read
        course.starter.fault(error)
        if not ready:
            course.starter.ready()


def _follow(course: Course, paths: frozenset[str]) -> None:
    try:
        course.saved(paths)
    except Exception as error:  # what is saved next shall be shown all the same
        course.starter.fault(error)


async def _listen(request: Request) -> Response:
    """What one open page is told."""
    course: Course = request.app.state.course
    language = request.query_params.get("language", REFERENCE)
    return StreamingResponse(
        course.listeners.stream(language), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )
