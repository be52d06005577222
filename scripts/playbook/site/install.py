"""What makes the site installable: a web app manifest for each language, and icons drawn from the favicon."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from lxml import etree
from PIL import Image, ImageDraw

from playbook.files import write_whole
from playbook.model import Locale
from playbook.shown.addresses import page_address

THEME_COLOUR = "#14514b"
BACKGROUND = "#ffffff"
SIZES = (180, 192, 512)
"""Pixels: 180 is what iOS asks for, 192 and 512 what Android does."""

_SMOOTH = 4  # the picture is drawn this many times too large and then reduced
_SAFE = 0.72  # of a maskable icon; whatever is outside the middle 80 % may be cut off
_SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]


def write_install_files(folder: Path, locales: dict[str, Locale]) -> None:
    """Write manifests and icons into the built site in `folder`."""
    icons = folder / "assets" / "icons"
    drawing = etree.fromstring((icons / "favicon.svg").read_bytes(), etree.XMLParser(resolve_entities=False))
    for size in SIZES:
        write_whole(icons / f"icon-{size}.png", draw_icon(drawing, size))
    write_whole(icons / "icon-512-maskable.png", draw_icon(drawing, 512, maskable=True))
    for code, locale in locales.items():
        content = json.dumps(manifest(locale), ensure_ascii=False, indent=1)
        write_whole(folder / f"{code}.webmanifest", content)


def manifest(locale: Locale) -> dict[str, Any]:
    """The web app manifest of a language; its addresses are relative to the site's root, wherever that is."""
    home = "./" + page_address(locale.code, "index.md")
    name = locale.text("Customer Care Playbook")
    sizes = [size for size in SIZES if size >= 192]
    icons = [{"src": f"assets/icons/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in sizes]
    maskable = {"src": "assets/icons/icon-512-maskable.png", "sizes": "512x512", "type": "image/png"}
    return {
        "id": home,
        "name": name,
        "short_name": name,
        "description": locale.text("What to do and say when a customer is difficult"),
        "lang": locale.code,
        "dir": locale.direction,
        "start_url": home,
        "scope": "./",
        "display": "standalone",
        "theme_color": THEME_COLOUR,
        "background_color": BACKGROUND,
        "icons": [*icons, {**maskable, "purpose": "maskable"}],
    }


def draw_icon(drawing: Any, size: int, maskable: bool = False) -> bytes:
    """The PNG of an SVG drawing made of `<rect>` and `<path>`, as favicon.svg is, `size` pixels wide and high.

    A maskable icon has the drawing small in the middle of a plane in its ground colour. Raises ValueError for a
    drawing that is not of that kind.
    """
    width = float(drawing.get("viewBox", "0 0 64 64").split()[2])
    scale = size * _SMOOTH / width
    image = Image.new("RGBA", (size * _SMOOTH, size * _SMOOTH), (0, 0, 0, 0))
    canvas = ImageDraw.Draw(image)
    shift = 0.0
    if maskable:
        shift, scale = size * _SMOOTH * (1 - _SAFE) / 2, scale * _SAFE
        canvas.rectangle((0, 0, *image.size), fill=next(iter(drawing)).get("fill"))
    for element in drawing:
        if element.tag == f"{_SVG}rect":
            _rectangle(canvas, element, scale, shift)
        elif element.tag == f"{_SVG}path":
            for outline in _outlines(element.get("d")):
                points = [(x * scale + shift, y * scale + shift) for x, y in outline]
                canvas.polygon(points, fill=element.get("fill"))
        else:
            raise ValueError(f"favicon.svg may hold <rect> and <path> only, not {etree.QName(element).localname}")
    out = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _rectangle(canvas: ImageDraw.ImageDraw, element: Any, scale: float, shift: float) -> None:
    x, y, width, height, radius = (float(element.get(name, 0)) for name in ("x", "y", "width", "height", "rx"))
    box = (x * scale + shift, y * scale + shift, (x + width) * scale + shift - 1, (y + height) * scale + shift - 1)
    canvas.rounded_rectangle(box, radius * scale, fill=element.get("fill"))


def _outlines(path: str) -> Iterator[list[Point]]:
    pen = _FlatPen()
    parse_path(re.sub(r"\s+", " ", path), pen)
    yield from pen.outlines


class _FlatPen(BasePen):  # type: ignore[misc]
    """Takes a path as straight lines, eight to a curve, which is smooth at the size of an icon."""

    def __init__(self) -> None:
        super().__init__(None)
        self.outlines: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:  # noqa: N802
        self.outlines.append([pt])

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self.outlines[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        start = self.outlines[-1][-1]
        for step in range(1, 9):
            t = step / 8
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            points = (start, pt1, pt2, pt3)
            x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
            y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
            self.outlines[-1].append((x, y))
