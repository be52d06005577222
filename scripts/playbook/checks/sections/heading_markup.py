from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """A heading has markup in it (bold, a link, code, HTML, a slot), which breaks its id and the contents list.

    Bad:
        ## **Right now**
    Good:
        ## Right now
    """
    for block in page.blocks:
        if block.kind == "heading" and (block.marked_up or block.html or block.links or "{{" in block.text):
            message = said('the heading "{heading}" has markup in it', heading=block.text)
            yield problem(page.path, block.line, message, said("write it in plain words"))
