"""Beginning a piece of work and handing it in, with git doing what it does out of sight of the editor.

Work always begins from what all have now, whatever became of the last piece of it; so a branch that was merged and
deleted on the server is nothing that anybody has to know of.
"""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook.checks import check_playbook
from playbook.editing.plan import Refusal
from playbook.files import advice_on, why_unwritable
from playbook.model import load_playbook

_SECONDS = 600
_MAIN = ("main", "master")
_LOCK = re.compile(r"[^\n]*\.lock': File exists")
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What was done, in sentences, and the link at which the others are asked to take the work in, if there is one."""

    done: tuple[str, ...]
    link: str = ""


def begin_work(root: Path, title: str, name: str = "", email: str = "") -> WorkDone:
    """Begin a piece of work from what all have now. Raises Refusal; what is not handed in yet goes along."""
    _require_identity(root, name, email)
    fetched = _fetch(root)
    main = _main(root)
    branch = _free_name(root, title)
    made = _git(root, "switch", "--no-track", "-c", branch, main) if main else _git(root, "switch", "-c", branch)
    if made.returncode and "would be overwritten" in made.stderr:
        raise Refusal(
            "you have work that is not handed in, in files that others changed too; hand it in first: playbook hand-in "
            f"“what you did”\n{_said(root, made)}"
        )
    _must(root, made, "a place for your work could not be made")
    left = _changed_files(root)
    done = [f"You are working on “{title}” now (branch {branch}), on what all have as of {_today()}."]
    done += ["What others did could not be fetched; is there a network? You are on what was fetched last."] * (
        not fetched
    )
    done += [f"Your changes in {len(left)} files came along: {', '.join(left[:5])}"] if left else []
    return WorkDone(tuple(done))


def hand_in_work(root: Path, title: str, name: str = "", email: str = "") -> WorkDone:
    """Check what was changed, keep it and send it. Raises Refusal with what is wrong in it."""
    _require_identity(root, name, email)
    changed = _changed_files(root)
    _require_sound(root, changed)
    branch = _git(root, "branch", "--show-current").stdout.strip()
    if branch in {*_MAIN, ""}:
        branch = _free_name(root, title)
        _must(root, _git(root, "switch", "-c", branch), "a place for your work could not be made")
    if changed:
        _must(root, _git(root, "add", "-A"), "your changes could not be kept")
        _must(root, _git(root, "commit", "-m", title), "your changes could not be kept")
    done = [f"Kept: “{title}”, {len(changed)} files." if changed else "Nothing changed since you handed in last."]
    if not _git(root, "remote").stdout.split():
        return WorkDone((*done, "There is no server to send it to; whoever looks after the site takes it from here."))
    sent = _git(root, "push", "-u", "origin", branch)
    if sent.returncode:
        raise Refusal(
            f"your work is kept on this computer, and could not be sent: {_said(root, sent)}\n"
            "  Is there a network, and may you write to the project? Then type the same command again."
        )
    links = _LINK.findall(sent.stderr)
    return WorkDone((*done, f"Sent to the server (branch {branch})."), links[0] if links else "")


def _require_sound(root: Path, changed: Sequence[str]) -> None:
    """Raises Refusal with what is wrong in the changed files."""
    wrong = [
        problem for problem in check_playbook(load_playbook(root)) if not problem.to_do and problem.path in changed
    ]
    if wrong:
        rows = "\n".join(str(problem) for problem in wrong)
        raise Refusal(f"mend this first; nothing was sent:\n{rows}")


def _require_identity(root: Path, name: str, email: str) -> None:
    """Raises Refusal where there is no git, no repository, or git does not know who works here."""
    inside = _git(root, "rev-parse", "--show-toplevel")
    if inside.returncode and "not a git repository" not in inside.stderr:
        raise Refusal(f"git does not work in this folder: {_said(root, inside)}")
    if inside.returncode:
        raise Refusal(
            "this folder was not fetched with git, so nothing can be handed in from it; send the files instead"
        )
    for key, value in (("user.name", name), ("user.email", email)):
        if value:
            _must(root, _git(root, "config", key, value), "your name could not be kept")
    missing = [key for key in ("user.name", "user.email") if not _git(root, "config", key).stdout.strip()]
    if missing:
        raise Refusal(
            "git does not know yet who you are, and writes a name beside each change. Say it once, with the same "
            'command: --name "Malee Srisai" --email malee@example.org'
        )


def _fetch(root: Path) -> bool:
    """Fetch what others did; whether that could be done, or there is nowhere to fetch from."""
    return not _git(root, "remote").stdout.split() or _git(root, "fetch", "--prune", "origin").returncode == 0


def _main(root: Path) -> str:
    """What all have: the server's main branch, or else the one here; empty where there is neither."""
    names = [f"origin/{name}" for name in _MAIN] + list(_MAIN)
    head = _git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").stdout.strip()
    return next(
        (name for name in [head, *names] if name and not _git(root, "rev-parse", "--verify", name).returncode), ""
    )


def _free_name(root: Path, title: str) -> str:
    """A branch's name made of a title; one that there is not yet, here or on the server."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:50].strip("-") or f"work-{_today()}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    taken = set(_git(root, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads", "refs/remotes").stdout.split())
    return next(name for name in names if name not in taken and f"origin/{name}" not in taken and name not in _MAIN)


def _changed_files(root: Path) -> list[str]:
    """The files that are not as they were kept last, new ones too, by their paths in the project."""
    listed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", ".").stdout
    prefix = _git(root, "rev-parse", "--show-prefix").stdout.strip()
    return sorted(row[3:].removeprefix(prefix) for row in listed.split("\0") if row)


def _today() -> str:
    return datetime.date.today().isoformat()


def _must(root: Path, done: subprocess.CompletedProcess[str], what: str) -> None:
    if done.returncode:
        raise Refusal(f"{what}: {_said(root, done)}")


def _said(root: Path, done: subprocess.CompletedProcess[str]) -> str:
    """What git said, and what to do about it where that is known."""
    said = (done.stderr.strip() or done.stdout.strip()).split("\nhint:")[0]
    lock = _LOCK.search(said)
    if lock:
        advice = (
            "wait until the other program is done; if there is none, one was stopped in the middle: remove that file"
        )
        return f"{lock[0]}; what to do: {advice}, and type the same command again"
    advice = advice_on(said)
    reason = f"what to do: {advice}" if advice else _in_the_way(root)
    return f"{said}; {reason}" if reason else said


def _in_the_way(root: Path) -> str:
    """Why nothing can be written where git writes, and what to do about it; git does not always say so."""
    folder = root / _git(root, "rev-parse", "--git-dir").stdout.strip()
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
    except OSError as error:
        return why_unwritable(error)
    return ""


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-c", "core.quotepath=off", "-c", "advice.detachedHead=false", *arguments]
    english = {**os.environ, "LC_ALL": "C.UTF-8"}  # what it says is looked at
    try:
        return subprocess.run(
            command,
            cwd=root,
            env=english,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError as error:
        raise Refusal("git is not installed on this computer; get it from git-scm.com, or send the files") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refusal(f"git did not answer: {error}") from error
