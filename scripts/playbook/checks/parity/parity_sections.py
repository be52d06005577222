from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.meant import meant_sections
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import SECTION_CONTEXT, Page, Problem


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
            hint = f'the English page has it at {reference.path}:{section.line}; its heading is "## {heading}"'
            line = translation.text.count("\n") or 1
            yield problem(translation.path, line, f'section "{name}" is on the English page and not here', hint)
    for name, section in translation.by_id.items():
        if name not in reference.by_id and name not in required:
            message = f'section "{name}" is here and not on the English page'
            yield problem(translation.path, section.line, message, f"add it to {reference.path} too, or take it out")
