"""Killed without warning, on a full disk, or two at once: every file is whole, old or new, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editing.conftest import PROJECT, edit, run, tree

KILLS = int(os.environ.get("PLAYBOOK_KILLS", "6"))
"""How often each command is killed; PLAYBOOK_KILLS=200 for a long run."""
ARTICLE = PROJECT / "tests/articles/fixtures/fi-parcels.txt"
COMMANDS = [
    ("rename", "honesty", "truth"),
    ("translated", "honesty", "fi"),
    ("check", "--fix"),
    ("add-language", "pl"),
    ("articles", "read", str(ARTICLE), "--language", "fi"),
]
TWO = [
    (("rename", "honesty", "truth"), ("translated", "honesty", "fi")),
    (("check", "--fix"), ("check", "--fix")),
    (("articles", "read", str(ARTICLE), "--language", "fi"), ("articles", "read", str(ARTICLE), "--language", "fi")),
    (("reviewed", "honesty", "fi", "--by", "Aino"), ("translated", "honesty", "fi")),
]


def prepared(root: Path) -> Path:
    edit(root / "docs/en/skills/honesty.md", "one lie", "two lies")
    page = root / "docs/fi/skills/patience.md"
    page.write_text(page.read_text("utf-8").replace("\n\n", "  \n\n", 3), "utf-8")
    return root


def started(root: Path, arguments: tuple[str, ...]) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "playbook", "--root", str(root), *arguments]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def whole(start: dict[str, bytes], end: dict[str, bytes], now: dict[str, bytes]) -> Iterator[str]:
    """The files that are neither as they were nor as they are to be."""
    for path, content in now.items():
        if not path.endswith(".part") and content not in {start.get(path), end.get(path)}:
            yield path
    yield from (path for path in start if path in end and path not in now)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda value: value[0])
def test_killed_at_any_moment(small: Path, arguments: tuple[str, ...], tmp_path: Path) -> None:
    prepared(small)
    start = tree(small)
    done = tmp_path / "done"
    shutil.copytree(small, done)
    begun = time.monotonic()
    started(done, arguments).communicate(timeout=120)
    lasting = time.monotonic() - begun
    end = tree(done)
    assert end != start
    chance = random.Random(arguments[0])
    for number in range(KILLS):
        root = tmp_path / f"killed{number}"
        shutil.copytree(small, root)
        command = started(root, arguments)
        time.sleep(chance.uniform(0.3, 1.0) * lasting)
        command.send_signal(signal.SIGKILL)
        command.communicate(timeout=60)
        assert not list(whole(start, end, tree(root))), number
        again = run(root, *arguments)
        assert again.code in {0, 1, 2}
        assert "Traceback" not in again.text
        shutil.rmtree(root)


@pytest.mark.parametrize(("one", "other"), TWO, ids=lambda value: value[0])
def test_two_at_once(small: Path, one: tuple[str, ...], other: tuple[str, ...], tmp_path: Path) -> None:
    prepared(small)
    start = tree(small)
    ends = []
    for number, order in enumerate(((one, other), (other, one))):
        root = tmp_path / f"after{number}"
        shutil.copytree(small, root)
        for arguments in order:
            run(root, *arguments)
            ends.append(tree(root))
    both = [started(small, one), started(small, other)]
    said = [command.communicate(timeout=120)[0] for command in both]
    assert all("Traceback" not in text for text in said)
    assert all(command.returncode in {0, 1, 2} for command in both)
    for path, content in tree(small).items():
        known = {end.get(path) for end in [start, *ends]}
        assert content in known or path.endswith(".part"), f"{path} is mixed up"
    assert not list(small.rglob("*.part"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda value: value[0])
def test_a_disk_that_is_really_full(small: Path, arguments: tuple[str, ...], tmp_path: Path) -> None:
    prepared(small)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here")
    try:
        root = disk / "playbook"
        shutil.copytree(small, root)
        start = tree(root)
        filling = disk / "filling"
        with contextlib.suppress(OSError), filling.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
        outcome = started(root, arguments)
        text = outcome.communicate(timeout=120)[0]
        assert outcome.returncode in {1, 2}
        assert "Traceback" not in text
        assert "No space left" in text
        assert tree(root) == start
    finally:
        subprocess.run(["umount", str(disk)], check=False)
