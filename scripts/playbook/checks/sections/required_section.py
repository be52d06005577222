from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.meant import meant_sections
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page, reference: Page | None, shared: Shared) -> Iterator[Problem]:
    """A page lacks a section that its kind of topic must have (taxonomy/sections.yml says which).

    Bad:
        a customer page without “## Right now”
    Good:
        the same page with it, in its place
    """
    taxonomy = shared.taxonomy
    topic = taxonomy.topic(page.topic)
    headings = shared.headings[page.language]
    misread = meant_sections(page, headings)  # rules unknown-heading and stray-markup say so
    number = {section.id: section.number for section in taxonomy.sections}
    for name in taxonomy.required_sections(topic.kind) if topic else ():
        if name not in page.by_id and name not in misread:
            after = [item for item in page.sections if item.id and number[item.id] > number[name]]
            line = after[0].line if after else page.text.count("\n") or 1
            there = reference.by_id.get(name) if reference else None
            heading = next(text for text, identifier in headings.items() if identifier == name)
            hint = said('its heading is "## {heading}"', heading=heading)
            if reference and there:
                hint = said(
                    'the English page has it at {page}:{line}; its heading is "## {heading}"',
                    page=reference.path,
                    line=there.line,
                    heading=heading,
                )
            yield problem(page.path, line, said('section "{section}" is missing', section=name), hint)
