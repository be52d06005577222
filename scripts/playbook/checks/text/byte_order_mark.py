from __future__ import annotations

import codecs
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Problem, SourceFile
from playbook.said import said


def check(file: SourceFile) -> Iterator[Problem]:
    """A file begins with an invisible byte-order mark, which some tools take for text.

    Bad:
        a page saved as “UTF-8 with BOM”
    Good:
        the same page saved as “UTF-8”
    """
    if file.raw.startswith(codecs.BOM_UTF8):
        yield problem(
            file.path,
            1,
            said("the file begins with a byte-order mark"),
            said('save it as "UTF-8", not "UTF-8 with BOM"'),
        )
