"""What a translation lacks: sections that are missing or have another number of rows, comments still to replace."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from playbook.model import Page
from playbook.model.staleness import section_rows
from playbook.shown.drafts import is_draft, marks


def missing_sections(page: Page, reference: Page) -> tuple[str, ...]:
    """The ids of the reference page's sections that the page does not have, in page order."""
    return tuple(identifier for identifier in reference.by_id if identifier not in page.by_id)


def unfinished(page: Page, reference: Page, sections: Collection[str] = ()) -> Iterator[str]:
    """In words, each with its place, what keeps the page from being a whole translation of the reference.

    With `sections`, what keeps those from it.
    """
    if not sections:
        yield from _left_to_write(page)
    for identifier in missing_sections(page, reference):
        if not sections or identifier in sections:
            place = reference.by_id[identifier].line
            yield f'{page.path}: the section "{identifier}" is missing; in English it is at {reference.path}:{place}'
    for identifier, section in reference.by_id.items():
        own = page.by_id.get(identifier)
        if own is None or (sections and identifier not in sections):
            continue
        there, here = len(section_rows(section)), len(section_rows(own))
        if there != here and (there > 1 or here > 1):
            yield f'{page.path}:{own.line}: "{identifier}" has {here} rows here and {there} in English'
        if sections and (left := [line for line in marks(page) if own.line <= line <= own.end_line]):
            yield f"{page.path}:{left[0]}: {len(left)} comments are still to be replaced by your words and removed"


def _left_to_write(page: Page) -> Iterator[str]:
    left = list(marks(page))
    if left:
        yield f"{page.path}:{left[0]}: {len(left)} comments are still to be replaced by your words and removed"
    elif is_draft(page):
        yield f"{page.path}:2: the title or the summary is not written yet"
