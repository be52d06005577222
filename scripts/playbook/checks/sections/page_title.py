from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """The title line (`# …`) is missing, or differs from the title in the front matter.

    Bad:
        title: The angry customer … # An angry customer
    Good:
        title: The angry customer … # The angry customer
    """
    first = next((block for block in page.blocks if block.kind == "heading" and block.level == 1), None)
    if first is None:
        hint = said("write # {title} under the front matter", title=page.title)
        yield problem(page.path, page.body_line, said("the page has no title line"), hint)
    elif first.text.strip() != page.title.strip():
        message = said(
            'the title line says "{heading}", the front matter "{title}"', heading=first.text, title=page.title
        )
        yield problem(page.path, first.line, message, said("write the same in both places"))
