"""Earlier versions of a page from git, where the project is in a git repository; none, without an error, where not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

_SECONDS = 30


def versions(root: Path, path: str, limit: int = 500) -> Iterator[tuple[str, str]]:
    """(date as YYYY-MM-DD, text) of the file's committed versions, the newest first, through renames."""
    log = _git(root, "log", f"--max-count={limit}", "--follow", "--format=%x00%H %cs", "--name-only", "--", path)
    for entry in (log or "").split("\0")[1:]:
        head, *names = [line for line in entry.split("\n") if line.strip()]
        commit, day = head.split(" ")
        name = names[-1] if names else path
        text = _git(root, "show", f"{commit}:{name}") if names else None
        if text is not None:
            yield day, text


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints; None where there is no git, no repository, or nothing such."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
