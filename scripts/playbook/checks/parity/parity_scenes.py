from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.parity._rows import compare_rows
from playbook.model import Page, Problem
from playbook.said import said


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """A translation has more or fewer practice scenes than the English page.

    Bad:
        two scenes in English, one in Greek
    Good:
        two scenes in both; names and prices in them may be local
    """
    differ = said('section "{section}" has {here} scenes, the English page {there}')
    return compare_rows(translation, reference, "practice", lambda section: section.scenes, differ)
