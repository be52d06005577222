from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said
from playbook.shown.drafts import marks, unwritten


def check(page: Page) -> Iterator[Problem]:
    """A comment of the file to fill in is left, or its title or summary is: readers get the English page until then.

    Bad:
        1. Kuuntele loppuun. <!-- English: Listen until they have finished. -->
    Good:
        1. Kuuntele loppuun.
    """
    for line in marks(page):
        hint = said("put your words in its place, or remove it if they are there")
        yield problem(page.path, line, said("this comment is from the file to fill in"), hint)
    for key in unwritten(page):
        yield problem(
            page.path, page.front_source.line(key), said("the {key} is not written yet", key=key), said("write it")
        )
