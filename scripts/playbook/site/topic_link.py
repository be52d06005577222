"""A link to a topic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A link to a topic as shown in one language; `language` is that of its title, English where it is not written."""

    id: str
    title: str
    summary: str
    address: str
    language: str
    relation: str = ""
