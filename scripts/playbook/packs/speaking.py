"""What is said, in a pack, in the form of whoever is to say it."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.packs.inline import Inline
from playbook.packs.units import Unit
from playbook.shown.speaker import SPEAKERS, TOLD, quotations_by


def say_as(units: Iterable[Unit]) -> None:
    """Put what a page's units tell staff to say into the form of each speaker; stories stay as they are.

    A run that they say in different ways has both forms as `t`, and each one's own beside it.
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
    written = [run for run in runs if "t" in run]
    forms = [quotations_by([run["t"] for run in written], speaker) for speaker in SPEAKERS]
    for run, *said in zip(written, *forms, strict=True):
        if len(set(said)) > 1:
            run.update(zip(SPEAKERS, said, strict=True))
        run["t"] = said[0]
