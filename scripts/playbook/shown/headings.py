"""The place that a heading of a guide is: what links to it say behind the `#`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

TOP = "content"
"""The place of a guide's title, where "skip to content" leads."""
_NAMED = re.compile(r"\{#([\w-]+)\}\s*$")


def slug(text: str) -> str:
    """The id of a heading outside topic pages: lower case, words joined with hyphens."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def heading_places(headings: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """(place, words) of each heading of a guide, given as (level, text), in order.

    A heading may name its own place in braces at its end, `{#place}`, which is not shown. Of equal ones the second
    gets -2 behind it, and so on. Letters of every script stay.
    """
    seen: Counter[str] = Counter()
    for level, text in headings:
        named = _NAMED.search(text)
        words = text[: named.start()].rstrip() if named else text
        place = TOP if level == 1 and not seen else named[1] if named else slug(words)
        seen[place] += 1
        yield (f"{place}-{seen[place]}" if seen[place] > 1 else place), words
