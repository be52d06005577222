"""The folder that a build fills: every file is written once, and its hash is known from then on."""

from __future__ import annotations

import hashlib
import os
import stat
from functools import cache
from pathlib import Path


class Output:
    """A folder to fill. `hashes` are the SHA-256 of the files in it by their path, in hex digits.

    Files are written as they come: a folder that is not finished is never shown (see publishing.py). `before` is the
    folder whose place it takes, if any: a file that is the same there is given a second name instead of being written
    again, which takes longer. Its other name goes with the old folder, and until then nothing is written through it.
    """

    def __init__(self, folder: Path, hashes: dict[str, str] | None = None, before: Path | None = None) -> None:
        self.folder, self.before = folder, before
        self.hashes = hashes or {}

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, by its path with slashes. Raises OSError."""
        data = content.encode() if isinstance(content, str) else content
        target = self.folder / path
        try:
            self._put(path, target, data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._put(path, target, data)
        self.hashes[path] = hashlib.sha256(data).hexdigest()

    def copy(self, path: str, source: Path) -> None:
        """Write a copy of a file. Raises OSError."""
        self.write(path, source.read_bytes())

    def _put(self, path: str, target: Path, data: bytes) -> None:
        if self.before and _is_ours(self.before / path, data):
            try:
                target.hardlink_to(self.before / path)
            except FileNotFoundError:
                raise
            except OSError:  # a file system that knows no second names
                pass
            else:
                return
        try:
            file = target.open("xb")
        except FileExistsError:  # it may be a second name of a file of the old site, which is still read
            target.unlink()
            file = target.open("xb")
        with file:
            file.write(data)


def _is_ours(file: Path, data: bytes) -> bool:
    """Whether a file is as a build of this user would write it, and has no other name: then it may be given one.

    What somebody has linked to, opened to others or put there as a link is left alone.
    """
    try:
        known = file.lstat()
        is_plain = stat.S_ISREG(known.st_mode) and known.st_nlink == 1
        if not is_plain or known.st_size != len(data) or stat.S_IMODE(known.st_mode) != _usual_mode():
            return False
        return file.read_bytes() == data
    except OSError:
        return False


@cache
def _usual_mode() -> int:
    """The permissions of a new file of this process."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
