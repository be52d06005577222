"""Checking a project's folder: the same outcome as checking everything, with no more work than what changed needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from playbook.checks.context import Context
from playbook.checks.exceptions import Exemption, set_aside
from playbook.checks.memory import FileMemory, Memory, page_keys, recall, remember, shared_digest
from playbook.checks.registry import Scope
from playbook.checks.run import choose_rules, find
from playbook.model import Problem
from playbook.model.source_file import SourceFile, read_sources

Row = TypeVar("Row", Problem, Exemption)
_SHARED = ""
"""Stands for all files that are no pages, where files are sorted."""


class Outcome(NamedTuple):
    """What a check gave: the problems, sorted, the languages there are, and the number of pages."""

    problems: tuple[Problem, ...]
    languages: tuple[str, ...]
    pages: int


def check_folder(root: Path, *, fresh: bool = False) -> Outcome:
    """Check the playbook in a folder by all rules that need no network. `fresh` leaves out what is remembered.

    Raises NotAPlaybook where there is none.
    """
    files = read_sources(root)
    shared, keys = shared_digest(root, files), page_keys(files)
    memory = None if fresh else recall(root)
    if memory and (memory.shared_key != shared or memory.files.keys() != keys.keys()):
        memory = None
    changed = [path for path, key in keys.items() if not memory or memory.files[path].key != key]
    if memory is None or changed:
        known = _renewed(root, files, keys, memory, changed) if memory and memory.clean else None
        memory = known or _all_anew(root, files, shared, keys)
        remember(root, memory)
    return Outcome(memory.outcome, memory.languages, memory.pages)


def _all_anew(root: Path, files: Mapping[str, SourceFile], shared: str, keys: Mapping[str, str]) -> Memory:
    from playbook.model import load_playbook  # noqa: PLC0415 - only where something changed

    context, rules = Context(load_playbook(root, files)), choose_rules()
    found = find(context, rules)
    edition = {rule.id for rule in rules if rule.scope is Scope.EDITION}
    about = found.facts
    found_at, written_at = _by_file(found.problems, keys), _by_file(found.exemptions, keys)
    return Memory(
        shared,
        not any(problem.rule in edition for problem in found.problems),
        context.playbook.languages,
        len(found.facts),
        _outcome(found.exemptions, found.problems),
        FileMemory("", "", found_at[_SHARED], written_at[_SHARED]),
        {path: FileMemory(key, about.get(path, ""), found_at[path], written_at[path]) for path, key in keys.items()},
    )


def _renewed(
    root: Path, files: Mapping[str, SourceFile], keys: Mapping[str, str], memory: Memory, changed: list[str]
) -> Memory | None:
    """The memory with what changed judged anew; None where a fact changed, so that all must be."""
    from playbook.model import load_playbook  # noqa: PLC0415

    context = Context(load_playbook(root, files), only=frozenset(changed))
    found = find(context, [rule for rule in choose_rules() if rule.scope is Scope.PAGE])
    if any(found.facts.get(path, "") != memory.files[path].facts for path in changed):
        return None
    found_at, written_at = _by_file(found.problems, keys), _by_file(found.exemptions, keys)
    now = dict(memory.files)
    for path in changed:
        now[path] = FileMemory(keys[path], memory.files[path].facts, found_at[path], written_at[path])
    everything = (memory.shared, *now.values())
    outcome = _outcome(
        tuple(item for file in everything for item in file.exemptions),
        (problem for file in everything for problem in file.found),
    )
    return replace(memory, outcome=outcome, files=now)


def _by_file(rows: Iterable[Row], keys: Mapping[str, str]) -> dict[str, tuple[Row, ...]]:
    """The rows by the file they are in; those of files that all languages share together."""
    sorted_out: dict[str, list[Row]] = {path: [] for path in (*keys, _SHARED)}
    for row in rows:
        sorted_out[row.path if row.path in keys else _SHARED].append(row)
    return {path: tuple(found) for path, found in sorted_out.items()}


def _outcome(written: Sequence[Exemption], found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(set_aside(written, {rule.id for rule in choose_rules()}, found))))
