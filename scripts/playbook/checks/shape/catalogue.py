from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.shared import Shared
from playbook.model import Problem


def check(shared: Shared) -> Iterator[Problem]:
    """A catalogue (locales/<language>/playbook.po) cannot be read, or its folder is not named by a language code.

    Bad:
        msgstr "Toimi heti
    Good:
        msgstr "Toimi heti"
    """
    return (found for found in shared.problems if found.rule == "catalogue" and "UTF-8" not in found.message)
