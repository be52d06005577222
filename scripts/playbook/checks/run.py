"""Running rules on a playbook: choosing them, stamping their ids, and setting excepted problems aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import astuple

from playbook.checks.context import Context, likely
from playbook.checks.edition import Edition, Outline, outlines
from playbook.checks.exceptions import Exemption, exemptions, set_aside
from playbook.checks.processes import processes_for, run_parts
from playbook.checks.registry import GROUPS, Rule, Scope, find_rules, load_rule, rule_ids
from playbook.model import Problem

if TYPE_CHECKING:
    from playbook.model import Playbook

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
    found = find(context, rules)
    return tuple(sorted(set(set_aside(found.exemptions, {rule.id for rule in rules}, found.problems))))


class Findings(NamedTuple):
    """What rules found, before exceptions are set aside; the exceptions written; the facts of each page by its path."""

    problems: list[Problem]
    exemptions: list[Exemption]
    facts: dict[str, str]


def find(context: Context, rules: Sequence[Rule]) -> Findings:
    """What `rules` find in a context. Pages are shared out between processes by their topics; each is parsed once."""
    of = {scope: [rule for rule in rules if rule.scope is scope] for scope in Scope}
    parts = context.parts(processes_for(len(context.texts)))
    answers = run_parts(lambda part: _judged(part, of[Scope.PAGE], of[Scope.SHARED]), parts)
    rows = [row for answer in answers for row in answer[0]]
    written = [Exemption(*row) for answer in answers for row in answer[1]]
    shapes = [row for answer in answers for row in answer[2]]
    if context.only is None:
        edition = Edition(context.playbook, [Outline.of_plain(row) for row, _ in shapes])
        rows += _rows(edition, of[Scope.EDITION])
    return Findings([Problem(*row) for row in rows], written, {row[0]: facts for row, facts in shapes})


def _judged(
    part: Context, rules: Sequence[Rule], shared: Sequence[Rule]
) -> tuple[list[Row], list[tuple[Any, ...]], list[tuple[tuple[Any, ...], str]]]:
    """What there is to say of a part's pages, each for itself: problems, exceptions, outlines with their facts.

    All are plain values.
    """
    rows = [row for row in _rows(part, [*rules, *(shared if part.holds_shared else ())]) if part.holds(row[0])]
    written = [astuple(item) for item in exemptions(part)]
    return rows, written, [(outline.plain, outline.facts) for outline in outlines(part)]


Row = tuple[str, int, int, str, str, str]
"""A problem as plain values, which travel between processes."""


def _rows(subject: Context | Edition, rules: Sequence[Rule]) -> list[Row]:
    return [
        (found.path, found.line, found.column, rule.id, found.message, found.hint)
        for rule in rules
        for found in rule.check(subject)
    ]


def check_playbook(playbook: Playbook) -> tuple[Problem, ...]:
    """Every problem of a playbook, by all rules that need no network."""
    return run_checks(Context(playbook), choose_rules())
