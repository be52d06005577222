from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A key is missing, unknown, or has a value of the wrong form, in a front matter or a file of the taxonomy.

    Bad:
        keyword: [angry]     (the key is keywords)
    Good:
        keywords: [angry, shouting]
    """
    return (found for found in shared.problems if found.rule == "schema")
