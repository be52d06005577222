from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from playbook.checks.edition import Edition
from playbook.checks.passages import PagePassages
from playbook.checks.problems import problem
from playbook.checks.words._forms import Finder, finder_of
from playbook.checks.words._phrases import Phrases, SpokenPhrase, phrase_of, sayings
from playbook.model import Problem
from playbook.said import said


def check(edition: Edition) -> Iterator[Problem]:
    """What a page lists under “Don't say” is what staff are told to say, there or on another page, or nearly so.

    Whole sentences are compared, by their stems and in order. Two are not held to be one if one of them is a question,
    or has a word that denies (those are in taxonomy/rules.yml), and the other is not.

    Bad:
        | … | “We'll see what we can do.” |      and elsewhere   “Let's see what we can do.”
    Good:
        | … | “We'll see what we can do.” |      and elsewhere   “I'll ask, and ring you by five.”
    """
    for language in edition.judged_languages:
        denials = finder_of(edition.shared.rules.denials.get(language, ()), language)
        yield from _contradictions(language, denials, edition.passages(language), edition.asked)


@lru_cache(maxsize=16)  # a language whose pages have not changed has what it had
def _contradictions(
    language: str, denials: Finder, pages: tuple[PagePassages, ...], asked: frozenset[str] | None
) -> tuple[Problem, ...]:
    spoken = (sayings(page.path, one.line, one.text, language) for page in pages for one in page.of("say"))
    phrases = Phrases(language, chain.from_iterable(spoken), denials)
    found: dict[tuple[str, int], tuple[SpokenPhrase, SpokenPhrase]] = {}
    for page in pages:
        for one in page.of("avoid"):
            avoided = phrase_of(page.path, one.line, one.text, language)
            for phrase in phrases.near(avoided, asked):
                found.setdefault((phrase.path, phrase.line), (phrase, avoided))
    return tuple(_problem(phrase, avoided) for phrase, avoided in found.values())


def _problem(phrase: SpokenPhrase, avoided: SpokenPhrase) -> Problem:
    message = said(
        "“{text}” is what {page}:{line} says not to say: “{avoided}”",
        text=phrase.text,
        page=avoided.path,
        line=avoided.line,
        avoided=avoided.text,
    )
    return problem(
        phrase.path, phrase.line, message, said("say something else here, or take it out of “Don't say” there")
    )
