"""Inline text in pieces: what is written, with its markup, and the slots in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from playbook.model import Block, Run, Slot
from playbook.shown.slots import split_slots


class Piece(Struct, frozen=True):
    """A piece of text, or a slot; `run` is what it is part of, for its markup."""

    text: str
    run: Run
    slot: Slot | None = None


def inline_pieces(block: Block, slots: Mapping[str, Slot]) -> Iterator[Piece]:
    """The pieces of a block's own text, in reading order; raw HTML is none of it."""
    for run in block.runs:
        if not run.text:
            yield Piece("", run)
        for piece in split_slots(run.text, slots):
            yield Piece(piece, run) if isinstance(piece, str) else Piece("", run, piece)
