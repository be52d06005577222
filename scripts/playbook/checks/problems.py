"""How a rule says what is wrong."""

from __future__ import annotations

from playbook.model import Problem


def problem(path: str, line: int, message: str, hint: str = "", column: int = 1) -> Problem:
    """A problem of the rule that is running; the runner puts the rule's id in. Line 0 stands for the whole file."""
    return Problem(path, line, column if line else 0, "", message, hint)
