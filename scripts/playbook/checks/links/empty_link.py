from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem


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
            message = f'the link to "{link.href}" has no words'
            yield problem(document.path, link.line, message, "write them between the square brackets", link.column)
        if not link.href.strip():
            message = f'the link "{link.text}" has no address'
            yield problem(document.path, link.line, message, "write the page between the round brackets", link.column)
