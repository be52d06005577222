"""The site as a whole: what only a build can make, as it is made of all pages together. Built beside what is shown."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_NICE = 10
"""How much a build gives way to the answers of the server, as Unix counts it."""
_PAUSE = 1.0
"""Seconds in which nothing more was wanted before a build begins: a page that was saved is shown first."""


class WholeSite:
    """The built site of one server, in `folder`, where a newer one takes its place in one step.

    The port is in its name: two servers of one project do not share it. What an earlier start built is shown until
    there is a newer one. `failure` is what the last build said if it failed, and `done` is called after each. With
    `packs`, the printed packs are made once, behind the first build, and the site is built again with them.
    """

    def __init__(self, root: Path, port: int, address: str, *, packs: bool = False) -> None:
        self.root, self.address, self._packs = root, address, packs
        self.folder = root / "build" / "serve" / str(port)
        self.failure = self._said = ""
        self.done: Callable[[], None] = lambda: None
        self._wanted, self._ended = threading.Event(), threading.Event()
        self._process: subprocess.Popen[str] | None = None

    def want(self) -> None:
        """Have the site built, once, however often it is wanted before that begins."""
        self._wanted.set()

    def run(self) -> None:
        """Build whenever it is wanted, until `end`; this is the work of one thread."""
        while self._wanted.wait():
            while self._wanted.is_set() and not self._ended.is_set():
                self._wanted.clear()
                self._ended.wait(_PAUSE)
            if self._ended.is_set():
                return
            try:
                self.failure = self._build()
            except OSError as error:
                self.failure = str(error)
            if not self._ended.is_set():
                self.done()
            if self._packs and not self.failure and not self._ended.is_set():
                self._packs = False
                self._make_packs()

    def end(self) -> None:
        """Stop, also in the middle of a build."""
        self._ended.set()
        self._wanted.set()
        if self._process:
            self._process.terminate()

    def _build(self) -> str:
        """Build the site; what the build said if it failed."""
        options = ["--preview", "--site-dir", str(self.folder), "--url", self.address]
        failed = self._run("build", *options)
        return (self._said or "the site could not be built") if failed else ""

    def _make_packs(self) -> None:
        """Make the packs whose content changed, and have the site built with them; what cannot be made is not shown."""
        with suppress(OSError):
            self._run("packs", "--every-form")
            self.want()

    def _run(self, *arguments: str) -> bool:
        """Run a command of the playbook, giving way to the answers; whether it failed, with what it said in `_said`."""
        command = [sys.executable, "-m", "playbook", "--root", str(self.root), *arguments]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", process_group=0
        ) as self._process:
            with suppress(OSError, AttributeError):  # it has ended already, or the system knows no priorities
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)
            self._said = self._process.communicate()[1].strip()
        return self._process.returncode != 0
