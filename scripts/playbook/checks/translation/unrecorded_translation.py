from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(translation: Page) -> Iterator[Problem]:
    """A translation does not say which English text it was made from, so nobody can tell when it goes out of date.

    Bad:
        a translation without `translated_from` in its front matter
    Good:
        the same page after `playbook translated docs/fi/skills/honesty.md`
    """
    if not translation.front.translated_from:
        message = said("it is not recorded which English text this page was made from")
        yield problem(
            translation.path,
            1,
            message,
            said('read it against the English page, then run "playbook translated {page}"', page=translation.path),
        )
