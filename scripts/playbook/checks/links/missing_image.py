from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.files import is_file
from playbook.model import Problem
from playbook.model.problem import did_you_mean
from playbook.said import said
from playbook.shown.links import is_outside, resolve


def check(document: PageOrGuide, shared: Shared) -> Iterator[Problem]:
    """An image shows a file that does not exist.

    Bad:
        ![The queue at the counter](../../assets/quueue.png)
    Good:
        ![The queue at the counter](../../assets/queue.png)
    """
    root = shared.root
    for link in document.links:
        if not link.is_image or is_outside(link.href):
            continue
        target, _ = resolve(document.path, link.href)
        if not link.href or not is_file(root / target):
            folder = target.rpartition("/")[0] + "/"
            names = [path.removeprefix(folder) for path in sorted(shared.pictures) if path.startswith(folder)]
            hint = did_you_mean(
                target.rsplit("/", 1)[-1], names, said("put the image's file there, or take the image out")
            )
            yield problem(
                document.path, link.line, said('there is no image "{href}"', href=link.href), hint, link.column
            )
