from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._forms import finder_for
from playbook.checks.words._speech import told_to_say
from playbook.model import Page, Problem
from playbook.said import said

_NAME = "sample-name"


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """What staff are told to say names somebody: a name of taxonomy/rules.yml, or one after a greeting or “I’m”.

    Names are for stories. What is said gets copied, shown and read out, so that a sample name must be a gap. A form of
    the list that ends in a word of its own, such as “I’m *”, is meant with a capital letter there.

    Bad:
        | “Good morning, I’m Priya.” | …
    Good:
        | “Good morning, I’m {{ my_name }}.” | …
    """
    finder = finder_for(shared.rules, _NAME, page.language)
    if not finder.may_be_in(page.text):
        return
    gaps = ", ".join(f"{{{{ {slot.name} }}}}" for slot in shared.taxonomy.slots.values() if slot.is_said)
    for line in told_to_say(page, shared.rules):
        for found in _names(finder.pattern, line.text):
            number = line.number + line.text.count("\n", 0, found.start())
            message = said(
                '"{found}" is somebody’s name in what staff are told to say: “{line}…”',
                found=found[0],
                line=line.text[:40],
            )
            yield problem(page.path, number, message, said("put a gap in its place; there are: {gaps}", gaps=gaps))


def _names(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every form found that ends in a name; what is none of them may still begin another: “Hei, det er Ida”."""
    place = 0
    while found := pattern.search(text, place):
        if is_name := _names_somebody(found):
            yield found
        place = found.end() if is_name else found.start() + 1


def _names_somebody(found: re.Match[str]) -> bool:
    """Whether the last word found could be a name: it has a capital, or is of a script without capitals."""
    last = re.split(r"\s", found[0])[-1]
    return bool(last) and last[0] == last[0].upper()
