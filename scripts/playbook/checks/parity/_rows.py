"""Counting rows of a section against the reference page: what parity of steps, phrases and scenes share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from playbook.checks.problems import problem
from playbook.model import Page, Problem, Section
from playbook.said import Said, said


class HasLine(Protocol):
    """Anything with a line."""

    @property
    def line(self) -> int:
        """Its line in the file."""


def compare_rows(
    translation: Page, reference: Page, section: str, rows: Callable[[Section], Sequence[HasLine]], differ: Said
) -> Iterator[Problem]:
    """A problem if a section of a translation has more or fewer rows than the reference's.

    `differ` says so of {section}, {here} and {there}. The problem stands at the first row too many, or else at the last
    row of those there are.
    """
    here, there = translation.by_id.get(section), reference.by_id.get(section)
    if here is None or there is None or not here.blocks:
        return
    mine, theirs = rows(here), rows(there)
    if len(mine) != len(theirs):
        line = mine[len(theirs)].line if len(mine) > len(theirs) else mine[-1].line if mine else here.line
        message = differ.filled(section=section, here=len(mine), there=len(theirs))
        yield problem(
            translation.path,
            line,
            message,
            said("compare with {page}:{line}, row by row", page=reference.path, line=there.line),
        )
