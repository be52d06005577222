"""The files that editors write, read once: pages, taxonomy and catalogues, as they are on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from playbook.files import UnreadableFile, decoded, read_bytes
from playbook.model.problem import Problem

EDITED = (("docs", ".md"), ("taxonomy", ".yml"), ("locales", ".po"))
"""Folder and ending of what editors write."""


class SourceFile(Struct, frozen=True):
    """A file as an editor saved it.

    `path` is relative to the project. `raw` is what is on disk, `text` the same with "\\n" line ends and no byte-order
    mark. Where `fault` says why it cannot be read (at `fault_line`, if known), both are empty.
    """

    path: str
    raw: bytes = b""
    text: str = ""
    fault: str = ""
    fault_line: int = 0

    @property
    def language(self) -> str:
        """The language it belongs to by its folder; empty for what all languages share."""
        return language_of(self.path)

    def problem(self, rule: str) -> Problem:
        """Why it cannot be read, as a problem found by `rule`."""
        return Problem(self.path, self.fault_line, 1 if self.fault_line else 0, rule, self.fault)


def language_of(path: str) -> str:
    """The language a file belongs to by its folder; empty for what all languages share."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] in {"docs", "locales"} else ""


def read_source(root: Path, path: str) -> SourceFile:
    """Read one file of the project, whatever is in it."""
    try:
        raw = read_bytes(root / path)
        return SourceFile(path, raw, decoded(raw))
    except UnreadableFile as error:
        return SourceFile(path, fault=str(error), fault_line=error.line)


def read_sources(root: Path) -> dict[str, SourceFile]:
    """Every file that editors write, by its path, in the order of paths. A name that is no text is a fault."""
    paths = [path for folder, ending in EDITED for path in _paths(root, folder, ending)]
    found = (read_source(root, path) if path.isprintable() else _misnamed(path) for path in paths)
    return {file.path: file for file in found}


def _misnamed(path: str) -> SourceFile:
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in path)
    return SourceFile(shown, fault="the name of this file has signs that are no letters; give it another name")


def _paths(root: Path, folder: str, ending: str) -> list[str]:
    return sorted(path for path in names_in(root, folder) if path.endswith(ending))


def names_in(root: Path, folder: str) -> Iterator[str]:
    """The path of every file in a folder of the project, relative to the project."""
    for base, _, names in os.walk(root / folder):
        place = Path(base).relative_to(root).as_posix()
        for name in names:
            yield f"{place}/{name}"
