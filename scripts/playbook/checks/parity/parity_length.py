from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.said import Said, said

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
            translation.path,
            0,
            _page_is(ratio),
            said("compare with {page}: is something missing?", page=reference.path),
        )
        return
    for name, there in reference.by_id.items():
        here = translation.by_id.get(name)
        if here is None or not here.blocks or len(there.text) < SECTION_LEAST:
            continue
        ratio = len(here.text) / len(there.text) / expected
        if not SECTION_RANGE[0] <= ratio <= SECTION_RANGE[1]:
            message = _section_is(ratio).filled(section=name)
            yield problem(
                translation.path,
                here.line,
                message,
                said("compare with {page}:{line}", page=reference.path, line=there.line),
            )


def _page_is(ratio: float) -> Said:
    if not ratio:
        return said("the page is empty")
    if ratio < 1:
        return said("the page is {times} times shorter than expected", times=f"{1 / ratio:.1f}")
    return said("the page is {times} times longer than expected", times=f"{ratio:.1f}")


def _section_is(ratio: float) -> Said:
    if not ratio:
        return said('section "{section}" is empty')
    if ratio < 1:
        return said('section "{section}" is {times} times shorter than expected', times=f"{1 / ratio:.1f}")
    return said('section "{section}" is {times} times longer than expected', times=f"{ratio:.1f}")
