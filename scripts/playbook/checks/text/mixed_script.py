from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.scan import first_in_line
from playbook.model import Problem, SourceFile
from playbook.model.script import script_of
from playbook.said import said

_LATIN, _GREEK, _CYRILLIC = "A-Za-zªºÀ-ÖØ-öø-ɏ", "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1fff", "\u0400-\u052f"


def _side_by_side(own: str, one: str, other: str) -> re.Pattern[str]:
    """What matches a letter beside one of another alphabet; it begins with those rare in a file of `own`."""
    return re.compile(f"[{one}{other}](?:(?<=[{own}].)|(?=[{own}])|(?<=[{one}][{other}])|(?<=[{other}][{one}]))")


_IN_GREEK = _side_by_side(_GREEK, _LATIN, _CYRILLIC)
_ELSEWHERE = _side_by_side(_LATIN, _GREEK, _CYRILLIC)
_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\[A-Za-z]")
"""How YAML and catalogues write a line break: the letter in it belongs to no word."""


def check(file: SourceFile) -> Iterator[Problem]:
    """A word mixes letters of two alphabets that look alike: a Latin o in a Greek word.

    Bad:
        πρ<Latin o>σοχή
    Good:
        προσοχή
    """
    pattern = _IN_GREEK if script_of(file.language) == "Grek" else _ELSEWHERE
    shown = file.text if file.path.endswith(".md") else _ESCAPE.sub("  ", file.text)
    for line, column, match in first_in_line(shown, pattern):
        start = shown.rfind("\n", 0, match.start()) + 1
        end = shown.find("\n", match.end())
        text, inside = shown[start : end if end >= 0 else None], match.start() - start
        word = next((found for found in _WORD.finditer(text) if found.start() <= inside < found.end()), None)
        odd = _odd_one(word[0]) if word else ""
        if word and odd:
            hint = said('type the word again; the odd letter is "{odd}"', odd=odd)
            yield problem(file.path, line, said('"{word}" mixes alphabets', word=word[0]), hint, column)


def _odd_one(word: str) -> str:
    """The first letter of the alphabet that fewest letters are of; empty where all are of one."""
    found = [letters for alphabet in (_LATIN, _GREEK, _CYRILLIC) if (letters := re.findall(f"[{alphabet}]", word))]
    return str(min(found, key=len)[0]) if len(found) > 1 else ""
