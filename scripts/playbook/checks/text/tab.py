from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.scan import each_line
from playbook.model import Problem, SourceFile
from playbook.said import said

_TAB = re.compile("\t")


def check(file: SourceFile) -> Iterator[Problem]:
    """There is a tab, which is as wide as each program likes.

    Bad:
        <tab>People who feel heard need less time.
    Good:
        three spaces in place of the tab
    """
    return each_line(file, _TAB, said("a tab"), said("indent with spaces"))
