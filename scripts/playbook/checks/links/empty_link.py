from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A link has no words, or no address.

    Bad:
        [](../skills/empathy.md)  [empathy]()
    Good:
        [empathy](../skills/empathy.md)
    """
    for path, _, links in context.linking:
        for link in links:
            if link.is_image:
                continue
            if not link.text.strip() and not any(other.is_image and other.line == link.line for other in links):
                message = f'the link to "{link.href}" has no words'
                yield problem(path, link.line, message, "write them between the square brackets", link.column)
            if not link.href.strip():
                message = f'the link "{link.text}" has no address'
                yield problem(path, link.line, message, "write the page between the round brackets", link.column)
