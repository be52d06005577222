from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A page has no front matter, or its front matter is not closed.

    Bad:
        # The angry customer          (in line 1)
    Good:
        --- ↵ title: The angry customer ↵ summary: … ↵ ---
    """
    return (found for found in shared.problems if found.rule == "front-matter")
