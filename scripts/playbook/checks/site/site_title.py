from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.site._reading import BuiltSite
from playbook.model import Problem


def check(site: BuiltSite) -> Iterator[Problem]:
    """A built page has no title, or the same as another page of its language.

    Bad:
        <title>Returns</title>      (on two English pages)
    Good:
        <title>Returns and exchanges</title>
    """
    seen: dict[tuple[str, str], str] = {}
    for page in site.shown():
        if not page.title:
            yield site.problem(page.path, "<head", "the page has no title", "write one between <title> and </title>")
            continue
        key = (page.language or "", page.title.casefold())
        if key in seen:
            message = f'"{page.title}" is also the title of another page'
            yield site.problem(page.path, "<title", message, f"the other is {seen[key]}")
        seen.setdefault(key, page.path)
