"""Killed at any moment, with a full disk or a read-only folder: every file is whole, and a second run finishes."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.editing.conftest import edit, run, tree

COMMANDS = [
    ("new", "late-delivery", "--group", "skills"),
    ("translate", "patience", "th"),
    ("translated", "honesty", "fi"),
    ("reviewed", "patience", "fi", "--by", "Aino"),
    ("rename", "honesty", "truth"),
    ("retire", "honesty", "--to", "patience", "--yes"),
    ("add-language", "pl"),
]


def prepare(root: Path) -> None:
    for language in ("el", "nb", "tr"):  # three languages show it as well as six
        shutil.rmtree(root / "docs" / language)
        shutil.rmtree(root / "locales" / language)
    (root / "docs/th/skills/patience.md").unlink()
    edit(root / "docs/en/skills/honesty.md", "one lie", "two lies")


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda value: value[0])
def test_killed_between_any_two_files_and_run_again(small: Path, arguments: tuple[str, ...]) -> None:
    prepare(small)
    start = tree(small)
    assert run(small, *arguments).code == 0
    end = tree(small)
    steps = 0
    code = 9
    while code == 9:
        reset(small, start)
        code = killed_after(small, steps, arguments)
        for path, content in tree(small).items():
            if path.endswith(".part"):
                continue
            assert content in {start.get(path), end.get(path)}, f"{path} is neither old nor new after {steps} steps"
        if code == 9:
            clear_parts(small)
            again = run(small, *arguments)
            assert again.code == 0 or "already" in again.text, again.text
            assert tree(small) == end, f"not finished after {steps} steps"
        steps += 1
    assert code == 0
    assert steps >= 2


def killed_after(root: Path, steps: int, arguments: tuple[str, ...]) -> int:
    """Run the command in a process that dies when it has put `steps` files in place; its exit code, 9 if it died."""
    child = os.fork()
    if child == 0:
        _die_after(root, steps)
        os._exit(run(root, *arguments).code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _die_after(root: Path, steps: int) -> None:
    left = iter(range(steps))

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(self: Path, *rest: Any, **options: Any) -> Any:
            if self.is_relative_to(root) and next(left, None) is None:
                os._exit(9)
            return real(self, *rest, **options)

        return act

    for name in ("replace", "unlink"):
        setattr(Path, name, counted(getattr(Path, name)))


def reset(root: Path, content: dict[str, bytes]) -> None:
    for path in tree(root).keys() - content.keys():
        (root / path).unlink()
    for path, data in content.items():
        if not (root / path).exists() or (root / path).read_bytes() != data:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)


def clear_parts(root: Path) -> None:
    for file in root.rglob("*.part"):
        file.unlink()


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda value: value[0])
@pytest.mark.parametrize("number", [1, 2])
def test_a_full_disk_leaves_every_file_whole(
    small: Path, arguments: tuple[str, ...], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(small)
    start = tree(small)
    calls = iter(range(1, 10_000))

    def full(descriptor: int) -> None:
        if next(calls) >= number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fdatasync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        outcome = run(small, *arguments)
    assert outcome.code == 2 or number > 1, outcome.text
    if outcome.code == 2:
        assert "No space left" in outcome.text
        assert "run the same command again" in outcome.text
    assert not list(small.rglob("*.part"))
    if number == 1:
        assert "Nothing was changed" in outcome.text
        assert tree(small) == start


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda value: value[0])
def test_a_read_only_folder_changes_nothing(
    small: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(small)
    start = tree(small)
    real = Path.open

    def read_only(path: Path, mode: str = "r", *positional: Any, **options: Any) -> Any:
        if mode not in {"r", "rb"} and path.is_relative_to(small):
            raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, mode, *positional, **options)

    monkeypatch.setattr(Path, "open", read_only)
    outcome = run(small, *arguments)
    assert outcome.code == 2
    assert "Read-only" in outcome.text
    assert tree(small) == start


def test_a_disk_that_is_full_from_the_start_is_said_in_words(small: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)); "
    limit += "from playbook.cli import main; main()"
    start = tree(small)
    command = [sys.executable, "-c", limit, "--root", str(small), "rename", "honesty", "truth"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("playbook: ")
    assert tree(small) == start
