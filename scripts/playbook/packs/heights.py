"""How high each piece of a topic will be in print, in ems, from the widths of its letters.

With it the templates decide which pieces stand on which page and in which column before anything is set: setting a
piece only to learn its height would set every text twice. The heights hold for one language on a page; where two stand
level, templates/facing.typ measures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from playbook.packs.fonts import advance
from playbook.packs.inline import Inline
from playbook.packs.units import Unit

CAP = 0.714
"""Height of the first line of a paragraph: of a capital letter in Noto Sans."""
_LEADING, _LOOSE_LEADING = 0.56, 0.8
_BOLD = 1.07
"""How much wider bold letters are."""
_GAPS = {"number": 3.0}
_GAP = 5.0
"""What a gap to write in takes beside its label; see `gap` in templates/common.typ."""
_LABEL = 0.62
_REFERENCE = 2.5
"""A cross reference takes twice that; about half of them lead to what a pack has."""
_ANYWHERE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Scripts that have no blanks between words: a line may end almost anywhere."""


@dataclass(frozen=True, slots=True)
class Room:
    """The width of a booklet's text and of one of its columns in ems, and whether its script needs loose lines."""

    full: float
    column: float
    loose: bool

    @property
    def leading(self) -> float:
        """The room between two lines."""
        return _LOOSE_LEADING if self.loose else _LEADING


def set_heights(units: list[Unit], room: Room) -> None:
    """Note in each unit how high it will be (`h`), and in an exercise also its answer (`ha`)."""
    beside = any(unit["k"] == "card" and unit["s"] == "now" for unit in units)
    for unit in units:
        whole = unit["s"] == "" or (unit["s"] == "now" and not beside)
        unit["h"] = round(_height(unit, room, room.full if whole else room.column), 2)
        if unit["k"] == "scene":
            unit["ha"] = round(_paragraphs(unit["answer"], room, room.column), 2)


def text_height(text: str, room: Room, width: float, size: float = 1, *, bold: bool = False) -> float:
    """The height of a text in ems of the body, set `size` times as large in a width given in ems of the body."""
    lines = _lines([{"t": text, "b": bold}], width / size)
    return (lines * CAP + (lines - 1) * room.leading) * size


def _height(unit: Unit, room: Room, width: float) -> float:
    return _HEIGHTS.get(unit["k"], _paragraph)(unit, room, width)


def _heading(unit: Unit, room: Room, width: float) -> float:
    return 0.75 + text_height(unit["text"], room, width, 1.1, bold=True) + 0.65


def _phrase(unit: Unit, room: Room, width: float) -> float:  # noqa: ARG001 - a table has the whole width everywhere
    cells = (_paragraphs([unit[name]], room, room.full / 2 - 1.2) for name in ("say", "avoid"))
    return max(cells) + 1.0


def _scene(unit: Unit, room: Room, width: float) -> float:
    return text_height(unit["title"], room, width - 5, bold=True) + 0.6 + _paragraphs(unit["paras"], room, width)


def _table(unit: Unit, room: Room, width: float) -> float:
    across = width / max(map(len, unit["rows"])) - 1.2
    return sum(max(_paragraphs([cell], room, across) for cell in row) + 1.0 for row in unit["rows"]) + 0.7


def _card(unit: Unit, room: Room, width: float) -> float:
    return 1.3 + _paragraphs(unit["paras"], room, width - 1.6) + 0.7


def _summary(unit: Unit, room: Room, width: float) -> float:
    return _paragraphs([unit["runs"]], room, width / 1.05) * 1.05 + 0.75


def _item(unit: Unit, room: Room, width: float) -> float:
    return _paragraphs([unit["runs"], *unit["more"]], room, width - 1.5) + 0.72


def _paragraph(unit: Unit, room: Room, width: float) -> float:
    return _paragraphs([unit["runs"]], room, width) + 0.8


_HEIGHTS = {
    "heading": _heading,
    "subheading": _heading,
    "phrase": _phrase,
    "scene": _scene,
    "table": _table,
    "card": _card,
    "summary": _summary,
    "item": _item,
}
"""Each kind with what templates/pieces.typ puts around it."""


def _paragraphs(paragraphs: Iterable[Inline], room: Room, width: float) -> float:
    """The height of paragraphs one below the other."""
    counts = [_lines(runs, width) for runs in paragraphs]
    return sum(count * CAP + (count - 1) * room.leading for count in counts) + max(0, len(counts) - 1) * 0.75


def _lines(runs: Inline, width: float) -> int:
    """The lines that a paragraph takes: word after word, as long as there is room."""
    lines, used = 1, 0.0
    for run in runs:
        for word, blank in _words(run):
            if used and used + word > width:
                lines, used = lines + 1, 0.0
            if word > width:  # parted, as it has no room
                lines += math.ceil(word / width) - 1
            used += word % width + blank
    return lines


def _words(run: dict[str, Any]) -> Iterable[tuple[float, float]]:
    """The widths of a run's words, each with that of the blank behind it."""
    if "gap" in run:
        return [(_width(run["gap"]) * _LABEL + _GAPS.get(run["kind"], _GAP), 0.0)]
    if "to" in run:
        return [(_REFERENCE, 0.26)]
    factor = _BOLD if run.get("b") else 1.0
    return [(width * factor, blank) for width, blank in _cut(run["t"])]


@lru_cache(16384)
def _cut(text: str) -> tuple[tuple[float, float], ...]:
    *whole, last = text.split(" ")
    words = [(piece, 0.26) for piece in whole] + [(last, 0.0)]
    return tuple(part for piece, blank in words for part in _parts(piece, blank))


def _parts(word: str, blank: float) -> list[tuple[float, float]]:
    if not _ANYWHERE.search(word):
        return [(_width(word), blank)]
    # Words of such scripts have about four letters.
    pieces = [word[at : at + 5] for at in range(0, len(word), 5)]
    return [*((_width(piece), 0.0) for piece in pieces[:-1]), (_width(pieces[-1]), blank)]


def _width(text: str) -> float:
    return sum(map(advance, text))
