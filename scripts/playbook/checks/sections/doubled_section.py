from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """A section stands twice on one page.

    Bad:
        ## Right now … ## Right now
    Good:
        one section, with the text of both
    """
    if len(page.by_id) == len(page.sections):
        return
    for section in page.sections:
        if section.id and page.by_id[section.id] is not section:
            first = page.by_id[section.id].line
            message = said('section "{section}" stands here twice', section=section.id)
            yield problem(
                page.path, section.line, message, said("the first is in line {first}; make one of the two", first=first)
            )
