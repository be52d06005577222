from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """An image has no alternative text, so that whoever cannot see it learns nothing from it.

    Bad:
        ![](queue.png)
    Good:
        ![Six people waiting at one counter](queue.png)
    """
    for path, _, links in context.linking:
        for link in links:
            if link.is_image and not link.text.strip():
                message = f'the image "{link.href}" has no alternative text'
                hint = "say in the square brackets what it shows: ![Six people waiting](…)"
                yield problem(path, link.line, message, hint, link.column)
