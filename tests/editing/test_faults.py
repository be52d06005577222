"""Killed without warning, on a full disk, or two at once: every file is whole, old or new, and nothing is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import re
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
from tests.editing.conftest import Outcome, git, run, tree
from tests.editing.faulty import (
    READING,
    WITH_GIT,
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
    with_server,
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
    ("import", "import"),
    ("import", "translated"),
    ("export", "import"),
    ("join", "build"),
]
NOBODY = 65534
FAULTS = {"full": errno.ENOSPC, "read-only": errno.EROFS}


def test_every_command_that_writes_is_here() -> None:
    assert {name.split()[0] for name in WRITING} | WITH_GIT.keys() | READING == set(COMMANDS)


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


@pytest.mark.parametrize("name", WITH_GIT)
def test_killed_in_the_middle_of_what_git_does(small: Path, name: str, tmp_path: Path) -> None:
    """What was written stays in its file, git's history whole, and the same command, once more, hands it in."""
    with_server(small)
    start, kept, said = tree(small), tmp_path / "kept", tmp_path / "said"
    for folder in ("playbook", "server.git"):
        shutil.copytree(tmp_path / folder, kept / folder)
    begun = time.monotonic()
    assert forked(small, name, said).ended().code == 0, said.read_text("utf-8")
    lasting, chance, killed = time.monotonic() - begun, random.Random(name), 0
    for number in range(KILLS):
        for folder in ("playbook", "server.git"):
            shutil.rmtree(tmp_path / folder)
            shutil.copytree(kept / folder, tmp_path / folder)
        killed += forked(small, name, said).killed(chance.uniform(0.0, 1.0) * lasting) == -9
        assert tree(small) == start, number
        for place in (small, tmp_path / "server.git"):
            checked = git(place, "fsck", "--no-dangling")
            assert checked.returncode == 0, checked.stderr
        again = done_again(small, name, said)
        assert again.code == 0, (number, again.text)
        assert tree(small) == start
        if name == "hand-in":
            assert not git(small, "status", "--porcelain").stdout
            assert "Sano, mitä" in git(tmp_path / "server.git", "log", "-p", "--all").stdout
    assert killed


def done_again(root: Path, name: str, said: Path) -> Outcome:
    """The command once more; where it names a file that git left behind, that is removed as it says."""
    outcome = forked(root, name, said).ended()
    for _ in range(3):
        left = re.search(r"'([^']+\.lock)': File exists; what to do: ", outcome.text)
        if outcome.code == 0 or not left:
            break
        Path(left[1]).unlink()
        outcome = forked(root, name, said).ended()
    return outcome


@pytest.mark.parametrize(("one", "other"), [("hand-in", "hand-in"), ("begin", "hand-in"), ("begin", "begin")])
def test_two_that_use_git_at_once(small: Path, one: str, other: str, tmp_path: Path) -> None:
    with_server(small)
    start = tree(small)
    both = [started(small, *given(small, name)) for name in (one, other)]
    said = [command.communicate(timeout=120)[0] for command in both]
    assert all(command.returncode in {0, 2} for command in both), said
    assert all("Traceback" not in text and "a fault of this program" not in text for text in said), said
    assert tree(small) == start
    assert git(small, "fsck", "--no-dangling").returncode == 0
    assert done_again(small, "hand-in", tmp_path / "said").code == 0
    assert not git(small, "status", "--porcelain").stdout
    assert "Sano, mitä" in git(tmp_path / "server.git", "log", "-p", "--all").stdout


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


def made_ready(root: Path, name: str) -> None:
    """A playbook in which a command has something to do, with git or without."""
    if name in WITH_GIT:
        with_server(root)
    else:
        prepared(root, name)


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_written_is_refused(small: Path, name: str, fault: str, tmp_path: Path) -> None:
    prepared(small, name)
    start = tree(small)
    outcome = forked(small, name, tmp_path / "said", refused=FAULTS[fault]).ended()
    assert_told(outcome.code, outcome.text, os.strerror(FAULTS[fault]))
    assert tree(small) == start


@pytest.mark.parametrize("name", [*WRITING, *WITH_GIT])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_takes_nothing(small: Path, name: str, fault: str, tmp_path: Path) -> None:
    """A real one, where this machine lets us make one."""
    made_ready(small, name)
    with contextlib.suppress(NoDisk), small_disk(tmp_path / "disk", 12) as disk:
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


@pytest.mark.parametrize("name", [*WRITING, *WITH_GIT])
def test_a_folder_in_which_one_may_not_write(
    small: Path, name: str, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (("COUNT", "1"), ("KEY_0", "safe.directory"), ("VALUE_0", "*")):
        monkeypatch.setenv(f"GIT_CONFIG_{variable}", value)  # git uses no folder of others; this one is the tests' own
    made_ready(small, name)
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
