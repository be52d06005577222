from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import REFERENCE, Problem
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """A translation has lost its English page.

    Bad:
        docs/nb/skills/honesty.md without docs/en/skills/honesty.md
    Good:
        both, or neither
    """
    for page in edition.pages.values():
        if page.language != REFERENCE and (REFERENCE, page.topic) not in edition.pages:
            path = f"docs/{REFERENCE}/{page.group}/{page.topic}.md"
            if path in edition.shared.paths:
                continue  # it is there and cannot be read; another rule says so
            message = said("this translation has no English page any more")
            yield problem(page.path, 0, message, said("write {path} again, or remove this page", path=path))
