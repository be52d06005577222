"""Inline text for print: marked-up stretches, cross references to topics, slots as values or lines to fill by hand."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbook.model import Block, Locale, Page, Run, Slot
from playbook.shown.slots import slot_label, split_slots

Inline = list[dict[str, Any]]
"""A list of `{"t": text, "b": bold, "i": italic, "to": topic id}` and `{"gap": label, "kind": kind of slot}`.

A text that is `whole` stands on one line.
"""


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Turns blocks of one page into inline text. `printed` are the topics of the pack: what can be referred to."""

    page: Page
    locale: Locale
    slots: Mapping[str, Slot]
    printed: frozenset[str]

    def block(self, block: Block) -> Inline:
        """The block's own text."""
        return list(self._runs(block.runs))

    def paragraphs(self, block: Block) -> list[Inline]:
        """The block's own text and that of the blocks in it, a paragraph each."""
        return [self.block(inner) for inner in block.walk() if inner.runs]

    def _runs(self, runs: Iterable[Run]) -> Iterator[dict[str, Any]]:
        for run in runs:
            style: dict[str, Any] = {}
            if run.strong:
                style["b"] = True
            if run.emphasis:
                style["i"] = True
            yield from self._slots(run.text.replace("\n", " "), style)
            topic = self._target(run.href)
            if topic:
                yield {"to": topic}

    def _slots(self, text: str, style: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for piece in split_slots(text, self.slots):
            if isinstance(piece, str):
                yield {"t": piece, **style}
            elif piece.value is None:
                yield {"gap": slot_label(piece, self.locale), "kind": piece.kind}
            else:
                yield {"t": piece.value, "b": True}

    def _target(self, href: str) -> str:
        """The id of the topic that a link leads to, if it is another one and printed in this pack."""
        path = href.partition("#")[0]
        if not path.endswith(".md") or ":" in path:
            return ""
        topic = posixpath.basename(path).removesuffix(".md")
        return topic if topic in self.printed and topic != self.page.topic else ""
