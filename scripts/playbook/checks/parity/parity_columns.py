from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Block, Page, Problem
from playbook.said import said


def check(translation: Page, reference: Page) -> Iterator[Problem]:
    """A table of a translation has other columns than its counterpart, or there are more or fewer tables.

    Bad:
        | Sano | Älä sano | Miksi |   beside   | Say | Don't say |
    Good:
        | Sano | Älä sano |           beside   | Say | Don't say |
    """
    mine, theirs = _tables(translation), _tables(reference)
    for name in theirs:
        section = translation.by_id.get(name)
        if section is None or not section.blocks:
            continue
        here, there = mine.get(name, []), theirs[name]
        if len(here) != len(there) and name != "phrases":
            message = said(
                'section "{section}" has {here} tables, the English page {there}',
                section=name,
                here=len(here),
                there=len(there),
            )
            yield problem(
                translation.path,
                section.line,
                message,
                said("compare with {page}:{line}", page=reference.path, line=there[0].line),
            )
        for table, counterpart in zip(here, there, strict=False):
            if _width(table) != _width(counterpart):
                message = said(
                    "the table has {here} columns, the English one {there}",
                    here=_width(table),
                    there=_width(counterpart),
                )
                yield problem(
                    translation.path,
                    table.line,
                    message,
                    said("compare with {page}:{line}", page=reference.path, line=counterpart.line),
                )


def _tables(page: Page) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {}
    for name, section in page.by_id.items():
        tables = [block for block in section.blocks if block.kind == "table"]
        if tables:
            found[name] = tables
    return found


def _width(table: Block) -> int:
    return len(table.children[0].children) if table.children else 0
