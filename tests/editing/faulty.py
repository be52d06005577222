"""A command in a process of its own, to which something happens: it is killed, or nothing can be written."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from playbook.editing.editor import Editor
from playbook.editing.work import keep_start
from playbook.editing.work_file import work_file
from tests.editing.conftest import LANGUAGES, PROJECT, Outcome, edit, git, run

ARTICLE = PROJECT / "tests/articles/fixtures/fi-parcels.txt"
WRITING: dict[str, tuple[str, ...]] = {
    "new": ("new", "late-delivery", "--group", "skills"),
    "translate": ("translate", "patience", "th"),
    "translated": ("translated", "honesty", "fi"),
    "reviewed": ("reviewed", "angry-customer", "fi", "--by", "Aino"),
    "rename": ("rename", "honesty", "truth"),
    "retire": ("retire", "honesty", "--to", "patience", "--yes"),
    "check --fix": ("check", "--fix"),
    "add-language": ("add-language", "pl"),
    "add-country": ("add-country", "DE"),
    "organisation": ("organisation", "--set", "duty_manager=Ann Lee"),
    "articles read": ("articles", "read", str(ARTICLE), "--language", "fi"),
    "pack": ("pack", "starter", "--language", "en", "--output", "{root}/day.pdf"),
    "packs": ("packs", "--language", "en"),
    "export": ("export", "patience", "--language", "fi", "--output", "{root}/out.xlf"),
    "import": ("import", "{root}/in.xlf"),
    "build": ("build", "--preview", "--site-dir", "{root}/site"),
    "receive": ("receive", "{root}/work.zip"),
    "join": ("join", *(f"{{root}}/parts/{code}" for code in LANGUAGES), "--site-dir", "{root}/site"),
}
"""Every command that writes files, as an editor gives it."""
WITH_GIT: dict[str, tuple[str, ...]] = {"begin": ("begin", "Finnish"), "hand-in": ("hand-in", "Finnish")}
"""Those that leave writing to git."""
READING = frozenset({"serve", "edit", "status", "diff"})
"""The others; what the studio saves is tried in tests/studio."""
_LAST_WORD = re.compile(r"(\w\.)(</target>)")
_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "shutil.rmtree"})
"""What Python tells of changes to files, by the names of its audit events."""


def prepared(root: Path, name: str = "") -> Path:
    """A small playbook in which a command has something to do."""
    (root / "docs/th/skills/patience.md").unlink()
    edit(root / "docs/en/skills/honesty.md", "one lie", "two lies")
    page = root / "docs/fi/skills/patience.md"
    assert run(root, "export", "angry-customer", "--language", "fi", "--output", str(root / "in.xlf")).code == 0
    exchanged = root / "in.xlf"
    exchanged.write_text(_LAST_WORD.sub(r"\1 Uusi lause.\2", exchanged.read_text("utf-8")), "utf-8")
    if name == "check --fix":
        page.write_text(page.read_text("utf-8").replace("\n\n", "  \n\n", 3), "utf-8")
    if name == "add-language":  # which takes the date of making from the reference, or else has that of today
        edit(root / "locales/en/playbook.po", '"MIME', '"POT-Creation-Date: 2026-11-22 03:43+0000\\n"\n"MIME')
    if name == "receive":
        sender = root.parent / "sender"
        shutil.copytree(root, sender)
        keep_start(sender)
        edit(sender / "docs/fi/skills/honesty.md", "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
        edit(sender / "docs/fi/skills/patience.md", "1. ", "1. Ensin: ")
        (root / "work.zip").write_bytes(work_file(sender, Editor("Aino"), "Finnish")[1])
        shutil.rmtree(sender)
    if name == "join":
        for code in LANGUAGES:
            outcome = run(root, "build", "--language", code, "--site-dir", str(root / "parts" / code))
            assert outcome.code == 0, outcome.text
    return root


def with_server(root: Path) -> Path:
    """The folder of a playbook that was fetched with git from a server beside it, in which a page was changed."""
    commands = ["init", "add -A", "commit -m begun", "remote add origin ../server.git"]
    commands += ["config user.name Aino", "config user.email aino@localhost"]
    for command in commands:
        assert git(root, *command.split()).returncode == 0
    git(root.parent, "clone", "--bare", str(root), "server.git")
    git(root, "fetch", "origin")
    edit(root / "docs/fi/skills/honesty.md", "Kerro, mitä tiedät.", "Sano, mitä tiedät.")
    return root


def given(root: Path, name: str) -> tuple[str, ...]:
    """The arguments of a command for a playbook."""
    return tuple(part.replace("{root}", str(root)) for part in {**WRITING, **WITH_GIT}[name])


def started(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command as a user starts it."""
    program = [sys.executable, "-m", "playbook", "--root", str(root), *arguments]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@dataclass
class Forked:
    """A command in a fork of this process, which has everything loaded; what it says goes to `said`."""

    pid: int
    said: Path

    def ended(self) -> Outcome:
        """What it said, and its exit code, below zero where a signal ended it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return Outcome(code, self.said.read_text("utf-8") if self.said.exists() else "")

    def killed(self, after: float) -> int:
        """Kill it, and what it started, after so many seconds; its exit code, -9 if it was not done before."""
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        return self.ended().code


def forked(
    root: Path, name: str, said: Path, *, steps: int | None = None, user: int | None = None, refused: int | None = None
) -> Forked:
    """Begin a command. With `steps` it kills itself before its next change to a file after so many; `user` runs it.

    With `refused`, an error number, no file of the folder can be changed, as on a disk that is full or read-only.
    """
    asked = _Asked(str(root), name, str(said), steps, user, refused)
    anew = [sys.executable, "-m", "tests.editing.faulty", json.dumps(asked)] if _has_threads_of_typst() else []
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):  # the fork does so too; whoever is first
            os.setpgid(pid, pid)
        return Forked(pid, said)
    try:
        os.setpgid(0, 0)
        if anew:
            os.chdir(PROJECT)
            os.execv(anew[0], anew)
        os._exit(_obeyed(asked))
    finally:
        os._exit(70)


class _Asked(NamedTuple):
    """What `forked` was given."""

    root: str
    name: str
    said: str
    steps: int | None
    user: int | None
    refused: int | None


def _has_threads_of_typst() -> bool:
    """Whether this process has threads that Python knows nothing of: Typst, which has set something, waits for them in
    a fork for ever."""
    return len(list(Path("/proc/self/task").iterdir())) > threading.active_count()


def _obeyed(asked: _Asked) -> int:
    """Run the command, in a process made for it; its exit code."""
    root, said = Path(asked.root), Path(asked.said)
    said.unlink(missing_ok=True)
    with said.open("w", encoding="utf-8") as report:
        if asked.user is not None:
            os.setgroups([])
            os.setuid(asked.user)
        if asked.steps is not None:
            _die_after(root, asked.steps)
        if asked.refused is not None:
            _refuse(root, asked.refused)
        outcome = run(root, *given(root, asked.name))
        report.write(outcome.text)
    return outcome.code


def _die_after(root: Path, steps: int) -> None:
    """Have this process killed when it has changed so many files of a folder and is about to change another."""
    left = [steps]

    def heard(event: str, details: tuple[object, ...]) -> None:
        if _is_change(event, details, root):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(heard)


def _refuse(root: Path, number: int) -> None:
    """Have every change to a file of a folder end in an error of this number."""

    def heard(event: str, details: tuple[object, ...]) -> None:
        if _is_change(event, details, root):
            raise OSError(number, os.strerror(number), str(details[0]))

    sys.addaudithook(heard)


def _is_change(event: str, details: tuple[object, ...], root: Path) -> bool:
    is_writing = event == "open" and isinstance(details[1], str) and bool(set(details[1]) & set("wxa+"))
    return (is_writing or event in _CHANGES) and str(details[0]).startswith(str(root))


def halves(start: dict[str, bytes], end: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    """The files that are neither as they were nor as they are to be, and those that are lost."""
    work = (".part", ".building/")
    mixed = [
        path
        for path, content in now.items()
        if content not in {start.get(path), end.get(path)} and not any(sign in path for sign in work)
    ]
    return mixed + [path for path in start if path in end and path not in now]


def settled(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files without what a killed process leaves behind beside them."""
    return {path: content for path, content in files.items() if not path.endswith(".part") and ".building/" not in path}


class NoDisk(Exception):
    """No disk can be made on this machine."""


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes, which only root can make. Raises NoDisk where it cannot be made."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        raise NoDisk
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with contextlib.suppress(OSError), (disk / "filling").open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


if __name__ == "__main__":
    sys.exit(_obeyed(_Asked(*json.loads(sys.argv[1]))))
