from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from playbook.checks.context import Context, lines_with, problem, prose_lines
from playbook.checks.words._prose import visible
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

    def may_be_in(self, lowered: str) -> bool:
        """Whether it may be in a text in lower case: a quick look, as few are anywhere."""
        return all(map(lowered.__contains__, self.begins))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches its inflected forms, and some other words with the same beginnings."""
        if self.exact:
            return re.compile(re.escape(self.form), re.IGNORECASE)
        words = [rf"{begin}\w*" for begin in self.begins]
        return re.compile(rf"\b{'[ -]+'.join(words)}", re.IGNORECASE)


def check(context: Context) -> Iterator[Problem]:
    """A page uses a term that taxonomy/glossary.yml says to avoid, in any inflected form.

    What not to say (the second column of the phrase table) may have it, as that is what it is there for.

    Bad:
        Spør klienten.    (where the glossary has kunde, and klient under avoid)
    Good:
        Spør kunden.
    """
    source = context.playbook.data.get("glossary.yml")
    languages = {page.language for page in context.pages}
    avoided = _avoided(source.data, languages) if source else {}
    for page in context.pages:
        prose = context.prose[page.path]
        near = [term for term in avoided.get(page.language, ()) if term.may_be_in(prose)]
        if near:
            yield from _uses(page, prose, near)


def _uses(page: Page, prose: str, terms: list[Avoided]) -> Iterator[Problem]:
    bad_cells = {row.line for row in page.by_id["phrases"].phrases} if "phrases" in page.by_id else set()
    lines = prose_lines(page)
    for term in terms:
        for number, line in (lines[index] for index in lines_with(prose, term.begins[:1])):
            shown = visible("|".join(line.split("|")[:2]) if number in bad_cells else line)
            for match in term.pattern.finditer(shown):
                if term.exact or _same_stems(term.form, match[0], page.language):
                    hint = f'write "{term.instead}"' + (f": {term.why}" if term.why else "")
                    yield problem(page.path, number, f'"{match[0]}" is a term to avoid', hint, match.start() + 1)


def _avoided(data: Any, languages: set[str]) -> dict[str, list[Avoided]]:
    """Language to the terms to avoid; rows of another shape are left to the schema's rule."""
    rows = (
        data
        if isinstance(data, list)
        else next((value for value in data.values() if isinstance(value, list)), [])
        if isinstance(data, dict)
        else []
    )
    found: dict[str, list[Avoided]] = {}
    for row in rows:
        avoid = row.get("avoid") if isinstance(row, dict) else None
        terms = row.get("terms") if isinstance(row, dict) else None
        for language, items in avoid.items() if isinstance(avoid, dict) else ():
            for item in items if isinstance(items, list) else [items]:
                form, why = (item.get("form"), item.get("why")) if isinstance(item, dict) else (item, "")
                if language in languages and isinstance(form, str) and form.strip():
                    instead = terms.get(language, "") if isinstance(terms, dict) else ""
                    instead = instead[0] if isinstance(instead, list) and instead else instead
                    found.setdefault(str(language), []).append(
                        _term(form.strip(), str(why or ""), str(instead), str(language))
                    )
    return found


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
