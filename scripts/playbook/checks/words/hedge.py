from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._forms import finder_for
from playbook.checks.words._speech import told_to_say
from playbook.model import Page, Problem
from playbook.said import said

_NAME = "hedge"
_AROUND = " .,!?…;"


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """What staff are told to say leans on a hedge: a word of taxonomy/rules.yml that promises nothing.

    It looks at the quotations under Right now, in the steps, the “Say” cells, When to get help, Afterwards and the
    model answers. “Don't say” may have hedges, as that is where they belong, and so may “never say …”.

    Bad:
        | “It should be with you shortly.” | …
    Good:
        | “I'll ring you by five, news or not.” | …
    """
    finder = finder_for(shared.rules, _NAME, page.language)
    if not finder.may_be_in(page.text):
        return
    for line in told_to_say(page, shared.rules):
        for found in finder.find(line.text):
            if found[0] != line.text.strip(
                _AROUND
            ):  # a quotation of nothing else names the word, and is not to be said
                number = line.number + line.text.count("\n", 0, found.start())
                message = said(
                    '"{found}" in what staff are told to say promises nothing: “{line}…”',
                    found=found[0],
                    line=line.text[:40],
                )
                yield problem(page.path, number, message, said("say what you do yourself, and when"))
