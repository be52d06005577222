"""On which line of a built page something stands."""

from __future__ import annotations

from functools import lru_cache

_MOST = 500_000_000
"""Characters of a page that are looked through, over all texts that are asked for: a page of 100 kB with a thousand
problems takes as many. What is asked for later is told at the top of the page, so that no page keeps a check busy."""


class Lines:
    """The lines of a page's source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._left = _MOST
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, text: str) -> int:
        """The line, from 1, where a text first stands as a value in quotation marks, or else at all."""
        escaped = text.replace("&", "&amp;")
        forms = [f"{mark}{form}{mark}" for form in dict.fromkeys((text, escaped)) for mark in ('"', "'")]
        place = next((found for found in map(self._find, [*forms, text]) if found >= 0), 0) if text else 0
        return self._source.count("\n", 0, place) + 1

    def _find(self, text: str) -> int:
        if self._left <= 0:
            return -1
        place = self._source.find(text)
        self._left -= place if place >= 0 else len(self._source)
        return place
