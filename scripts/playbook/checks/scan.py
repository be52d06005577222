"""Searching a file for characters that do not belong there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Problem, SourceFile
from playbook.said import Said


def first_in_line(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """(line, column, match) of the first match in each line of a text."""
    last = 0
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != last:
            last = line
            yield line, match.start() - text.rfind("\n", 0, match.start()), match


def each_line(file: SourceFile, pattern: re.Pattern[str], message: Said, hint: Said) -> Iterator[Problem]:
    """A problem for each line in which the pattern matches; `{found}` in the message names the character."""
    for line, column, match in first_in_line(file.text, pattern):
        yield problem(file.path, line, message.filled(found=character_name(match[0][0])), hint, column)


def character_name(character: str) -> str:
    """A character by its code and name: U+200B ZERO WIDTH SPACE."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
