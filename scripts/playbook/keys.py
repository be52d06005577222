"""Keys: a hash over all that something is made of. While the key stays the same, so does what is made."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).parent
_SECRET = 32
"""Bytes of a secret."""


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
    files = sorted(path for folder in folders for path in _files(folder))
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    contents = (part for path in files for part in (str(path.relative_to(_PROGRAM)), path.read_bytes()))
    return key_of(sys.version, *packages, *contents)


def _files(folder: Path) -> Iterator[Path]:
    """What is in a folder and in those within it, but for what Python and we keep there."""
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(base, name) for name in names)


@cache
def own_key() -> bytes:
    """A secret of this user on this machine; where none can be kept, another one with each start."""
    with suppress(OSError, RuntimeError):  # RuntimeError: there is no home
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        file = base / "customer-care-playbook" / "key"
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), tempfile.NamedTemporaryFile(dir=file.parent) as new:
            new.write(secrets.token_bytes(_SECRET))
            new.flush()
            os.link(new.name, file)
        key = file.read_bytes()
        if len(key) == _SECRET:
            return key
    return secrets.token_bytes(_SECRET)


def seal(data: bytes) -> bytes:
    """What shows that this user made the data on this machine: what came along with a project has no such seal."""
    return hmac.digest(own_key(), data, "sha256")
