"""Asking git, which remembers every version; what it says is never shown as it is to somebody who has not met it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playbook.files import advice_on, why_unwritable

_SECONDS = 600
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}
"""What git says is looked at; and nobody sits at a terminal to type a password into."""
_LOCKED = ".lock': File exists"
Ran = subprocess.CompletedProcess[str]


class NoGit(Exception):
    """Git is not installed, or did not answer."""


class Git:
    """Git in a project's folder. Paths are those in the project, wherever in its repository the project stands."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str, given: str | None = None, variables: Mapping[str, str] = {}) -> Ran:
        """Run git; `given` is what it reads, `variables` what else its environment has. Raises NoGit."""
        command = ["git", "-c", "core.quotepath=off", "-c", "advice.detachedHead=false", *arguments]
        source = {"input": given} if given is not None else {"stdin": subprocess.DEVNULL}
        try:
            return subprocess.run(
                command,
                cwd=self.root,
                env={**os.environ, **_ENVIRONMENT, **variables},
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=_SECONDS,
                **source,
            )
        except FileNotFoundError as error:
            raise NoGit("git is not installed on this computer; get it from git-scm.com, or send the files") from error
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise NoGit(f"git did not answer: {error}") from error

    def said(self, *arguments: str) -> str | None:
        """What git prints; None where there is no git, no repository, or nothing such."""
        try:
            done = self.run(*arguments)
        except NoGit:
            return None
        return done.stdout if done.returncode == 0 else None

    def line(self, *arguments: str) -> str:
        """The first line of what git prints; empty where it has nothing to say."""
        return (self.said(*arguments) or "").partition("\n")[0].strip()

    def paths(self, *arguments: str) -> list[str]:
        """The paths that git lists, given `-z`."""
        return [path for path in (self.said(*arguments) or "").split("\0") if path]

    @property
    def has_repository(self) -> bool:
        """Whether the project is kept by git."""
        return bool(self.line("rev-parse", "--show-toplevel"))

    @property
    def folder(self) -> Path:
        """Where git keeps what it remembers."""
        return self.root / self.line("rev-parse", "--git-dir")

    def why(self, done: Ran) -> str:
        """What git said against it, and what to do about it where that is known."""
        said = (done.stderr.strip() or done.stdout.strip()).split("\nhint:")[0]
        lock = next((line for line in said.split("\n") if _LOCKED in line), "")
        if lock:
            wait = "wait until the other program is done; if there is none, one was stopped in the middle"
            advice = f"{wait}: remove that file, and type the same command again"
            return f"{lock.partition(_LOCKED)[0]}{_LOCKED}; what to do: {advice}"
        advice = advice_on(said)
        reason = f"what to do: {advice}" if advice else self._in_the_way()
        return f"{said}; {reason}" if reason else said

    def _in_the_way(self) -> str:
        """Why nothing can be written where git writes, and what to do about it; git does not always say so."""
        try:
            with tempfile.TemporaryFile(dir=self.folder) as file:
                file.write(bytes(4096))
        except OSError as error:
            return why_unwritable(error)
        return ""
