"""A piece of work: what was changed since all had the same, and what the others changed meanwhile.

What all had is known from git, or where there is none from a copy that the studio keeps when it first starts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from playbook.editing.git import Git
from playbook.files import UnreadableFile, decoded, read_bytes, write_within
from playbook.model.source_file import EDITED, read_sources

BEGUN = ".studio/begun.zip"
"""The copy of all that editors write, as it was when the studio was first started without git."""
_LIMIT = 256 * 1024 * 1024
_SEARCHES = "tests/search/"
_MAIN = ("main", "master")


def is_editors(path: str) -> bool:
    """Whether a path in the project is that of something editors write, which alone is handed in."""
    if path.startswith(tuple(f"{folder}/" for folder, _ in EDITED)):
        return not any(part.startswith(".") for part in path.split("/"))
    return path == "mkdocs.yml" or path.startswith(_SEARCHES)


def content_on_disk(root: Path, path: str) -> bytes | None:
    """What is in a file now; None where there is none, or it is no file that can be read."""
    try:
        return read_bytes(root / path, _LIMIT)
    except UnreadableFile:
        return None


def text_in(content: bytes | None) -> str | None:
    """The text of a file's content, as pages are read; None where there is none. Raises UnreadableFile."""
    return None if content is None else decoded(content)


class Start(Protocol):
    """What a piece of work began from."""

    def content(self, path: str) -> str | None:
        """The text that a file had."""

    def changed(self) -> list[str]:
        """The paths of what is another file now, new or gone."""


class GitStart:
    """Work that began from a commit; with an empty one, from nothing."""

    def __init__(self, git: Git, commit: str) -> None:
        self._git, self.commit = git, commit

    def content(self, path: str) -> str | None:
        """The text that a file had."""
        return text_at(self._git, self.commit, path)

    def changed(self) -> list[str]:
        """The paths of what editors write that is another file now, new or gone."""
        known = self._git.paths(
            "diff", "--name-only", "-z", "--no-renames", "--relative", self.commit or "HEAD", "--", "."
        )
        new = self._git.paths("ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        if not self.commit:
            new += self._git.paths("ls-files", "-z", "--", ".")
        return sorted({path for path in (*known, *new) if is_editors(path)})


class KeptStart:
    """Work that began from the copy kept without git."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(read_bytes(root / BEGUN, _LIMIT))) as kept:
                self._files = {name: kept.read(name) for name in kept.namelist()}
        except (UnreadableFile, zipfile.BadZipFile):
            self._files = dict(_on_disk(root))

    def content(self, path: str) -> str | None:
        """The text that a file had."""
        found = self._files.get(path)
        return None if found is None else found.decode("utf-8", "replace").replace("\r\n", "\n")

    def changed(self) -> list[str]:
        """The paths of what is another file now, new or gone."""
        now = dict(_on_disk(self._root))
        return sorted(path for path in {*now, *self._files} if now.get(path) != self._files.get(path))


def keep_start(root: Path) -> None:
    """Keep a copy of what editors write, where neither git nor an earlier copy knows what it was."""
    if Git(root).has_repository or (root / BEGUN).exists():
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for path, content in _on_disk(root):
            kept.writestr(path, content)
    write_within(root, BEGUN, packed.getvalue())


def _on_disk(root: Path) -> Iterator[tuple[str, bytes]]:
    return ((path, file.raw) for path, file in read_sources(root).items() if not file.fault)


def work_start(root: Path) -> Start:
    """What the work in this folder began from."""
    git = Git(root)
    return GitStart(git, common_start(git, main_of(git))) if git.has_repository else KeptStart(root)


def text_at(git: Git, commit: str, path: str) -> str | None:
    """The text that a file had in a commit; None where it was not there."""
    return git.said("show", f"{commit}:./{path}") if commit else None


def main_of(git: Git) -> str:
    """What all have: the server's main branch, or else the one here; empty where there is neither."""
    names = [f"origin/{name}" for name in _MAIN] + list(_MAIN)
    head = git.line("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    found = (name for name in [head, *names] if name and git.said("rev-parse", "--verify", name) is not None)
    return next(found, "")


def common_start(git: Git, theirs: str) -> str:
    """The last commit that this work and what others have share; empty where nothing was ever kept."""
    shared = git.line("merge-base", "HEAD", theirs) if theirs else ""
    return shared or git.line("rev-parse", "--verify", "HEAD")


class News(Struct, frozen=True):
    """What somebody else changed meanwhile: who, when (ISO 8601), their note, and in which files."""

    by: str
    when: str
    note: str
    paths: tuple[str, ...]


def news(root: Path) -> tuple[News, ...]:
    """What the others handed in since this work began, as last fetched; the newest first."""
    git = Git(root)
    main = main_of(git)
    if not main:
        return ()
    form = "--format=%x00%an%x01%cI%x01%s%x01"
    log = git.said("log", "--no-merges", "--name-only", "--relative", form, f"HEAD..{main}", "--", ".") or ""
    found = []
    for entry in log.split("\0")[1:]:
        by, when, note, rest = entry.split("\1", 3)
        paths = tuple(line for line in rest.split("\n") if line.strip() and is_editors(line))
        found += [News(by, when, note, paths)] if paths else []
    return tuple(found)


FileChange = tuple[str, str | None, str | None]
"""A path, what its file said, and what it says; None where there is no file."""


def own_changes(root: Path, start: Start) -> list[FileChange]:
    """What was changed here; a file that others brought in is none of it."""
    git = Git(root)
    main = main_of(git) if git.has_repository else ""
    found: list[FileChange] = []
    for path in start.changed():
        try:
            before, now = start.content(path), text_in(content_on_disk(root, path))
        except UnreadableFile:
            found.append((path, None, ""))  # a picture
            continue
        if before != now and not (main and text_at(git, main, path) == now):
            found.append((path, before, now))
    return found


def kept_by(git: Git, name: str) -> set[str]:
    """The paths of what somebody of this name kept here since all had the same."""
    since = f"{common_start(git, main_of(git))}..HEAD"
    log = git.said("log", "--no-merges", "--format=%x00%an%x01", "--name-only", "--relative", since, "--", ".") or ""
    entries = (entry.partition("\1") for entry in log.split("\0")[1:])
    return {line for by, _, rest in entries if by == name for line in rest.split("\n") if line}


def pages_of(root: Path, names: Set[str], pages: Iterable[tuple[str, tuple[str, ...]]]) -> set[str]:
    """The paths of the pages that people of these names wrote or signed; `pages` are those there are, with who signed.

    What was changed here and is not kept yet counts as theirs.
    """
    git = Git(root)
    signed = {path for path, by in pages if names & set(by)}
    head = git.line("rev-parse", "--verify", "HEAD") if git.has_repository else ""
    start = GitStart(git, head) if git.has_repository else work_start(root)
    changed = set(start.changed()) if names else set()
    log = git.said("log", "--max-count=2000", "--format=%x00%an%x01", "--name-only", "--relative", "--", "docs") or ""
    for entry in log.split("\0")[1:]:
        by, _, rest = entry.partition("\1")
        if by in names:
            changed.update(line for line in rest.split("\n") if line)
    return signed | changed
