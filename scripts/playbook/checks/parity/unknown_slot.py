from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.context import Context, body_start, likely, problem
from playbook.model import Problem

_BROKEN = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})|\{\{[^{}\n]*(?:\}(?!\})|$)|(?<!\{)\{[^{}\n]*\}\}", re.MULTILINE)


def check(context: Context) -> Iterator[Problem]:
    """A slot is not one that taxonomy/organisation.yml declares, or its brackets are broken.

    Bad:
        Call {{ duty_manger }}.   Call { duty_manager }.
    Good:
        Call {{ duty_manager }}.
    """
    slots = context.playbook.taxonomy.slots
    for page in context.pages:
        if "{" not in page.text:
            continue
        for name, line in page.slots:
            if name not in slots:
                close = likely(name, list(slots))
                hint = f"did you mean {{{{ {close} }}}}?" if close else f"slots there are: {', '.join(slots)}"
                yield problem(page.path, line, f"there is no slot {{{{ {name} }}}}", hint)
        body = body_start(page.text)
        if all(page.text.count(bracket, body) == 2 * len(page.slots) for bracket in "{}"):
            continue
        for match in _BROKEN.finditer(page.text, body):
            line = page.text.count("\n", 0, match.start()) + 1
            message = f'"{match[0]}" is a broken slot'
            yield problem(page.path, line, message, "write two brackets on each side: {{ duty_manager }}")
