"""Scripts and style sheets as readers get them: without the comments, which are half of what would be sent."""

from __future__ import annotations

import re
from pathlib import Path

from playbook.files import write_whole

SLIMMED = ("assets/*.mjs", "assets/early.js", "service-worker.js")
_BLOCK = re.compile(r"^[ \t]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def slim_scripts(folder: Path) -> None:
    """Take the comments that have lines of their own out of the scripts of the site in `folder`.

    Ours are formatted so that none of these lines can be anything else: no text of several lines stands in a script.
    """
    for path in (path for pattern in SLIMMED for path in sorted(folder.glob(pattern))):
        write_whole(path, slim(path.read_text("utf-8")))


def slim(script: str) -> str:
    """A script without the comments that have lines of their own."""
    return _LINE.sub("", _BLOCK.sub("", script))
