from __future__ import annotations

import posixpath
from collections.abc import Iterator

from playbook.checks.edition import Edition
from playbook.checks.problems import problem
from playbook.files import is_file
from playbook.model import Problem
from playbook.model.problem import likely
from playbook.said import Said, said
from playbook.shown.links import is_outside, resolve


def check(edition: Edition) -> Iterator[Problem]:
    """A link leads to a page that does not exist.

    Links to other topics are relative and name the `.md` file. The likely page is proposed. A page that is not
    translated yet is there: the site shows the English one at its address.

    Bad:
        [setting limits](../escalation/setting-limit.md)
    Good:
        [setting limits](../escalation/setting-limits.md)
    """
    for page in edition.judged:
        for link in page.links:
            if link.is_image or not link.href or is_outside(link.href) or link.href.startswith(("#", "/")):
                continue
            target, _ = resolve(page.path, link.href)
            if (
                target in edition.paths
                or target in edition.shared.made
                or target in edition.untranslated
                or not target.startswith("docs/")
                or _is_there(edition, target)
            ):
                continue
            yield problem(
                page.path,
                link.line,
                said('the link to "{href}" leads nowhere', href=link.href),
                _hint(edition, page.path, target),
                link.column,
            )


def _is_there(edition: Edition, target: str) -> bool:
    file = edition.shared.root / target
    return is_file(file) or is_file(file / "index.md")


def _hint(edition: Edition, path: str, target: str) -> Said:
    folder = "/".join(target.split("/")[:2]) + "/"
    name = posixpath.basename(target)
    pages = {posixpath.basename(page): page for page in sorted(edition.paths) if page.startswith(folder)}
    close = name if name in pages else likely(name, list(pages), 0.7)
    if close:
        return said('did you mean "{word}"?', word=posixpath.relpath(pages[close], posixpath.dirname(path)))
    return said("link to an .md file that exists, or take the link out and leave its words")
