"""The print packs of `taxonomy/packs.yml`: what each is called, which topics it takes, in which form it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from playbook.model.page import Page
from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema, Topic
from playbook.model.yaml_source import YamlSource, validate
from playbook.said import said

PACKS_FILE = "packs.yml"
Layout = Literal["booklet", "cards", "poster", "phrases"]


class PackRow(Schema, frozen=True):
    """One row of `taxonomy/packs.yml`."""

    id: Identifier
    name: str
    audience: str
    layout: Layout = "booklet"
    form: Literal["full", "short"] = "full"
    short: tuple[Identifier, ...] = ()
    topics: tuple[Identifier, ...] = ()
    groups: tuple[Identifier, ...] = ()
    kinds: tuple[Identifier, ...] = ()
    facets: Mapping[Identifier, tuple[Identifier, ...]] = {}


class PacksFile(Schema, frozen=True):
    """`taxonomy/packs.yml`."""

    packs: tuple[PackRow, ...]


class Pack(Struct, frozen=True):
    """A print pack. `topics` are its topic ids in the playbook's order; a pack without any takes those asked for.

    `row` is what the file says of it, `number` the row's place there, from 0, and `line` its line.
    """

    id: str
    name: str
    audience: str
    layout: str
    topics: tuple[str, ...]
    row: PackRow
    number: int
    line: int


def build_packs(
    source: YamlSource, topics: Iterable[Topic], reference: Callable[[str], Page | None]
) -> tuple[dict[str, Pack], list[Problem]]:
    """The packs by id, in the file's order, and what is wrong with the file: its shape, doubled ids.

    `reference(topic id)` is a topic's English page, whose facets decide in which packs it is.
    """
    file, problems = validate(source, PacksFile)
    packs: dict[str, Pack] = {}
    every = tuple(topics)
    for index, row in enumerate(file.packs if file else ()):
        line = source.line("packs", index)
        if row.id in packs:
            message = said(
                'the pack "{pack}" stands here twice, first in line {line}', pack=row.id, line=packs[row.id].line
            )
            problems.append(Problem(source.path, line, 1, "schema", message, said("give one of them another id")))
            continue
        chosen = tuple(topic.id for topic in every if topic.id in row.topics or _is_described(topic, row, reference))
        packs[row.id] = Pack(row.id, row.name, row.audience, row.layout, chosen, row, index, line)
    return packs, problems


def _is_described(topic: Topic, row: PackRow, reference: Callable[[str], Page | None]) -> bool:
    """Whether a row that describes its topics, by groups, kinds or facets, describes this one."""
    if not (row.groups or row.kinds or row.facets):
        return False
    if (row.groups and topic.group not in row.groups) or (row.kinds and topic.kind not in row.kinds):
        return False
    page = reference(topic.id)
    return page is not None and all(
        set(values) & set(page.front.facets.get(name, ())) for name, values in row.facets.items()
    )
