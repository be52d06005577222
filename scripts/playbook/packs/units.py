"""A page as a row of units: the pieces that stand level with each other in a pack of two languages.

A unit is a mapping with its kind in `k`: summary, p, heading, subheading, item, card, phrase, scene.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from playbook.model import SECTION_CONTEXT, Block, Section, Taxonomy
from playbook.packs.inline import Inline, InlineWriter
from playbook.shown.cards import card_level, warning_levels

Unit = dict[str, Any]


def page_units(writer: InlineWriter, taxonomy: Taxonomy) -> list[Unit]:
    """The units of a page in reading order; each names its section in `s` (empty in the introduction)."""
    units: list[Unit] = [{"k": "summary", "s": "", "runs": [{"t": writer.page.front.summary}]}]
    for block in writer.page.intro:
        units.extend(_blocks(block, "", writer, taxonomy))
    for section in writer.page.sections:
        name = section.id or "other"
        kind = taxonomy.section(name)
        heading = writer.locale.text(kind.heading, SECTION_CONTEXT) if kind else section.heading.text
        units.append({"k": "heading", "s": name, "text": heading})
        units.extend(_practice(section, writer) if name == "practice" else _section(section, name, writer, taxonomy))
    return units


def _section(section: Section, name: str, writer: InlineWriter, taxonomy: Taxonomy) -> Iterator[Unit]:
    for block in section.blocks:
        yield from _blocks(block, name, writer, taxonomy)


def _blocks(block: Block, name: str, writer: InlineWriter, taxonomy: Taxonomy) -> Iterator[Unit]:
    if block.kind == "list":
        for number, item in enumerate(block.children, block.start):
            first, *more = writer.paragraphs(item) or [[]]
            yield {"k": "item", "s": name, "n": number if block.ordered else 0, "runs": first, "more": more}
    elif block.kind == "table":
        for row in block.children:
            if row.kind == "row":
                cells = [writer.block(cell) for cell in row.children]
                yield {
                    "k": "phrase",
                    "s": name,
                    "say": cells[0] if cells else [],
                    "avoid": cells[1] if cells[1:] else [],
                }
    elif block.kind == "quote":
        yield _card(block, name, writer, taxonomy)
    elif block.kind == "heading":
        yield {"k": "subheading", "s": name, "text": block.text}
    elif block.runs:
        yield {"k": "p", "s": name, "runs": writer.block(block)}


def _card(block: Block, name: str, writer: InlineWriter, taxonomy: Taxonomy) -> Unit:
    """A warning card; its level is that of the bold word it opens with, "note" where it opens with none."""
    level = card_level(block, warning_levels(taxonomy, writer.locale), writer.locale.code)
    return {"k": "card", "s": name, "level": level or "note", "paras": writer.paragraphs(block)}


def _practice(section: Section, writer: InlineWriter) -> Iterator[Unit]:
    scene: Unit | None = None
    for block in section.blocks:
        if block.kind == "heading":
            if scene:
                yield scene
            scene = {"k": "scene", "s": "practice", "title": block.text, "paras": [], "answer": []}
        elif scene is None:
            yield {"k": "p", "s": "practice", "runs": _joined(writer.paragraphs(block))}
        else:
            scene["answer" if block.kind == "quote" else "paras"].extend(writer.paragraphs(block))
    if scene:
        yield scene


def _joined(paragraphs: list[Inline]) -> Inline:
    return [piece for paragraph in paragraphs for piece in (*paragraph, {"t": " "})]


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


def number_scenes(topics: list[list[list[Unit]]]) -> None:
    """Number the exercises of a pack through, the same in every language: `topics[n]` has the units by language."""
    number = 0
    for languages in topics:
        found = [[unit for unit in units if unit["k"] == "scene"] for units in languages]
        for index in range(max(map(len, found))):
            number += 1
            for scenes in found:
                if index < len(scenes):
                    scenes[index]["number"] = number
