"""What keeps a page from being recorded as up to date or as read: its own faults, English left in it, nothing done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from playbook.checks import Checker
from playbook.editing.comparison import part_line, part_rows
from playbook.editing.history import versions
from playbook.editing.structure import unfinished
from playbook.model import Page, Playbook, Problem, StalePart
from playbook.model.page import read_page
from playbook.model.staleness import fingerprint
from playbook.said import Said, said

_OF_THE_RECORD = frozenset({"stale-translation", "unrecorded-translation"})
"""Rules that say of a page what recording it puts right."""
_WORDS = 5
"""Words from which on a row that is the English one to the letter was not translated."""


def unready(page: Page, reference: Page, found: Iterable[Problem], sections: Collection[str] = ()) -> Iterator[str]:
    """In words, each with its place, why a translation does not say what English says; `found` are its problems.

    With `sections`, of those alone.
    """
    yield from unfinished(page, reference, sections)
    yield from _still_english(page, reference, sections)
    for problem in found:
        if problem.rule not in _OF_THE_RECORD and _concerns(page, problem, sections):
            yield placed(problem)


def placed(problem: Problem) -> Said:
    """A problem with its place and its rule, in one line."""
    place = f"{problem.path}:{problem.line}"
    return said("{place}: {message} ({rule})", place=place, message=problem.message, rule=problem.rule)


def page_problems(playbook: Playbook, page: Page) -> tuple[Problem, ...]:
    """What the checks say of a page."""
    return Checker(playbook).of_page(page.path)


def _concerns(page: Page, problem: Problem, sections: Collection[str]) -> bool:
    section = page.section_at(problem.line)
    inside = section is not None and section.id in sections
    return not sections or inside or any(f'"{name}"' in problem.message for name in sections)


def _still_english(page: Page, reference: Page, sections: Collection[str]) -> Iterator[str]:
    for part in ("title", "summary", "intro", *reference.by_id):
        if sections and part not in sections:
            continue
        rows = zip(part_rows(page, part), part_rows(reference, part), strict=False)
        for number, (own, english) in enumerate(rows, 1):
            if len(english.split()) >= _WORDS and fingerprint(own) == fingerprint(english):
                place = f"{page.path}:{part_line(page, part, number)}"
                yield said(
                    "{place}: this is the English text still ({part} {number})", place=place, part=part, number=number
                )


def untouched(playbook: Playbook, page: Page, stale: Sequence[StalePart]) -> tuple[StalePart, ...]:
    """Those of the stale parts that still say what they said when they were last recorded, as git remembers it.

    None where there is no git, or it does not know.
    """
    then = _when_recorded(playbook, page, stale)
    found = []
    for part in stale if then else ():
        now, before = part_rows(page, part.section), part_rows(then, part.section) if then else ()
        if now == before:
            found.append(part)
        elif part.rows and len(now) == len(before):
            rows = tuple(row for row in part.rows if row <= len(now) and now[row - 1] == before[row - 1])
            found += [StalePart(part.section, rows)] if rows else []
    return tuple(found)


def _when_recorded(playbook: Playbook, page: Page, stale: Sequence[StalePart]) -> Page | None:
    """The oldest version of the page in a row that has the record of today for the stale parts."""
    record, oldest = page.front.translated_from, None
    headings = playbook.reader.headings[page.language]
    for text in (version.text for version in versions(playbook.root, page.path)) if stale and record else ():
        old, _ = read_page(page.path, page.language, page.group, page.topic, text, headings)
        if old is None:
            continue
        if any(old.front.translated_from.get(part.section) != record.get(part.section) for part in stale):
            break
        oldest = old
    return oldest
