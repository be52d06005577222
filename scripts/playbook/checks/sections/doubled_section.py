from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A section stands twice on one page.

    Bad:
        ## Right now … ## Right now
    Good:
        one section, with the text of both
    """
    for page in context.pages:
        if len(page.by_id) == len(page.sections):
            continue
        for section in page.sections:
            if section.id and page.by_id[section.id] is not section:
                first = page.by_id[section.id].line
                message = f'section "{section.id}" stands here twice'
                yield problem(page.path, section.line, message, f"the first is in line {first}; make one of the two")
