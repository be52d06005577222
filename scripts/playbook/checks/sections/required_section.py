from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, likely, problem
from playbook.model import REFERENCE, SECTION_CONTEXT, Page, Problem


def check(context: Context) -> Iterator[Problem]:
    """A page lacks a section that its kind of topic must have (taxonomy/sections.yml says which).

    Bad:
        a customer page without “## Right now”
    Good:
        the same page with it, in its place
    """
    taxonomy = context.playbook.taxonomy
    required = {kind: taxonomy.required_sections(kind) for kind in taxonomy.kinds}
    for topic in taxonomy.topics():
        for code in context.playbook.languages:
            page = context.playbook.page(code, topic.id)
            if page is None:
                continue
            for name in required.get(topic.kind, ()):
                if name not in page.by_id and not _misspelt(context, page, name):
                    yield _missing(context, page, name)


def _misspelt(context: Context, page: Page, name: str) -> bool:
    """Whether an unknown heading of the page is likely to be this one: rule unknown-heading says so."""
    unknown = [section.heading.text for section in page.sections if section.id is None]
    if not unknown:
        return False
    locale = context.playbook.locales[page.language]
    headings = {locale.text(item.heading, SECTION_CONTEXT): item.id for item in context.playbook.taxonomy.sections}
    return any(headings.get(likely(text, list(headings))) == name for text in unknown)


def _missing(context: Context, page: Page, name: str) -> Problem:
    section = context.playbook.taxonomy.section(name)
    heading = context.playbook.locales[page.language].text(section.heading if section else name, SECTION_CONTEXT)
    after = [item for item in page.sections if item.id and _number(context, item.id) > _number(context, name)]
    line = after[0].line if after else page.text.count("\n") or 1
    reference = context.playbook.reference(page.topic)
    there = reference.by_id.get(name) if reference and page.language != REFERENCE else None
    english = f"the English page has it at {reference.path}:{there.line}; " if reference and there else ""
    return problem(page.path, line, f'section "{name}" is missing', f'{english}its heading is "## {heading}"')


def _number(context: Context, name: str) -> int:
    section = context.playbook.taxonomy.section(name)
    return section.number if section else 0
