from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.documents import Guide, PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said

_REFERENCE = re.compile(r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_KNOWN = frozenset({"Inline", "Autolink", "Email"})


def check(document: PageOrGuide) -> Iterator[Problem]:
    """A link names its target by a reference that is not defined, or that stands apart from it.

    Links here are written in one piece, so that a translator sees the words and the target together.

    Bad:
        See [setting limits][limits].
    Good:
        See [setting limits](../escalation/setting-limits.md).
    """
    for link in document.links:
        if link.style not in _KNOWN and not link.is_image:
            message = said('the link "{words}" keeps its target elsewhere', words=link.text)
            yield problem(
                document.path,
                link.line,
                message,
                said("write [{words}]({href})", words=link.text, href=link.href),
                link.column,
            )
    if isinstance(document, Guide) or "][" not in document.text:
        return
    for block in document.every_block:
        for match in _REFERENCE.finditer(block.text) if block.kind != "code" else ():
            line = block.line + block.text.count("\n", 0, match.start())
            message = said(
                'the link "{words}" names a reference "{name}" that is not defined',
                words=match[1],
                name=match[2] or match[1],
            )
            yield problem(document.path, line, message, said("write [{words}](../group/topic.md)", words=match[1]))
