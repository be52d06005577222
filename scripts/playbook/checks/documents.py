"""Markdown files as rules see them: topic pages, and guides, which have links and headings but no sections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from playbook.model import Block, Link, Page, Playbook
from playbook.model.markdown import parse_document
from playbook.model.page import split_front_matter
from playbook.model.source_file import language_of


class Guide(Struct, frozen=True, dict=True):
    """A Markdown file that is no topic page: a guide, or a page in the wrong place."""

    path: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    every_block: tuple[Block, ...]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and image, in reading order."""
        return tuple(link for block in self.every_block if block.links for link in block.links)


PageOrGuide = Page | Guide


def read_guides(playbook: Playbook) -> Iterator[Guide]:
    """The Markdown files of a playbook that are no topic pages."""
    for path, text in playbook.other_pages.items():
        _, body, line = split_front_matter(text)
        yield Guide(path, language_of(path), text, *parse_document(body, line))
