"""The glossary: its concepts in `taxonomy/glossary.yml`, and a language's words for them in a file of its own.

`taxonomy/glossary/<language>.yml` has a term and a definition for each concept, by its id. Two languages that are added
at once are two files, which git puts together by itself. The words of a language may stand in `glossary.yml` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from playbook.model.problem import Problem, did_you_mean
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

GLOSSARY_FILE = "glossary.yml"
GLOSSARY_WORDS = "taxonomy/glossary/"
"""Where the files of the languages are."""
Text = Annotated[str, Meta(min_length=1)]


class AvoidedForm(Schema, frozen=True):
    """A form that must not appear in a language's running text, and why, in English."""

    form: Text
    why: Text


class GlossaryRow(Schema, frozen=True):
    """One row of `taxonomy/glossary.yml`; texts by language code."""

    id: Identifier
    terms: Mapping[str, Text]
    definition: Mapping[str, Text]
    topics: Annotated[tuple[Identifier, ...], Meta(min_length=1)]
    avoid: Mapping[str, tuple[AvoidedForm, ...]] = {}


class GlossaryWords(Schema, frozen=True):
    """A language's words for a concept; what is empty is not written yet."""

    term: str = ""
    definition: str = ""
    avoid: tuple[AvoidedForm, ...] = ()


class Concept(Struct, frozen=True):
    """A concept of the glossary. `terms` and `definitions` are by language; `topics` are where it is explained.

    `number` is its place among the rows of the file, from 0, and `line` the row's line. `places` says for a language
    with a file of its own where its words are, (path, line).
    """

    id: str
    terms: Mapping[str, str]
    definitions: Mapping[str, str]
    topics: tuple[str, ...]
    avoid: Mapping[str, tuple[AvoidedForm, ...]]
    number: int
    line: int
    places: Mapping[str, tuple[str, int]] = {}


def build_glossary(
    source: YamlSource, words: Mapping[str, YamlSource] | None = None
) -> tuple[dict[str, Concept], list[Problem]]:
    """The concepts by id, in the file's order, and what is wrong with the rows that cannot be used.

    `words` are the files of single languages, by language.
    """
    concepts, problems = _concepts(source)
    for language, file in (words or {}).items():
        problems += _with_words(concepts, language, file)
    return concepts, problems


def _with_words(concepts: dict[str, Concept], language: str, file: YamlSource) -> list[Problem]:
    """Put a language's words into the concepts; what is wrong with its file."""
    if not isinstance(file.data or {}, dict):
        return [
            Problem(file.path, 1, 1, "schema", said("the file must be concepts with their words: complaint: {term: …}"))
        ]
    problems: list[Problem] = []
    for identifier, data in (file.data or {}).items():
        if identifier not in concepts:
            message = said('"{identifier}" is not one of the concepts there are', identifier=identifier)
            hint = did_you_mean(str(identifier), concepts, said("they stand in taxonomy/{file}", file=GLOSSARY_FILE))
            problems.append(Problem(file.path, file.line(identifier), 1, "schema", message, hint))
            continue
        found, wrong = validate(replace(file, data=data), GlossaryWords, (identifier,))
        problems += wrong
        if found:
            concepts[identifier] = _worded(concepts[identifier], language, found, (file.path, file.line(identifier)))
    for identifier in (name for name in concepts if name not in (file.data or {})):
        concepts[identifier] = _worded(concepts[identifier], language, GlossaryWords(), (file.path, 0))
    return problems


def _worded(concept: Concept, language: str, words: GlossaryWords, place: tuple[str, int]) -> Concept:
    terms = {**concept.terms, **({language: words.term} if words.term.strip() else {})}
    definitions = {**concept.definitions, **({language: words.definition} if words.definition.strip() else {})}
    avoid = {**concept.avoid, **({language: words.avoid} if words.avoid else {})}
    places = {**concept.places, language: place}
    return replace(concept, terms=terms, definitions=definitions, avoid=avoid, places=places)


def _concepts(source: YamlSource) -> tuple[dict[str, Concept], list[Problem]]:
    if not isinstance(source.data, list):
        return {}, [Problem(source.path, 1, 1, "schema", said("the file must be a list of rows: - id: complaint"))]
    concepts: dict[str, Concept] = {}
    problems: list[Problem] = []
    for index, data in enumerate(source.data):
        line = source.line(index)
        row, found = validate(replace(source, data=data), GlossaryRow, (index,))
        problems.extend(found)
        if row is None:
            continue
        if row.id in concepts:
            message = said(
                'the concept "{concept}" stands here twice, first in line {line}',
                concept=row.id,
                line=concepts[row.id].line,
            )
            problems.append(Problem(source.path, line, 1, "schema", message, said("give one of them another id")))
            continue
        concepts[row.id] = Concept(row.id, row.terms, row.definition, row.topics, row.avoid, index, line)
    return concepts, problems
