from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:  # noqa: ARG001 - the runner sees them when it applies exceptions
    """An exception from a rule gives no reason, names no rule that there is, or is no longer needed.

    An exception stands on the line or the one above it, or, for a whole page, in the front matter.

    Bad:
        <!-- check: ignore sentence-length -->
    Good:
        <!-- check: ignore sentence-length: the wording of the law -->
        exceptions: {parity-length: Thai law needs a longer text here}
    """
    yield from ()
