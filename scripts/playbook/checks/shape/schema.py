from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.registry import rule_ids
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.model.problem import did_you_mean
from playbook.model.rules import RULES_FILE
from playbook.said import said


def check(shared: Shared) -> Iterator[Problem]:
    """A key is missing, unknown, or has a value of the wrong form, in a front matter or a file of the taxonomy.

    Bad:
        keyword: [angry]     (the key is keywords)
    Good:
        keywords: [angry, shouting]
    """
    yield from (found for found in shared.problems if found.rule == "schema")
    known = [identifier for _, identifier in rule_ids()]
    for rule, line in zip(shared.rules.rules, shared.rules.lines, strict=True):
        for name in (name for name in rule.held_by if name not in known):
            hint = did_you_mean(name, known, said('"playbook check --list" names them all'))
            yield problem(f"taxonomy/{RULES_FILE}", line, said('there is no check "{name}"', name=name), hint)
    languages = [path.split("/")[1] for path in shared.paths if path.startswith("locales/")]
    for code, line in shared.rules.languages:
        if code not in languages:  # also a language that cannot be read is there
            hint = said("the languages here are {languages}", languages=", ".join(sorted(languages)))
            yield problem(
                f"taxonomy/{RULES_FILE}", line, said('there is no language "{language}"', language=code), hint
            )
