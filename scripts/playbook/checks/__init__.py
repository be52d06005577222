"""The checks: what is wrong in the playbook or in a built site, as problems with file, line and fix.

A rule is a function in a file of its own; its folder is its group. `check_playbook` runs them all on one `Playbook`,
`check_site` reads any built static site. Nothing here writes, prints or exits.
"""

from playbook.checks.registry import Rule, all_rules, find_rules
from playbook.checks.run import Checker, UnknownRule, check_playbook, choose_rules, offer_rules, unread_first

__all__ = [
    "Checker",
    "Rule",
    "UnknownRule",
    "all_rules",
    "check_playbook",
    "choose_rules",
    "find_rules",
    "offer_rules",
    "unread_first",
]
