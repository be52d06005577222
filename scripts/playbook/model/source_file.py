"""The files that editors write, read once: pages, taxonomy and catalogues, as they are on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from playbook.files import UnreadableFile, decoded, read_bytes
from playbook.model.problem import Problem
from playbook.said import reason, said

EDITED = (("docs", ".md"), ("taxonomy", ".yml"), ("locales", ".po"))
"""Folder and ending of what editors write."""
_BY_LANGUAGE = ("taxonomy/comments/", "taxonomy/glossary/", "taxonomy/synonyms/")
"""Folders of what all languages share in which each has a file of its own."""
PAGE_BYTES = 128 * 1024
"""Bytes a page may have: nine times those of the longest."""
SHARED_BYTES = 512 * 1024
"""Bytes that a catalogue or a file of the taxonomy may have: five times those of the longest."""
LEADS_OUT = said("this symbolic link leads out of the project or nowhere; put the file itself here")
_LINKED_FOLDER = said("this folder is a symbolic link, which is not followed; put the folder itself here")


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
    if path.startswith(_BY_LANGUAGE) and len(parts) == 3:
        return parts[2].removesuffix(".yml")
    return parts[1] if len(parts) > 2 and parts[0] in {"docs", "locales"} else ""


def read_source(root: Path, path: str) -> SourceFile:
    """Read one file of the project, whatever is in it; what lies outside the project's folder is not followed to."""
    try:
        if (root / path).is_symlink() and not is_inside(root, path):
            raise UnreadableFile(LEADS_OUT)
        raw = read_bytes(root / path, PAGE_BYTES if path.endswith(".md") else SHARED_BYTES)
        return SourceFile(path, raw, decoded(raw))
    except UnreadableFile as error:
        return SourceFile(path, fault=reason(error), fault_line=error.line)


def is_inside(root: Path, path: str) -> bool:
    """Whether a path of the project leads to something in its folder, through whatever symbolic links."""
    try:
        return (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, or no name for a file
        return False


def read_sources(root: Path) -> dict[str, SourceFile]:
    """Every file that editors write, by its path, in the order of paths.

    A name that is no text is a fault, and so is a folder that cannot be looked into or that is a symbolic link.
    """
    found = [file for folder, ending in EDITED for file in sorted(_files(root, folder, ending), key=_by_path)]
    return {file.path: file for file in found}


def _files(root: Path, folder: str, ending: str) -> Iterator[SourceFile]:
    for path, fault in walk(root, folder):
        if not path.isprintable():
            if fault or path.endswith(ending):
                yield _misnamed(path)
        elif fault:
            yield SourceFile(path, fault=fault)
        elif path.endswith(ending):
            yield read_source(root, path)


def _by_path(file: SourceFile) -> str:
    return file.path


def _misnamed(path: str) -> SourceFile:
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in path)
    return SourceFile(shown, fault=said("the name of this file has signs that are no letters; give it another name"))


def walk(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """The path in the project of every file in a folder; and of each folder that is not entered, with why."""
    if (root / folder).is_symlink():
        yield folder, _LINKED_FOLDER
        return
    closed: list[OSError] = []
    for base, folders, names in os.walk(root / folder, onerror=closed.append):
        place = Path(base).relative_to(root).as_posix()
        for name in names:
            yield f"{place}/{name}", ""
        for name in folders:
            if Path(base, name).is_symlink():  # os.walk does not follow it
                yield f"{place}/{name}", _LINKED_FOLDER
    for error in closed:
        place = Path(str(error.filename)).relative_to(root).as_posix()
        if not isinstance(error, FileNotFoundError):
            yield place, f"this folder cannot be read: {error.strerror}"
