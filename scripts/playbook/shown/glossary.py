"""The glossary in the words and the order of one language, or of two side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from msgspec import Struct

from playbook.model import REFERENCE, Playbook
from playbook.shown.collation import first_letter, sort_key


class ShownConcept(Struct, frozen=True):
    """A concept with its term and definition in `language`; `others` are (language, term), `topics` their ids."""

    id: str
    term: str
    definition: str
    language: str
    others: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]


class ConceptRow(Struct, frozen=True):
    """A concept with its term and definition in each of some languages, and the topics that explain it."""

    id: str
    terms: tuple[str, ...]
    definitions: tuple[str, ...]
    topics: tuple[str, ...] = ()


def shown_concepts(playbook: Playbook, language: str) -> tuple[ShownConcept, ...]:
    """The glossary in a language, in its alphabetical order; a row without a term there has the reference's."""
    shown = []
    for concept in playbook.glossary.values():
        own = language if language in concept.terms else REFERENCE
        others = [(code, concept.terms[code]) for code in playbook.languages if code != own and code in concept.terms]
        term, definition = concept.terms.get(own, concept.id), concept.definitions.get(own, "")
        shown.append(ShownConcept(concept.id, term, definition, own, tuple(others), concept.topics))
    return tuple(sorted(shown, key=lambda concept: sort_key(concept.term, language)))


def by_letter(concepts: Sequence[ShownConcept], language: str) -> tuple[tuple[str, tuple[ShownConcept, ...]], ...]:
    """(letter, concepts) of concepts in the alphabetical order of a language."""
    groups = groupby(concepts, lambda concept: first_letter(concept.term, language))
    return tuple((letter, tuple(found)) for letter, found in groups)


def concepts_of(playbook: Playbook, topics: Collection[str], languages: Sequence[str]) -> tuple[ConceptRow, ...]:
    """The concepts that some topics explain and that have a term in all the languages, in the file's order."""
    return tuple(
        ConceptRow(
            concept.id,
            tuple(concept.terms[code] for code in languages),
            tuple(concept.definitions.get(code, "") for code in languages),
            concept.topics,
        )
        for concept in playbook.glossary.values()
        if set(topics) & set(concept.topics) and all(code in concept.terms for code in languages)
    )
