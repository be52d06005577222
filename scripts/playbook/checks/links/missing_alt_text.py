from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said


def check(document: PageOrGuide) -> Iterator[Problem]:
    """An image has no alternative text, so that whoever cannot see it learns nothing from it.

    Bad:
        ![](queue.png)
    Good:
        ![Six people waiting at one counter](queue.png)
    """
    for link in document.links:
        if link.is_image and not link.text.strip():
            message = said('the image "{href}" has no alternative text', href=link.href)
            hint = said("say in the square brackets what it shows: ![Six people waiting](…)")
            yield problem(document.path, link.line, message, hint, link.column)
