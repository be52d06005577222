"""The folder that a build fills: every file is written once, and its hash is known from then on."""

from __future__ import annotations

import hashlib
from pathlib import Path


class Output:
    """A folder to fill. `hashes` are the SHA-256 of the files in it by their path, in hex digits.

    Files are written as they come: a folder that is not finished is never shown (see publishing.py).
    """

    def __init__(self, folder: Path, hashes: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.hashes = hashes or {}

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, by its path with slashes. Raises OSError."""
        data = content.encode() if isinstance(content, str) else content
        target = self.folder / path
        try:
            file = target.open("wb")
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("wb")
        with file:
            file.write(data)
        self.hashes[path] = hashlib.sha256(data).hexdigest()

    def copy(self, path: str, source: Path) -> None:
        """Write a copy of a file. Raises OSError."""
        self.write(path, source.read_bytes())
