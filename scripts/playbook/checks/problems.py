"""How a rule says what is wrong."""

from __future__ import annotations

import re
import unicodedata

from playbook.model import Problem
from playbook.said import said

ENGLISH_HAS_IT = said("the English page has it at {page}:{line}")
"""The hint for what a translation lacks: where the English page has it."""
_WORD = re.compile(r"\s*\S+")


def problem(path: str, line: int, message: str, hint: str = "", column: int = 1) -> Problem:
    """A problem of the rule that is running; the runner puts the rule's id in. Line 0 stands for the whole file."""
    return Problem(path, line, column if line else 0, "", message, hint)


def excerpt(line: str, start: int, end: int, most: int = 40) -> str:
    """The words of a line around what is meant, from `start` to `end`, with an ellipsis where some are left out.

    It is cut between words, and within one only where that alone is longer, never between a letter and its marks.
    """
    first, last = max(start, 0), min(end, start + most)
    room = max(most - (last - first), 0)
    while room > 0:
        before = _WORD.match(line[max(first - room - 1, 0) : first][::-1])
        behind = _WORD.match(line, last)
        word = next((found for found in (behind, before) if found and len(found[0]) <= room), None)
        if word is None:
            break
        room -= len(word[0])
        first, last = (first, word.end()) if word is behind else (first - word.end(), last)
    while last < len(line) and last == start + most and unicodedata.category(line[last]).startswith("M"):
        last += 1
    text = line[first:last].strip()
    return f"{'… ' if line[:first].strip() else ''}{text}{' …' if line[last:].strip() else ''}"
