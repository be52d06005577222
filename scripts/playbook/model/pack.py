"""The print packs of `taxonomy/packs.yml`: what each is called, which topics it takes, in which form it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from playbook.model.page import Page
from playbook.model.playbook import Playbook
from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema, Topic
from playbook.model.yaml_source import validate

PACKS_FILE = "packs.yml"
Layout = Literal["booklet", "cards", "poster", "phrases"]


class PackRow(Schema, frozen=True):
    """One row of `taxonomy/packs.yml`."""

    id: Identifier
    name: str
    audience: str
    layout: Layout = "booklet"
    topics: tuple[Identifier, ...] = ()
    groups: tuple[Identifier, ...] = ()
    kinds: tuple[Identifier, ...] = ()
    facets: Mapping[Identifier, tuple[Identifier, ...]] = {}


class PacksFile(Schema, frozen=True):
    """`taxonomy/packs.yml`."""

    packs: tuple[PackRow, ...]


class Pack(Struct, frozen=True):
    """A print pack. `topics` are its topic ids in the playbook's order; a pack without any is filled by who asks."""

    id: str
    name: str
    audience: str
    layout: str
    topics: tuple[str, ...]
    line: int


def read_packs(playbook: Playbook) -> tuple[dict[str, Pack], list[Problem]]:
    """The packs by id, in the file's order, and what is wrong with the file: its shape, doubled ids, unknown names."""
    source = playbook.data.get(PACKS_FILE)
    if source is None:
        return {}, []
    file, problems = validate(source, PacksFile)
    packs: dict[str, Pack] = {}
    for index, row in enumerate(file.packs if file else ()):
        line = source.line("packs", index)
        if row.id in packs:
            message = f'the pack "{row.id}" stands here twice, first in line {packs[row.id].line}'
            problems.append(Problem(source.path, line, 1, "schema", message, "give one of them another id"))
            continue
        packs[row.id] = Pack(row.id, row.name, row.audience, row.layout, _topics(playbook, row), line)
    return packs, problems


def _topics(playbook: Playbook, row: PackRow) -> tuple[str, ...]:
    described = bool(row.groups or row.kinds or row.facets)
    return tuple(
        topic.id
        for topic in playbook.taxonomy.topics()
        if topic.id in row.topics or (described and _fits(topic, playbook.reference(topic.id), row))
    )


def _fits(topic: Topic, page: Page | None, row: PackRow) -> bool:
    if row.groups and topic.group not in row.groups:
        return False
    if row.kinds and topic.kind not in row.kinds:
        return False
    return page is not None and all(_has(page, facet, values) for facet, values in row.facets.items())


def _has(page: Page, facet: str, values: tuple[str, ...]) -> bool:
    return bool(set(values) & set(page.front.facets.get(facet, ())))
