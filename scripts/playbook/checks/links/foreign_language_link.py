from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.context import Context, is_outside, problem, resolve
from playbook.model import Problem
from playbook.model.source_file import language_of


def check(context: Context) -> Iterator[Problem]:
    """A link leads into another language.

    Readers choose their language with the switch at the top; a link stays in the language of its page.

    Bad:
        docs/fi/customers/angry-customer.md:  [rajat](../../en/escalation/setting-limits.md)
    Good:
        docs/fi/customers/angry-customer.md:  [rajat](../escalation/setting-limits.md)
    """
    for path, language, links in context.linking:
        for link in links:
            if is_outside(link.href) or "../" not in link.href:
                continue
            target, _ = resolve(path, link.href)
            there = language_of(target)
            if there and there != language and there in context.playbook.locales:
                message = f'the link to "{link.href}" leads from language "{language}" into "{there}"'
                hint = f"link to docs/{language}/{target.split('/', 2)[2]}"
                yield problem(path, link.line, message, hint, link.column)
