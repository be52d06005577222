from __future__ import annotations

import datetime
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said

_AHEAD = datetime.timedelta(days=1)
"""How far a day may be ahead of Greenwich: the furthest east it is tomorrow already."""


def check(page: Page) -> Iterator[Problem]:
    """A page says that it was read on a day that is still to come.

    Bad:
        reviewed: 2131-01-01
    Good:
        reviewed: 2026-11-22
    """
    front, latest = page.front, datetime.datetime.now(tz=datetime.UTC).date() + _AHEAD
    places: list[tuple[datetime.date | None, tuple[str | int, ...]]] = [(front.reviewed, ("reviewed",))]
    places += ((row.day, ("read_by", number)) for number, row in enumerate(front.read_by))
    for day, key in places:
        if day and day > latest:
            message = said("{day} is still to come; a review is dated when the page was read", day=day)
            hint = said(
                "playbook reviewed {topic} {language} --by NAME writes today's date",
                topic=page.topic,
                language=page.language,
            )
            yield problem(page.path, page.front_source.line(*key), message, hint)
