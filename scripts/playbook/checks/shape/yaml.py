from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A YAML file or a front matter is not valid YAML, has a key twice, or uses an alias.

    Bad:
        title: Angry: what to do
    Good:
        title: "Angry: what to do"
    """
    return (found for found in shared.problems if found.rule == "yaml")
