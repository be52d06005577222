"""The glossary of `taxonomy/glossary.yml`: one concept a row, with its term and definition in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate

GLOSSARY_FILE = "glossary.yml"
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


class Concept(Struct, frozen=True):
    """A concept of the glossary. `terms` and `definitions` are by language; `topics` are where it is explained.

    `number` is its place among the rows of the file, from 0, and `line` the row's line.
    """

    id: str
    terms: Mapping[str, str]
    definitions: Mapping[str, str]
    topics: tuple[str, ...]
    avoid: Mapping[str, tuple[AvoidedForm, ...]]
    number: int
    line: int


def build_glossary(source: YamlSource) -> tuple[dict[str, Concept], list[Problem]]:
    """The concepts by id, in the file's order, and what is wrong with the rows that cannot be used."""
    if not isinstance(source.data, list):
        return {}, [Problem(source.path, 1, 1, "schema", "the file must be a list of rows: - id: complaint")]
    concepts: dict[str, Concept] = {}
    problems: list[Problem] = []
    for index, data in enumerate(source.data):
        line = source.line(index)
        row, found = validate(replace(source, data=data), GlossaryRow, (index,))
        problems.extend(found)
        if row is None:
            continue
        if row.id in concepts:
            message = f'the concept "{row.id}" stands here twice, first in line {concepts[row.id].line}'
            problems.append(Problem(source.path, line, 1, "schema", message, "give one of them another id"))
            continue
        concepts[row.id] = Concept(row.id, row.terms, row.definition, row.topics, row.avoid, index, line)
    return concepts, problems
