from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context
from playbook.checks.words._prose import each_hit, mend
from playbook.model import Problem, SourceFile

_SPACED = r"(?<=[^\s|>\-]) -(?= \S)|(?<= )--(?= )"
_DOUBLE = r"(?<![-|:!<\n ])--(?![-|:>])"
_BETWEEN_FIGURES = r"(?<![\d-])(?<!\d[.,/])\d{1,4}-\d{1,4}(?![\d-])"
_WRONG = re.compile(f"{_SPACED}|{_DOUBLE}|—|{_BETWEEN_FIGURES}")
_RANGE = re.compile(r"-(?=\d)")


def check(context: Context) -> Iterator[Problem]:
    """A hyphen stands for a dash, or a long dash for the en dash that all languages here use (–).

    Bad:
        Stay calm - it passes.   Stay calm — it passes.   5-10 minutes
    Good:
        Stay calm – it passes.   5–10 minutes
    """
    return each_hit(
        context, lambda _: _WRONG, '"{found}" is no dash', lambda _, found: f'write "{_right(found)}"', _may_match
    )


def fix(file: SourceFile, text: str, context: Context) -> str:
    """Hyphens between words with spaces around them, double hyphens and long dashes become en dashes."""
    return mend(file, text, context, _WRONG, lambda match: _right(match[0]))


def _right(found: str) -> str:
    return found.replace("--", "–").replace("-", "–").replace("—", "–")


def _may_match(_: str, body: str) -> bool:
    return " - " in body or "—" in body or "--" in body.replace("---", "") or bool(_RANGE.search(body))
