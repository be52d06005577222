"""What a translation lacks: sections that are missing or have another number of rows, comments still to replace."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from playbook.model import Page
from playbook.model.staleness import section_rows
from playbook.said import Said, said
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
            yield said(
                '{page}: the section "{section}" is missing; in English it is at {place}',
                page=page.path,
                section=identifier,
                place=f"{reference.path}:{reference.by_id[identifier].line}",
            )
    for identifier, section in reference.by_id.items():
        own = page.by_id.get(identifier)
        if own is None or (sections and identifier not in sections):
            continue
        there, here = len(section_rows(section)), len(section_rows(own))
        if there != here and (there > 1 or here > 1):
            yield said(
                '{place}: "{section}" has {here} rows here and {there} in English',
                place=f"{page.path}:{own.line}",
                section=identifier,
                here=here,
                there=there,
            )
        if sections and (left := [line for line in marks(page) if own.line <= line <= own.end_line]):
            yield _comments_left(page, left)


def _left_to_write(page: Page) -> Iterator[str]:
    left = list(marks(page))
    if left:
        yield _comments_left(page, left)
    elif is_draft(page):
        yield said("{place}: the title or the summary is not written yet", place=f"{page.path}:2")


def _comments_left(page: Page, lines: Sequence[int]) -> Said:
    return said(
        "{place}: {count} comments are still to be replaced by your words and removed",
        place=f"{page.path}:{lines[0]}",
        count=len(lines),
    )
