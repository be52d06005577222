from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.prose import each_hit, mend
from playbook.model import Page, Problem

# What is looked for begins each pattern and what stands before it follows, as it is found many times faster so.
_SPACED = r"-(?<=[^\s|>\-] -)(?= \S)"
_DOUBLE = r"--(?:(?<= --)(?= )|(?<![-|:!<\n ]--)(?![-|:>]))"
_BETWEEN_FIGURES = r"\d(?<![\d-].)(?<!\d[.,/].)\d{0,3}-\d{1,4}(?![\d-])"
_WRONG = re.compile(f"{_DOUBLE}|{_SPACED}|—|{_BETWEEN_FIGURES}")


def check(page: Page) -> Iterator[Problem]:
    """A hyphen stands for a dash, or a long dash for the en dash that all languages here use (–).

    Bad:
        Stay calm - it passes.   Stay calm — it passes.   5-10 minutes
    Good:
        Stay calm – it passes.   5–10 minutes
    """
    return each_hit(page, _WRONG, '"{found}" is no dash', lambda found: f'write "{_right(found)}"')


def fix(text: str) -> str:
    """Hyphens between words with spaces around them, double hyphens and long dashes become en dashes."""
    return mend(text, _WRONG, lambda match: _right(match[0]))


def _right(found: str) -> str:
    return found.replace("--", "–").replace("-", "–").replace("—", "–")
