from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem


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
            message = f'the heading "{block.text}" has level {block.level}, the one before it {level}'
            yield problem(document.path, block.line, message, f"begin it with {'#' * (level + 1)}")
        elif level and block.level == 1:
            message = f'"{block.text}" is a second title'
            yield problem(document.path, block.line, message, "a page has one line that begins with a single #")
        level = block.level
