"""A problem: what is wrong, where, and what to do about it. The only type in which anything is reported."""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True, order=True):
    """One thing an editor has to know; sorts by path, line, column, rule.

    `path` is relative to the project, with slashes. `line` and `column` count from 1; line 0 means the whole file.
    `rule` is the id of the check that found it, `message` says what is wrong, `hint` what to do.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """The problem in one or two lines, as an editor sees it."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message} ({self.rule})" + (f"\n    hint: {self.hint}" if self.hint else "")


class NotAPlaybook(Exception):
    """The folder cannot be read as a playbook at all; `problems` says why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
