"""What is said, in a pack, in the form of whoever is to say it."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.packs.inline import Inline
from playbook.packs.units import Unit
from playbook.shown.speaker import TOLD, quotations_by


def say_as(units: Iterable[Unit], speaker: str) -> None:
    """Put what a page's units tell staff to say into the form of a speaker; stories stay as they are."""
    for unit in units:
        if unit["s"] not in TOLD:
            continue
        names = ("answer",) if unit["s"] == "practice" else ("runs", "more", "paras", "say", "avoid")
        for name in names:
            texts = unit.get(name) or []
            for runs in [texts] if name in {"runs", "say", "avoid"} else texts:
                _say(runs, speaker)


def _say(runs: Inline, speaker: str) -> None:
    written = [run for run in runs if "t" in run]
    for run, text in zip(written, quotations_by([run["t"] for run in written], speaker), strict=True):
        run["t"] = text
