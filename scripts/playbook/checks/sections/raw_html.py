from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.meant import hides_what_follows
from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said


def check(page: Page) -> Iterator[Problem]:
    """A page has raw HTML in it, which translators' tools and printed packs cannot show. Comments are fine.

    Bad:
        Call <b>security</b> first.
    Good:
        Call **security** first.
    """
    if "<" not in page.text:
        return
    for block in page.every_block:
        if hides_what_follows(block):
            continue  # rule stray-markup says so
        for html in block.html:
            if not html.lstrip().startswith("<!--") and html.strip():
                message = said("raw HTML: {html}", html=html.strip()[:40])
                yield problem(page.path, block.line, message, said("write it in Markdown, or in plain words"))
                break
        if block.kind == "html" and not block.html and "<" in block.text:
            yield problem(page.path, block.line, said("raw HTML"), said("write it in Markdown, or in plain words"))
