from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.text._scan import first_in_line
from playbook.model import Problem, SourceFile
from playbook.model.script import script_of

_LATIN, _GREEK, _CYRILLIC = "A-Za-zªºÀ-ÖØ-öø-ɏ", "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1fff", "\u0400-\u052f"
_CYRILLIC_LETTERS = frozenset(map(chr, range(0x400, 0x530)))
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
_LATIN_IN_GREEK = re.compile(f"[{_LATIN}](?:(?<=[{_GREEK}].)|(?=[{_GREEK}]))")
_WORD = re.compile(r"\w+")


def check(context: Context) -> Iterator[Problem]:
    """A word mixes letters of two alphabets that look alike: a Latin o in a Greek word.

    Bad:
        πρ<Latin o>σοχή
    Good:
        προσοχή
    """
    for path, file in context.texts.items():
        if _suspect(file, context.unusual[path]):
            yield from _mixed(file)


def _suspect(file: SourceFile, unusual: frozenset[str]) -> bool:
    """Whether the file may mix alphabets: most have letters of one only."""
    others = _SECOND.findall("".join(unusual))
    if any(sign in _CYRILLIC_LETTERS for sign in others):
        return True
    if not others and script_of(file.language) != "Grek":
        return False
    lines = (line for line in file.text.split("\n") if not line.isascii())
    return any(_LATIN_IN_GREEK.search(line) for line in lines)


def _mixed(file: SourceFile) -> Iterator[Problem]:
    for line, column, match in first_in_line(file.text, _MIXED):
        start = file.text.rfind("\n", 0, match.start()) + 1
        end = file.text.find("\n", match.end())
        text, inside = file.text[start : end if end >= 0 else None], match.start() - start
        word = next((found for found in _WORD.finditer(text) if found.start() <= inside < found.end()), None)
        odd = _odd_one(word[0]) if word else ""
        if word and odd:
            hint = f'type the word again; the odd letter is "{odd}"'
            yield problem(file.path, line, f'"{word[0]}" mixes alphabets', hint, column)


def _odd_one(word: str) -> str:
    """The first letter of the alphabet that fewer letters are of; empty where all are of one."""
    latin, other = re.findall(f"[{_LATIN}]", word), re.findall(f"[{_GREEK}{_CYRILLIC}]", word)
    few = latin if len(latin) <= len(other) else other
    return str(few[0]) if few else ""
