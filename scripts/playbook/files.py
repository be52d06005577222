"""Reading and writing files so that bad input gets a clear error and nothing is ever half-written."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from playbook.said import said

PAGE_LIMIT = 2 * 1024 * 1024
"""Bytes a file of ours may have. The longest page has about 8 kB; anything near this is not a page."""


_NO_FILE = said("this is a folder, a pipe or a device, not a file")


_WHAT_TO_DO = {
    errno.ENOSPC: said("make room on the disk"),
    errno.EDQUOT: said("make room on the disk, or have more given to you"),
    errno.EROFS: said("this disk can only be read; work on a copy on another one"),
    errno.EACCES: said("ask whoever owns the folder to let you write in it, or work on a copy of your own"),
    errno.EPERM: said("ask whoever owns the folder to let you write in it, or work on a copy of your own"),
    errno.ENAMETOOLONG: said("choose a shorter name"),
}
"""What somebody does about a file that cannot be written, by what the system says."""


class UnreadableFile(Exception):
    """A file that cannot be read as text; `str(error)` says why in words an editor understands."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class UnwritableFile(Exception):
    """A file that could not be written; what was there before is untouched."""


def read_text(path: Path, limit: int = PAGE_LIMIT) -> str:
    """Return the text of a UTF-8 file, with line ends as "\\n" and no byte-order mark.

    Raises UnreadableFile, with the line where known, for a file that is missing, too large (over `limit` bytes),
    binary or not UTF-8.
    """
    return decoded(read_bytes(path, limit))


def read_bytes(path: Path, limit: int = PAGE_LIMIT) -> bytes:
    """Return what is in a file. Raises UnreadableFile where it is missing, no file, or has more than `limit` bytes."""
    try:
        with open(path, "rb", opener=_open) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableFile(_NO_FILE)
            if found.st_size <= limit:
                raw = file.read(limit + 1)  # a file may grow while it is read
                if len(raw) <= limit:
                    return raw
            raise UnreadableFile(
                said(
                    "the file has {count} bytes; at most {most} are read",
                    count=f"{max(found.st_size, limit + 1):,}",
                    most=f"{limit:,}",
                )
            )
    except IsADirectoryError as error:
        raise UnreadableFile(_NO_FILE) from error
    except OSError as error:
        raise UnreadableFile(said("the file cannot be read: {why}", why=error.strerror)) from error
    except ValueError as error:
        raise UnreadableFile(said("this cannot be the name of a file")) from error


def _open(path: str, flags: int) -> int:
    """Open without waiting for somebody at the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_file(path: Path) -> bool:
    """Whether there is a file of that name; False also where it can be no name, as it is too long or has a NUL."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def decoded(raw: bytes) -> str:
    """Return the text of what was read from a file. Raises UnreadableFile if it is binary or not UTF-8."""
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(said("the file is not saved as UTF-8; save it again as UTF-8"), line) from error
    if "\0" in text:
        raise UnreadableFile(said("the file is binary, not text"), text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def why_unwritable(error: OSError) -> str:
    """What the system says against writing, and what to do about it."""
    advice, why = _WHAT_TO_DO.get(error.errno or 0), error.strerror or error
    return said("{why}; what to do: {advice}", why=why, advice=advice) if advice else f"{why}"


def advice_on(text: str) -> str:
    """What to do about what another program says against writing; empty where that says nothing known."""
    return next((advice for code, advice in _WHAT_TO_DO.items() if os.strerror(code) in text), "")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that at every moment it is whole: as it was, or as it is to be.

    The content goes to a new file in the same folder, is flushed to disk, and takes the name in one step. A file's
    permissions are kept. Raises UnwritableFile; the old content is then still in place.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = path.resolve()
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.urandom(6).hex()}.part")
        with part.open("xb") as file:
            temporary = part
            if target.exists():
                part.chmod(target.stat().st_mode & 0o777)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        temporary = None
    except OSError as error:
        raise UnwritableFile(said("{file} cannot be written: {why}", file=path, why=why_unwritable(error))) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def is_within(root: Path, path: str | Path) -> bool:
    """Whether a path of a folder stays in it, whatever symbolic links there are on the way."""
    try:
        return (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return False


def write_within(root: Path, path: str, content: str | bytes) -> None:
    """Write a file of a folder as `write_whole` does. Raises UnwritableFile, also where a link leads out of it."""
    _require_within(root, path)
    write_whole(root / path, content)


def remove_within(root: Path, path: str) -> None:
    """Remove a file of a folder. Raises UnwritableFile, also where a link leads out of the folder on the way to it."""
    file = root / path
    _require_within(root, Path(path).parent)
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableFile(said("{file} cannot be removed: {why}", file=file, why=why_unwritable(error))) from error


def _require_within(root: Path, path: str | Path) -> None:
    """What somebody hands over can have links in it; nothing is written where they lead."""
    if not is_within(root, path):
        raise UnwritableFile(
            said(
                "{file} cannot be written: a symbolic link leads out of the project; "
                "put the file or the folder itself in the place of the link",
                file=root / path,
            )
        )
