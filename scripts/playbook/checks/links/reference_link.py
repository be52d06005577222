from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.documents import Guide, PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem

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
            message = f'the link "{link.text}" keeps its target elsewhere'
            yield problem(document.path, link.line, message, f"write [{link.text}]({link.href})", link.column)
    if isinstance(document, Guide) or "][" not in document.text:
        return
    for block in document.every_block:
        for match in _REFERENCE.finditer(block.text) if block.kind != "code" else ():
            line = block.line + block.text.count("\n", 0, match.start())
            message = f'the link "{match[1]}" names a reference "{match[2] or match[1]}" that is not defined'
            yield problem(document.path, line, message, f"write [{match[1]}](../group/topic.md)")
