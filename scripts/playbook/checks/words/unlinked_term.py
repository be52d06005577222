from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from playbook.checks.problems import problem
from playbook.checks.shared import Shared
from playbook.checks.words._terms import Term
from playbook.model import Block, Concept, Page, Problem
from playbook.said import said
from playbook.shown.links import resolve

_SECTIONS = frozenset({"signs", "steps", "mistakes", "escalate", "afterwards", "why"})
"""Where a link may help: not in what is read in a hurry (now), said aloud (phrases) or a riddle (practice)."""
_GLOSS = re.compile(r"(?<!\s)\s*\([^()]*\)")


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A page uses a word of the glossary and does not link it. An offer, which `playbook check --offers` shows.

    Only a person knows whether the word has the glossary's sense there: it is linked by hand, once on a page, or left.
    Pages on which the concept is explained, and words in phrases and practice, are not offered.

    Bad:
        Offer a refund or an exchange.
    Good:
        Offer a [refund](../glossary.md#refund) or an exchange.
    """
    linked = {resolve(page.path, link.href) for link in page.links}
    glossary = f"docs/{page.language}/glossary.md"
    text = page.body.lower()
    for concept, term in _terms(shared, page.language):
        is_known = page.topic in concept.topics or (glossary, concept.id) in linked
        if not is_known and term.may_be_in(text) and (use := _first_use(page, term)):
            line, word = use
            hint = said("if it has that sense here: [{word}](../glossary.md#{concept})", word=word, concept=concept.id)
            yield problem(
                page.path,
                line,
                said('"{word}" is a word of the glossary, and this page does not link it', word=word),
                hint,
            )


@lru_cache(maxsize=16)  # the same for all pages of a language
def _terms(shared: Shared, language: str) -> tuple[tuple[Concept, Term], ...]:
    """The concepts that have a term in a language, with the term."""
    concepts = (concept for concept in shared.glossary.values() if language in concept.terms)
    return tuple((concept, Term(_GLOSS.sub("", concept.terms[language]), language)) for concept in concepts)


def _first_use(page: Page, term: Term) -> tuple[int, str] | None:
    """(line, word) of the first use outside links, headings and tables."""
    sections = (section for section in page.sections if section.id in _SECTIONS)
    blocks = (inner for section in sections for block in section.blocks for inner in block.walk())
    uses = (use for block in blocks if block.kind in {"paragraph", "item"} for use in _uses(block, term))
    return next(uses, None)


def _uses(block: Block, term: Term) -> Iterator[tuple[int, str]]:
    line = block.line
    for run in block.runs:
        for match in term.uses(run.text) if not run.href and not run.code else ():
            yield line + run.text.count("\n", 0, match.start()), match[0]
        line += run.text.count("\n")
