"""A topic page: its front matter and its sections, each with file and line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from playbook.files import UnreadableFile
from playbook.model.locale import SECTION_CONTEXT, Locale, fold_heading
from playbook.model.markdown import Block, Link, parse_document
from playbook.model.problem import Problem
from playbook.model.taxonomy import Identifier, Schema, Taxonomy
from playbook.model.yaml_source import YamlSource, parse_yaml, validate
from playbook.said import reason, said

SLOT = re.compile(r"\{\{\s*+((?:[^{}\s]|\s+(?=[^{}\s]))*)\s*\}\}")
SUMMARY_LIMIT = 160
"""Characters a summary may have: what a search result shows whole."""
SOURCE_POINT = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*\Z"
_POINT = {"mismatch": said("must be an article and a row of it: an-article/m2-s6")}
_SourcePoint = Annotated[str, Meta(pattern=SOURCE_POINT, extra=_POINT)]
OneLine = Annotated[str, Meta(min_length=1, pattern=r"^[^\n]*\Z", extra={"mismatch": said("must be one line")})]

Year = Annotated[int, Meta(ge=1900, le=2100, extra={"mismatch": said("must be a year in four figures: 2024")})]

Fingerprints = dict[str, str | list[str]]

FACETS = ("channel", "setting", "role")
"""The facets: front matter by which pages are found, with values that taxonomy/topics.yml lists."""


class Guidance(Schema, frozen=True):
    """Public guidance that a page follows: its title, who published it, and in which year."""

    title: OneLine
    publisher: OneLine
    year: Year


class Signature(Schema, frozen=True):
    """That somebody read the page, and when. `text` is the fingerprint of what they read."""

    by: OneLine
    day: datetime.date
    text: str


class FrontMatter(Schema, frozen=True):
    """The front matter of a topic page.

    `guidance` stands on the English page alone, as translations show what stands there. `translated_from` is kept by
    `playbook translated`: the fingerprints of the English page's parts that the translation was made from.
    `read_by` is kept by `playbook reviewed` and the studio: everybody who signed the page, the newest last.
    """

    title: OneLine
    summary: OneLine
    keywords: tuple[str, ...] = ()
    sources: tuple[_SourcePoint, ...] = ()
    editorial: tuple[Identifier, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    channel: tuple[Identifier, ...] = ()
    setting: tuple[Identifier, ...] = ()
    role: tuple[Identifier, ...] = ()
    owner: str = ""
    reviewed: datetime.date | None = None
    read_by: tuple[Signature, ...] = ()
    exceptions: Mapping[str, str] = {}
    translated_from: Mapping[str, str | list[str]] = {}

    @property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each facet."""
        return {"channel": self.channel, "setting": self.setting, "role": self.role}


class Step(Struct, frozen=True):
    """One step of the step-by-step list."""

    text: str
    line: int


class PhraseRow(Struct, frozen=True):
    """One row of the phrase table; `cells` has more or fewer than two where the table is broken."""

    say: str
    avoid: str
    line: int
    cells: int = 2


class Scene(Struct, frozen=True):
    """One practice scene: its name, the situation and question, and the model answer."""

    title: str
    situation: str
    answer: str
    line: int


class Section(Struct, frozen=True, dict=True):
    """A section of a page. `id` is None where the heading is not one of the language's headings."""

    id: str | None
    heading: Block
    blocks: tuple[Block, ...]
    line: int
    end_line: int

    @cached_property
    def text(self) -> str:
        """All its text without markup, one block a line, the heading left out."""
        return "\n".join(block.full_text for block in self.blocks)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and image in it, in reading order."""
        return tuple(link for block in self.blocks for inner in block.walk() for link in inner.links)

    @cached_property
    def points(self) -> tuple[Block, ...]:
        """The items of its lists, in order: what `now`, `mistakes` and `escalate` are made of."""
        return tuple(item for block in self.blocks if block.kind == "list" for item in block.children)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The items of its ordered lists."""
        lists = (block for block in self.blocks if block.kind == "list" and block.ordered)
        return tuple(Step(item.full_text, item.line) for block in lists for item in block.children)

    @cached_property
    def phrases(self) -> tuple[PhraseRow, ...]:
        """The rows of its tables, heads left out."""
        rows = (row for block in self.blocks if block.kind == "table" for row in block.children if row.kind == "row")
        return tuple(_phrase_row(row) for row in rows)

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """Its third-level headings with what follows each."""
        scenes: list[Scene] = []
        title: Block | None = None
        body: list[Block] = []
        for block in (*self.blocks, None):
            if block is None or (block.kind == "heading" and block.level == 3):
                if title is not None:
                    scenes.append(_scene(title, body))
                title, body = block, []
            else:
                body.append(block)
        return tuple(scenes)


class Page(Struct, frozen=True, dict=True):
    """A topic page in one language, as read.

    `text` is the whole file, `body` what follows the front matter, `body_line` its first line. `blocks` are those at
    the top.
    """

    path: str
    language: str
    topic: str
    group: str
    front: FrontMatter
    text: str
    body: str
    body_line: int = 1
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    @cached_property
    def front_source(self) -> YamlSource:
        """The front matter with its lines; it is parsed once more where somebody asks for it, as few do."""
        source, _ = parse_yaml(split_front_matter(self.text)[0] or "", self.path, first_line=2)
        return source or YamlSource(self.path, None)

    @cached_property
    def every_block(self) -> tuple[Block, ...]:
        """All blocks in reading order."""
        return tuple(inner for block in self.blocks for inner in block.walk())

    @property
    def title(self) -> str:
        """The page's title, from its front matter."""
        return self.front.title

    @property
    def lines(self) -> list[str]:
        """The lines of the file; line n is `lines[n - 1]`."""
        return self.text.split("\n")

    @cached_property
    def by_id(self) -> Mapping[str, Section]:
        """Its sections by id; the first of a doubled one."""
        found: dict[str, Section] = {}
        for section in self.sections:
            if section.id:
                found.setdefault(section.id, section)
        return found

    @cached_property
    def intro(self) -> tuple[Block, ...]:
        """What stands between the title and the first section."""
        found = []
        for block in self.blocks:
            if block.kind == "heading" and block.level == 1:
                continue
            if block.kind == "heading" and block.level == 2:
                break
            found.append(block)
        return tuple(found)

    def section_at(self, line: int) -> Section | None:
        """The section that a line of the file is in; None before the first one."""
        return next((section for section in self.sections if section.line <= line <= section.end_line), None)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link and image of the page, in reading order."""
        return tuple(link for block in self.every_block if block.links for link in block.links)

    @cached_property
    def slots(self) -> tuple[tuple[str, int], ...]:
        """The slots used in the body, each with its line."""
        found, body, place = [], self.body, 0
        while (place := body.find("{{", place)) >= 0:
            start, end = body.rfind("\n", 0, place) + 1, _line_end(body, place)
            number = body.count("\n", 0, start) + self.body_line
            found += [(match.group(1), number) for match in SLOT.finditer(body[start:end])]
            place = end
        return tuple(found)

    @cached_property
    def words(self) -> int:
        """Words in the body; Thai and other scripts without spaces count five characters as a word."""
        text = "\n".join(block.full_text for block in self.blocks)
        spaced, unspaced = re.subn(_UNSPACED, " ", text)
        return len(spaced.split()) + round(unspaced / 5)


# Not compiled before it is needed, which is rare and takes its time.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Split a page into the YAML between its `---` lines, the body, and the body's first line number.

    The YAML is None where there is no front matter or it is never closed.
    """
    start = _line_end(text, 0)
    if not _is_rule(text[:start]):
        return None, text, 1
    place = start
    while (place := text.find("\n---", place)) >= 0:
        end = _line_end(text, place + 1)
        if _is_rule(text[place + 1 : end]):
            behind = min(end + 1, len(text))
            return text[start + 1 : place + 1], text[behind:], text.count("\n", 0, behind) + 1
        place = end
    return None, text, 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_rule(line: str) -> bool:
    return line.rstrip(" \t") == "---"


def heading_ids(taxonomy: Taxonomy, locale: Locale) -> dict[str, str]:
    """From a heading in this language, folded, to the id of its section; its former and English wording count too."""
    found: dict[str, str] = {}
    wordings = [(section, locale.wordings(section.heading, SECTION_CONTEXT)) for section in taxonomy.sections]
    for number in range(max(len(words) for _, words in wordings) if wordings else 0):  # what is right now comes first
        for section, words in wordings:
            if number < len(words):
                found.setdefault(fold_heading(words[number]), section.id)
    return found


class PageParts(Struct, frozen=True):
    """What it takes time to find in a page's text: its front matter and its blocks."""

    front: FrontMatter
    blocks: tuple[Block, ...]


def read_page(
    path: str, language: str, group: str, topic: str, text: str, headings: Mapping[str, str]
) -> tuple[Page | None, list[Problem]]:
    """Make a page from a file's text. None where its front matter cannot be used; the problems say why."""
    yaml_text, body, body_line = split_front_matter(text)
    if yaml_text is None:
        started = text.startswith("---")
        message = said("the front matter is not closed") if started else said("the front matter is missing")
        hint = said("the file begins with a line ---, then title: and summary:, then a line ---")
        return None, [Problem(path, 1, 1, "front-matter", message, hint)]
    source, problems = parse_yaml(yaml_text, path, first_line=2)
    if source is None:
        return None, problems
    front, schema_problems = validate(source, FrontMatter)
    if front is None:
        return None, [*problems, *schema_problems]
    try:
        parts = PageParts(front, parse_document(body, body_line).blocks)
    except UnreadableFile as error:
        return None, [*problems, Problem(path, error.line, 1 if error.line else 0, "load", reason(error))]
    page = page_of(path, language, group, topic, text, headings, parts)
    vars(page)["front_source"] = source
    return page, problems


def page_of(
    path: str, language: str, group: str, topic: str, text: str, headings: Mapping[str, str], parts: PageParts
) -> Page:
    """The page with a text whose parts are known."""
    _, body, line = split_front_matter(text)
    sections = tuple(_sections(parts.blocks, headings))
    return Page(path, language, topic, group, parts.front, text, body, line, parts.blocks, sections)


def _sections(blocks: tuple[Block, ...], headings: Mapping[str, str]) -> Iterator[Section]:
    heading: Block | None = None
    begun = False
    body: list[Block] = []
    for block in (*blocks, None):
        if block is None or (block.kind == "heading" and block.level <= 2):
            if heading is not None:
                end = body[-1].end_line if body else heading.end_line
                identifier = headings.get(fold_heading(heading.text))
                yield Section(identifier, heading, tuple(body), heading.line, end)
            # A second title is no title: what stands under it is shown, judged and found like any other section.
            heading, body = (block if block is not None and (block.level == 2 or begun) else None), []
            begun = begun or heading is not None
        elif heading is not None:
            body.append(block)


def _phrase_row(row: Block) -> PhraseRow:
    cells = [cell.text.strip() for cell in row.children]
    say, avoid = (*cells, "", "")[:2]
    return PhraseRow(say, avoid, row.line, len(cells))


def _scene(title: Block, body: list[Block]) -> Scene:
    situation = "\n".join(block.full_text for block in body if block.kind != "quote")
    answer = "\n".join(block.full_text for block in body if block.kind == "quote")
    return Scene(title.text, situation, answer, title.line)
