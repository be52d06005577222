from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.documents import Guide, PageOrGuide
from playbook.checks.problems import problem
from playbook.model import Problem
from playbook.said import said

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\"”»’]*[\w/]|\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,200}\w")

_HINT = re.compile("//|@|www\\.")
"""What every address has; most pages have none."""


def check(document: PageOrGuide) -> Iterator[Problem]:
    """A web or mail address stands in the text without words around it.

    Readers need to know where a link leads before they follow it, and a screen reader spells an address out.

    Bad:
        See https://example.org/returns for the form.
    Good:
        See the [returns form](https://example.org/returns).
    """
    if not _HINT.search(document.text):
        return
    for block in document.every_block:
        text = block.text
        if block.kind in {"code", "html"}:
            continue
        for match in _ADDRESS.finditer(text):
            address = match.group()
            written = [link for link in block.links if address in link.text and link.style != "Autolink"]
            if written or (isinstance(document, Guide) and block.marked_up and not block.links):
                continue
            line = block.line + text.count("\n", 0, match.start())
            message = said('the address "{address}" stands bare in the text', address=address)
            yield problem(document.path, line, message, said("write [words that say where it leads](address)"))
