from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.parity._rows import compare_rows
from playbook.model import Page, Problem
from playbook.said import said


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """A translation has more or fewer steps than the English page, so that one is lost or split.

    Bad:
        five steps in English, four in Finnish
    Good:
        five steps in both; a step may have several sentences, indented under it
    """
    differ = said('section "{section}" has {here} steps, the English page {there}')
    return compare_rows(translation, reference, "steps", lambda section: section.steps, differ)
