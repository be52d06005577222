from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem, SourceFile
from playbook.model.script import script_of

_WITHOUT_MARKS = {"Latn", "Grek"}
"""Scripts whose everyday characters are whole letters: other scripts put marks on letters, in an order."""


def check(context: Context) -> Iterator[Problem]:
    """A letter is put together from parts (Unicode form NFD), so that searching and comparing miss it.

    Bad:
        a + ̈ (two characters)
    Good:
        ä (one character)
    """
    for file in context.texts.values():
        if script_of(file.language) in _WITHOUT_MARKS and not context.unusual[file.path]:
            continue
        if unicodedata.is_normalized("NFC", file.text):
            continue
        for number, line in enumerate(file.text.split("\n"), 1):
            normal = unicodedata.normalize("NFC", line)
            if line != normal:
                column = next((i for i, (a, b) in enumerate(zip(line, normal, strict=False), 1) if a != b), len(normal))
                message = f'"{normal[max(0, column - 5) : column + 5].strip()}" is not in Unicode form NFC'
                yield problem(file.path, number, message, '"playbook check --fix" puts it right', column)


def fix(file: SourceFile, text: str, context: Context) -> str:  # noqa: ARG001
    """Write every letter in Unicode form NFC."""
    return unicodedata.normalize("NFC", text)
