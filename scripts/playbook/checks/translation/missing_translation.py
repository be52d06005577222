from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem
from playbook.said import said


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
                    path,
                    0,
                    said('the English page of "{topic}" is missing', topic=topic.id),
                    said("it is what the others are made from"),
                )
            elif (REFERENCE, topic.id) in edition.pages:
                hint = said(
                    '"playbook translate {topic} {language}" makes the file to fill in', topic=topic.id, language=code
                )
                yield problem(
                    path,
                    0,
                    said(
                        'the page "{topic}" is not translated (priority {priority})',
                        topic=topic.id,
                        priority=topic.priority,
                    ),
                    hint,
                )
