"""Rules on the built site: any folder of HTML, ours or another's.

Every page is read once, into plain facts; rules are sets compared with sets, "used minus defined".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playbook.checks.registry import Rule, load_rule, rule_ids
from playbook.checks.run import UnknownRule, named_rules, stamped
from playbook.checks.site._reading import read_site
from playbook.model import Problem

__all__ = ["check_site", "choose_site_rules"]


def choose_site_rules(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules to run on a built site: those selected (all, if none is), without those ignored.

    Raises UnknownRule for a name that is none, or that is a rule on the source.
    """
    ours = [identifier for folder, identifier in rule_ids() if folder == "site"]
    wanted = {rule.id for name in select for rule in named_rules(name)}
    unwanted = {rule.id for name in ignore for rule in named_rules(name)}
    strange = sorted(wanted - set(ours))
    if strange:
        raise UnknownRule(f'"{strange[0]}" is a rule on the source; with --site there are: {", ".join(ours)}')
    return tuple(
        load_rule("site", identifier)
        for identifier in ours
        if identifier not in unwanted and (not wanted or identifier in wanted)
    )


def check_site(folder: Path, rules: Sequence[Rule], address: str = "") -> tuple[tuple[Problem, ...], int]:
    """Every problem of a built site, sorted, and how many pages were read.

    `address` is where the site is published; without it, the home page's canonical link says so.
    """
    site = read_site(folder, address)
    found = {problem for rule in rules for problem in stamped(rule, rule.check(site))}
    return tuple(sorted(found)), len(site.pages)
