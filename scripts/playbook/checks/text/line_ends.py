from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Problem, SourceFile
from playbook.said import said


def check(file: SourceFile) -> Iterator[Problem]:
    """A file has Windows or old Macintosh line ends, so that every line of it looks changed to the next editor.

    Bad:
        lines that end in CR LF
    Good:
        lines that end in LF
    """
    if b"\r" in file.raw:
        line = file.raw.count(b"\n", 0, file.raw.index(b"\r")) + 1
        yield problem(file.path, line, said("this file has Windows line ends"), said('in your editor: line ends "LF"'))
