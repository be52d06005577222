"""What was read or made before, for the next build: each thing with the key of what it was made of.

What is of one project is kept in it (`Kept`), sealed; what is the same for every project, beside the program (`once`).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw

from playbook.files import UnwritableFile, write_whole
from playbook.keys import key_of, seal

_Thing = TypeVar("_Thing")
_Things = dict[str, tuple[str, Raw]]
"""From a name to the key of what is kept under it, and the thing itself as msgpack, which is read when asked for."""
_EVERYWHERE = Path(__file__).parent / "__pycache__/once"
"""Where things are kept that are the same for every project, as Python keeps its own modules."""
_HASH_DIGITS = 16
_DIGEST = hashlib.sha256().digest_size


class Kept:
    """What was kept in a file, and what will be. A file that is missing, or not as it was written, is empty.

    Without a file nothing is kept.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._before = _read(file) if file else {}
        self._now: _Things = {}

    @property
    def is_at_work(self) -> bool:
        """Whether anything is kept."""
        return self._file is not None

    def find(self, name: str, key: str, kind: type[_Thing]) -> _Thing | None:
        """What is kept under a name, if it was made of the same."""
        found = self._before.get(name)
        if found is None or found[0] != key:
            return None
        with suppress(msgspec.DecodeError):
            thing = msgspec.msgpack.decode(found[1], type=kind)
            self._now[name] = found
            return thing
        return None

    def keep(self, name: str, key: str, thing: object) -> None:
        """Keep a thing under a name for the next build; what has numbers or signs that cannot be written is not."""
        if self._file is not None:
            with suppress(UnicodeEncodeError, OverflowError):
                self._now[name] = key, Raw(msgspec.msgpack.encode(thing))

    def take(self, name: str, key: str, kind: type[_Thing], make: Callable[[], _Thing]) -> _Thing:
        """What is kept under a name, if it was made of the same; else what `make` makes, to be kept."""
        found = self.find(name, key, kind)
        if found is None:
            found = make()
            self.keep(name, key, found)
        return found

    def write(self) -> None:
        """Keep for the next build what this one asked for or made, and nothing else."""
        if self._file is None or _keys(self._now) == _keys(self._before):
            return
        data = msgspec.msgpack.encode(self._now)
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}.part")
        with suppress(OSError):  # nothing is lost but time
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(seal(data) + data)
                part.replace(self._file)
            finally:
                part.unlink(missing_ok=True)


NOTHING_KEPT = Kept(None)


def _keys(things: _Things) -> dict[str, str]:
    return {name: key for name, (key, _) in things.items()}


def _read(file: Path) -> _Things:
    with suppress(OSError, msgspec.DecodeError):
        data = file.read_bytes()
        if hmac.compare_digest(seal(data[_DIGEST:]), data[:_DIGEST]):
            return msgspec.msgpack.decode(data[_DIGEST:], type=_Things)
    return {}


def once(name: str, parts: Iterable[str | bytes], make: Callable[[], bytes]) -> bytes:
    """What is made of the same parts only once on this computer, if anything can be kept here."""
    file = _EVERYWHERE / f"{name}-{key_of(*parts)[:_HASH_DIGITS]}"
    with suppress(OSError):
        return file.read_bytes()
    data = make()
    with suppress(OSError, UnwritableFile):
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in file.parent.glob(f"{escape(name)}-" + "?" * _HASH_DIGITS):
            old.unlink(missing_ok=True)
        write_whole(file, data)
    return data
