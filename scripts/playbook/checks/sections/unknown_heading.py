from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem, SourceFile
from playbook.model.page import fold_heading
from playbook.model.problem import did_you_mean, likely

_HEADING = re.compile(r"^(##[ \t]+)(\S[^\n]*?)[ \t]*$", re.MULTILINE)
_SURE = 0.8


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A second-level heading is not one of the section headings of its language.

    The headings stand in locales/<language>/playbook.po; a heading written otherwise gets no section id.

    Bad:
        ## Right away
    Good:
        ## Right now
    """
    headings = shared.headings[page.language]
    used = {section.heading.text for section in page.sections}
    for section in page.sections:
        if section.id is None:
            otherwise = f"headings not yet used here: {', '.join(name for name in headings if name not in used)}"
            hint = did_you_mean(section.heading.text, headings, otherwise, "## {}")
            message = f'"{section.heading.text}" is not a section heading'
            yield problem(page.path, section.line, message, hint)


def fix(text: str, file: SourceFile, shared: Shared) -> str:
    """Write headings that differ from the right one by case, space, apostrophe or a slip as the catalogue has them."""
    right = shared.headings[file.language]
    folded = {fold_heading(heading): heading for heading in right}
    used = {fold_heading(match[2]) for match in _HEADING.finditer(text)}

    def mended(match: re.Match[str]) -> str:
        exact = folded.get(fold_heading(match[2]))
        if exact:
            return match[0] if match[2].replace("’", "'") == exact.replace("’", "'") else match[1] + exact
        close = likely(match[2], right, _SURE)
        return match[1] + close if close and fold_heading(close) not in used else match[0]

    return _HEADING.sub(mended, text)
