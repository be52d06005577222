"""Words that were typed and are in no file yet: for each field what it said before, and what it says now.

They are kept in the project, whole at every moment, beside the drafts of pages; files change only when somebody saves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from playbook.files import UnreadableFile, read_bytes, write_within

TYPED = ".studio/words"
"""Where they are kept; no part of the project's history."""
_LIMIT = 8 * 1024 * 1024


class Typed(Struct, frozen=True):
    """What was typed into a field: `was` is what its file said then."""

    was: str
    text: str


def read_typed(root: Path, name: str) -> dict[str, Typed]:
    """What was typed on a screen, by field. What cannot be read is put aside, not lost."""
    file = _file(root, name)
    try:
        raw = read_bytes(file, _LIMIT)
    except UnreadableFile:
        return {}
    try:
        return msgspec.json.decode(raw, type=dict[str, Typed])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        with suppress(OSError):
            file.replace(file.with_suffix(".unreadable"))
        return {}


def write_typed(root: Path, name: str, typed: Mapping[str, Typed]) -> None:
    """Keep what was typed. Raises UnwritableFile; what was kept before is then still there."""
    if typed or _file(root, name).exists():
        write_within(root, f"{TYPED}/{name}.json", msgspec.json.encode(dict(typed)))


def unsaved_words(root: Path) -> Iterator[str]:
    """The names of the screens on which something was typed that is in no file yet, in order."""
    folder = root / TYPED
    for file in sorted(folder.rglob("*.json")) if folder.is_dir() else ():
        name = file.relative_to(folder).as_posix().removesuffix(".json")
        if read_typed(root, name):
            yield name


def _file(root: Path, name: str) -> Path:
    return root / TYPED / f"{name}.json"


def now_and_clashing(typed: Mapping[str, Typed], saved: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What every field says with what was typed, and what the files say where somebody else changed the same field."""
    texts, clashing = dict(saved), {}
    for key, (was, text) in ((key, (row.was, row.text)) for key, row in typed.items() if key in saved):
        texts[key] = text
        if saved[key] not in {was, text}:
            clashing[key] = saved[key]
    return texts, clashing


def with_typing(
    typed: Mapping[str, Typed], saved: Mapping[str, str], key: str, was: str, text: str
) -> dict[str, Typed] | None:
    """What was typed with one field more; None where the field says something that its writer has not seen."""
    if key not in saved:
        return None
    before = typed.get(key)
    now = before.text if before else saved[key]
    if now not in {was, text} and was != saved[key]:
        return None
    base = saved[key] if was == saved[key] or before is None else before.was
    rest = {name: row for name, row in typed.items() if name != key}
    return rest if text == saved[key] else {**rest, key: Typed(base, text)}
