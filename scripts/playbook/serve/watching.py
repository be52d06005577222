"""Noticing that a file was saved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

_WATCHED = ("docs", "taxonomy", "locales", "site.yml", "scripts/playbook/site/theme")
_PASSING = (".part", ".swp", ".swx", ".tmp", "~")
"""How files end that editors and `write_whole` make in passing."""
_PAUSE = 50
"""Milliseconds without a further change after which those before it are one; editors write in several steps."""


async def saved_files(root: Path) -> AsyncIterator[frozenset[str]]:
    """The paths in the project of what was written or removed, as often as something is."""
    top = root.resolve()
    places = [top / name for name in _WATCHED if (top / name).exists()]
    async for changes in awatch(*places, watch_filter=_matters, step=_PAUSE, recursive=True):
        yield frozenset(Path(path).relative_to(top).as_posix() for _, path in changes)


def _matters(_: Change, path: str) -> bool:
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(_PASSING)
