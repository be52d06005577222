"""Killed without warning, on a full disk, or two at once: every file is whole, old or new, and nothing is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.cli import COMMANDS
from playbook.files import write_whole
from tests.editing.conftest import run, tree
from tests.editing.faulty import (
    READING,
    WRITING,
    NoDisk,
    fill,
    forked,
    given,
    halves,
    prepared,
    settled,
    small_disk,
    started,
)

KILLS = int(os.environ.get("PLAYBOOK_KILLS", "4"))
"""How often each command is killed; PLAYBOOK_KILLS=200 for a long run."""
TWO = [
    ("rename", "translated"),
    ("check --fix", "check --fix"),
    ("articles read", "articles read"),
    ("reviewed", "translated"),
    ("build", "build"),
    ("packs", "packs"),
    ("rename", "translate"),
    ("organisation", "organisation"),
]
NOBODY = 65534
FAULTS = {"full": errno.ENOSPC, "read-only": errno.EROFS}


def test_every_command_that_writes_is_here() -> None:
    assert {name.split()[0] for name in WRITING} | READING == set(COMMANDS)


@pytest.mark.parametrize("name", WRITING)
def test_killed_at_any_moment(small: Path, name: str, tmp_path: Path) -> None:
    prepared(small, name)
    start, said = tree(small), tmp_path / "said"
    begun = time.monotonic()
    assert forked(small, name, said).ended().code == 0, said.read_text("utf-8")
    lasting, end = time.monotonic() - begun, tree(small)
    assert settled(end) != start
    chance, steps, killed = random.Random(name), 0, 0
    for number in range(KILLS):
        reset(small, start)
        if number % 2:  # at any time
            code = forked(small, name, said).killed(chance.uniform(0.0, 1.0) * lasting)
        else:  # between two changes to files, one after the other
            code = forked(small, name, said, steps=steps).ended().code
            steps = steps + 1 if code == -9 else 0
        killed += code == -9
        assert code in {0, -9}, said.read_text("utf-8")
        assert not halves(start, end, tree(small)), number
        again = forked(small, name, said).ended()  # never in this process: Typst has threads, which no fork outlives
        assert again.code == 0 or "already" in again.text, again.text
        assert settled(tree(small)) == settled(end), number
    assert killed


def reset(root: Path, content: dict[str, bytes]) -> None:
    for path in tree(root).keys() - content.keys():
        (root / path).unlink()
    for folder in sorted((path for path in root.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    for path, data in content.items():
        if not (root / path).exists() or (root / path).read_bytes() != data:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)


@pytest.mark.parametrize(("one", "other"), TWO, ids=lambda value: value)
def test_two_at_once(small: Path, one: str, other: str, tmp_path: Path) -> None:
    prepared(small, one)
    start, kept = tree(small), tmp_path / "kept"
    shutil.copytree(small, kept)
    ends = []
    for order in ((one, other), (other, one)):
        for name in order:
            forked(small, name, tmp_path / "said").ended()
            ends.append(tree(small))
        shutil.rmtree(small)
        shutil.copytree(kept, small)
    both = [started(small, *given(small, name)) for name in (one, other)]
    said = [command.communicate(timeout=120)[0] for command in both]
    assert all("Traceback" not in text for text in said)
    assert all("a fault of this program" not in text for text in said), said
    assert all(command.returncode in {0, 1, 2} for command in both), said
    now = tree(small)
    for path, content in now.items():
        assert content in {end.get(path) for end in [start, *ends]}, f"{path} is mixed up"
    assert not [path for path in now if path.endswith(".part") or ".building/" in path]


def test_a_check_during_edits_sees_each_file_whole(small: Path) -> None:
    prepared(small)
    page = small / "docs/fi/skills/patience.md"
    before = page.read_text("utf-8")
    after = before.replace("---\n", "---\nowner: Aino\n", 1) + "\n" + "Lause.\n" * 200
    ended = threading.Event()

    def edits() -> None:
        while not ended.is_set():
            write_whole(page, after)
            write_whole(page, before)

    known = {reported(small, page, text) for text in (after, before)}
    writer = threading.Thread(target=edits)
    writer.start()
    try:
        for _ in range(5):
            assert json.loads(run(small, "check", "--format", "json").text)["count"] in known
    finally:
        ended.set()
        writer.join()


def reported(root: Path, page: Path, text: str) -> int:
    page.write_text(text, "utf-8")
    return int(json.loads(run(root, "check", "--format", "json").text)["count"])


@pytest.fixture
def outside() -> Iterator[Path]:
    """A folder that others than its owner may enter, as those of the tests are not."""
    folder = Path(tempfile.mkdtemp(prefix="playbook-faults-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_written_is_refused(small: Path, name: str, fault: str, tmp_path: Path) -> None:
    prepared(small, name)
    start = tree(small)
    outcome = forked(small, name, tmp_path / "said", refused=FAULTS[fault]).ended()
    assert_told(outcome.code, outcome.text, os.strerror(FAULTS[fault]))
    assert tree(small) == start


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_takes_nothing(small: Path, name: str, fault: str, tmp_path: Path) -> None:
    """A real one, where this machine lets us make one."""
    prepared(small, name)
    with contextlib.suppress(NoDisk), small_disk(tmp_path / "disk", 2) as disk:
        root = disk / "playbook"
        shutil.copytree(small, root)
        start = tree(root)
        if fault == "full":
            fill(disk)
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        outcome = forked(root, name, tmp_path / "said").ended()
        assert_told(outcome.code, outcome.text, os.strerror(FAULTS[fault]))
        assert tree(root) == start


@pytest.mark.parametrize("name", WRITING)
def test_a_folder_in_which_one_may_not_write(small: Path, name: str, outside: Path) -> None:
    prepared(small, name)
    root = outside / "playbook"
    shutil.copytree(small, root)
    start = tree(root)
    if os.geteuid() == 0:  # who may write everywhere, and so has somebody else try
        outcome = forked(root, name, outside / "said", user=NOBODY).ended()
    else:
        folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        outcome = forked(root, name, outside / "said").ended()
        for folder in folders:
            folder.chmod(0o755)
    assert_told(outcome.code, outcome.text, "Permission denied")
    assert tree(root) == start


def assert_told(code: int, text: str, why: str) -> None:
    """That it says what is wrong, where, and what to do about it, and that nothing was lost."""
    assert code in {1, 2}, text
    assert "Traceback" not in text
    assert "a fault of this program" not in text
    assert why in text
    assert "what to do: " in text
