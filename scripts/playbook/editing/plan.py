"""A plan: every file as it is to be, worked out before anything is written, tried on a copy, then written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playbook.files import UnreadableFile, UnwritableFile, is_within, read_bytes, read_text, remove_within, write_within
from playbook.model import NotAPlaybook, Problem, load_playbook
from playbook.said import reason, said

_CONTENT = (("docs", "*.md"), ("taxonomy", "*.yml"), ("locales", "*.po"))


class Refusal(Exception):
    """What was asked cannot be done; `str(error)` says why and what to do instead. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is to be; `text` is None for a file to be removed."""

    path: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command will do.

    `changes` stand in the order in which they are written, so that a command stopped between two of them can be run
    again and finishes. `done` says in sentences what it does, `next` what the editor does then. `takes` is what goes
    with it that readers would miss, which is said before anybody is asked.
    """

    changes: tuple[Change, ...]
    done: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


def current_text(root: Path, path: str) -> str | None:
    """The text of a file of the project, None where it does not exist. Raises UnreadableFile."""
    if not is_within(root, path):
        raise UnreadableFile(
            said("{path}: a symbolic link leads out of the project; put the file itself there", path=path)
        )
    file = root / path
    return read_text(file) if file.exists() else None


def changed(root: Path, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that differ from what is there."""
    return tuple(change for change in changes if _is_needed(root, change))


def _is_needed(root: Path, change: Change) -> bool:
    try:
        return current_text(root, change.path) != change.text
    except UnreadableFile:
        return True


def verify_plan(root: Path, plan: Plan, known: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that the project would have after the plan and has not now (`known`); tried on a copy."""
    before = {(problem.path, problem.rule, problem.message) for problem in known}
    with tempfile.TemporaryDirectory(prefix="playbook-") as name:
        copy = Path(name)
        _copy_content(root, copy)
        for change in plan.changes:
            _put(copy, change)
        try:
            after = load_playbook(copy).problems
        except NotAPlaybook as error:
            after = error.problems
    return tuple(found for found in after if (found.path, found.rule, found.message) not in before)


def _copy_content(root: Path, copy: Path) -> None:
    for folder, pattern in _CONTENT:
        for file in (root / folder).rglob(pattern):
            target = copy / file.relative_to(root)
            with suppress(UnreadableFile):  # of which the playbook says so, before and after
                raw = read_bytes(file)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(raw)


def _put(root: Path, change: Change) -> None:
    target = root / change.path
    if change.text is None:
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(change.text, encoding="utf-8")


def apply_plan(root: Path, plan: Plan) -> None:
    """Write the plan's files, each whole or not at all.

    Raises UnwritableFile; it says how many files were written and that running the command again finishes.
    """
    for number, change in enumerate(plan.changes):
        try:
            if change.text is None:
                remove_within(root, change.path)
            else:
                write_within(root, change.path, change.text)
        except UnwritableFile as error:
            state = said("Nothing was changed")
            if number:
                state = said(
                    "{count} of {total} files are written, each of them whole", count=number, total=len(plan.changes)
                )
            raise UnwritableFile(
                said("{why}. {state}; mend the cause and run the same command again", why=reason(error), state=state)
            ) from error
