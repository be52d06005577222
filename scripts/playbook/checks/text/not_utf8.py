from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A file is not saved as UTF-8, so that letters such as ş, ä or ø cannot be read.

    Bad:
        a page saved as “Windows-1254” or “ANSI”
    Good:
        the same page saved as “UTF-8”
    """
    for found in shared.problems:
        if found.rule in {"load", "catalogue"} and "UTF-8" in found.message:
            hint = found.hint or said("in your editor: Save as …, encoding UTF-8")
            yield problem(found.path, found.line, found.message, hint, found.column)
