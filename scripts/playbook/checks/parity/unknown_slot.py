from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.problem import did_you_mean
from playbook.said import said

_BROKEN = re.compile(r"\{(?<!\{\{)\s*\w+\s*\}(?!\})|\{\{[^{}\n]*(?:\}(?!\})|$)|\{(?<!\{\{)[^{}\n]*\}\}", re.MULTILINE)


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A slot is not one that taxonomy/organisation.yml declares, or its brackets are broken.

    Bad:
        Call {{ duty_manger }}.   Call { duty_manager }.
    Good:
        Call {{ duty_manager }}.
    """
    slots = shared.taxonomy.slots
    for name, line in page.slots:
        if name not in slots:
            hint = did_you_mean(name, slots, said("slots there are: {slots}", slots=", ".join(slots)), "{{{{ {} }}}}")
            yield problem(page.path, line, said("there is no slot {{ {slot} }}", slot=name), hint)
    for match in _BROKEN.finditer(page.body):
        line = page.body_line + page.body.count("\n", 0, match.start())
        message = said('"{found}" is a broken slot', found=match[0])
        yield problem(page.path, line, message, said("write two brackets on each side: {{ duty_manager }}"))
