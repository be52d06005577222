"""Asking git, which remembers every version; what it says is never shown as it is to somebody who has not met it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 600
_PLAIN = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
_UNASKED = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "auto"}
"""Nobody sits at a terminal to type a password into."""


class NoGit(Exception):
    """Git is not installed, or did not answer."""


class Git:
    """Git in a project's folder. Paths are those in the project, wherever in its repository the project stands."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(
        self, *arguments: str, given: str | None = None, variables: Mapping[str, str] = {}
    ) -> subprocess.CompletedProcess[str]:
        """Run git; `given` is what it reads, `variables` what else its environment has. Raises NoGit."""
        command = ["git", "-c", "core.quotepath=off", "-c", "advice.detachedHead=false", *arguments]
        environment = {**os.environ, **_PLAIN, **_UNASKED, **variables}
        try:
            return subprocess.run(
                command,
                cwd=self.root,
                input=given,
                stdin=subprocess.DEVNULL if given is None else None,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                env=environment,
                check=False,
                timeout=_SECONDS,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise NoGit(str(error)) from error

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

    @property
    def has_repository(self) -> bool:
        """Whether the project is kept by git."""
        return bool(self.line("rev-parse", "--show-toplevel"))
