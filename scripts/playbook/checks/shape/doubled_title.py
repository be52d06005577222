from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.checks.registry import Scope
from playbook.model import Problem

SCOPE = Scope.EDITION


def check(context: Context) -> Iterator[Problem]:
    """Two pages of a language have the same title, so that nobody can tell them apart in a list.

    Bad:
        title: Returns     (on two pages)
    Good:
        title: Returns and exchanges     title: Repeated refund claims
    """
    seen: dict[tuple[str, str], str] = {}
    for page in context.pages:
        key = (page.language, page.title.casefold())
        if key in seen:
            line = page.front_source.line("title")
            yield problem(
                page.path, line, f'"{page.title}" is also the title of another page', f"the other is {seen[key]}"
            )
        seen.setdefault(key, page.path)
