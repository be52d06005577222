from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, is_outside, likely, problem, resolve
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """An image shows a file that does not exist.

    Bad:
        ![The queue at the counter](../../assets/quueue.png)
    Good:
        ![The queue at the counter](../../assets/queue.png)
    """
    root = context.playbook.root
    for path, _, links in context.linking:
        for link in links:
            if not link.is_image or is_outside(link.href):
                continue
            target, _ = resolve(path, link.href)
            if not link.href or not (root / target).is_file():
                folder = (root / target).parent
                names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
                close = likely(target.rsplit("/", 1)[-1], names)
                hint = f'did you mean "{close}"?' if close else "put the image's file there, or take the image out"
                yield problem(path, link.line, f'there is no image "{link.href}"', hint, link.column)
