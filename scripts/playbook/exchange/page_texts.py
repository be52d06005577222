"""A page in segments: every text that a translator writes, with its place on the page, in its file and in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from playbook.exchange.inline import InlineRun, Reading, Token, marked
from playbook.exchange.notation import as_on_page, literal
from playbook.model import Block, Locale, Page, Section, Taxonomy
from playbook.model.locale import fold_heading
from playbook.model.staleness import section_rows
from playbook.shown.cards import card_level, warning_levels
from playbook.shown.drafts import PLACEHOLDER

FRONT = ("title", "summary", "keywords")
"""The parts of the front matter that are translated; the last has one keyword a line."""


class PlacedText(Struct, frozen=True):
    """A text that is translated as one.

    `id` says where it is on the page: `title`, `steps.3`, `phrases.2.say`, `practice.1.answer`. `section` and `row` are
    the part of the page by which translations are compared; row 0 is a section without rows. `text` is in the notation,
    empty where it is not written yet; `codes` is the Markdown of its marks. `start` and `end` are bytes of the page's
    body, `prefix` what its further lines begin with; all three mean nothing for the front matter.
    """

    id: str
    section: str
    row: int
    text: str
    codes: Mapping[str, str]
    line: int
    one_line: bool = False
    start: int = 0
    end: int = 0
    prefix: str = ""
    tokens: tuple[Token, ...] = ()

    def beside(self, source: PlacedText) -> PlacedText:
        """The same with its marks named as in the English text, where they are the same."""
        if not self.tokens:
            return self
        found = marked(self.tokens, source.codes)
        return replace(self, text=as_on_page(found.text, one_line=self.one_line), codes=found.codes)

    @property
    def part(self) -> tuple[str, int]:
        """The part of the page by which translations are compared."""
        return self.section, self.row

    @property
    def rest(self) -> str:
        """Which text of its row it is: `say`, `answer`, or its number where a row has several."""
        return self.id.removeprefix(f"{self.section}.{self.row}" if self.row else self.section).removeprefix(".")


class PlacedTexts(Struct, dict=True):
    """The segments of a page, in reading order. `title_places` are where the title stands in the body, if it does."""

    page: Page
    all: tuple[PlacedText, ...]
    title_places: tuple[PlacedText, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, PlacedText]:
        """A segment by its id."""
        return {segment.id: segment for segment in self.all}

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Section to how many rows it has."""
        return {identifier: len(section_rows(section)) for identifier, section in self.page.by_id.items()}


def find_page_texts(page: Page, taxonomy: Taxonomy, locale: Locale) -> PlacedTexts:
    """The segments of a page of any language."""
    return _Finder(page, taxonomy, locale).found()


class _Finder:
    def __init__(self, page: Page, taxonomy: Taxonomy, locale: Locale) -> None:
        self.page = page
        self.columns = [fold_heading(locale.text(column, "phrases")) for column in taxonomy.phrase_columns]
        self.levels = warning_levels(taxonomy, locale)
        reading = Reading(page.body)
        self.raw = reading.raw
        self.runs = {id(block): runs for block, runs in zip(page.every_block, reading.runs, strict=True)}
        self.titles: list[PlacedText] = []
        self._join_comments()

    def _join_comments(self) -> None:
        """Comments that stand for the lines of one text, each under the other, are one place."""
        last: InlineRun | None = None
        for block in self.page.every_block:
            runs = self.runs[id(block)]
            if block.kind == "html" and last and runs and runs[0].is_draft and self._follows(last, runs[0]):
                last.end = runs[-1].end
                runs.clear()
            elif runs:
                last = runs[-1] if runs[-1].tokens[-1].what == "draft" else None

    def _follows(self, first: InlineRun, second: InlineRun) -> bool:
        between = self.raw[first.end : second.start]
        return between.count(b"\n") == 1 and not between.strip(b" >\n")

    def found(self) -> PlacedTexts:
        segments = [*self._front(), *self._title(), *self._all("intro", "intro", 0, *self.page.intro)]
        used = {"intro"}
        for number, section in enumerate(self.page.sections, 1):
            name = section.id if section.id and section.id not in used else f"other-{number}"
            used.add(name)
            segments += self._section(section, name)
        return PlacedTexts(self.page, tuple(_numbered(segments)), tuple(self.titles))

    def _front(self) -> Iterator[PlacedText]:
        front, source = self.page.front, self.page.front_source
        texts = (front.title, front.summary, "\n".join(front.keywords))
        for name, text in zip(FRONT, texts, strict=True):
            shown = "" if text == PLACEHOLDER else as_on_page(literal(text), one_line=name != "keywords")
            yield PlacedText(name, name, 0, shown, {}, source.line(name), name != "keywords")

    def _title(self) -> Iterator[PlacedText]:
        """The first heading: where it says what the title says it goes with it, else it is a text of its own."""
        first = next((block for block in self.page.blocks if block.kind == "heading" and block.level == 1), None)
        for segment in self._own(first, "heading", "title", 0) if first else ():
            if segment.text in {"", as_on_page(literal(self.page.title), one_line=True)}:
                self.titles.append(replace(segment, id="title"))
            else:
                yield segment

    def _section(self, section: Section, name: str) -> Iterator[PlacedText]:
        if section.id is None:
            yield from self._own(section.heading, f"{name}.heading", name, 0)
        if name == "phrases":
            yield from self._tables(section, name)
        elif name == "practice":
            yield from self._scenes(section, name)
        else:
            yield from self._points(section, name)

    def _points(self, section: Section, name: str) -> Iterator[PlacedText]:
        """A list's points by their number; what stands beside them, as a paragraph or a warning, apart."""
        has_rows = bool(section_rows(section))
        point = 0
        for block in section.blocks:
            for item in block.children if block.kind == "list" else ():
                point += 1
                yield from self._all(f"{name}.{point}", name, point if has_rows else 0, item)
            if block.kind != "list":
                yield from self._all(f"{name}.text", name, 0, block)

    def _tables(self, section: Section, name: str) -> Iterator[PlacedText]:
        row = 0
        for block in section.blocks:
            if block.kind != "table":
                yield from self._all(f"{name}.text", name, 0, block)
                continue
            for line in block.children:
                if line.kind == "head" and [fold_heading(cell.text) for cell in line.children] == self.columns:
                    continue
                row += line.kind == "row"
                for number, cell in enumerate(line.children, 1):
                    column = {1: "say", 2: "avoid"}.get(number, f"column-{number}")
                    place = f"{name}.{row}.{column}" if line.kind == "row" else f"{name}.head.{column}"
                    yield from self._own(cell, place, name, row if line.kind == "row" else 0)

    def _scenes(self, section: Section, name: str) -> Iterator[PlacedText]:
        scene = 0
        for block in section.blocks:
            is_title = block.kind == "heading" and block.level == 3
            scene += is_title
            part = "title" if is_title else "answer" if block.kind == "quote" else "situation"
            yield from self._all(f"{name}.{scene}.{part}" if scene else f"{name}.text", name, scene, block)

    def _all(self, place: str, section: str, row: int, *blocks: Block) -> Iterator[PlacedText]:
        """The texts in some blocks, all at the same place."""
        for block in (inner for outer in blocks for inner in outer.walk()):
            yield from self._own(block, place, section, row)

    def _own(self, block: Block, place: str, section: str, row: int) -> Iterator[PlacedText]:
        """The segments of a block's own text."""
        if block.kind == "code":
            return
        for run in self.runs[id(block)]:
            if block.kind == "html" and not run.is_draft:
                continue
            tokens, start = self._without_card(block, run)
            if not tokens:
                continue
            found = marked(tokens)
            line_start = self.raw.rfind(b"\n", 0, run.start) + 1
            prefix = re.sub(r"[^>\s]", " ", self.raw[line_start : run.start].decode()) if line_start < run.start else ""
            yield PlacedText(
                place,
                section,
                row,
                as_on_page(found.text, one_line=block.kind in {"heading", "cell"}),
                found.codes,
                self.page.body_line + self.raw.count(b"\n", 0, run.start),
                block.kind in {"heading", "cell"},
                start,
                run.end,
                prefix,
                tokens,
            )

    def _without_card(self, block: Block, run: InlineRun) -> tuple[tuple[Token, ...], int]:
        """A run's tokens and where they begin. A warning's word is the catalogue's: it is no part of the text."""
        quote = Block("quote", 0, 0, children=(block,))
        tokens = tuple(run.tokens)
        if not (block.bold and tokens[0].what == "open" and card_level(quote, self.levels, self.page.language)):
            return tokens, run.start
        close = next(number for number, token in enumerate(tokens) if token.what == "close")
        rest, start = tokens[close + 1 :], tokens[close].end
        if rest and rest[0].what == "text":
            words = rest[0].value.lstrip(" ")
            start += len(rest[0].value) - len(words)
            rest = (replace(rest[0], value=words), *rest[1:]) if words else rest[1:]
        return rest, start


def _numbered(segments: Iterable[PlacedText]) -> Iterator[PlacedText]:
    """The segments with a number behind the second and further ones at the same place."""
    counts: Counter[str] = Counter()
    for segment in segments:
        counts[segment.id] += 1
        number = counts[segment.id]
        yield segment if number == 1 else replace(segment, id=f"{segment.id}.{number}")
