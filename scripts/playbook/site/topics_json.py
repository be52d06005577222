"""`topics.json`: the playbook for other programs. A stable interface, described in docs/en/guides/topics-json.md.

Within a version, keys are only ever added; a change that could break a reader raises VERSION.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from playbook.files import write_whole
from playbook.model import REFERENCE, SECTION_CONTEXT, Group, Page, Playbook, Topic
from playbook.site.addresses import page_address
from playbook.site.generated import group_name

VERSION = 1
FILE, SCHEMA_FILE = "topics.json", "topics.schema.json"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Language(_Part):
    """A language of the playbook."""

    code: str = Field(description="BCP 47 tag")
    name: str = Field(description="the language's own name for itself")
    direction: str = Field(description="ltr or rtl")
    address: str = Field(description="address of its start page, relative to this file")


class SectionEntry(_Part):
    """A section of a page. Ids are the same in every language."""

    id: str
    heading: str


class PageEntry(_Part):
    """A topic's page in one language, as it is written in that language; there is none where it is not."""

    title: str
    summary: str = Field(description="one sentence, at most 160 characters")
    address: str = Field(description="relative to this file; a section is at #id behind it")
    sections: tuple[SectionEntry, ...]
    reviewed: datetime.date | None = Field(description="the day of its last review")
    sha256: str = Field(description="of the page's source text; it changes whenever the page does")


class TopicEntry(_Part):
    """A topic. Its id never changes while the topic exists."""

    id: str
    group: str
    kind: str
    priority: int = Field(description="1 to 3, 1 what staff need most")
    relations: dict[str, tuple[str, ...]] = Field(description="relation to topic ids")
    pages: dict[str, PageEntry] = Field(description="by language code")


class GroupEntry(_Part):
    """A group of topics, in the order of the navigation."""

    id: str
    names: dict[str, str] = Field(description="by language code")


class TopicsFile(_Part):
    """The playbook's topics in every language."""

    version: int = Field(description="of this format")
    reference: str = Field(description="code of the language that the others are translated from")
    languages: tuple[Language, ...]
    groups: tuple[GroupEntry, ...]
    topics: tuple[TopicEntry, ...]


def write_topics(folder: Path, playbook: Playbook) -> None:
    """Write topics.json and its JSON Schema into the built site in `folder`."""
    write_whole(folder / FILE, topics_file(playbook).model_dump_json(indent=1) + "\n")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **TopicsFile.model_json_schema()}
    write_whole(folder / SCHEMA_FILE, json.dumps(schema, indent=1) + "\n")


def topics_file(playbook: Playbook) -> TopicsFile:
    """What topics.json says of the playbook."""
    return TopicsFile(
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
