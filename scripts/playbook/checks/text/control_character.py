from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.scan import each_line
from playbook.model import Problem, SourceFile
from playbook.said import said

_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffd\ue000-\uf8ff]")


def check(file: SourceFile) -> Iterator[Problem]:
    """There is a control character, a private one, or the mark of a letter that was lost.

    Bad:
        m<U+FFFD>steri
    Good:
        müşteri
    """
    return each_line(
        file, _CONTROL, said("a control character or lost letter: {found}"), said("delete it, or type the right letter")
    )
