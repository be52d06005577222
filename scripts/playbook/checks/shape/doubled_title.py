from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """Two pages of a language have the same title, so that nobody can tell them apart in a list.

    Bad:
        title: Returns     (on two pages)
    Good:
        title: Returns and exchanges     title: Repeated refund claims
    """
    seen: dict[tuple[str, str], str] = {}
    for page in edition.pages.values():
        key = (page.language, page.title.casefold())
        if key in seen:
            message = said('"{title}" is also the title of another page', title=page.title)
            yield problem(page.path, page.front.line("title"), message, said("the other is {page}", page=seen[key]))
        seen.setdefault(key, page.path)
