from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem


def check(page: Page) -> Iterator[Problem]:
    """The title line (`# …`) is missing, or differs from the title in the front matter.

    Bad:
        title: The angry customer … # An angry customer
    Good:
        title: The angry customer … # The angry customer
    """
    first = next((block for block in page.blocks if block.kind == "heading" and block.level == 1), None)
    if first is None:
        hint = f"write # {page.title} under the front matter"
        yield problem(page.path, page.body_line, "the page has no title line", hint)
    elif first.text.strip() != page.title.strip():
        message = f'the title line says "{first.text}", the front matter "{page.title}"'
        yield problem(page.path, first.line, message, "write the same in both places")
