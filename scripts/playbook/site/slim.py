"""Scripts and style sheets as readers get them: without the comments, which are half of what would be sent."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def slim(script: str) -> str:
    """A script without the comments that have lines of their own.

    Ours are formatted so that none of these lines can be anything else: no text of several lines stands in a script.
    """
    return _LINE.sub("", _BLOCK.sub("", script))
