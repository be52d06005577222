"""What stands in docs/ beside pages: pictures, which are published, and what does not belong there, which is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from playbook.files import UnreadableFile, read_bytes
from playbook.model.drawing import drawing_fault
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
        return drawing_fault(data)
    return "" if data.startswith(_BEGINS[kind]) else f"this is no {kind.removeprefix('.').upper()} picture"
