"""The taxonomy: what all languages share. Groups, topics, sections, facets, relations, slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from playbook.model.problem import Problem
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

_IN_HYPHENS = {"mismatch": said("must be written in small letters, digits and hyphens: angry-customer")}
_IN_UNDERSCORES = {"mismatch": said("must be written in small letters, digits and underscores: duty_manager")}
Identifier = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", extra=_IN_HYPHENS)]
SlotName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", extra=_IN_UNDERSCORES)]
_CountryCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z", extra={"mismatch": said("must be two capital letters: FI")})]


_PHONE = re.compile(r"\+?[0-9](?:[0-9 ()./-]{0,28}[0-9])?")


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number: digits with the usual signs between them."""
    return bool(_PHONE.fullmatch(text))


_Colour = Annotated[
    str,
    Meta(
        pattern=r"^#[0-9A-Fa-f]{6}\Z", extra={"mismatch": said('must be a colour of six hexadecimal digits: "#14514b"')}
    ),
]


class Schema(Struct, frozen=True, forbid_unknown_fields=True):
    """A file's shape: unknown keys are problems. A pattern ends in \\Z, as $ would let a line break through."""


class _TopicRow(Schema, frozen=True):
    id: Identifier
    kind: Identifier
    sources: tuple[str, ...] = ()
    priority: Literal[1, 2, 3] = 3
    relations: dict[Identifier, tuple[Identifier, ...]] = {}


class _GroupRow(Schema, frozen=True):
    id: Identifier
    topics: tuple[_TopicRow, ...]


class _RelationRow(Schema, frozen=True):
    id: Identifier
    inverse: Identifier


class TopicsFile(Schema, frozen=True):
    """`taxonomy/topics.yml`."""

    groups: tuple[_GroupRow, ...]
    relations: tuple[_RelationRow, ...]
    facets: dict[Identifier, tuple[Identifier, ...]]


class _SectionRow(Schema, frozen=True):
    id: Identifier
    heading: str
    required: tuple[Identifier, ...] = ()


class _KindRow(Schema, frozen=True):
    id: Identifier
    name: str


class _SaidRow(Schema, frozen=True):
    name: SlotName
    kept: Literal["device", "conversation"]
    label: str
    example: str


class SectionsFile(Schema, frozen=True):
    """`taxonomy/sections.yml`."""

    kinds: tuple[_KindRow, ...]
    sections: tuple[_SectionRow, ...]
    warnings: dict[Identifier, str]
    phrase_columns: tuple[str, str]
    said: tuple[_SaidRow, ...] = ()


class _SlotRow(Schema, frozen=True, kw_only=True):
    name: SlotName
    kind: Literal["text", "phone", "number"] = "text"
    label: str
    value: str | int | None = None


class OrganisationFile(Schema, frozen=True, kw_only=True):
    """`taxonomy/organisation.yml`, and any file given in its place."""

    logo: str | None = None
    colour: _Colour | None = None
    country: _CountryCode | None = None
    slots: tuple[_SlotRow, ...]


class Topic(Struct, frozen=True):
    """A topic of the playbook. `number` is its place in the whole, from 0; `line` its row in topics.yml."""

    id: str
    group: str
    kind: str
    number: int
    priority: int
    sources: tuple[str, ...]
    relations: MappingProxyType[str, tuple[str, ...]]
    line: int

    @property
    def page_name(self) -> str:
        """Its page's path within a language's folder: `customers/angry-customer.md`."""
        return f"{self.group}/{self.id}.md"


class Group(Struct, frozen=True):
    """A group of topics, in navigation order."""

    id: str
    topics: tuple[Topic, ...]
    line: int


class SectionType(Struct, frozen=True):
    """A section of the vocabulary. `heading` is the English one, which is also its message id in the catalogues."""

    id: str
    heading: str
    required: frozenset[str]
    number: int


class Slot(Struct, frozen=True):
    """Something each organisation fills in once. `value` is None until it does.

    `origin` says who filled it in: "organisation", "country", or nobody. The kinds "own" and "said" are gaps in what
    staff say, which they fill in themselves: their own name, kept on the device, or something of the conversation they
    are in, kept until it is over. `example` is one of these as it is said.
    """

    name: str
    kind: str
    label: str
    value: str | None
    line: int
    origin: str = ""
    example: str = ""

    @property
    def is_said(self) -> bool:
        """Whether it is a gap in what staff say, and nothing that the organisation fills in."""
        return self.kind in {"own", "said"}


class Taxonomy(Struct, frozen=True, dict=True):
    """Everything in `taxonomy/` that all languages share, in its order."""

    groups: tuple[Group, ...]
    sections: tuple[SectionType, ...]
    kinds: MappingProxyType[str, str]
    warnings: MappingProxyType[str, str]
    phrase_columns: tuple[str, str]
    facets: MappingProxyType[str, tuple[str, ...]]
    inverses: MappingProxyType[str, str]
    slots: Mapping[str, Slot]
    """The organisation's slots, and behind them the gaps in what staff say."""
    logo: str | None = None
    colour: str | None = None
    country: str | None = None
    """The country that the organisation's file names, and the line on which it does."""
    country_line: int = 0

    @property
    def organisation_slots(self) -> tuple[Slot, ...]:
        """The slots that each organisation fills in once, in the order of its file."""
        return tuple(slot for slot in self.slots.values() if not slot.is_said)

    def topics(self) -> Iterator[Topic]:
        """Every topic in navigation order."""
        for group in self.groups:
            yield from group.topics

    def topic(self, identifier: str) -> Topic | None:
        """The topic with that id, if there is one."""
        return next((topic for topic in self.topics() if topic.id == identifier), None)

    def section(self, identifier: str) -> SectionType | None:
        """The section type with that id, if there is one."""
        return next((section for section in self.sections if section.id == identifier), None)

    def required_sections(self, kind: str) -> tuple[str, ...]:
        """The ids of the sections that a page of this kind must have, in order."""
        return tuple(section.id for section in self.sections if kind in section.required)

    def related(self, identifier: str) -> tuple[tuple[str, str], ...]:
        """(relation, topic id) pairs as a reader of the topic sees them, from both sides, without doubles."""
        found = self._related.get(identifier, {})
        return tuple((relation, target) for target, relation in found.items() if target != identifier)

    @cached_property
    def _related(self) -> Mapping[str, Mapping[str, str]]:
        """Topic id to the topics it is related to, first by its own relations, each with the relation."""
        found: dict[str, dict[str, str]] = {topic.id: {} for topic in self.topics()}
        rows = [(topic.id, *row) for topic in self.topics() for row in topic.relations.items()]
        for topic, relation, targets in rows:
            for target in targets:
                found[topic].setdefault(target, relation)
        for topic, relation, targets in rows:
            for target in targets:
                found.setdefault(target, {}).setdefault(topic, self.inverses.get(relation, relation))
        return found


def build_taxonomy(
    topics: YamlSource, sections: YamlSource, organisation: YamlSource
) -> tuple[Taxonomy | None, list[Problem]]:
    """Make the taxonomy from its three files; None where one of them does not fit its schema."""
    topics_file, topic_problems = validate(topics, TopicsFile)
    sections_file, section_problems = validate(sections, SectionsFile)
    organisation_file, slot_problems = validate(organisation, OrganisationFile)
    problems = [*topic_problems, *section_problems, *slot_problems]
    if topics_file is None or sections_file is None or organisation_file is None:
        return None, problems
    taxonomy = Taxonomy(
        groups=_groups(topics_file, topics),
        sections=tuple(
            SectionType(row.id, row.heading, frozenset(row.required), number)
            for number, row in enumerate(sections_file.sections)
        ),
        kinds=MappingProxyType({row.id: row.name for row in sections_file.kinds}),
        warnings=MappingProxyType(dict(sections_file.warnings)),
        phrase_columns=sections_file.phrase_columns,
        facets=MappingProxyType(dict(topics_file.facets)),
        inverses=MappingProxyType({row.id: row.inverse for row in topics_file.relations}),
        slots=MappingProxyType(read_slots(organisation_file, organisation) | _said_slots(sections_file, sections)),
        logo=organisation_file.logo,
        colour=organisation_file.colour,
        country=organisation_file.country,
        country_line=organisation.line("country"),
    )
    return taxonomy, [*problems, *_doubled(taxonomy, topics.path), *_no_numbers(taxonomy, organisation.path)]


def read_slots(file: OrganisationFile, source: YamlSource) -> dict[str, Slot]:
    """The slots of an organisation file by name."""
    return {
        row.name: Slot(
            row.name,
            row.kind,
            row.label,
            None if row.value is None else str(row.value),
            source.line("slots", index),
            "" if row.value is None else "organisation",
        )
        for index, row in enumerate(file.slots)
    }


def _said_slots(file: SectionsFile, source: YamlSource) -> dict[str, Slot]:
    kinds = {"device": "own", "conversation": "said"}
    return {
        row.name: Slot(row.name, kinds[row.kept], row.label, None, source.line("said", index), "", row.example)
        for index, row in enumerate(file.said)
    }


def _no_numbers(taxonomy: Taxonomy, path: str) -> Iterator[Problem]:
    for slot in taxonomy.slots.values():
        if slot.kind == "phone" and slot.value is not None and not is_phone(slot.value):
            message = said('"{value}" is not a telephone number', value=slot.value)
            hint = said('write digits, with blanks between them if you like: "020 7946 0123"')
            yield Problem(path, slot.line, 1, "schema", message, hint)


def _groups(file: TopicsFile, source: YamlSource) -> tuple[Group, ...]:
    number = 0
    groups = []
    for group_index, row in enumerate(file.groups):
        topics = []
        for index, topic in enumerate(row.topics):
            line = source.line("groups", group_index, "topics", index)
            relations: Any = MappingProxyType(dict(topic.relations))
            topics.append(Topic(topic.id, row.id, topic.kind, number, topic.priority, topic.sources, relations, line))
            number += 1
        groups.append(Group(row.id, tuple(topics), source.line("groups", group_index)))
    return tuple(groups)


def _doubled(taxonomy: Taxonomy, path: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for topic in taxonomy.topics():
        if topic.id in seen:
            message = said(
                'the topic "{topic}" stands here twice, first in line {line}', topic=topic.id, line=seen[topic.id]
            )
            yield Problem(path, topic.line, 1, "schema", message, said("a topic has one place; remove one of the two"))
        seen.setdefault(topic.id, topic.line)
