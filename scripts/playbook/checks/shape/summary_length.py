from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem
from playbook.model.page import SUMMARY_LIMIT


def check(context: Context) -> Iterator[Problem]:
    """A summary has more than 160 characters: search results and lists would cut it off.

    Bad:
        summary: a paragraph
    Good:
        summary: Give warm attention, answer once, and bring the conversation back.
    """
    for page in context.pages:
        length = len(page.front.summary)
        if length > SUMMARY_LIMIT:
            message = f"the summary has {length} characters"
            line = page.front_source.line("summary")
            yield problem(page.path, line, message, f"at most {SUMMARY_LIMIT}: one sentence, what to do and why")
