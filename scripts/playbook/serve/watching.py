"""Noticing that a file was saved."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

from playbook.site.templates import THEME

_WATCHED = ("docs", "taxonomy", "locales", "mkdocs.yml")
_PASSING = (".part", ".swp", ".swx", ".tmp", "~")
"""How files end that editors and `write_whole` make in passing."""
_PAUSE = 50
"""Milliseconds without a further change after which those before it are one; editors write in several steps."""
_LOOK_UP = 300
"""Milliseconds after which it is said that nothing was saved; the first time this says that all is being watched."""


async def saved_files(root: Path) -> AsyncIterator[frozenset[str]]:
    """The paths, from the project's folder, of what was written or removed, as often as something is.

    The first set may be empty: by then nothing escapes. Later ones may be, too.
    """
    top = root.resolve()
    places = [place for place in (*(top / name for name in _WATCHED), THEME) if place.exists()]
    async for changes in awatch(
        *places, watch_filter=_matters, step=_PAUSE, rust_timeout=_LOOK_UP, yield_on_timeout=True
    ):
        yield frozenset(Path(os.path.relpath(path, top)).as_posix() for _, path in changes)


def is_look(root: Path, path: str) -> bool:
    """Whether a path that was saved is that of a template, a script or a style sheet of the site."""
    return (root.resolve() / path).resolve().is_relative_to(THEME)


def _matters(_: Change, path: str) -> bool:
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(_PASSING)
