"""How many lines to write an answer on a topic's exercises get: as many as leave the topic two pages.

Estimated from the number of letters, as measuring in Typst would set every topic twice. A wrong guess costs a few
lines, or a page that is less full.
"""

from __future__ import annotations

import math
import unicodedata

from playbook.packs.inline import Inline
from playbook.packs.units import Unit

MOST, LEAST = 3, 1
PAGES = 2
USABLE = 0.9
"""How much of two pages can be filled: what is kept whole leaves room at the foot of the first."""
_LETTER = 0.53
"""Mean width of a letter in ems, of Noto Sans in the languages there are."""
_LINE, _LOOSE_LINE = 1.39, 1.63
"""Height of a line in ems, and in scripts with marks above and below it."""
_HEADING, _TITLE, _BELOW, _ANSWER_LINE, _EXERCISE = 2.6, 3.2, 0.35, 1.75, 4.1
_GAP = 8
"""Letters that a gap to fill in takes beside its label."""


def answer_lines(units: list[Unit], width: float, height: float, loose: bool) -> int:
    """The lines for each exercise of a topic, on a page whose text is `width` by `height` ems."""
    line = _LOOSE_LINE if loose else _LINE
    taken = _TITLE + sum(_height(unit, width, line) for unit in units)
    exercises = sum(unit["k"] == "scene" for unit in units)
    for lines in range(MOST, LEAST, -1):
        if taken + exercises * lines * _ANSWER_LINE <= PAGES * height * USABLE:
            return lines
    return LEAST


def _height(unit: Unit, width: float, line: float) -> float:
    kind = unit["k"]
    if kind in {"heading", "subheading"}:
        return _HEADING
    if kind == "phrase":
        cells = (_lines(unit["say"], width * 0.53 - 1.4), _lines(unit["avoid"], width * 0.47 - 1.4))
        return max(cells) * line + 0.9
    if kind == "scene":
        return _EXERCISE + sum(_lines(runs, width - 0.9) * line for runs in unit["paras"])
    if kind == "table":
        width /= max(map(len, unit["rows"]))
        return sum(max(_lines(cell, width - 1.4) for cell in row) * line + 0.9 for row in unit["rows"])
    if kind == "card":
        return 2.2 + sum(_lines(runs, width - 1.8) * line for runs in unit["paras"])
    paragraphs = [unit["runs"], *unit.get("more", ())]
    inner = width - 1.5 if kind == "item" else width
    return sum(_lines(runs, inner) * line for runs in paragraphs) + _BELOW


def _lines(runs: Inline, width: float) -> int:
    letters = sum(_letters(run) for run in runs)
    return max(1, math.ceil(letters * _LETTER / width))


def _letters(run: dict[str, str]) -> float:
    if "gap" in run:
        return len(run["gap"]) * 0.62 + _GAP
    if "to" in run:
        return 13
    return sum(unicodedata.category(letter) != "Mn" for letter in run["t"])
