from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem
from playbook.said import said

LEAST_KEYWORDS = 8
"""What the guides and the file to fill in say, too."""


def check(page: Page) -> Iterator[Problem]:
    """A page has fewer than eight keywords, or one of them twice, so that staff do not find it by what they type.

    Bad:
        keywords: [anger]
    Good:
        keywords: [angry, furious, shouting, lost it, kicking off, mad, raging, aggressive]
    """
    line = page.front_source.line("keywords")
    words = page.front.keywords
    if len(words) < LEAST_KEYWORDS:
        message = said("the page has {count} keywords", count=len(words))
        yield problem(
            page.path,
            line,
            message,
            said("at least {least}: slang, synonyms, loan words, parts of compounds", least=LEAST_KEYWORDS),
        )
    doubled = sorted({word for word in words if words.count(word) > 1})
    if doubled:
        yield problem(
            page.path, line, said('the keyword "{keyword}" stands here twice', keyword=doubled[0]), said("take one out")
        )
