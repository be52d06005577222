"""Searching every file an editor writes for characters that do not belong there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem, SourceFile


def each_match(
    context: Context, pattern: re.Pattern[str], suspect: Callable[[SourceFile], bool] | None = None
) -> Iterator[tuple[SourceFile, int, int, re.Match[str]]]:
    """(file, line, column, match) of the first match in each line of every file.

    `suspect(file)` is a quick look that spares clean files the pattern.
    """
    for file in context.texts.values():
        if suspect and not suspect(file):
            continue
        last = 0
        for match in pattern.finditer(file.text):
            line = file.text.count("\n", 0, match.start()) + 1
            if line != last:
                last = line
                yield file, line, match.start() - file.text.rfind("\n", 0, match.start()), match


def report(
    context: Context,
    pattern: re.Pattern[str],
    message: str,
    hint: str,
    suspect: Callable[[SourceFile], bool] | None = None,
) -> Iterator[Problem]:
    """A problem for each line in which the pattern matches; `{found}` in the message names the character."""
    for file, line, column, match in each_match(context, pattern, suspect):
        yield problem(file.path, line, message.format(found=name_of(match[0][0])), hint, column)


def name_of(character: str) -> str:
    """A character by its code and name: U+200B ZERO WIDTH SPACE."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
