from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A key is missing, unknown, or has a value of the wrong form, in a front matter or a file of the taxonomy.

    Bad:
        keyword: [angry]     (the key is keywords)
    Good:
        keywords: [angry, shouting]
    """
    return (found for found in context.playbook.problems if found.rule == "schema")
