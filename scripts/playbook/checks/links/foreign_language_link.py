from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.documents import PageOrGuide
from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Problem
from playbook.model.source_file import language_of
from playbook.said import said
from playbook.shown.links import is_outside, resolve


def check(document: PageOrGuide, shared: Shared) -> Iterator[Problem]:
    """A link leads into another language.

    Readers choose their language with the switch at the top; a link stays in the language of its page.

    Bad:
        docs/fi/customers/angry-customer.md:  [rajat](../../en/escalation/setting-limits.md)
    Good:
        docs/fi/customers/angry-customer.md:  [rajat](../escalation/setting-limits.md)
    """
    for link in document.links:
        if is_outside(link.href) or "../" not in link.href:
            continue
        target, _ = resolve(document.path, link.href)
        there = language_of(target)
        if there and there != document.language and there in shared.locales:
            message = said(
                'the link to "{href}" leads from language "{tongue}" into "{other_tongue}"',
                href=link.href,
                tongue=document.language,
                other_tongue=there,
            )
            hint = said("link to docs/{language}/{page}", language=document.language, page=target.split("/", 2)[2])
            yield problem(document.path, link.line, message, hint, link.column)
