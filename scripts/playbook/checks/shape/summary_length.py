from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.model.page import SUMMARY_LIMIT
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """A summary has more than 160 characters: search results and lists would cut it off.

    Bad:
        summary: a paragraph
    Good:
        summary: Give warm attention, answer once, and bring the conversation back.
    """
    length = len(page.front.summary)
    if length > SUMMARY_LIMIT:
        message = said("the summary has {count} characters", count=length)
        line = page.front_source.line("summary")
        yield problem(
            page.path, line, message, said("at most {limit}: one sentence, what to do and why", limit=SUMMARY_LIMIT)
        )
