"""Running rules on a playbook: choosing them, stamping their ids, and setting excepted problems aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from playbook.checks.context import Context, likely
from playbook.checks.exceptions import exemptions, set_aside
from playbook.checks.processes import processes_for, run_parts
from playbook.checks.registry import GROUPS, Rule, find_rules, load_rule, rule_ids
from playbook.model import Problem

if TYPE_CHECKING:
    from playbook.model import Playbook

_BESIDE = frozenset({GROUPS["links"], GROUPS["sections"], GROUPS["parity"], GROUPS["translation"]})
"""Groups of rules that take about half of the time, for a process of their own."""
ON_REQUEST = frozenset({"external-link"})
"""Rules that run only when asked for by an option of their own."""


class UnknownRule(Exception):
    """A rule name that is none; `str(error)` says which is likely meant."""


def choose_rules(select: Sequence[str] = (), ignore: Sequence[str] = (), *, external: bool = False) -> tuple[Rule, ...]:
    """The rules to run on the source: those selected (all, if none is), without those ignored; ids or group names.

    Raises UnknownRule for a name that is neither a rule nor a group.
    """
    wanted = {rule.id for name in select for rule in named_rules(name)}
    unwanted = {rule.id for name in ignore for rule in named_rules(name)}
    if not external:
        unwanted |= ON_REQUEST
    return tuple(
        load_rule(folder, identifier)
        for folder, identifier in rule_ids()
        if folder != "site" and identifier not in unwanted and (not wanted or identifier in wanted)
    )


def named_rules(name: str) -> tuple[Rule, ...]:
    """The rule of that id or the rules of the group of that name. Raises UnknownRule."""
    found = find_rules(name)
    if not found:
        names = [*GROUPS, *(identifier for _, identifier in rule_ids())]
        close = likely(name, names)
        meant = f'; did you mean "{close}"?' if close else ";"
        raise UnknownRule(f'there is no rule "{name}"{meant} "playbook check --list" names them all')
    return found


def stamped(rule: Rule, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a rule, with its id put in."""
    for found in problems:
        yield Problem(found.path, found.line, found.column, rule.id, found.message, found.hint)


def run_checks(context: Context, rules: Sequence[Rule]) -> tuple[Problem, ...]:
    """Every problem that `rules` find, sorted by path, line and rule, without those that are excepted."""
    running = {rule.id for rule in rules}
    return tuple(sorted(set(set_aside(tuple(exemptions(context)), running, find_problems(context, rules)))))


def find_problems(context: Context, rules: Sequence[Rule]) -> list[Problem]:
    """Every problem that `rules` find, those that are excepted among them."""
    parts = [rules]
    _ = context.playbook.problems  # everything is parsed here, not once in each process
    if processes_for(len(context.playbook.pages)) > 1:
        parts = [[rule for rule in rules if (rule.group in _BESIDE) is beside] for beside in (False, True)]
    rows = run_parts(lambda part: _rows(context, part), parts)
    return [Problem(*row) for part in rows for row in part]


def _rows(context: Context, rules: Sequence[Rule]) -> list[tuple[str, int, int, str, str, str]]:
    """The problems that rules find, as plain values that travel between processes."""
    return [
        (found.path, found.line, found.column, rule.id, found.message, found.hint)
        for rule in rules
        for found in rule.check(context)
    ]


def check_playbook(playbook: Playbook) -> tuple[Problem, ...]:
    """Every problem of a playbook, by all rules that need no network."""
    return run_checks(Context(playbook), choose_rules())
