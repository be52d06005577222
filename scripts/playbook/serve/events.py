"""What open pages are told while they are open, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import StreamingResponse

_BREATH = 15.0
"""Seconds after which a line is sent that says nothing, by which the end of a lost connection is noticed."""
_WAITING = 64
"""News that may wait for a page that is slow to take them."""


class Listeners:
    """The open pages. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues: set[asyncio.Queue[str | None]] = set()

    def tell(self, event: str, **details: object) -> None:
        """Tell every open page of something: the name of the event and what belongs to it."""
        if self._loop:
            with suppress(RuntimeError):  # the server has just ended
                self._loop.call_soon_threadsafe(self._send, _message(event, details))

    def close(self) -> None:
        """End every connection, or the server would wait for them."""
        self._send(None)

    def _send(self, text: str | None) -> None:
        for queue in self._queues:
            if text is None or queue.qsize() < _WAITING:
                queue.put_nowait(text)

    async def stream(self, first: str = "") -> AsyncIterator[str]:
        """What one page is told until it leaves; `first` is what it is told at once."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield "retry: 1000\n\n" + first
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _BREATH)
                except TimeoutError:
                    text = ":\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._queues.discard(queue)


def _message(event: str, details: dict[str, object]) -> str:
    """An event as it is sent. Source: HTML standard, 9.2.6."""
    return f"event: {event}\ndata: {json.dumps(details, ensure_ascii=False)}\n\n"


async def listen(request: Request) -> StreamingResponse:
    """The stream of events for one page."""
    listeners: Listeners = request.app.state.desk.listeners
    return StreamingResponse(listeners.stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})
