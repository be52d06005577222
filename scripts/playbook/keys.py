"""Keys: a hash over all that something is made of. While the key stays the same, so does what is made."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).parent


def key_of(*parts: str | bytes) -> str:
    """A hash over the parts, each with its length, so that no two lists of parts have the same."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(f"{len(data)}:".encode() + data)
    return found.hexdigest()


@cache
def program_key(*rooms: str) -> str:
    """The program, its templates, scripts and tables, and the versions of what it stands on; or some rooms of it."""
    folders = [_PROGRAM / room for room in rooms] or [_PROGRAM]
    found = (path for folder in folders for path in folder.rglob("*"))
    files = sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    contents = (part for path in files for part in (str(path.relative_to(_PROGRAM)), path.read_bytes()))
    return key_of(sys.version, *packages, *contents)
