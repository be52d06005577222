from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said
from playbook.shown.links import is_outside, resolve


def check(document: PageOrGuide) -> Iterator[Problem]:
    """A link leads out of the folder docs/, so that it works on nobody's site.

    Bad:
        [the project](../../../README.md)
    Good:
        [how we work](../guides/editors.md)
    """
    for link in document.links:
        if is_outside(link.href) or "../" not in link.href:
            continue
        target, _ = resolve(document.path, link.href)
        if not target.startswith("docs/"):
            message = said('the link to "{href}" leads out of docs/', href=link.href)
            yield problem(document.path, link.line, message, said("link to a page or file inside docs/"), link.column)
