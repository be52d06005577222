"""A small playbook to change, and the command line as an editor uses it."""

from __future__ import annotations

import contextlib
import gc
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from playbook.cli import main

PROJECT = Path(__file__).parent.parent.parent
BASE = PROJECT / "tests" / "fixtures" / "checks" / "base"
LANGUAGES = ["en", "el", "fi", "nb", "th", "tr"]


@dataclass(frozen=True)
class Outcome:
    """What a command printed, both ways together, and its exit code."""

    code: int
    text: str


def run(root: Path, *arguments: str) -> Outcome:
    """Run `playbook` in this process, as if in a terminal without anybody at the keyboard."""
    out = io.StringIO()
    command = ["playbook", "--root", str(root), *arguments]
    with (
        mock.patch.object(sys, "argv", command),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        try:
            main()
        except SystemExit as stop:
            return Outcome(int(stop.code or 0), out.getvalue())
        finally:
            gc.enable()  # which commands switch off, as their process ends with them
    return Outcome(0, out.getvalue())


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder but git's own, by path."""
    files = (file for file in root.rglob("*") if file.is_file())
    found = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
    return {path: content for path, content in found.items() if not path.startswith(".git/")}


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text that must be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{file} does not have {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git with a name, so that it can commit anywhere."""
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@localhost", "-c", "init.defaultBranch=main"]
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A playbook of three topics in six languages without a problem in it, to change."""
    root = tmp_path / "playbook"
    shutil.copytree(BASE, root)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


@pytest.fixture
def committed(small: Path) -> Path:
    """The small playbook in a git repository."""
    git(small, "init")
    git(small, "add", "-A")
    assert git(small, "commit", "-m", "as it was").returncode == 0
    return small


Command = Callable[..., Outcome]
