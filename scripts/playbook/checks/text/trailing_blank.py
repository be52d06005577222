from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.scan import each_line
from playbook.model import Problem, SourceFile

_TRAILING = re.compile("[ \u00a0\u202f\u3000](?=[ \u00a0\u202f\u3000]*(?:\n|\\Z))")


def check(file: SourceFile) -> Iterator[Problem]:
    """A line ends in blanks. In Markdown two of them make a line break that nobody sees in the file.

    Bad:
        Stay calm.<space><space>
    Good:
        Stay calm.
    """
    return each_line(file, _TRAILING, "blanks at the end of the line", 'delete them, or run "playbook check --fix"')


def fix(text: str) -> str:
    """Take blanks at the ends of lines away."""
    return _TRAILING.sub("", text)
