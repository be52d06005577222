from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem


def check(edition: Edition) -> Iterator[Problem]:
    """A page is written in English and not in this language. The most urgent ones are safety topics (priority 1).

    Bad:
        docs/en/skills/honesty.md without docs/th/skills/honesty.md
    Good:
        both; `playbook translate honesty th` makes the file to fill in
    """
    for code in edition.languages:
        for topic in edition.taxonomy.topics():
            if (code, topic.id) in edition.pages:
                continue
            path = f"docs/{code}/{topic.page_name}"
            if path in edition.shared.paths:
                continue  # it is there and cannot be read; another rule says so
            if code == REFERENCE:
                yield problem(
                    path, 0, f'the English page of "{topic.id}" is missing', "it is what the others are made from"
                )
            elif (REFERENCE, topic.id) in edition.pages:
                hint = f'"playbook translate {topic.id} {code}" makes the file to fill in'
                yield problem(path, 0, f'the page "{topic.id}" is not translated (priority {topic.priority})', hint)
