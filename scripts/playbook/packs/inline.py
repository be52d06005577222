"""Inline text for print: marked-up stretches, cross references to topics, slots as values or lines to fill by hand."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbook.model import Block, Locale, Page, Run, Slot
from playbook.model.page import SLOT

Inline = list[dict[str, Any]]
"""A list of `{"t": text, "b": bold, "i": italic, "to": topic id}` and `{"gap": label, "kind": kind of slot}`."""


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
        position = 0
        for match in SLOT.finditer(text):
            if match.start() > position:
                yield {"t": text[position : match.start()], **style}
            yield self._slot(match.group(1), match.group(0), style)
            position = match.end()
        if position < len(text):
            yield {"t": text[position:], **style}

    def _slot(self, name: str, written: str, style: dict[str, Any]) -> dict[str, Any]:
        slot = self.slots.get(name)
        if slot is None:
            return {"t": written, **style}
        if slot.value is None:
            return {"gap": self.locale.text(slot.label, "slot"), "kind": slot.kind}
        return {"t": slot.value, "b": True}

    def _target(self, href: str) -> str:
        """The id of the topic that a link leads to, if it is another one and printed in this pack."""
        path = href.partition("#")[0]
        if not path.endswith(".md") or ":" in path:
            return ""
        topic = posixpath.basename(path).removesuffix(".md")
        return topic if topic in self.printed and topic != self.page.topic else ""
