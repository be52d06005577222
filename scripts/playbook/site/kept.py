"""What was made before, for the next build: each thing with the key of what it was made of (see inputs.py)."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from playbook.keys import seal
from playbook.shown.addresses import PageLink

_DIGEST = hashlib.sha256().digest_size


class Made(Struct, frozen=True):
    """Files by their path on the site; of a page also its places, its links, and the classes of its elements."""

    files: dict[str, bytes]
    places: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()
    classes: tuple[str, ...] = ()


class Kept:
    """What was made before of one part of the site. A file that is missing, or not as it was written, is empty."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._before = _read(file) if file else {}
        self._now: dict[str, tuple[str, Made]] = {}

    def take(self, name: str, key: str, make: Callable[[], Made]) -> Made:
        """What was made under a name, if it was made of the same; else what `make` makes, to be kept."""
        found = self._before.get(name)
        if found is None or found[0] != key:
            found = (key, make())
        self._now[name] = found
        return found[1]

    def write(self) -> None:
        """Keep for the next build what this one asked for or made, and nothing else."""
        if self._file is None or {name: key for name, (key, _) in self._now.items()} == {
            name: key for name, (key, _) in self._before.items()
        }:
            return
        data = msgspec.msgpack.encode(self._now)
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}.part")
        with suppress(OSError):  # nothing is lost but time
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(seal(data) + data)
            part.replace(self._file)


def _read(file: Path) -> dict[str, tuple[str, Made]]:
    with suppress(OSError, msgspec.DecodeError):
        data = file.read_bytes()
        if hmac.compare_digest(seal(data[_DIGEST:]), data[:_DIGEST]):
            return msgspec.msgpack.decode(data[_DIGEST:], type=dict[str, tuple[str, Made]])
    return {}
