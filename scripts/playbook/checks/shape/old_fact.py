from __future__ import annotations

import datetime
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.said import said

OLDEST = datetime.timedelta(days=366)
"""How long a fact about a country may go without anybody comparing it with its source."""


def check(shared: Shared) -> Iterator[Problem]:
    """A fact about a country was last compared with its source more than a year ago.

    Laws and telephone numbers change, and staff act on them. Look the fact up again, correct it, and put today's date.
    Or take it out and add it to the list of what is missing; then the page tells staff to ask their manager.

    Bad:
        police: {number: "112", source: {…}, checked: 2019-03-01}
    Good:
        police: {number: "112", source: {…}, checked: (a day of this year)}
    """
    today = datetime.datetime.now(tz=datetime.UTC).date()
    for country in shared.countries.values():
        for identifier, fact in country.facts.items():
            if today - fact.checked > OLDEST:
                message = said(
                    '"{identifier}" was last checked on {checked}, more than a year ago',
                    identifier=identifier,
                    checked=fact.checked,
                )
                source = f"{fact.source.title} {fact.source.section}".strip()
                hint = said(
                    "compare it with {address} ({publisher}), then put today's date",
                    address=source,
                    publisher=fact.source.publisher,
                )
                yield problem(country.path, country.lines[identifier], message, hint)
