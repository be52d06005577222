"""What people type for a topic that no page says: slang, nicknames, half sentences; and what they type in fear."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema
from playbook.model.yaml_source import YamlSource, validate

SYNONYMS = "taxonomy/synonyms/"
"""Where the files are, one a language: `taxonomy/synonyms/tr.yml`."""
SAFETY = "security-and-emergencies"
"""The page for anyone who is afraid, whatever the danger."""


class SynonymsFile(Schema, frozen=True):
    """`taxonomy/synonyms/<language>.yml`."""

    danger: dict[Identifier, tuple[str, ...]] = field(default_factory=dict)
    topics: dict[Identifier, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


class Synonyms(Struct, frozen=True):
    """The synonyms of one language by topic id. `lines` are the lines of ("danger" or "topics", topic id).

    `elsewhere` are words of matters that no topic is about, `unanswered` whole queries that no topic answers.
    """

    path: str
    danger: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    elsewhere: tuple[str, ...]
    unanswered: tuple[str, ...]
    lines: Mapping[tuple[str, str], int]


NO_SYNONYMS = Synonyms("", MappingProxyType({}), MappingProxyType({}), (), (), MappingProxyType({}))


def build_synonyms(source: YamlSource) -> tuple[Synonyms | None, list[Problem]]:
    """The synonyms in a file; None where it does not fit its schema."""
    file, problems = validate(source, SynonymsFile)
    if file is None:
        return None, problems
    lines = {
        (part, topic): source.line(part, topic)
        for part, rows in (("danger", file.danger), ("topics", file.topics))
        for topic in rows
    }
    return Synonyms(source.path, file.danger, file.topics, file.elsewhere, file.unanswered, lines), problems
