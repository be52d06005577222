from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A file cannot be read at all: it is missing, far too large, or binary.

    Bad:
        a picture saved under the name angry-customer.md
    Good:
        a text file of a few kilobytes
    """
    return (found for found in shared.problems if found.rule == "load" and "UTF-8" not in found.message)
