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
    for block in page.every_block:
        text = block.text
        if block.kind in {"code", "html"} or not ("//" in text or "@" in text or "www." in text):
            continue
        for match in _ADDRESS.finditer(text):
            address = match.group()
            written = [link for link in block.links if address in link.text and link.style != "Autolink"]
            if written or (isinstance(page, Guide) and block.marked_up and not block.links):
                continue
            line = block.line + text.count("\n", 0, match.start())
            message = f'the address "{address}" stands bare in the text'
            yield problem(page.path, line, message, "write [words that say where it leads](address)")
