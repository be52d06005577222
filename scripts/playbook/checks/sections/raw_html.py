from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, problem
from playbook.model import Problem


def check(context: Context) -> Iterator[Problem]:
    """A page has raw HTML in it, which translators' tools and printed packs cannot show. Comments are fine.

    Bad:
        Call <b>security</b> first.
    Good:
        Call **security** first.
    """
    for page in context.pages:
        if "<" not in page.text:
            continue
        for block in page.every_block:
            for html in block.html:
                if not html.lstrip().startswith("<!--") and html.strip():
                    message = f"raw HTML: {html.strip()[:40]}"
                    yield problem(page.path, block.line, message, "write it in Markdown, or in plain words")
                    break
            if block.kind == "html" and not block.html and "<" in block.text:
                yield problem(page.path, block.line, "raw HTML", "write it in Markdown, or in plain words")
