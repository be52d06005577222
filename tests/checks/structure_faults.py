"""Kinds of fault in a page's build: headings, sections, steps, tables, scenes, front matter, the file itself."""

# ruff: noqa: ARG001 - every kind takes the same three arguments

from __future__ import annotations

import random
import re
from collections.abc import Callable

from playbook.model import Page
from tests.checks.faults import Fault, kind, line_changed, prose_line, section_of


def _without(page: Page, first: int, last: int) -> bytes:
    lines = page.lines
    return "\n".join(lines[: first - 1] + lines[last:]).encode()


def _inserted(page: Page, before: int, *new: str) -> bytes:
    lines = page.lines
    return "\n".join([*lines[: before - 1], *new, *lines[before - 1 :]]).encode()


@kind
def section_lost(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """The steps of a page are gone."""
    section = page.by_id.get("steps")
    after = [found for found in page.sections if section and found.line > section.line]
    if section is None or not after or page.group == "mindset":
        return None
    return Fault(_without(page, section.line, after[0].line - 1), section.line, "required-section")


@kind
def heading_misspelt(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A letter too many in a section heading."""
    section = section_of(page, chance)
    if section is None:
        return None
    text = section.heading.text
    return line_changed(page, section.line, f"## {text[:2]}{text[1]}{text[2:]}q", "unknown-heading")


@kind
def sections_swapped(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """Two sections in the wrong order."""
    if len(page.sections) < 3:
        return None
    first, second = page.sections[0], page.sections[1]
    third = page.sections[2].line
    lines = page.lines
    moved = lines[second.line - 1 : third - 1] + lines[first.line - 1 : second.line - 1]
    content = "\n".join(lines[: first.line - 1] + moved + lines[third - 1 :]).encode()
    return Fault(content, first.line + third - second.line, "section-order")


@kind
def section_doubled(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A section twice."""
    last = page.sections[-1]
    lines = page.lines
    body = lines[last.line - 1 : last.end_line]
    content = "\n".join([*lines[: last.end_line], "", *body, ""]).encode()
    return Fault(content, last.end_line + 2, "doubled-section")


@kind
def section_emptied(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A heading with nothing under it."""
    section = section_of(page, chance)
    if section is None:
        return None
    return Fault(_without(page, section.line + 1, section.end_line), section.line, "empty-section")


@kind
def level_skipped(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A scene's heading one level too deep."""
    scenes = page.by_id["practice"].scenes if "practice" in page.by_id else ()
    line = scenes[0].line if scenes else 0
    return line_changed(page, line, "#" + page.lines[line - 1], "skipped-level") if scenes else None


@kind
def heading_in_bold(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """Markup in a heading."""
    section = section_of(page, chance)
    return line_changed(page, section.line, f"## **{section.heading.text}**", "heading-markup") if section else None


@kind
def title_differs(page: Page, reference: Page, chance: random.Random) -> Fault:
    """Another title in the text than in the front matter."""
    return line_changed(page, page.body_line + 1, f"# {page.title} 2", "page-title")


@kind
def steps_counted_wrong(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """The first step has the number 3."""
    steps = page.by_id["steps"].steps if "steps" in page.by_id else ()
    if not steps:
        return None
    return line_changed(page, steps[0].line, page.lines[steps[0].line - 1].replace("1.", "3.", 1), "step-list")


def _rows(name: str, rule: str, change: Callable[[Page], Fault | None]) -> None:
    def translated(page: Page, reference: Page, chance: random.Random) -> Fault | None:
        return None if page is reference else change(page)

    translated.__name__ = f"{name} ({rule})"
    kind(translated)


def _last_step_gone(page: Page) -> Fault | None:
    section = page.by_id.get("steps")
    if section is None or len(section.steps) < 2:
        return None
    steps, lines = section.steps, page.lines
    last = steps[-1].line
    while last < len(lines) and lines[last].startswith("   "):
        last += 1
    return Fault(_without(page, steps[-1].line, last), steps[-2].line, "parity-steps")


def _step_added(page: Page) -> Fault | None:
    section = page.by_id.get("steps")
    if section is None or not section.steps:
        return None
    end = section.blocks[0].end_line
    text = section.steps[0].text.split("\n")[0]
    return Fault(_inserted(page, end + 1, f"{len(section.steps) + 1}. {text}"), end + 1, "parity-steps")


def _phrase_row_gone(page: Page) -> Fault | None:
    rows = page.by_id["phrases"].phrases if "phrases" in page.by_id else ()
    if len(rows) < 2:
        return None
    return Fault(_without(page, rows[0].line, rows[0].line), rows[-1].line - 1, "parity-phrases")


def _phrase_row_added(page: Page) -> Fault | None:
    rows = page.by_id["phrases"].phrases if "phrases" in page.by_id else ()
    if not rows:
        return None
    line = rows[-1].line
    return Fault(_inserted(page, line, page.lines[line - 1]), line + 1, "parity-phrases")


def _scene_gone(page: Page) -> Fault | None:
    section = page.by_id.get("practice")
    if section is None or len(section.scenes) < 2:
        return None
    content = _without(page, section.scenes[-1].line, section.end_line)
    return Fault(content, section.scenes[-2].line, "parity-scenes")


def _column_added(page: Page) -> Fault | None:
    section = page.by_id.get("phrases")
    table = next((block for block in section.blocks if block.kind == "table"), None) if section else None
    if table is None:
        return None
    lines = page.lines
    for number in range(table.line - 1, table.end_line):
        lines[number] += "---|" if lines[number].startswith("|--") else " x |"
    return Fault("\n".join(lines).encode(), table.line, "parity-columns")


_rows("step gone", "parity-steps", _last_step_gone)
_rows("step added", "parity-steps", _step_added)
_rows("row gone", "parity-phrases", _phrase_row_gone)
_rows("row added", "parity-phrases", _phrase_row_added)
_rows("scene gone", "parity-scenes", _scene_gone)
_rows("column added", "parity-columns", _column_added)


@kind
def cell_emptied(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A phrase without its counterpart."""
    rows = page.by_id["phrases"].phrases if "phrases" in page.by_id else ()
    if not rows:
        return None
    row = chance.choice(rows)
    return line_changed(page, row.line, re.sub(r"\|[^|]*\|\s*$", "| |", page.lines[row.line - 1]), "phrase-table")


@kind
def quotation_left_open(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """The closing mark of a phrase is lost."""
    rows = page.by_id["phrases"].phrases if "phrases" in page.by_id else ()
    if not rows:
        return None
    row = chance.choice(rows)
    text = re.sub(r"[”»](?=[^”»]*$)", "", page.lines[row.line - 1])
    return line_changed(page, row.line, text, "open-quote")


@kind
def answer_lost(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A scene without its model answer."""
    section = page.by_id.get("practice")
    if section is None or not section.scenes:
        return None
    lines = page.lines
    for number in range(section.scenes[-1].line, section.end_line):
        lines[number] = lines[number].removeprefix("> ")
    return Fault("\n".join(lines).encode(), section.scenes[-1].line, "practice-scene")


def _front(name: str, rule: str, key: str, put: Callable[[str, Page], str], *, translated: bool = False) -> None:
    def change(page: Page, reference: Page, chance: random.Random) -> Fault | None:
        line = page.front_source.line(key)
        if key not in page.front_source.data or (translated and page is reference):
            return None
        new = put(page.lines[line - 1], page)
        return line_changed(page, line, new, rule) if new != page.lines[line - 1] else None

    change.__name__ = name
    kind(change)


_front("title not valid YAML", "yaml", "title", lambda *_: "title: Say: what")
_front("key misspelt", "schema", "channel", lambda text, _: text.replace("channel", "chanel"))
_front("summary too long", "summary-length", "summary", lambda *_: f"summary: {'x ' * 81}x")
_front("few keywords", "few-keywords", "keywords", lambda *_: "keywords: [a, b]")
_front("keyword twice", "few-keywords", "keywords", lambda *_: "keywords: [a, b, c, d, e, e]")
_front("unknown channel", "unknown-facet", "channel", lambda *_: "channel: [in-person, telegram]")
_front("unknown source", "unplaced-source", "sources", lambda *_: "sources: [no-article/p1]")
_front(
    "channel lost", "parity-front-matter", "channel", lambda text, _: re.sub(r"\[.*", "[]", text), translated=True
)  # fmt: skip


@kind
def front_matter_lost(page: Page, reference: Page, chance: random.Random) -> Fault:
    """The page begins with its title."""
    return Fault("\n".join(page.lines[page.body_line :]).encode(), 1, "front-matter")


@kind
def saved_as_another_encoding(page: Page, reference: Page, chance: random.Random) -> Fault:
    """A byte that is no UTF-8."""
    line = prose_line(page)
    lines = page.text.encode().split(b"\n")
    lines[line - 1] = b"\xfe " + lines[line - 1]
    return Fault(b"\n".join(lines), line, "not-utf8")


@kind
def byte_order_mark(page: Page, reference: Page, chance: random.Random) -> Fault:
    """Saved as UTF-8 with a mark."""
    return Fault(b"\xef\xbb\xbf" + page.text.encode(), 1, "byte-order-mark")


@kind
def windows_line_ends(page: Page, reference: Page, chance: random.Random) -> Fault:
    """Saved with CR LF."""
    return Fault(page.text.replace("\n", "\r\n").encode(), 1, "line-ends")


@kind
def binary(page: Page, reference: Page, chance: random.Random) -> Fault:
    """Not a text at all."""
    return Fault(b"PK\x00\x03", 1, "load")


@kind
def page_gone(page: Page, reference: Page, chance: random.Random) -> Fault:
    """The file is deleted."""
    return Fault(None, 0, "missing-translation")


@kind
def page_in_wrong_folder(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A copy stands in another group's folder."""
    other = "skills" if page.group != "skills" else "team"
    path = f"docs/{page.language}/{other}/{page.topic}.md"
    return Fault(page.text.encode(), 0, "wrong-folder", path)


@kind
def page_misnamed(page: Page, reference: Page, chance: random.Random) -> Fault | None:
    """A copy has a name that is no topic."""
    return Fault(page.text.encode(), 0, "unknown-topic", f"docs/{page.language}/{page.group}/{page.topic}-2.md")
