from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.meant import meant_sections
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import SECTION_CONTEXT, Page, Problem
from playbook.said import said


def check(translation: Page, reference: Page, shared: Shared) -> Iterator[Problem]:
    """A translation lacks a section that the English page has, or has one more.

    Sections that the topic's kind requires are left to rule required-section.

    Bad:
        the English page has “Common mistakes”, the Norwegian one has not
    Good:
        both have it
    """
    taxonomy = shared.taxonomy
    if translation.by_id.keys() == reference.by_id.keys():
        return
    if any(section.id is None for section in (*translation.sections, *reference.sections)):
        return  # rule unknown-heading has said so
    misread = meant_sections(translation, shared.headings[translation.language])
    topic = taxonomy.topic(translation.topic)
    required = taxonomy.required_sections(topic.kind) if topic else ()
    for name, section in reference.by_id.items():
        if name not in translation.by_id and name not in required and name not in misread:
            kind = taxonomy.section(name)
            heading = shared.locales[translation.language].text(kind.heading if kind else name, SECTION_CONTEXT)
            hint = said(
                'the English page has it at {page}:{line}; its heading is "## {heading}"',
                page=reference.path,
                line=section.line,
                heading=heading,
            )
            line = translation.text.count("\n") or 1
            yield problem(
                translation.path,
                line,
                said('section "{section}" is on the English page and not here', section=name),
                hint,
            )
    for name, section in translation.by_id.items():
        if name not in reference.by_id and name not in required:
            message = said('section "{section}" is here and not on the English page', section=name)
            yield problem(
                translation.path,
                section.line,
                message,
                said("add it to {page} too, or take it out", page=reference.path),
            )
