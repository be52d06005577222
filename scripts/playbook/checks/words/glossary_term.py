from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any

from msgspec import Struct

from playbook.checks.problems import problem
from playbook.checks.prose import prose_lines, visible
from playbook.checks.shared import Shared
from playbook.model import Page, Problem
from playbook.model.script import script_of

_STEMMERS = {"en": "english", "tr": "turkish", "fi": "finnish", "nb": "norwegian", "el": "greek", "sv": "swedish",
             "da": "danish", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
             "pt": "portuguese", "ru": "russian"}  # fmt: skip
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
    stemmer = _STEMMERS.get(language.split("-", maxsplit=1)[0])
    exact = stemmer is None or script_of(language) == "Thai"
    words = [form.lower()] if exact else [_beginning(word) for word in _WORD.findall(form.lower())]
    return Avoided(form, why, instead, tuple(words), exact)


def _beginning(word: str) -> str:
    """The letters that every inflected form of a word begins with; the stemmer compares the rest."""
    return word[: max(_LEAST, len(word) - 2)]


def _same_stems(form: str, found: str, language: str) -> bool:
    stem = _stemmer(_STEMMERS[language.split("-", maxsplit=1)[0]])
    wanted, there = _WORD.findall(form.lower()), _WORD.findall(found.lower())
    pairs = zip(wanted, there, strict=False)
    same = _near if language in _LOOSE else str.__eq__
    return len(wanted) == len(there) and all(same(stem(one), stem(other)) for one, other in pairs)


_LOOSE = frozenset({"tr", "el", "fi"})
"""Languages whose stemmers give one word several stems: alıç for alıcı and alıcı for alıcıya, απολο and απολογι."""


def _near(one: str, other: str) -> bool:
    """Whether two stems of such a language are one but for their last letters."""
    short, long = sorted((_softened(one), _softened(other)), key=len)
    return long.startswith(short) and len(long) - len(short) <= _LAST_LETTERS


_LAST_LETTERS = 2


def _softened(stem: str) -> str:
    return stem[:-1] + stem[-1:].translate(_SOFT)


_SOFT = str.maketrans("çptk", "cbdg")


@cache
def _stemmer(name: str) -> Any:
    import snowballstemmer  # noqa: PLC0415 - slow to import, and needed only when a page comes near a term to avoid

    return snowballstemmer.stemmer(name).stemWord
