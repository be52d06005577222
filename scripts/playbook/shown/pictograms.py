"""The pictograms that site and packs show: which stands for a topic, and in which colour.

They are ours, in `drawings/`: one SVG each of at most 1 kB on a grid of 24 by 24, drawn with round strokes 2 wide,
nothing filled, in the colour of the text around it. Text always stands beside them. `topics/` are the situations of the
home page, `groups/` stand for every other topic of theirs, and `tools/` for what can be done.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playbook.files import read_text
from playbook.model import Topic

DRAWINGS = Path(__file__).with_name("drawings")
PLAIN = "tools/guide"
"""Stands for a topic of a group that has no drawing."""

TONES = {
    "security-and-emergencies": "red",
    "ill-hurt-or-lost": "green",
    "harassment-and-discrimination": "plum",
    "angry-customer": "orange",
    "setting-limits": "ochre",
    "calling-a-manager": "blue",
    "returns-and-exchanges": "teal",
    "phone-calls": "indigo",
}
"""The colour of each situation; every other topic is `teal`, which is the playbook's own."""

INKS = {
    "red": "#b3261e",
    "green": "#1b6b3f",
    "plum": "#7b2d8b",
    "orange": "#a8420a",
    "ochre": "#7d5a00",
    "blue": "#1f5fa8",
    "teal": "#14514b",
    "indigo": "#4a47a8",
}
"""The colours on white, and white on them, 4.5 to 1 at least. `site/theme/assets/pictograms.css` has the dark ones."""


def topic_pictogram(topic: Topic) -> str:
    """The drawing that stands for a topic: its path within `drawings/`, without the `.svg`."""
    own = f"topics/{topic.id}"
    return own if (DRAWINGS / f"{own}.svg").is_file() else group_pictogram(topic.group)


def group_pictogram(group: str) -> str:
    """The drawing that stands for a group, likewise."""
    name = f"groups/{group}"
    return name if (DRAWINGS / f"{name}.svg").is_file() else PLAIN


def tone_of(topic: str) -> str:
    """The colour of a topic, a key of `INKS`."""
    return TONES.get(topic, "teal")


@cache
def drawing(name: str, ink: str = "currentColor") -> str:
    """The SVG of a drawing; print has no colour of the text around it and names the `ink`."""
    return read_text(DRAWINGS / f"{name}.svg").replace("currentColor", ink)
