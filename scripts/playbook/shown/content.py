"""A page's content as every reader gets it: its sections with their headings and places, its scenes and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from playbook.model import SECTION_CONTEXT, Block, Locale, Page, Slot, Taxonomy
from playbook.shown.slots import slot_text


class ShownSection(Struct, frozen=True):
    """A section as shown.

    `id` is the one of the vocabulary; `anchor` its place on the page, the same in every language where there is an id.
    """

    id: str
    anchor: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def has_phrases(self) -> bool:
        """Whether its tables are phrase tables: what to say, and what not."""
        return self.anchor == "phrases"


class ShownScene(Struct, frozen=True):
    """A scene to practise: a third-level heading with what follows it. Quotations are its model answer."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def situation(self) -> tuple[Block, ...]:
        """What happens, and the question."""
        return tuple(block for block in self.blocks if block.kind != "quote")

    @property
    def answer(self) -> tuple[Block, ...]:
        """The model answer."""
        return tuple(inner for block in self.blocks if block.kind == "quote" for inner in block.children)


def shown_sections(
    page: Page, taxonomy: Taxonomy, locale: Locale, slots: Mapping[str, Slot] | None = None
) -> Iterator[ShownSection]:
    """The sections of a page in order; `slots` are those of the organisation that is shown, if not the playbook's own.

    A heading that is not of the vocabulary, or stands there twice, has a number for its place.
    """
    slots = taxonomy.slots if slots is None else slots
    for number, section in enumerate(page.sections, 1):
        kind = taxonomy.section(section.id or "")
        heading = locale.text(kind.heading, SECTION_CONTEXT) if kind else section.heading.text
        first = section.id is not None and page.by_id[section.id] is section
        anchor = section.id if first and section.id else f"section-{number}"
        yield ShownSection(section.id or "", anchor, slot_text(heading, slots, locale), section.blocks)


def scenes(
    section: ShownSection, locale: Locale, slots: Mapping[str, Slot]
) -> tuple[tuple[Block, ...], tuple[ShownScene, ...]]:
    """What stands before the first scene of a section, and its scenes."""
    starts = [place for place, block in enumerate(section.blocks) if block.kind == "heading" and block.level == 3]
    found = tuple(
        ShownScene(
            f"{section.anchor}-{number}",
            slot_text(section.blocks[start].text, slots, locale),
            section.blocks[start + 1 : end],
        )
        for number, (start, end) in enumerate(pairwise([*starts, len(section.blocks)]), 1)
    )
    return section.blocks[: starts[0]] if starts else section.blocks, found
