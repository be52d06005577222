from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.checks.text._scan import report
from playbook.model import Problem

_TAB = re.compile("\t")


def check(context: Context) -> Iterator[Problem]:
    """There is a tab, which is as wide as each program likes.

    Bad:
        <tab>People who feel heard need less time.
    Good:
        three spaces in place of the tab
    """
    return report(context, _TAB, "a tab", "indent with spaces")
