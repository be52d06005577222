from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A heading is two levels below the one before it, or a page has a second title.

    Bad:
        ## Practise
        #### At the till
    Good:
        ## Practise
        ### At the till
    """
    trees = [(page.path, page.blocks) for page in context.pages]
    for path, blocks in (*trees, *((guide.path, guide.blocks) for guide in context.guides)):
        level = 0
        for block in blocks:
            if block.kind != "heading":
                continue
            if level and block.level > level + 1:
                message = f'the heading "{block.text}" has level {block.level}, the one before it {level}'
                yield problem(path, block.line, message, f"begin it with {'#' * (level + 1)}")
            elif level and block.level == 1:
                message = f'"{block.text}" is a second title'
                yield problem(path, block.line, message, "a page has one line that begins with a single #")
            level = block.level
