from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said


def check(document: PageOrGuide) -> Iterator[Problem]:
    """A heading is two levels below the one before it, or a page has a second title.

    Bad:
        ## Practise
        #### At the till
    Good:
        ## Practise
        ### At the till
    """
    level = 0
    for block in document.blocks:
        if block.kind != "heading":
            continue
        if level and block.level > level + 1:
            message = said(
                'the heading "{heading}" has level {level}, the one before it {level_before}',
                heading=block.text,
                level=block.level,
                level_before=level,
            )
            yield problem(document.path, block.line, message, said("begin it with {signs}", signs="#" * (level + 1)))
        elif level and block.level == 1:
            message = said('"{heading}" is a second title', heading=block.text)
            yield problem(document.path, block.line, message, said("a page has one line that begins with a single #"))
        level = block.level
