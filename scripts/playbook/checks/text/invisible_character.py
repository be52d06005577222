from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.scan import each_line
from playbook.model import Problem, SourceFile
from playbook.said import said

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0e\ufeff]"
)
_DROP = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff]")


def check(file: SourceFile) -> Iterator[Problem]:
    """There is a character that nobody sees: zero-width space, soft hyphen, direction mark.

    It comes along when text is copied from a web page, and makes searches miss the word.

    Bad:
        cus<U+200B>tomer
    Good:
        customer
    """
    hint = said('delete the characters around it and type them again, or run "playbook check --fix"')
    return each_line(file, _INVISIBLE, said("an invisible character: {found}"), hint)


def fix(text: str) -> str:
    """Take zero-width spaces, soft hyphens, direction marks and inner byte-order marks out."""
    return _DROP.sub("", text)
