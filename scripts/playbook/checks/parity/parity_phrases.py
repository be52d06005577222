from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.parity._rows import compare_rows
from playbook.model import Page, Problem
from playbook.said import said


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """A translation has more or fewer rows of phrases than the English page.

    Rows pair up across languages: “Show the customer” and two-language packs put row 2 beside row 2.

    Bad:
        four rows in English, three in Thai
    Good:
        four rows in both, in the same order
    """
    differ = said('section "{section}" has {here} rows of phrases, the English page {there}')
    return compare_rows(translation, reference, "phrases", lambda section: section.phrases, differ)
