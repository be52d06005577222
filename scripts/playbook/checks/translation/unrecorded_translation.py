from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A translation does not say which English text it was made from, so nobody can tell when it goes out of date.

    Bad:
        a translation without `translated_from` in its front matter
    Good:
        the same page after `playbook translated docs/fi/skills/honesty.md`
    """
    for page, _ in context.pairs:
        if not page.front.translated_from:
            message = "it is not recorded which English text this page was made from"
            yield problem(
                page.path, 1, message, f'read it against the English page, then run "playbook translated {page.path}"'
            )
