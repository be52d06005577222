from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.said import said


def check(document: PageOrGuide, shared: Shared) -> Iterator[Problem]:
    """A link to our own site is written with the whole address, or from the site's top.

    Such a link breaks where the site is published elsewhere, shown without a network or printed; a relative one works
    everywhere and is checked.

    Bad:
        [empathy](https://playbook.example/skills/empathy/)
        [empathy](/skills/empathy/)
    Good:
        [empathy](../skills/empathy.md)
    """
    own = shared.own_address
    for link in document.links:
        ours = link.href.startswith("/") and not link.href.startswith("//")
        if ours or (own and (link.href + "/").startswith(own + "/")):
            message = said('the link to "{href}" is absolute', href=link.href)
            yield problem(
                document.path, link.line, message, said("link to the .md file instead: ../group/topic.md"), link.column
            )
