"""`topics.json`: the playbook for other programs. A stable interface, described in docs/en/guides/topics-json.md.

Within a version, keys are only ever added; a change that could break a reader raises VERSION.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from playbook.model import REFERENCE, SECTION_CONTEXT, Group, Page, Playbook, Topic
from playbook.shown.addresses import page_address
from playbook.shown.generated import group_name

VERSION = 1
FILE, SCHEMA_FILE = "topics.json", "topics.schema.json"


class Language(msgspec.Struct, frozen=True):
    """A language of the playbook."""

    code: Annotated[str, Meta(description="BCP 47 tag")]
    name: Annotated[str, Meta(description="the language's own name for itself")]
    direction: Annotated[str, Meta(description="ltr or rtl")]
    address: Annotated[str, Meta(description="address of its start page, relative to this file")]


class SectionEntry(msgspec.Struct, frozen=True):
    """A section of a page. Ids are the same in every language."""

    id: str
    heading: str


class PageEntry(msgspec.Struct, frozen=True):
    """A topic's page in one language, as it is written in that language; there is none where it is not."""

    title: str
    summary: Annotated[str, Meta(description="one sentence, at most 160 characters")]
    address: Annotated[str, Meta(description="relative to this file; a section is at #id behind it")]
    sections: tuple[SectionEntry, ...]
    reviewed: Annotated[datetime.date | None, Meta(description="the day of its last review")]
    sha256: Annotated[str, Meta(description="of the page's source text; it changes whenever the page does")]


class TopicEntry(msgspec.Struct, frozen=True):
    """A topic. Its id never changes while the topic exists."""

    id: str
    group: str
    kind: str
    priority: Annotated[int, Meta(description="1 to 3, 1 what staff need most")]
    relations: Annotated[dict[str, tuple[str, ...]], Meta(description="relation to topic ids")]
    pages: Annotated[dict[str, PageEntry], Meta(description="by language code")]


class GroupEntry(msgspec.Struct, frozen=True):
    """A group of topics, in the order of the navigation."""

    id: str
    names: Annotated[dict[str, str], Meta(description="by language code")]


class PublishedTopics(msgspec.Struct, frozen=True):
    """The playbook's topics in every language."""

    version: Annotated[int, Meta(description="of this format")]
    reference: Annotated[str, Meta(description="code of the language that the others are translated from")]
    languages: tuple[Language, ...]
    groups: tuple[GroupEntry, ...]
    topics: tuple[TopicEntry, ...]


def topics_files(playbook: Playbook) -> dict[str, str]:
    """topics.json and its JSON Schema, by their path on the site."""
    return {FILE: _text(topics_file(playbook)), SCHEMA_FILE: _text(_schema())}


def _text(data: object) -> str:
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _schema() -> dict[str, object]:
    """The JSON Schema with the file's own shape at the top, and the shapes of its parts under $defs."""
    (_,), parts = msgspec.json.schema_components([PublishedTopics], ref_template="#/$defs/{name}")
    top = parts.pop(PublishedTopics.__name__)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": parts}


def topics_file(playbook: Playbook) -> PublishedTopics:
    """What topics.json says of the playbook."""
    return PublishedTopics(
        version=VERSION,
        reference=REFERENCE,
        languages=tuple(_languages(playbook)),
        groups=tuple(_group(playbook, group) for group in playbook.taxonomy.groups),
        topics=tuple(_topic(playbook, topic) for topic in playbook.taxonomy.topics()),
    )


def _languages(playbook: Playbook) -> Iterator[Language]:
    for code, locale in playbook.locales.items():
        home = page_address(code, "index.md") or "./"
        yield Language(code=code, name=locale.name, direction=locale.direction, address=home)


def _group(playbook: Playbook, group: Group) -> GroupEntry:
    names = {code: group_name(group.id, locale) for code, locale in playbook.locales.items()}
    return GroupEntry(id=group.id, names=names)


def _topic(playbook: Playbook, topic: Topic) -> TopicEntry:
    pages = {code: page for code in playbook.languages if (page := playbook.page(code, topic.id))}
    return TopicEntry(
        id=topic.id,
        group=topic.group,
        kind=topic.kind,
        priority=topic.priority,
        relations=dict(topic.relations),
        pages={code: _page(playbook, topic, page) for code, page in pages.items()},
    )


def _page(playbook: Playbook, topic: Topic, page: Page) -> PageEntry:
    locale = playbook.locales[page.language]
    types = (playbook.taxonomy.section(section.id) for section in page.sections if section.id)
    sections = (SectionEntry(id=kind.id, heading=locale.text(kind.heading, SECTION_CONTEXT)) for kind in types if kind)
    return PageEntry(
        title=page.title,
        summary=page.front.summary,
        address=page_address(page.language, topic.page_name),
        sections=tuple(sections),
        reviewed=page.front.reviewed,
        sha256=hashlib.sha256(page.text.encode()).hexdigest(),
    )
