"""The rows of a section: a point, a pair of phrases, a scene, a card, a stretch of text, each with a key of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from playbook.model.markdown import Block
from playbook.model.page import Page


class RowPiece(Struct, frozen=True):
    """What an editor types as one text: its name in the row, its blocks; `cell` counts from 0 in a table's row."""

    name: str
    first: Block
    last: Block
    cell: int = -1


class BlockRow(Struct, frozen=True):
    """A row. `kind`: item, cells, scene, card or text; `number` is its place in its kind, from 1."""

    key: str
    kind: str
    number: int
    pieces: tuple[RowPiece, ...]

    @property
    def line(self) -> int:
        """Its first line in the file."""
        return self.pieces[0].first.line

    @property
    def end_line(self) -> int:
        """Its last line."""
        return self.pieces[-1].last.end_line

    @property
    def text(self) -> str:
        """What its first piece says, in one line."""
        return " ".join(self.pieces[0].first.full_text.split())


def block_rows(part: str, blocks: Sequence[Block]) -> Iterator[BlockRow]:
    """The rows of a part; what follows a third-level heading belongs to its scene."""
    counts: dict[str, int] = {}

    def row(kind: str, *pieces: RowPiece) -> BlockRow:
        number = counts[kind] = counts.get(kind, 0) + 1
        return BlockRow(f"{part}/{kind}-{number}", kind, number, pieces)

    starts = [place for place, block in enumerate(blocks) if _is_scene(block)]
    for run in _runs(blocks[: starts[0]] if starts else blocks):
        first = run[0]
        if first.kind == "list":
            for item in first.children:
                yield row("item", RowPiece("text", item, item))
        elif first.kind == "table":
            for line in (child for child in first.children if child.kind == "row"):
                names = ("say", "avoid") if part == "phrases" else ()
                cells = (names[n] if n < len(names) else f"cell-{n + 1}" for n in range(len(line.children)))
                yield row("cells", *(RowPiece(name, line, line, n) for n, name in enumerate(cells)))
        elif first.kind == "quote":
            yield row("card", RowPiece("card", first, first))
        else:
            yield row("text", RowPiece("text", first, run[-1]))
    for start, end in pairwise([*starts, len(blocks)]):
        title = blocks[start]
        yield row("scene", RowPiece("title", title, title), *_scene_pieces(blocks[start + 1 : end]))


def page_rows(page: Page) -> Iterator[tuple[str, str, int]]:
    """Each row of a page: its key, how it reads in one line, its line in the file."""
    for name, text in (("title", page.title), ("summary", page.front.summary)):
        yield f"front/{name}", text, page.front_source.line(name)
    parts = {"intro": page.intro, **{name: section.blocks for name, section in page.by_id.items()}}
    for part, blocks in parts.items():
        for row in block_rows(part, blocks):
            yield row.key, row.text, row.line


def _is_scene(block: Block) -> bool:
    return block.kind == "heading" and block.level > 2


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that are one row: lists, tables and quotations by themselves, all else as one stretch of text."""
    for alone, group in groupby(blocks, lambda block: block.kind in {"list", "table", "quote"}):
        if alone:
            yield from ([block] for block in group)
        else:
            yield list(group)


def _scene_pieces(blocks: Sequence[Block]) -> Iterator[RowPiece]:
    names: dict[str, int] = {}
    for answer, group in groupby(blocks, lambda block: block.kind == "quote"):
        run = list(group)
        name = "answer" if answer else "situation"
        names[name] = names.get(name, 0) + 1
        yield RowPiece(name if names[name] == 1 else f"{name}-{names[name]}", run[0], run[-1])
