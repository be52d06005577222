from __future__ import annotations

from collections.abc import Iterator

from playbook.checks.problems import problem
from playbook.model import Page, Problem

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
        message = f"the page has {len(words)} keywords"
        yield problem(
            page.path, line, message, f"at least {LEAST_KEYWORDS}: slang, synonyms, loan words, parts of compounds"
        )
    doubled = sorted({word for word in words if words.count(word) > 1})
    if doubled:
        yield problem(page.path, line, f'the keyword "{doubled[0]}" stands here twice', "take one out")
