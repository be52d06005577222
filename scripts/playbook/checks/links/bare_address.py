from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, Guide, problem
from playbook.model import Page, Problem

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\"”»’]*[\w/]|\b[\w.+-]+@[\w-]+\.[\w.-]*\w")


def check(context: Context) -> Iterator[Problem]:
    """A web or mail address stands in the text without words around it.

    Readers need to know where a link leads before they follow it, and a screen reader spells an address out.

    Bad:
        See https://example.org/returns for the form.
    Good:
        See the [returns form](https://example.org/returns).
    """
    for page in context.pages:
        if "//" in page.text or "@" in page.text or "www." in page.text:
            yield from _bare(page)
    for guide in context.guides:
        yield from _bare(guide)


def _bare(page: Page | Guide) -> Iterator[Problem]:
    for block in page.blocks:
        for inner in block.walk():
            if inner.kind in {"code", "html"} or not inner.text:
                continue
            for match in _ADDRESS.finditer(inner.text):
                address = match.group()
                written = [link for link in inner.links if address in link.text and link.style != "Autolink"]
                if written or (isinstance(page, Guide) and inner.marked_up and not inner.links):
                    continue
                line = inner.line + inner.text.count("\n", 0, match.start())
                message = f'the address "{address}" stands bare in the text'
                yield problem(page.path, line, message, "write [words that say where it leads](address)")
