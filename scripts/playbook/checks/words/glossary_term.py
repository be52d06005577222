from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from playbook.checks.problems import problem
from playbook.checks.prose import prose_lines, visible
from playbook.checks.shared import Shared
from playbook.checks.words._stems import has_stemmer, same_stem
from playbook.model import Page, Problem
from playbook.model.script import script_of

_WORD = re.compile(r"\w+", re.UNICODE)
_LEAST = 3


class Avoided(Struct, frozen=True, dict=True):
    """A term to avoid: its form, why, and what to write in its place.

    `begins` are what each of its words begins with in any inflected form, in lower case; `exact`: it has no other.
    """

    form: str
    why: str
    instead: str
    begins: tuple[str, ...]
    exact: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches its inflected forms, and some other words with the same beginnings."""
        if self.exact:
            return re.compile(re.escape(self.form), re.IGNORECASE)
        words = [rf"{begin}\w*" for begin in self.begins]
        return re.compile(rf"\b{'[ -]+'.join(words)}", re.IGNORECASE)


def check(page: Page, shared: Shared) -> Iterator[Problem]:
    """A page uses a term that taxonomy/glossary.yml says to avoid, in any inflected form.

    What not to say (the second column of the phrase table) may have it, as that is what it is there for.

    Bad:
        Spør klienten.    (where the glossary has kunde, and klient under avoid)
    Good:
        Spør kunden.
    """
    terms = _avoided(shared, page.language)
    if not terms:
        return
    text = f"{page.title}\n{page.front.summary}\n{page.body}".lower()
    near = [term for term in terms if all(begin in text for begin in term.begins)]
    bad_cells = {row.line for row in page.by_id["phrases"].phrases} if "phrases" in page.by_id else set()
    for number, line in prose_lines(page) if near else ():
        shown = visible("|".join(line.split("|")[:2]) if number in bad_cells else line)
        for term in near:
            for match in term.pattern.finditer(shown):
                if term.exact or _same_stems(term.form, match[0], page.language):
                    hint = f'write "{term.instead}": {term.why}'
                    yield problem(page.path, number, f'"{match[0]}" is a term to avoid', hint, match.start() + 1)


@lru_cache(maxsize=16)  # the same for all pages of a language
def _avoided(shared: Shared, language: str) -> tuple[Avoided, ...]:
    """The terms to avoid in a language."""
    rows = ((concept, form) for concept in shared.glossary.values() for form in concept.avoid.get(language, ()))
    return tuple(_term(row.form.strip(), row.why, concept.terms.get(language, ""), language) for concept, row in rows)


def _term(form: str, why: str, instead: str, language: str) -> Avoided:
    exact = not has_stemmer(language) or script_of(language) == "Thai"
    words = [form.lower()] if exact else [_beginning(word) for word in _WORD.findall(form.lower())]
    return Avoided(form, why, instead, tuple(words), exact)


def _beginning(word: str) -> str:
    """The letters that every inflected form of a word begins with; the stemmer compares the rest."""
    return word[: max(_LEAST, len(word) - 2)]


def _same_stems(form: str, found: str, language: str) -> bool:
    wanted, there = _WORD.findall(form.lower()), _WORD.findall(found.lower())
    pairs = zip(wanted, there, strict=False)
    return len(wanted) == len(there) and all(same_stem(one, other, language) for one, other in pairs)
