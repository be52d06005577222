from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem, StalePart, stale_parts
from playbook.model.staleness import row_line
from playbook.said import said


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """The English text has changed since this page was made from it: named by section, step, phrase row or scene.

    Commas, quotation marks and spaces do not count; words and figures do.

    Bad:
        step 3 of the English page says since yesterday “two minutes”; the Greek one was made from “five minutes”
    Good:
        the Greek step says the same, and `playbook translated angry-customer el` has been run
    """
    for part in stale_parts(translation, reference) if translation.front.translated_from else ():
        yield _problem(translation, reference, part)


def _problem(page: Page, reference: Page, part: StalePart) -> Problem:
    section, there = page.by_id.get(part.section), reference.by_id.get(part.section)
    if part.section in {"title", "summary"}:
        line, place = page.front_source.line(part.section), reference.front_source.line(part.section)
    else:
        line = row_line(section, part.rows[0] if part.rows else 0) if section else page.body_line
        place = row_line(there, part.rows[0] if part.rows else 0) if there else reference.body_line
    message = said('"{section}" is out of date: the English text has changed', section=part.section)
    if part.rows:
        message = said(
            '"{section}", row {rows} is out of date: the English text has changed',
            section=part.section,
            rows=" and ".join(str(row) for row in part.rows),
        )
    hint = said(
        "compare with {page}:{line}; word by word: playbook diff {topic} {language}",
        page=reference.path,
        line=place,
        topic=page.topic,
        language=page.language,
    )
    return problem(page.path, line, message, hint)
