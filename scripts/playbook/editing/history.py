"""Earlier versions of a page from git, where the project is in a git repository; none, without an error, where not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from playbook.editing.git import Git


class Version(Struct, frozen=True):
    """A version of a file that was handed in: by whom, when (ISO 8601), with which note, and its text.

    `commit` and `path` are where git has it.
    """

    commit: str
    path: str
    when: str
    by: str
    note: str
    text: str

    def before(self, root: Path) -> str | None:
        """The text that whoever made it had before; None for the first version."""
        return Git(root).said("show", f"{self.commit}^:./{self.path}") if self.commit else None

    @property
    def day(self) -> str:
        """Its day, as YYYY-MM-DD."""
        return self.when[:10]


def versions(root: Path, path: str, limit: int = 500) -> Iterator[Version]:
    """The file's versions, the newest first, through renames; where work was put together, only what was new then."""
    git = Git(root)
    form = "--format=%x00%H%x01%cI%x01%an%x01%s%x01"
    log = git.said("log", f"--max-count={limit}", "--follow", "-c", form, "--name-only", "--relative", "--", path)
    for entry in (log or "").split("\0")[1:]:
        commit, when, by, note, rest = entry.split("\1", 4)
        names = [line for line in rest.split("\n") if line.strip()]
        text = git.said("show", f"{commit}:./{names[-1]}") if names else None
        if text is not None:
            yield Version(commit, names[-1], when, by, note, text)
