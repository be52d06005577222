"""What is said, in a pack, in the form of whoever is to say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from playbook.packs.inline import Inline
from playbook.packs.units import Unit
from playbook.shown.speaker import FORMS, SPEAKERS, TOLD, quotations_by

_WHOLE = re.compile(f"(?P<woman>{FORMS[0]})/(?P<man>{FORMS[1]})(?P<end>[”)]*)")
"""Both forms, with the mark that ends what is said. Typst would end a line before it, or before the stroke."""


def say_as(units: Iterable[Unit]) -> None:
    """Put what a page's units tell staff to say into the form of each speaker; stories stay as they are.

    A run that they say in different ways has both forms as `t`, and each one's own beside it. No line ends within one
    that is `whole`.
    """
    for unit in units:
        if unit["s"] not in TOLD:
            continue
        names = ("answer",) if unit["s"] == "practice" else ("runs", "more", "paras", "say", "avoid")
        for name in names:
            texts = unit.get(name) or []
            for runs in [texts] if name in {"runs", "say", "avoid"} else texts:
                _say(runs)


def _say(runs: Inline) -> None:
    written = [run["t"] for run in runs if "t" in run]
    forms = zip(*(quotations_by(written, speaker) for speaker in SPEAKERS), strict=True)
    runs[:] = [piece for run in runs for piece in (_in_forms(run, *next(forms)) if "t" in run else [run])]


def _in_forms(run: dict[str, Any], both: str, woman: str, man: str) -> Iterator[dict[str, Any]]:
    """A run in its forms, those that differ as pieces of their own where they can be told apart."""
    if woman == man:
        yield {**run, "t": both}
        return
    pieces, done = [], 0
    for found in _WHOLE.finditer(both):
        if found.start() > done:
            pieces.append({**run, "t": both[done : found.start()]})
        forms = {"woman": found["woman"] + found["end"], "man": found["man"] + found["end"]}
        pieces.append({**run, "t": found[0], "both": found[0], **forms, "whole": True})
        done = found.end()
    if done < len(both):
        pieces.append({**run, "t": both[done:]})
    as_said = ["".join(piece.get(speaker, piece["t"]) for piece in pieces) for speaker in SPEAKERS]
    if as_said == [both, woman, man]:
        yield from pieces
    else:  # a story within, in which somebody else speaks
        yield {**run, "t": both, "both": both, "woman": woman, "man": man}
