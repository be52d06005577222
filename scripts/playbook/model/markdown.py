"""Markdown as a small tree of blocks that know their lines.

Parsed by pyromark (pulldown-cmark): CommonMark with tables. Inline markup is flattened to text; links, images, raw HTML
and a leading bold word are kept beside it, as that is what all other parts of the program ask for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec
import pyromark
from msgspec.structs import replace

from playbook.files import UnreadableFile
from playbook.said import said

_OPTIONS = pyromark.Options.ENABLE_TABLES
DEEPEST = 20
"""Levels to which lists, quotations and marks may stand in each other; three are much."""
MOST_LINES = 3_000
LONGEST_LINE = 2_000
LONGEST_TEXT = 2_500
"""Characters of a paragraph, a cell or a piece of code."""
MOST_COLUMNS = 20
"""Columns a table may have. A row is filled up to the width of its head, so that a small file could be huge."""
MOST_BLOCKS = 2_000


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link or image as written. `href` is the target; line and column count from 1 in the file."""

    href: str
    text: str
    line: int
    column: int
    is_image: bool = False
    style: str = "Inline"


class Run(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a block's own text that is marked up alike.

    `href` is the target of the link it stands in; `image` the file of the picture whose alternative text it is.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    image: str = ""
    code: bool = False


class Block(msgspec.Struct, frozen=True, gc=False):
    """A block of a page.

    `kind`: heading, paragraph, list, item, table, head, row, cell, quote, code, html, rule.
    `text`: its own inline text without markup (line ends kept as "\\n"), not that of its children.
    `styled`: the same text in runs, where some of it is marked up; `runs` has them always.
    `level`: of a heading; `ordered` and `start`: of a list; `bold`: the bold words it opens with.
    Lines count from 1 in the file; `end_line` is the last one.
    """

    kind: str
    line: int
    end_line: int
    text: str = ""
    level: int = 0
    ordered: bool = False
    start: int = 1
    bold: str = ""
    marked_up: bool = False
    children: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    html: tuple[str, ...] = ()
    styled: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its own text with its inline markup, for showing it."""
        return self.styled or ((Run(self.text),) if self.text else ())

    def walk(self) -> Iterator[Block]:
        """This block and everything in it, in reading order."""
        yield self
        for child in self.children:
            if child.children:
                yield from child.walk()
            else:
                yield child

    @property
    def full_text(self) -> str:
        """The text of this block and of everything in it, one line each."""
        if not self.children:
            return self.text
        return "\n".join(block.text for block in self.walk() if block.text)


class Blocks(NamedTuple):
    """Markdown text as read: its top-level blocks, and all blocks in reading order."""

    blocks: tuple[Block, ...]
    every: tuple[Block, ...]


_BLOCKS = {
    "Heading": "heading",
    "Paragraph": "paragraph",
    "List": "list",
    "Item": "item",
    "Table": "table",
    "TableHead": "head",
    "TableRow": "row",
    "TableCell": "cell",
    "BlockQuote": "quote",
    "CodeBlock": "code",
    "HtmlBlock": "html",
}
_INLINE = {"Emphasis", "Strong", "Link", "Image", "Strikethrough"}


class _Open(msgspec.Struct, gc=False):
    """A block being read. `value` is what the parser says of it, `place` where it stands among all blocks."""

    kind: str
    line: int
    start: int
    end: int
    value: Any
    place: int
    text: list[str] = []
    children: list[Block] = []
    runs: list[Run] = []
    links: list[Link] = []
    html: list[str] = []
    bold: str = ""
    marked_up: bool = False


class _Lines:
    """From byte offsets, as the parser gives them, to lines and columns. They mostly come in order."""

    def __init__(self, raw: bytes, first_line: int) -> None:
        self.raw, self.offset = raw, first_line - 1
        # Where each line begins, and behind the last one a place that no offset reaches.
        self.starts = [0, *accumulate(len(line) + 1 for line in raw.split(b"\n"))]
        self.begun = 1
        """Lines begun at or before the last place that was asked for."""

    def line(self, place: int) -> int:
        starts, begun = self.starts, self.begun
        if starts[begun - 1] > place:
            begun = bisect_right(starts, place)
        while starts[begun] <= place:
            begun += 1
        self.begun = begun
        return begun + self.offset

    def column(self, place: int) -> int:
        start = self.starts[bisect_right(self.starts, place) - 1]
        return len(self.raw[start:place].decode("utf-8", "replace")) + 1

    def last_line(self, start: int, end: int) -> int:
        """The line of the last visible byte of a range; the parser's ranges include blank lines behind."""
        raw = self.raw
        while end > start and raw[end - 1] <= _SPACE:
            end -= 1
        return self.line(end - 1 if end > start else start)


_SPACE = 0x20


def parse_markdown(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """The top-level blocks of Markdown text whose first line is line `first_line` of its file."""
    return parse_document(text, first_line).blocks


def parse_document(text: str, first_line: int = 1) -> Blocks:
    """All of Markdown text whose first line is line `first_line` of its file.

    Raises UnreadableFile, with the line, for what no page needs and would fill the memory: more lines, wider tables,
    deeper lists or more blocks than the bounds above allow.
    """
    _require_bounds(text, first_line)
    return _Parser(_Lines(text.encode("utf-8"), first_line)).parse(text)


def _require_bounds(text: str, first_line: int) -> None:
    if text.count("\n") > MOST_LINES:
        raise UnreadableFile(said("more than {most} lines are no page; make several of it", most=f"{MOST_LINES:,}"))
    for number, line in enumerate(text.split("\n"), first_line):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(
                said(
                    "this line has {count} characters; at most {most} are read",
                    count=f"{len(line):,}",
                    most=f"{LONGEST_LINE:,}",
                ),
                number,
            )
        if line.count("|") > MOST_COLUMNS + 1:
            raise UnreadableFile(said("a table may have {most} columns; this line has more", most=MOST_COLUMNS), number)


class _Parser:
    def __init__(self, lines: _Lines) -> None:
        self.lines = lines
        self.root = _Open("root", 0, 0, 0, None, 0)
        self.every: list[Any] = []
        self.stack = [self.root]
        self.pending: list[tuple[str, dict[str, Any], int, list[str]]] = []

    def parse(self, text: str) -> Blocks:  # noqa: PLR0912 - one loop over all events, for speed
        events: Any = pyromark.events_with_range(text, options=_OPTIONS)
        stack, every, blocks = self.stack, self.every, _BLOCKS
        top = self.root
        for event, span in events:  # there are many, so that the commonest come first, with no call more than needed
            if event.__class__ is str:
                self._mark(event, span["start"], span["end"])
                continue
            name, value = event.popitem()
            if name == "Text":
                if self.pending or top.runs:
                    self._write(value)
                else:
                    top.text.append(value)
            elif name == "End":
                tag = value if value.__class__ is str else next(iter(value))
                if tag in blocks:
                    block = every[top.place] = self._closed(stack.pop())
                    top = stack[-1]
                    self._adopt(top, block)
                elif tag in _INLINE and self.pending:
                    self._end_inline()
            elif name == "Start":
                tag, attributes = (value, None) if value.__class__ is str else value.popitem()
                kind = blocks.get(tag)
                if kind:
                    start = span["start"]
                    if len(stack) > DEEPEST or len(every) > MOST_BLOCKS:
                        raise self._too_much(start)
                    top = _Open(kind, self.lines.line(start), start, span["end"], attributes, len(every))
                    stack.append(top)
                    every.append(None)  # its place, until it is closed
                else:
                    self._start_inline(tag, attributes, span["start"])
            else:
                self._inline(name, value)
        return Blocks(tuple(self.root.children), tuple(every))

    def _adopt(self, owner: _Open, block: Block) -> None:
        """Put a block into the one that it stands in; what follows it there is not of the word before it."""
        owner.children.append(block)
        if owner.text:
            self._write("\n")

    def _too_much(self, place: int) -> UnreadableFile:
        if len(self.every) > MOST_BLOCKS:
            return UnreadableFile(
                said("more than {most} headings, paragraphs and cells are no page", most=f"{MOST_BLOCKS:,}")
            )
        return UnreadableFile(said("lists, quotations or marks are nested too deeply here"), self.lines.line(place))

    def _mark(self, event: str, start: int, end: int) -> None:
        if event in {"SoftBreak", "HardBreak"}:
            self._write("\n")
        elif event == "Rule":
            block = Block("rule", self.lines.line(start), self.lines.last_line(start, end))
            self.stack[-1].children.append(block)
            self.every.append(block)

    def _start_inline(self, name: str, attributes: Any, start: int) -> None:
        self.stack[-1].marked_up = True
        if len(self.pending) > DEEPEST:
            raise self._too_much(start)
        if name in _INLINE:
            self.pending.append((name, attributes or {}, start, []))

    def _end_inline(self) -> None:
        name, attributes, start, parts = self.pending.pop()
        text = "".join(parts)
        owner = self.stack[-1]
        if name in {"Link", "Image"}:
            line, column = self.lines.line(start), self.lines.column(start)
            style = str(attributes.get("link_type", "Inline"))
            link = Link(str(attributes.get("dest_url", "")), text, line, column, name == "Image", style)
            owner.links.append(link)
            if name == "Image" and not text:
                self._write_run(owner, "", link.href)
        elif name == "Strong" and "".join(owner.text) == text:
            owner.bold = text

    def _inline(self, name: str, value: Any) -> None:
        if name == "Code":
            self.stack[-1].marked_up = True
            self.pending.append((name, {}, 0, []))
            self._write(value)
            self.pending.pop()
        elif name in {"Html", "InlineHtml"}:
            self.stack[-1].html.append(value)

    def _write(self, text: str) -> None:
        owner = self.stack[-1]
        if self.pending or owner.runs:
            self._write_run(owner, text)
            for _, _, _, parts in self.pending:
                parts.append(text)
        owner.text.append(text)

    def _write_run(self, owner: _Open, text: str, image: str = "") -> None:
        """Keep a text with its markup; what stands before the first that is marked up is one plain run."""
        around = {name: str(of.get("dest_url", "")) for name, of, _, _ in self.pending}
        href, image = around.get("Link", ""), image or around.get("Image", "")
        run = Run(text, "Strong" in around, "Emphasis" in around, href, image, "Code" in around)
        runs = owner.runs
        if not runs and owner.text:
            runs.append(Run("".join(owner.text)))
        if runs and replace(runs[-1], text="") == replace(run, text=""):
            run = replace(run, text=runs.pop().text + text)
        runs.append(run)

    def _closed(self, done: _Open) -> Block:
        kind, value = done.kind, done.value
        level, ordered, start = 0, False, 1
        if kind == "heading":
            level = int(value["level"][1])
        elif kind == "list":
            ordered, start = value is not None and value is not False, value if isinstance(value, int) else 1
        elif kind == "code":
            done.marked_up = True
        text, runs = "".join(done.text), done.runs
        if len(text) > LONGEST_TEXT:
            message = said(
                "this paragraph has more than {most} characters; make several of it", most=f"{LONGEST_TEXT:,}"
            )
            raise UnreadableFile(message, done.line)
        if done.children:
            text = text.rstrip("\n")
            last = [replace(run, text=run.text.rstrip("\n")) for run in runs[-1:]]
            runs = [*runs[:-1], *(run for run in last if run.text or run.image)]
        return Block(
            kind,
            done.line,
            self.lines.last_line(done.start, done.end),
            text,
            level,
            ordered,
            start,
            done.bold,
            done.marked_up,
            tuple(done.children),
            tuple(done.links),
            tuple(done.html),
            tuple(runs),
        )


class LinkPlace(NamedTuple):
    """Where in a text a link stands. `words` is what it shows, with its markup; `target` its address, as written.

    All three are (start, end) in characters; a definition of a reference (`[name]: address`) shows nothing.
    """

    whole: tuple[int, int]
    words: tuple[int, int]
    target: tuple[int, int]
    href: str


def find_links(text: str) -> list[LinkPlace]:
    """Every link, image and definition of Markdown text that has its own address written, in no order.

    Raises UnreadableFile as `parse_document` does.
    """
    _require_bounds(text, 1)
    raw = text.encode("utf-8")
    found: list[LinkPlace] = []
    opened: list[tuple[str, int, int]] = []
    covered: list[tuple[int, int]] = []
    depth, inner = 0, 0
    events: Any = pyromark.events_with_range(text, options=_OPTIONS)
    for event, span in events:
        name, value = _named(event)
        if name == "Start":
            tag, attributes = _named(value)
            covered += [(span["start"], span["end"])] if depth == 0 else []
            depth += 1
            if tag in {"Link", "Image"}:
                inner = span["start"] + (2 if tag == "Image" else 1)
                opened.append((str(attributes["dest_url"]), inner, span["start"]))
        elif name == "End":
            depth -= 1
            if _named(value)[0] in {"Link", "Image"}:
                href, begin, start = opened.pop()
                place = raw.find(href.encode(), inner, span["end"])
                if place >= 0:
                    found.append(_place(raw, (start, span["end"]), (begin, inner), place, href))
            inner = span["end"]
        else:
            inner = span["end"]
    return [*found, *_definitions(raw, covered)]


def _named(value: Any) -> tuple[str, Any]:
    """An event or a tag of the parser: its name, and what it says, which is left out where it says nothing."""
    return (value, {}) if isinstance(value, str) else next(iter(value.items()))


def _place(raw: bytes, whole: tuple[int, int], words: tuple[int, int], target: int, href: str) -> LinkPlace:
    places = (*whole, *words, target, target + len(href.encode()))
    start, end, first, last, begin, stop = (len(raw[:place].decode("utf-8")) for place in places)
    return LinkPlace((start, end), (first, last), (begin, stop), href)


def _definitions(raw: bytes, covered: list[tuple[int, int]]) -> Iterator[LinkPlace]:
    """The definitions of references: the parser leaves them out, so that they stand between the blocks."""
    ends = [0, *(end for _, end in covered)]
    for start, stop in zip(ends, [*(start for start, _ in covered), len(raw)], strict=True):
        place = start
        for line in raw[start:stop].split(b"\n"):
            name, mark, address = line.partition(b"]:")
            if mark and name.lstrip().startswith(b"["):
                href = address.strip().split(b" ")[0].strip(b"<>").decode("utf-8")
                at = place + line.index(href.encode(), len(name) + 2)
                yield _place(raw, (place, place + len(line)), (place, place), at, href)
            place += len(line) + 1
