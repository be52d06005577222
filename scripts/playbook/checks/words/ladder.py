from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.checks.prose import prose_lines, visible
from playbook.checks.shared import Shared
from playbook.checks.words._forms import finder_of
from playbook.model import Page, Problem
from playbook.model.rules import Forms, HouseRule, Threshold
from playbook.said import said
from playbook.shown.links import resolve

_NAME = "ladder"


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A page touches a rule's threshold without a link to the rule's page, or has another threshold than the rule.

    The ladders of limits and of help stand in full on one page each; taxonomy/rules.yml has the words and the slots
    that touch them, and words that are contrary to them. “Don't say” is not looked at.

    Bad:
        Stop serving after three warnings.       (and no link)
    Good:
        Give one warning, then stop serving: see [setting limits](../escalation/setting-limits.md#steps).
    """
    for rule in shared.rules.held_by(_NAME):
        for row in rule.thresholds:
            if page.topic not in row.pages:
                yield from _strays(page, rule, row)
                yield from _unlinked(page, rule, row)


def _strays(page: Page, rule: HouseRule, row: Threshold) -> Iterator[Problem]:
    for number, found in _hits(page, row.contrary):
        message = said(
            '"{found}" is another threshold than that of the house rule "{rule}"', found=found[0], rule=rule.id
        )
        yield problem(
            page.path, number, message, said("use the words of {words}", words=_either(row)), found.start() + 1
        )


def _unlinked(page: Page, rule: HouseRule, row: Threshold) -> Iterator[Problem]:
    if any(_topic(page, link.href) in row.pages for link in page.links):
        return
    touched = [(line, f"{{{{ {name} }}}}") for name, line in page.slots if name in row.slots]
    touched += ((number, f'"{found[0]}"') for number, found in _hits(page, row.words))
    if touched:
        number, what = min(touched)
        message = said(
            '{what} touches the house rule "{rule}", and the page has no link to it', what=what, rule=rule.id
        )
        yield problem(page.path, number, message, said("link to {words}", words=_either(row)))


def _hits(page: Page, forms: Forms) -> Iterator[tuple[int, re.Match[str]]]:
    """(line, match) of each form on the page, but not in what not to say."""
    finder = finder_of(forms.get(page.language, ()), page.language)
    if finder.may_be_in(page.text):
        cells = {row.line for row in page.by_id["phrases"].phrases} if "phrases" in page.by_id else set()
        for number, line in prose_lines(page):
            shown = visible("|".join(line.split("|")[:2]) if number in cells else line)
            yield from ((number, found) for found in finder.find(shown))


def _topic(page: Page, href: str) -> str:
    return posixpath.basename(resolve(page.path, href)[0]).removesuffix(".md")


def _either(row: Threshold) -> str:
    return " or ".join(row.pages)
