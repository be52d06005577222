"""What open pages are told while they are open, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress

_BREATH = 15.0
"""Seconds after which a page is told again what it knows, by which the end of a lost connection is noticed."""


class Listeners:
    """The open pages. Each is told the state at once, and again whenever it may be another one."""

    def __init__(self, state: Callable[[str], Mapping[str, object]]) -> None:
        self._state = state
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: set[asyncio.Event] = set()
        self._ended = False

    def wake(self) -> None:
        """Have every open page told the state. May be called from any thread."""
        if self._loop:
            with suppress(RuntimeError):  # the server has just ended
                self._loop.call_soon_threadsafe(self._wake)

    def end(self) -> None:
        """End every connection, or the server would wait for them."""
        self._ended = True
        self.wake()

    def _wake(self) -> None:
        for page in self._open:
            page.set()

    async def stream(self, language: str) -> AsyncIterator[str]:
        """What one page is told until it leaves, in its language."""
        self._loop = asyncio.get_running_loop()
        woken = asyncio.Event()
        self._open.add(woken)
        try:
            yield "retry: 500\n\n"  # milliseconds until a page that lost the server asks again
            while not self._ended:
                woken.clear()
                yield _message("state", self._state(language))
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), _BREATH)
        finally:
            self._open.discard(woken)


def _message(event: str, details: Mapping[str, object]) -> str:
    """An event as it is sent. Source: HTML standard, 9.2.6."""
    return f"event: {event}\ndata: {json.dumps(details, ensure_ascii=False)}\n\n"
