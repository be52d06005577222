from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, is_outside, problem, resolve
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A link leads out of the folder docs/, so that it works on nobody's site.

    Bad:
        [the project](../../../README.md)
    Good:
        [how we work](../guides/editors.md)
    """
    for path, _, links in context.linking:
        for link in links:
            if is_outside(link.href) or "../" not in link.href:
                continue
            target, _ = resolve(path, link.href)
            if not target.startswith("docs/"):
                message = f'the link to "{link.href}" leads out of docs/'
                yield problem(path, link.line, message, "link to a page or file inside docs/", link.column)
