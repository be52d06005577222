"""Pages, scripts and style sheets as readers get them: without what is for those who write them."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


_BLANKS = re.compile(r"\n[ \t\n]++(<?)")
_SHOWS_BLANKS = re.compile(r"<(/?)(?:pre|textarea)\b", re.IGNORECASE)


def slim_page(html: str) -> str:
    """A page without the blanks before the tags that begin its lines, but for those in elements that show blanks."""
    parts, end, shows = [], 0, False
    for tag in _SHOWS_BLANKS.finditer(html):
        if bool(tag[1]) == shows:
            upto = tag.start() if shows else tag.end()
            parts.append(_cut(html[end:upto], shows))
            end, shows = upto, not shows
    return "".join([*parts, _cut(html[end:], shows)])


def _cut(html: str, shows: bool) -> str:
    return html if shows else _BLANKS.sub(lambda found: "\n<" if found[1] else found[0], html)


def slim(script: str) -> str:
    """A script without the comments that have lines of their own.

    Ours are formatted so that none of these lines can be anything else: no text of several lines stands in a script.
    """
    return _LINE.sub("", _BLOCK.sub("", script))
