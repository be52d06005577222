from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Problem, SourceFile
from playbook.said import said


def check(file: SourceFile) -> Iterator[Problem]:
    """A letter is put together from parts (Unicode form NFD), so that searching and comparing miss it.

    Bad:
        a + ̈ (two characters)
    Good:
        ä (one character)
    """
    if unicodedata.is_normalized("NFC", file.text):
        return
    for number, line in enumerate(file.text.split("\n"), 1):
        normal = unicodedata.normalize("NFC", line)
        if line != normal:
            column = next((i for i, (a, b) in enumerate(zip(line, normal, strict=False), 1) if a != b), len(normal))
            message = said('"{text}" is not in Unicode form NFC', text=normal[max(0, column - 5) : column + 5].strip())
            yield problem(file.path, number, message, said('"playbook check --fix" puts it right'), column)


def fix(text: str) -> str:
    """Write every letter in Unicode form NFC."""
    return unicodedata.normalize("NFC", text)
