"""How much of a page a parser of HTML can read in a bounded time and with bounded memory.

The rules by which browsers mend broken HTML let a parser look at every open element for each tag, and open formatting
elements anew in each paragraph, and compare each attribute of a tag with all before it: 3 MB of `<div>` keep one busy
for minutes, and ten `<b>` that nobody closes before a million `<p>` take gigabytes. Source: HTML Standard, "The stack
of open elements", "The list of active formatting elements". Sound pages come nowhere near the bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/<>]*+)")
_NEVER_OPEN = frozenset(
    b"area base br col embed hr img input link meta source track wbr "  # void
    b"body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr".split()  # closed by the next
)
"""Elements in which none of their kind nests. Source: HTML Standard, "Void elements", "Optional tags"."""
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
"""Elements that are opened anew. Source: HTML Standard, "Formatting"."""
_RAW = frozenset({b"script", b"style"})
"""Elements whose text is no markup."""
_TITLES = frozenset({b"title", b"desc"})
_IN_DRAWINGS = _TITLES | frozenset(
    b"circle clippath defs ellipse g line lineargradient mask path polygon polyline radialgradient rect stop svg "
    b"symbol text tspan use".split()
)
"""Elements that stay in a drawing, where `/>` closes; any other may end it."""
_ATTRIBUTE = re.compile(rb"[\s/=\"'][^\s/=\"']")
_LONG = 5_000
"""Bytes of a tag from which on its attributes are counted."""
_MOST = 1_500_000
"""Open elements that are looked at, over all tags: a page of 5 MB with 100,000 tags fifteen deep has as many."""
_ANEW = 3
"""What an element opened anew counts for, beside being looked at: it takes half a kilobyte."""
_COMPARED = 1_000
"""Attributes compared with each other that count for one element looked at."""


def readable_part(raw: bytes) -> bytes:
    """A page, or as much of it as a parser reads with a bound; `raw` is in UTF-8.

    An end tag counts where it closes the element opened last, so that no page has more open elements than it seems.
    """
    opened: list[bytes] = []
    labour, anew, is_drawing = 0, 0, False
    for ends, name, rest, start in _tags(raw):
        labour += len(opened) + _ANEW * anew
        if len(rest) > _LONG:
            given = rest.partition(b">")[0] if name in _RAW else rest
            labour += len(_ATTRIBUTE.findall(given)) ** 2 // _COMPARED
        if labour > _MOST:
            return raw[:start]
        in_title = bool(opened) and opened[-1] in _TITLES and not (ends and name == opened[-1])
        is_drawing = (is_drawing or (name == b"svg" and not ends)) and name in _IN_DRAWINGS and not in_title
        if name in _NEVER_OPEN or (is_drawing and rest.partition(b">")[0].endswith(b"/")):
            continue
        if not ends:
            opened.append(name)
            anew += name in _FORMATTING
        elif opened and opened[-1] == name:
            opened.pop()
            anew -= name in _FORMATTING
            is_drawing = is_drawing and name != b"svg"
    return raw


def _tags(raw: bytes) -> Iterator[tuple[bool, bytes, bytes, int]]:
    """Of each tag: whether it ends an element, its name, all up to the next (quotes may hide its end), its place."""
    tag = _TAG.search(raw)
    while tag:
        following = _TAG.search(raw, tag.end())
        yield bool(tag[1]), tag[2].lower(), raw[tag.end() : following.start() if following else None], tag.start()
        tag = following
