from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """The steps are not one numbered list that counts from 1.

    A list that falls apart, because what belongs to a step is not indented, starts counting again for readers.

    Bad:
        1. Listen.
        Then ask.

        2. Answer.
    Good:
        1. Listen.
           Then ask.
        2. Answer.
    """
    section = page.by_id.get("steps")
    if section is None or not section.blocks:
        return
    lists = [block for block in section.blocks if block.kind == "list" and block.ordered]
    if not lists:
        yield problem(
            page.path, section.line, said("the steps are not a numbered list"), said("begin each step with 1. 2. 3.")
        )
    for extra in lists[1:]:
        hint = said("indent what belongs to a step by three spaces, so that the list stays one")
        yield problem(page.path, extra.line, said("a second numbered list begins here"), hint)
    if lists and lists[0].start != 1:
        yield problem(
            page.path,
            lists[0].line,
            said("the steps count from {number}", number=lists[0].start),
            said("begin with 1."),
        )
