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
    there is a newer one. `failure` is what the last build said if it failed, and `done` is called after each.
    """

    def __init__(self, root: Path, port: int, address: str) -> None:
        self.root, self.address = root, address
        self.folder = root / "build" / "serve" / str(port)
        self.failure = ""
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

    def end(self) -> None:
        """Stop, also in the middle of a build."""
        self._ended.set()
        self._wanted.set()
        if self._process:
            self._process.terminate()

    def _build(self) -> str:
        """Build the site; what the build said if it failed."""
        command = [sys.executable, "-m", "playbook", "--root", str(self.root), "build", "--preview"]
        command += ["--site-dir", str(self.folder), "--url", self.address]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", process_group=0
        ) as self._process:
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)
            said = self._process.communicate()[1].strip()
        return (said or "the site could not be built") if self._process.returncode else ""
