from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.checks.text._scan import report
from playbook.model import Problem, SourceFile

_TRAILING = re.compile(r"[ \u00a0\u202f\u3000]+(?=\n|\Z)")


def check(context: Context) -> Iterator[Problem]:
    """A line ends in blanks. In Markdown two of them make a line break that nobody sees in the file.

    Bad:
        Stay calm.<space><space>
    Good:
        Stay calm.
    """
    return report(
        context, _TRAILING, "blanks at the end of the line", 'delete them, or run "playbook check --fix"', _suspect
    )


def fix(file: SourceFile, text: str, context: Context) -> str:  # noqa: ARG001
    """Take blanks at the ends of lines away."""
    return _TRAILING.sub("", text)


def _suspect(file: SourceFile) -> bool:
    return any(f"{blank}\n" in file.text or file.text.endswith(blank) for blank in " \u00a0\u202f\u3000")
