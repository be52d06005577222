from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import prose_lines, visible
from playbook.checks.shared import Shared
from playbook.checks.words._forms import finder_for
from playbook.model import Page, Problem
from playbook.said import said

_NAME = "source-talk"


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A page speaks of its sources: one article, our sources, advice differs (the forms are in taxonomy/rules.yml).

    Readers never meet the articles. How a disagreement was settled stands in the ledger, taxonomy/sources.

    Bad:
        Advice differs on this: one article says never to refuse.
    Good:
        Say no to what you may not give, and what you can do in the same breath.
    """
    finder = finder_for(shared.rules, _NAME, page.language)
    for number, line in prose_lines(page) if finder.may_be_in(page.text) else ():
        for found in finder.find(visible(line)):
            message = said('"{found}" speaks of the sources, which readers never meet', found=found[0])
            hint = said("give the rule and one plain reason; how it was settled goes into the ledger")
            yield problem(page.path, number, message, hint, found.start() + 1)
