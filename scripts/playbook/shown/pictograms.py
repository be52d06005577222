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

SPRITE = "pictograms.svg"
"""The file of all drawings among the site's assets."""
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
"""The colours on white, and white on them, 4.5 to 1 at least. `assets/playbook.css` of the site has the dark ones."""


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


def mark_of(name: str) -> str:
    """What a drawing is called within the sprite."""
    return name.replace("/", "-")


def sprite() -> str:
    """All drawings in one SVG, each a symbol; whoever shows one says how it is stroked."""
    names = sorted(file.relative_to(DRAWINGS).with_suffix("").as_posix() for file in DRAWINGS.rglob("*.svg"))
    drawn = ((name, drawing(name).strip().partition(">")[2].removesuffix("</svg>")) for name in names)
    symbols = (f'<symbol id="{mark_of(name)}" viewBox="0 0 24 24">{strokes}</symbol>' for name, strokes in drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'
