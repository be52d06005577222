from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from playbook.checks.problems import problem
from playbook.checks.prose import prose_lines, visible
from playbook.checks.shared import Shared
from playbook.checks.words._terms import Term
from playbook.model import Page, Problem
from playbook.said import said


class Avoided(Struct, frozen=True):
    """A term to avoid, why, and what to write in its place."""

    term: Term
    why: str
    instead: str


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A page uses a term that taxonomy/glossary.yml says to avoid, in any inflected form.

    What not to say (the second column of the phrase table) may have it, as that is what it is there for.

    Bad:
        Spør klienten.    (where the glossary has kunde, and klient under avoid)
    Good:
        Spør kunden.
    """
    text = f"{page.title}\n{page.front.summary}\n{page.body}".lower()
    near = [row for row in _avoided(shared, page.language) if row.term.may_be_in(text)]
    bad_cells = {row.line for row in page.by_id["phrases"].phrases} if "phrases" in page.by_id else set()
    for number, line in prose_lines(page) if near else ():
        for row in (row for row in near if row.term.may_be_in(line.lower())):
            shown = visible("|".join(line.split("|")[:2]) if number in bad_cells else line)
            for match in row.term.uses(shown):
                hint = said('write "{instead}": {why}', instead=row.instead, why=row.why)
                yield problem(
                    page.path, number, said('"{found}" is a term to avoid', found=match[0]), hint, match.start() + 1
                )


@lru_cache(maxsize=16)  # the same for all pages of a language
def _avoided(shared: Shared, language: str) -> tuple[Avoided, ...]:
    """The terms to avoid in a language."""
    return tuple(
        Avoided(Term(row.form.strip(), language), row.why, concept.terms.get(language, ""))
        for concept in shared.glossary.values()
        for row in concept.avoid.get(language, ())
    )
