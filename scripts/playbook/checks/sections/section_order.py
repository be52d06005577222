from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A section stands before one that comes first on every page.

    Readers under pressure know where to look because the order never changes (taxonomy/sections.yml).

    Bad:
        ## Practise … ## Step by step
    Good:
        ## Step by step … ## Practise
    """
    number = {section.id: section.number for section in shared.taxonomy.sections}
    known = [section for section in page.by_id.values() if section.id]
    highest = None
    for section in known:
        if highest is not None and number[section.id or ""] < number[highest.id or ""]:
            message = said(
                'section "{section}" stands after "{earlier_section}"', section=section.id, earlier_section=highest.id
            )
            hint = said("move it up: it comes before line {line}", line=highest.line)
            yield problem(page.path, section.line, message, hint)
        else:
            highest = section
