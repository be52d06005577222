from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem, SourceFile
from playbook.model.locale import fold_heading
from playbook.model.markdown import parse_markdown
from playbook.model.page import split_front_matter
from playbook.model.problem import did_you_mean, likely
from playbook.said import said

_SURE = 0.8


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A second-level heading is not one of the section headings of its language, or is what one was before.

    The headings stand in locales/<language>/playbook.po; a heading written otherwise gets no section id. One that was
    corrected there, or is still in English, is known all the same, and put right on all pages at once.

    Bad:
        ## Right away
    Good:
        ## Right now
    """
    headings = shared.headings[page.language]
    used = {section.heading.text for section in page.sections}
    current = {identifier: name for name, identifier in headings.items()}
    for section in page.sections:
        if section.id is None:
            otherwise = said(
                "headings not yet used here: {headings}",
                headings=", ".join(name for name in headings if name not in used),
            )
            hint = did_you_mean(section.heading.text, headings, otherwise, "## {}")
            message = said('"{heading}" is not a section heading', heading=section.heading.text)
            yield problem(page.path, section.line, message, hint)
        elif section.id in current and fold_heading(section.heading.text) != fold_heading(current[section.id]):
            message = said(
                '"{heading}" is the heading of "{section}" no more, or not in this language',
                heading=section.heading.text,
                section=section.id,
            )
            hint = said('write ## {right}; "playbook check --fix" does so on all pages', right=current[section.id])
            yield problem(page.path, section.line, message, hint)


def fix(text: str, file: SourceFile, shared: Shared) -> str:
    """Write headings that differ from the right one by case, space, apostrophe or a slip as the catalogue has them.

    So are those that are in English still, or as they were before the catalogue was corrected.
    """
    right = shared.headings[file.language]
    current = {identifier: name for name, identifier in right.items()}
    known = shared.heading_ids[file.language]
    _, body, first = split_front_matter(text)
    headings = [block for block in parse_markdown(body, first) if block.kind == "heading" and block.level == 2]
    used = {fold_heading(block.text) for block in headings}
    lines = text.split("\n")
    for block in headings:
        if lines[block.line - 1].startswith("## ") and not block.marked_up:
            meant = current.get(known.get(fold_heading(block.text), ""), block.text)
            is_other = fold_heading(meant) != fold_heading(block.text)
            lines[block.line - 1] = f"## {meant if is_other else _mended(block.text, right, used)}"
    return "\n".join(lines)


def _mended(heading: str, right: Iterable[str], used: Collection[str]) -> str:
    """The heading as the catalogue has it, where it is sure which is meant; `used` are those that the page has."""
    exact = {fold_heading(name): name for name in right}.get(fold_heading(heading))
    if exact:
        return heading if heading.replace("’", "'") == exact.replace("’", "'") else exact
    close = likely(heading, right, _SURE)
    return close if close and fold_heading(close) not in used else heading
