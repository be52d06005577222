from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said


def check(document: PageOrGuide) -> Iterator[Problem]:
    """A link has no words, or no address.

    Bad:
        [](../skills/empathy.md)  [empathy]()
    Good:
        [empathy](../skills/empathy.md)
    """
    for link in document.links:
        if link.is_image:
            continue
        if not link.text.strip() and not any(other.is_image and other.line == link.line for other in document.links):
            message = said('the link to "{href}" has no words', href=link.href)
            yield problem(
                document.path, link.line, message, said("write them between the square brackets"), link.column
            )
        if not link.href.strip():
            message = said('the link "{words}" has no address', words=link.text)
            yield problem(
                document.path, link.line, message, said("write the page between the round brackets"), link.column
            )
