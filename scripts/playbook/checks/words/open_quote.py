from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said
from playbook.shown.typography import quotes_of


def check(page: Page) -> Iterator[Problem]:
    """A quotation is opened and not closed, or closed and not opened, within its paragraph, list item or cell.

    Bad:
        | “I can help you with that. | …
    Good:
        | “I can help you with that.” | …
    """
    own = quotes_of(page.language)
    if own is None or not own.are_plain:
        return
    for block in page.every_block:
        opened, closed = block.text.count(own.opening), block.text.count(own.closing)
        odd = opened % 2 if own.opening == own.closing else opened - closed
        if odd and block.kind != "code" and not any(mark in block.text for mark in own.also):
            offset = block.text.find(own.opening if odd > 0 else own.closing)
            line = block.line + block.text.count("\n", 0, offset)
            message = said("a quotation is closed and not opened")
            if odd > 0:
                message = said("a quotation is opened and not closed")
            yield problem(
                page.path,
                line,
                message,
                said("write {opening}…{closing}", opening=own.opening, closing=own.closing),
            )
