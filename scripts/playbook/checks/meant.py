"""Sections that a page has and that are not read as such, as their heading is misspelt or written in another way.

One rule says so of the heading; what others would say of the section's absence follows from that, and is left unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from playbook.model import Block, Page
from playbook.model.locale import fold_heading
from playbook.model.problem import likely

_HEADING = re.compile(r"^#{1,6}(.*)$", re.MULTILINE)


def meant_sections(page: Page, headings: Mapping[str, str]) -> dict[str, int]:
    """From the ids of such sections to the lines of their headings; `headings` are those of the language, with ids."""
    ids = {fold_heading(name): identifier for name, identifier in headings.items()}
    found = {headings.get(likely(text, headings), ""): line for text, line in _unknown(page)}
    found |= {ids.get(fold_heading(text.rstrip(".: ")), ""): line for text, line in _misread(page)}
    return {identifier: line for identifier, line in found.items() if identifier and identifier not in page.by_id}


def _unknown(page: Page) -> Iterator[tuple[str, int]]:
    return ((section.heading.text, section.line) for section in page.sections if section.id is None)


def _misread(page: Page) -> Iterator[tuple[str, int]]:
    """What looks like a heading and is none, or is one of another level: (text, line)."""
    for block in page.every_block:
        if block.kind == "heading" and block.level != 2:
            yield block.text, block.line
        elif hides_what_follows(block):
            yield from ((match[1].strip(" #"), block.line) for match in _HEADING.finditer("".join(block.html)))
        elif block.kind == "paragraph" and block.text.startswith("#"):
            yield from ((match[1].strip(" #"), block.line) for match in _HEADING.finditer(block.text))
        elif block.kind == "paragraph" and block.bold == block.text:
            yield block.text, block.line


def hides_what_follows(block: Block) -> bool:
    """Whether a block is a comment that is never closed."""
    return block.kind == "html" and block.html != () and "<!--" in block.html[0] and "-->" not in "".join(block.html)
