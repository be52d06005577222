from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, likely, problem
from playbook.model import SECTION_CONTEXT, Problem, SourceFile
from playbook.model.page import fold_heading

_HEADING = re.compile(r"^(##[ \t]+)(\S[^\n]*?)[ \t]*$", re.MULTILINE)
_SURE = 0.8


def check(context: Context) -> Iterator[Problem]:
    """A second-level heading is not one of the section headings of its language.

    The headings stand in locales/<language>/playbook.po; a heading written otherwise gets no section id.

    Bad:
        ## Right away
    Good:
        ## Right now
    """
    headings = {code: _headings(context, code) for code in context.playbook.languages}
    for page in context.pages:
        for section in page.sections:
            if section.id is None:
                close = likely(section.heading.text, headings[page.language])
                free = [name for name in headings[page.language] if name not in _used(context, page.path)]
                hint = f'did you mean "## {close}"?' if close else f"headings not yet used here: {', '.join(free)}"
                message = f'"{section.heading.text}" is not a section heading'
                yield problem(page.path, section.line, message, hint)


def fix(file: SourceFile, text: str, context: Context) -> str:
    """Write headings that differ from the right one by case, space, apostrophe or a slip as the catalogue has them."""
    if file.path not in context.page_at:
        return text
    right = _headings(context, file.language)
    folded = {fold_heading(heading): heading for heading in right}
    used = {fold_heading(match[2]) for match in _HEADING.finditer(text)}

    def mended(match: re.Match[str]) -> str:
        exact = folded.get(fold_heading(match[2]))
        if exact:
            return match[0] if match[2].replace("’", "'") == exact.replace("’", "'") else match[1] + exact
        close = likely(match[2], right, _SURE)
        return match[1] + close if close and fold_heading(close) not in used else match[0]

    return _HEADING.sub(mended, text)


def _headings(context: Context, code: str) -> list[str]:
    locale = context.playbook.locales[code]
    return [locale.text(section.heading, SECTION_CONTEXT) for section in context.playbook.taxonomy.sections]


def _used(context: Context, path: str) -> set[str]:
    return {section.heading.text for section in context.page_at[path].sections}
