from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.prose import each_hit, mend
from playbook.model import Page, Problem, SourceFile
from playbook.said import said

# What is looked for begins each pattern and what stands before it follows, as it is found many times faster so.
_SPACED = r"-(?<=[^\s|>\-] -)(?= \S)"
_DOUBLE = r"--(?:(?<= --)(?= )|(?<![-|:!<\n ]--)(?![-|:>]))"
_BETWEEN_FIGURES = r"\d(?<![\d-].)(?<!\d[.,/].)\d{0,3}-\d{1,4}(?![\d-])"
_WRONG = re.compile(f"{_DOUBLE}|{_SPACED}|—|{_BETWEEN_FIGURES}")


_EN_DASH = frozenset({"en", "tr", "fi", "nb", "nn", "no", "da", "sv", "de", "th", "el"})
"""Languages whose dash is the en dash with blanks, by the playbook's own rules; of others nothing is said."""


def check(page: Page) -> Iterator[Problem]:
    """A hyphen stands for a dash, or a long dash for the en dash that the languages here use (–).

    Of a language whose dash the playbook does not know nothing is said.

    Bad:
        Stay calm - it passes.   Stay calm — it passes.   5-10 minutes
    Good:
        Stay calm – it passes.   5–10 minutes
    """
    if page.language.split("-")[0] not in _EN_DASH:
        return iter(())
    return each_hit(
        page, _WRONG, said('"{found}" is no dash'), lambda found: said('write "{right}"', right=_right(found))
    )


def fix(text: str, file: SourceFile) -> str:
    """Hyphens between words with spaces around them, double hyphens and long dashes become en dashes."""
    if file.language.split("-")[0] not in _EN_DASH:
        return text
    return mend(text, _WRONG, lambda match: _right(match[0]))


def _right(found: str) -> str:
    return found.replace("--", "–").replace("-", "–").replace("—", "–")
