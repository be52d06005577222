"""Pictograms are of one hand, light, and told apart from what lies behind them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from playbook.model import Playbook
from playbook.shown.pictograms import (
    DRAWINGS,
    INKS,
    PLAIN,
    TONES,
    drawing,
    mark_of,
    sprite,
    tone_of,
    topic_pictogram,
)
from tests.conftest import ROOT

FILES = sorted(DRAWINGS.rglob("*.svg"))
STROKES = {
    "viewbox": "0 0 24 24",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
}
LEAST = 4.5
SHEET = ROOT / "scripts/playbook/site/theme/assets/playbook.css"
DARK_GROUND = "#141a1b"


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_drawing_is_light_and_of_one_style(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.encode()) <= 1024
    svg = BeautifulSoup(text, "lxml").svg
    assert svg is not None
    assert {name: svg[name] for name in STROKES} == STROKES
    assert {tag.name for tag in svg.find_all()} <= {"path", "circle", "rect"}
    assert all(set(tag.attrs) <= {"d", "cx", "cy", "r", "x", "y", "width", "height", "rx"} for tag in svg.find_all())


def test_every_situation_has_a_drawing_and_a_colour_of_its_own(playbook: Playbook) -> None:
    triage = playbook.triage
    assert triage is not None
    topics = [playbook.taxonomy.topic(row.topic or "") for row in triage.situations]
    drawings = [topic_pictogram(topic) for topic in topics if topic]
    assert len(drawings) == len(triage.situations)
    assert len(set(drawings)) == len(drawings)
    assert all(name.startswith("topics/") for name in drawings)
    assert len({tone_of(topic.id) for topic in topics if topic}) == len(drawings)
    assert {topic.id for topic in topics if topic} == set(TONES), "no colour of a situation that there is not"


def test_every_group_has_a_drawing(playbook: Playbook) -> None:
    for topic in playbook.taxonomy.topics():
        assert topic_pictogram(topic) != PLAIN


def test_a_drawing_takes_the_ink_that_print_names() -> None:
    assert "currentColor" not in drawing(PLAIN, "#b3261e")
    assert re.search(r'stroke="#b3261e"', drawing(PLAIN, "#b3261e"))
    assert 'stroke="currentColor"' in drawing(PLAIN)


def test_the_inks_can_be_read_on_white_and_white_on_them() -> None:
    assert set(TONES.values()) <= set(INKS)
    for name, ink in INKS.items():
        assert 1.05 / (luminance(ink) + 0.05) >= LEAST, name


def test_the_site_has_the_same_inks_and_others_for_the_dark_that_can_be_read() -> None:
    light, dark = (
        dict(re.findall(r"--pb-(\w+): (#\w{6});", part)) for part in SHEET.read_text("utf-8").split("@media", 2)[:2]
    )
    assert {name: light[name] for name in INKS} == INKS
    assert f"--md-default-bg-color: {DARK_GROUND};" in SHEET.read_text("utf-8")
    for name in INKS:
        assert (luminance(dark[name]) + 0.05) / (luminance(DARK_GROUND) + 0.05) >= LEAST, name


def test_the_sprite_has_every_drawing_once() -> None:
    symbols = [str(tag["id"]) for tag in BeautifulSoup(sprite(), "lxml").find_all("symbol")]
    names = [file.relative_to(DRAWINGS).with_suffix("").as_posix() for file in FILES]
    assert sorted(symbols) == sorted(mark_of(name) for name in names)


def test_every_pictogram_of_a_page_is_in_the_sprite(site_dir: Path) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (site_dir / "assets/pictograms.svg").read_text("utf-8")))
    for name in ("index.html", "th/customers/angry-customer/index.html", "el/phrasebook/index.html", "404.html"):
        soup = BeautifulSoup((site_dir / name).read_text("utf-8"), "lxml")
        used = {str(tag["href"]).partition("#")[2] for tag in soup.find_all("use")}
        assert len(used) > 4
        assert used <= drawn
