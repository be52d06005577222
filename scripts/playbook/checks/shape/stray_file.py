from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A file in docs/ is neither a page nor a picture, or stands where the site has files of its own.

    It is not published: readers would be given whatever is in it, a script included. A drawing (.svg) may draw and do
    nothing else.

    Bad:
        docs/en/skills/menu.js
    Good:
        docs/en/skills/menu.png
    """
    return (found for found in shared.problems if found.rule == "stray-file")
