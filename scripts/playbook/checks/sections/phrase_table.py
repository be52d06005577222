from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import body_start
from playbook.checks.shared import Shared
from playbook.model import Block, Page, Problem, SourceFile
from playbook.said import said

_PIPES = 2
_HEAD = re.compile(r"^\|([^|\n]+)\|([^|\n]+)\|[ \t]*(?=\n\|[ \t:-]+\|[ \t:-]+\|[ \t]*$)", re.MULTILINE)
"""The head of a table of two columns."""


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """The table of phrases is not one table of two columns with the right head and no empty cell.

    Bad:
        | Say | Never say |
        |---|---|
        | “I can help with that.” | |
    Good:
        | Say | Don't say |
        |---|---|
        | “I can help with that.” | “That's not my job.” |
    """
    section = page.by_id.get("phrases")
    if section is None:
        return
    tables = [block for block in section.blocks if block.kind == "table"]
    if len(tables) != 1:
        hint = said("it begins with | Say | Don't say | and |---|---|, in the words of the page's language")
        yield problem(page.path, section.line, said("the section has {count} tables, not one", count=len(tables)), hint)
    for table in tables:
        yield from _table(page, table, shared)


def _table(page: Page, table: Block, shared: Shared) -> Iterator[Problem]:
    locale = shared.locales[page.language]
    expected = [locale.text(name, "phrases") for name in shared.taxonomy.phrase_columns]
    lines = page.lines
    for row in table.children:
        cells = [cell.text.replace("’", "'").strip() for cell in row.children]
        if row.kind == "head":
            if cells != [name.replace("’", "'") for name in expected]:
                hint = said("write | {head} |")
                if cells == list(shared.taxonomy.phrase_columns):
                    hint = said('write | {head} |; "playbook check --fix" does so')
                message = said('the table\'s head is "{head}"', head=" | ".join(cells))
                yield problem(page.path, row.line, message, hint.filled(head=" | ".join(expected)))
            continue
        pipes = lines[row.line - 1].strip().strip("|").replace("\\|", "").count("|") + 1
        if pipes != _PIPES:
            message = said("this row of the table has {count} cells, not 2", count=pipes)
            yield problem(
                page.path, row.line, message, said("one | before, one between and one behind the two phrases")
            )
        elif not all(cells[:_PIPES]):
            yield problem(
                page.path, row.line, said("a cell of this row is empty"), said("every phrase has its counterpart")
            )


def fix(text: str, file: SourceFile, shared: Shared) -> str:
    """Write a head that is in English still, or as other pages had it before, as the catalogue has it."""
    locale = shared.locales[file.language]
    right = tuple(locale.text(name, "phrases") for name in shared.taxonomy.phrase_columns)
    known = {shared.taxonomy.phrase_columns, *shared.former_heads.get(file.language, ())}

    def mended(head: re.Match[str]) -> str:
        cells = (head[1].strip(), head[2].strip())
        return f"| {right[0]} | {right[1]} |" if cells in known and cells != right else head[0]

    start = body_start(text)
    return text[:start] + _HEAD.sub(mended, text[start:])
