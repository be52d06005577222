from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.text._scan import each_match
from playbook.model import Problem, SourceFile

_LATIN, _GREEK, _CYRILLIC = "A-Za-zªºÀ-ÖØ-öø-ɏ", "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1fff", "\u0400-\u052f"
_MIXED = re.compile(
    "|".join(
        f"[{one}][{other}]"
        for one, other in (
            (_LATIN, _GREEK + _CYRILLIC),
            (_GREEK, _LATIN + _CYRILLIC),
            (_CYRILLIC, _LATIN + _GREEK),
        )
    )
)
_SECOND = re.compile(f"[{_GREEK}{_CYRILLIC}]")
_WORD = re.compile(r"\w+")


def check(context: Context) -> Iterator[Problem]:
    """A word mixes letters of two alphabets that look alike: a Latin o in a Greek word.

    Bad:
        πρ<Latin o>σοχή
    Good:
        προσοχή
    """
    for file, line, column, match in each_match(context, _MIXED, _suspect):
        start = file.text.rfind("\n", 0, match.start()) + 1
        text = file.text[start : file.text.find("\n", match.end())]
        inside = match.start() - start
        word = next((found for found in _WORD.finditer(text) if found.start() <= inside < found.end()), None)
        if word:
            odd = _odd_one(word[0])
            yield problem(
                file.path,
                line,
                f'"{word[0]}" mixes alphabets',
                f'type the word again; the odd letter is "{odd}"',
                column,
            )


def _suspect(file: SourceFile) -> bool:
    """Whether the file has letters of a second alphabet at all; Greek and Cyrillic files always have Latin ones."""
    return bool(_SECOND.search(file.text))


def _odd_one(word: str) -> str:
    latin, other = re.findall(f"[{_LATIN}]", word), re.findall(f"[{_GREEK}{_CYRILLIC}]", word)
    return str((latin if len(latin) <= len(other) else other)[0])
