from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.text._scan import first_in_line
from playbook.model import Problem, SourceFile

_WIDE = "\u00a0\u202f\u3000"
_TRAILING = re.compile(rf"[ {_WIDE}]+(?=\n|\Z)")


def check(context: Context) -> Iterator[Problem]:
    """A line ends in blanks. In Markdown two of them make a line break that nobody sees in the file.

    Bad:
        Stay calm.<space><space>
    Good:
        Stay calm.
    """
    for path, file in context.texts.items():
        text = file.text
        if " \n" in text or text.endswith(" ") or not context.unusual[path].isdisjoint(_WIDE):
            for line, column, _ in first_in_line(text, _TRAILING):
                hint = 'delete them, or run "playbook check --fix"'
                yield problem(path, line, "blanks at the end of the line", hint, column)


def fix(file: SourceFile, text: str, context: Context) -> str:  # noqa: ARG001
    """Take blanks at the ends of lines away."""
    return _TRAILING.sub("", text)
