"""A page as a row of units: the pieces that stand level with each other in a pack of two languages.

A unit is a mapping with its kind in `k`: summary, p, heading, subheading, item, card, table, phrase, scene.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from playbook.model import Block, Taxonomy
from playbook.packs.inline import InlineWriter
from playbook.shown.cards import card_level, warning_levels
from playbook.shown.content import ShownScene, scenes, shown_sections
from playbook.shown.slots import slot_text

Unit = dict[str, Any]


def page_units(writer: InlineWriter, taxonomy: Taxonomy) -> list[Unit]:
    """The units of a page in reading order; each names its section in `s` (empty in the introduction)."""
    levels = warning_levels(taxonomy, writer.locale)
    units: list[Unit] = [{"k": "summary", "s": "", "runs": [{"t": writer.page.front.summary}]}]
    for block in writer.page.intro:
        units.extend(_units(block, "", writer, levels))
    for section in shown_sections(writer.page, taxonomy, writer.locale, writer.slots):
        name = section.id or "other"
        units.append({"k": "heading", "s": name, "text": section.heading})
        before, found = scenes(section, writer.locale, writer.slots) if name == "practice" else (section.blocks, ())
        for block in before:
            if block.kind == "table" and section.has_phrases:
                units.extend(_phrases(block, name, writer))
            else:
                units.extend(_units(block, name, writer, levels))
        units.extend(_scene(scene, name, writer) for scene in found)
    return units


def _units(block: Block, name: str, writer: InlineWriter, levels: Mapping[str, str]) -> Iterator[Unit]:
    if block.kind == "list":
        for number, item in enumerate(block.children, block.start):
            first, *more = writer.paragraphs(item) or [[]]
            yield {"k": "item", "s": name, "n": number if block.ordered else 0, "runs": first, "more": more}
    elif block.kind == "table":
        rows = [[writer.block(cell) for cell in row.children] for row in block.children]
        yield {"k": "table", "s": name, "rows": rows}
    elif block.kind == "quote":
        level = card_level(block, levels, writer.locale.code)
        yield {"k": "card", "s": name, "level": level, "paras": writer.paragraphs(block)}
    elif block.kind == "heading":
        yield {"k": "subheading", "s": name, "text": slot_text(block.text, writer.slots, writer.locale)}
    elif block.runs:
        yield {"k": "p", "s": name, "runs": writer.block(block)}


def _phrases(table: Block, name: str, writer: InlineWriter) -> Iterator[Unit]:
    for row in table.children:
        if row.kind == "row":
            cells = [*map(writer.block, row.children), [], []]
            yield {"k": "phrase", "s": name, "say": cells[0], "avoid": cells[1]}


def _scene(scene: ShownScene, name: str, writer: InlineWriter) -> Unit:
    situation, answer = (
        [paragraph for block in blocks for paragraph in writer.paragraphs(block)]
        for blocks in (scene.situation, scene.answer)
    )
    return {
        "k": "scene",
        "s": name,
        "title": scene.title,
        "paras": situation,
        "answer": answer,
        "minutes": _minutes(answer),
    }


def _minutes(answer: list[Any]) -> int:
    """The minutes that an exercise takes: to read it and try, and the longer the longer its answer is."""
    letters = sum(len(run.get("t", "")) for runs in answer for run in runs)
    return 4 + math.ceil(letters / 160)


def align(first: list[Unit], second: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Two languages' units so that equal positions belong together: section by section, gaps filled with blanks."""
    sections = list(dict.fromkeys(unit["s"] for unit in (*first, *second)))
    left: list[Unit] = []
    right: list[Unit] = []
    for name in sections:
        blank: Unit = {"k": "blank", "s": name}
        pairs = zip_longest(_of(first, name), _of(second, name), fillvalue=blank)
        for one, other in pairs:
            left.append(one)
            right.append(other)
    return left, right


def _of(units: list[Unit], section: str) -> list[Unit]:
    return [unit for unit in units if unit["s"] == section]
