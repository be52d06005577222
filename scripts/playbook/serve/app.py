"""The application: what is served at which address."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from playbook.serve.desk import Desk
from playbook.serve.events import listen
from playbook.serve.guard import STUDIO
from playbook.serve.pages import page_or_file
from playbook.serve.watching import saved_files
from playbook.serve.whole import WholeSite

BODY_BYTES = 8 * 1024 * 1024
"""What a request may bring along; the largest thing to bring is the page of an article."""
_ASSETS = Path(__file__).with_name("assets")


def application(desk: Desk, whole: WholeSite, studio: Sequence[BaseRoute], ready: Callable[[], None]) -> Starlette:
    """The site at the root and the studio's routes below /studio/; `ready` is called when it answers."""

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        whole.want()
        builder = threading.Thread(target=whole.run, daemon=True)
        builder.start()
        watcher = asyncio.create_task(_keep_up(desk, whole))
        ready()
        yield
        watcher.cancel()
        whole.end()
        builder.join(timeout=5)

    routes = [
        Mount(STUDIO.rstrip("/"), routes=list(studio)),
        Route("/serve/events", listen),
        Mount("/serve", StaticFiles(directory=_ASSETS)),
        Route("/{path:path}", page_or_file),
    ]
    app = Starlette(routes=routes, lifespan=running, max_body_size=BODY_BYTES)
    app.state.desk, app.state.whole = desk, whole
    return app


async def _keep_up(desk: Desk, whole: WholeSite) -> None:
    """Read the playbook anew whenever somebody saves one of its files, and have the whole site follow."""
    async for _ in saved_files(desk.root):
        await run_in_threadpool(desk.read)
        whole.want()
