from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A link to our own site is written with the whole address, or from the site's top.

    Such a link breaks where the site is published elsewhere, shown without a network or printed; a relative one works
    everywhere and is checked.

    Bad:
        [empathy](https://playbook.example/skills/empathy/)
        [empathy](/skills/empathy/)
    Good:
        [empathy](../skills/empathy.md)
    """
    own = context.own_address
    for path, _, links in context.linking:
        for link in links:
            ours = link.href.startswith("/") and not link.href.startswith("//")
            if ours or (own and (link.href + "/").startswith(own + "/")):
                message = f'the link to "{link.href}" is absolute'
                yield problem(path, link.line, message, "link to the .md file instead: ../group/topic.md", link.column)
