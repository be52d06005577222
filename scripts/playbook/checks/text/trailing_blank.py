from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Problem, SourceFile
from playbook.said import said

_BLANKS = " \u00a0\u202f\u3000"
_ENDS = tuple(_BLANKS)


def check(file: SourceFile) -> Iterator[Problem]:
    """A line ends in blanks. In Markdown two of them make a line break that nobody sees in the file.

    Bad:
        Stay calm.<space><space>
    Good:
        Stay calm.
    """
    for number, line in enumerate(file.text.split("\n"), 1):
        if line.endswith(_ENDS):
            hint = said('delete them, or run "playbook check --fix"')
            yield problem(file.path, number, said("blanks at the end of the line"), hint, len(line.rstrip(_BLANKS)) + 1)


def fix(text: str) -> str:
    """Take blanks at the ends of lines away."""
    return "\n".join(line.rstrip(_BLANKS) for line in text.split("\n"))
