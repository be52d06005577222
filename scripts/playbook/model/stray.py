"""What stands in docs/ beside pages: pictures, which are published, and what does not belong there, which is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from playbook.files import UnreadableFile, read_bytes
from playbook.model.problem import Problem
from playbook.model.source_file import LEADS_OUT, is_inside, walk
from playbook.said import reason, said

_RULE = "stray-file"
PICTURE_BYTES = 5 * 1024 * 1024
_BEGINS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
"""Kinds of pictures, and how such a file begins."""
_RESERVED = re.compile(r"docs/(?:[^/]+/)?assets/(?:icons|images)/", re.IGNORECASE)
"""Where the site has pictures of its own: one of docs/ would take their place."""
_DRAWN = frozenset(
    {"svg", "g", "defs", "title", "desc", "style", "clipPath", "mask", "linearGradient", "radialGradient", "stop"}
    | {"rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan", "use", "symbol", "marker"}
)
"""Elements of a drawing that draw and do nothing else. Source: SVG 2, chapters 5 to 13."""
_FETCHES = re.compile(r"@import|image(?:-set)?\(|src\(|url\((?!\s*['\"]?#)|expression|javascript:|\\", re.IGNORECASE)
_DOES_MORE = said("this drawing does more than draw: it has scripts, links or parts from elsewhere")
_HINT = said("docs/ holds pages (.md) and pictures (.png, .jpg, .gif, .webp, .svg); take the file out")


def strays(root: Path) -> Iterator[tuple[str, Problem | None]]:
    """The path of every file in docs/ that is no page, and why it is not published; None for a picture, which is."""
    for path, closed in walk(root, "docs"):
        name = PurePosixPath(path)
        if closed or name.suffix == ".md" or any(part.startswith(".") for part in name.parts):
            continue  # read as pages are; or hidden, as .gitkeep is, and never published
        fault = _fault(root, path) if path.isprintable() else said("its name has signs that are no letters")
        yield path, Problem(path, 0, 0, _RULE, fault, _HINT) if fault else None


def _fault(root: Path, path: str) -> str:
    name = PurePosixPath(path)
    kind = name.suffix.lower()
    if kind not in _BEGINS and kind != ".svg":
        return said("files of this kind are not published")
    if (root / path).is_symlink() and not is_inside(root, path):
        return LEADS_OUT
    if _RESERVED.match(path):
        return said("the site's own files have names like this; put the picture in another folder")
    try:
        data = read_bytes(root / path, PICTURE_BYTES)
    except UnreadableFile as error:
        return reason(error)
    if kind == ".svg":
        return "" if is_mere_drawing(data) else _DOES_MORE
    return "" if data.startswith(_BEGINS[kind]) else f"this is no {kind.removeprefix('.').upper()} picture"


def is_mere_drawing(data: bytes) -> bool:
    """Whether an SVG draws and does nothing else: it runs nothing, leads nowhere and needs nothing from outside."""
    from lxml import etree  # noqa: PLC0415 - few files need it

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    if root.getroottree().docinfo.internalDTD is not None:
        return False
    around = (*root.itersiblings(preceding=True), *root.itersiblings())  # a style sheet is named before the drawing
    return all(_only_draws(node) for node in (*around, *root.iter()))


def _only_draws(node: object) -> bool:
    tag = getattr(node, "tag", None)
    if not isinstance(tag, str):  # a comment is nothing; an instruction may bring a style sheet along
        return type(node).__name__ == "_Comment"
    name = tag.removeprefix("{http://www.w3.org/2000/svg}")
    if name not in _DRAWN or (name == "style" and _FETCHES.search(getattr(node, "text", "") or "")):
        return False
    return all(_is_harmless(str(key), str(value)) for key, value in getattr(node, "attrib", {}).items())


def _is_harmless(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name.startswith("on") or name == "base":
        return False
    return value.startswith("#") if name == "href" else not _FETCHES.search(value)
