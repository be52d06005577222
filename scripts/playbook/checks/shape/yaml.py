from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A YAML file or a front matter is not valid YAML, has a key twice, or uses an alias.

    Bad:
        title: Angry: what to do
    Good:
        title: "Angry: what to do"
    """
    return (found for found in context.playbook.problems if found.rule == "yaml")
