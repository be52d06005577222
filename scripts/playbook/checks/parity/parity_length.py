from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem

PAGE_RANGE = (0.55, 1.8)
SECTION_RANGE = (0.35, 2.8)
SECTION_LEAST = 160
"""Characters a section must have in English to be compared: shorter ones vary too much."""


def check(translation: Page, reference: Page, shared: Shared) -> Iterator[Problem]:
    """A translation, or one of its sections, is far longer or shorter than the English one.

    Languages differ in length, so each is measured by its own usual ratio to English, once eight pages are written.

    Bad:
        a section of eight lines in English and of two in Turkish
    Good:
        the same facts in both, each as long as the language needs
    """
    expected = shared.usual_ratios.get(translation.language, 1.0)
    ratio = len(translation.body) / max(1, len(reference.body)) / expected
    if not PAGE_RANGE[0] <= ratio <= PAGE_RANGE[1]:
        yield problem(
            translation.path, 0, f"the page is {_words(ratio)}", f"compare with {reference.path}: is something missing?"
        )
        return
    for name, there in reference.by_id.items():
        here = translation.by_id.get(name)
        if here is None or not here.blocks or len(there.text) < SECTION_LEAST:
            continue
        ratio = len(here.text) / len(there.text) / expected
        if not SECTION_RANGE[0] <= ratio <= SECTION_RANGE[1]:
            message = f'section "{name}" is {_words(ratio)}'
            yield problem(translation.path, here.line, message, f"compare with {reference.path}:{there.line}")


def _words(ratio: float) -> str:
    if not ratio:
        return "empty"
    return f"{1 / ratio:.1f} times shorter than expected" if ratio < 1 else f"{ratio:.1f} times longer than expected"
