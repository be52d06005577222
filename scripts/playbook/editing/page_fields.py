"""A page as fields to fill in, and one field written back by its position: all else stays as it was, to the byte.

A page has parts (what stands in its front matter, the introduction, each section), a part has rows (a step, a pair of
phrases, a scene, a card, a stretch of text), and a row has fields, which hold what an editor types: without list marks,
quotation marks of Markdown, table bars and headings.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from playbook.editing.front_matter import set_value
from playbook.editing.plan import Refusal
from playbook.editing.scaffold import comment
from playbook.model import Block, Page, Playbook, parse_yaml
from playbook.model.markdown import LONGEST_LINE, LONGEST_TEXT
from playbook.model.page import Section, read_page, split_front_matter
from playbook.model.rows import block_rows
from playbook.said import said
from playbook.shown.drafts import ENGLISH, PLACEHOLDER, WRITE

FRONT, INTRO = "front", "intro"
"""The parts that are no sections."""
FRONT_FIELDS = ("title", "summary", "keywords")
_TO_REPLACE = re.compile(rf"\s*(?:<!--\s*(?:{ENGLISH}|{WRITE}):(?:(?!-->).)*-->\s*)+", re.DOTALL)
_ITEM = re.compile(r"^(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+)")
_QUOTE = re.compile(r"\s{0,3}>[ \t]?")
_CARD = re.compile(r"(\*\*([^*\n]+?)[.:]?\*\*[.:]?)(?:[ \t]+|$)")
_HEADING = re.compile(r"^\s*#{1,6}[ \t]+")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
_TO_FILL_IN = re.compile(rf"# (?:{ENGLISH}|{WRITE}):[^\n]*\n")
_MARKS = re.compile(r"(?m)^(\s*)([-+*#>|=~`]|\d+(?=[.)]))")
_ESCAPED = re.compile(r"(?m)^(\s*)(?:\\([-+*](?=[ ])|#(?=[# ])|[>|])|(\d+)\\(?=[.)]))")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*\)")
_COMMAS = re.compile("[,\n\u060c\u3001\uff0c]")


class TooLong(Refusal):
    """A text has `count` characters, and its place room for `most`."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(
            said(
                "this text is too long: it has {count} characters, and at most {most} can stand here",
                count=f"{count:,}",
                most=f"{most:,}",
            )
        )
        self.count, self.most = count, most


class Field(Struct, frozen=True):
    """A text that an editor types.

    `key` names it on its page: "steps/item-2/text". `raw` is the text in the file without the marks around it; `before`
    what stands before it on its first line. `cell` counts from 0 in a table's row. Lines count from 1 in the file.
    """

    key: str
    name: str
    raw: str
    line: int
    end_line: int
    before: str = ""
    cell: int = -1

    @property
    def text(self) -> str:
        """What an editor sees in it: nothing where a comment is still to be replaced."""
        return "" if self.raw == PLACEHOLDER or _TO_REPLACE.fullmatch(self.raw) else self.raw

    @property
    def card(self) -> str:
        """The word of a warning that it opens with, as written; it is no part of the text."""
        found = _CARD.search(self.before)
        return found[2] if found else ""


class FieldRow(Struct, frozen=True):
    """A row of a part. `kind`: front, item, cells, scene, card or text; `number` is its place in its kind, from 1."""

    key: str
    kind: str
    number: int
    fields: tuple[Field, ...]
    line: int
    end_line: int

    @property
    def is_open(self) -> bool:
        """Whether a field of it is still empty."""
        return any(not field.text for field in self.fields)


class PagePart(Struct, frozen=True):
    """A part of a page. `id` is "front", "intro" or a section's id; "section-3" where a heading is none of those."""

    id: str
    heading: str
    line: int
    end_line: int
    rows: tuple[FieldRow, ...]

    def of_kind(self, kind: str) -> tuple[FieldRow, ...]:
        """Its rows of a kind, in order."""
        return tuple(row for row in self.rows if row.kind == kind)


def page_parts(page: Page) -> tuple[PagePart, ...]:
    """All parts of a page in order."""
    return (_front(page), _intro(page), *_sections(page))


def page_fields(page: Page) -> dict[str, Field]:
    """Every field of a page by its key, in order."""
    return {field.key: field for part in page_parts(page) for row in part.rows for field in row.fields}


def part_of(page: Page, identifier: str) -> PagePart:
    """The part of a page by its id. Raises Refusal where there is none."""
    found = next((part for part in page_parts(page) if part.id == identifier), None)
    if found is None:
        raise Refusal(said('{page} has no part "{section}"', page=page.path, section=identifier))
    return found


def _front(page: Page) -> PagePart:
    front = page.front
    texts = {"title": front.title, "summary": front.summary, "keywords": ", ".join(front.keywords)}
    rows = []
    for number, (name, text) in enumerate(texts.items(), 1):
        line = page.front_source.line(name)
        field = Field(f"{FRONT}/{name}", name, text, line, line)
        rows.append(FieldRow(f"{FRONT}/{name}", FRONT, number, (field,), line, line))
    return PagePart(FRONT, "", 1, page.body_line - 1, tuple(rows))


def _intro(page: Page) -> PagePart:
    title = next((block.end_line for block in page.blocks if block.kind == "heading"), page.body_line)
    end = page.intro[-1].end_line if page.intro else title
    return PagePart(INTRO, "", title, end, tuple(_rows(INTRO, page.intro, page.lines)))


def _sections(page: Page) -> Iterator[PagePart]:
    for number, section in enumerate(page.sections, 1):
        identifier = part_id(page, section, number)
        rows = tuple(_rows(identifier, section.blocks, page.lines))
        yield PagePart(identifier, section.heading.text, section.line, section.end_line, rows)


def part_id(page: Page, section: Section, number: int) -> str:
    """The id of a section's part; `number` is its place among the sections, from 1."""
    known = section.id is not None and page.by_id[section.id] is section
    return str(section.id) if known else f"section-{number}"


def _rows(part: str, blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[FieldRow]:
    """The rows of a part."""
    for row in block_rows(part, blocks):
        fields = tuple(
            _field(row.key, piece.name, piece.first.line, piece.last.end_line, piece.cell, lines)
            for piece in row.pieces
        )
        yield FieldRow(row.key, row.kind, row.number, fields, row.line, row.end_line)


def _field(row: str, name: str, line: int, end_line: int, cell: int, lines: Sequence[str]) -> Field:
    own = lines[line - 1 : end_line]
    if cell >= 0:
        cells = _cells(own[0])  # a row may have fewer than the head of its table
        text = cells[cell][1].strip().replace("\\|", "|") if cell < len(cells) else ""
        return Field(f"{row}/{name}", name, text, line, end_line, cell=cell)
    pattern = {"card": _QUOTE, "title": _HEADING}.get(name, _QUOTE if name.startswith("answer") else None)
    if row.rpartition("/")[2].startswith("item-"):
        before = _matched(_ITEM, own[0])
        rest = [_dedented(text, len(before)) for text in own[1:]]
    elif pattern:
        before = _matched(pattern, own[0])
        rest = [text[len(_matched(pattern, text)) :] for text in own[1:]]
    else:
        before, rest = "", list(own[1:])
    first = own[0][len(before) :]
    if name == "card":
        word = _matched(_CARD, first)
        before, first = before + word, first[len(word) :]
    return Field(f"{row}/{name}", name, "\n".join([first, *rest]), line, end_line, before)


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def _dedented(text: str, width: int) -> str:
    return text[min(width, len(text) - len(text.lstrip(" "))) :]


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a table's row: where each begins in its line, and its text with the spaces around it."""
    places = [0, *(found.end() for found in _CELL_ENDS.finditer(line)), len(line) + 1]
    cells = [(start, line[start : end - 1]) for start, end in pairwise(places)]
    if not cells[0][1].strip():
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1][1].strip() and line.rstrip().endswith("|") else cells


def reread(playbook: Playbook, page: Page, text: str) -> Page:
    """The page with another text of its whole file. Raises Refusal where that cannot be read."""
    headings = playbook.reader.headings[page.language]
    read, problems = read_page(page.path, page.language, page.group, page.topic, text, headings)
    if read is None:
        raise Refusal(problems[0].message)
    return read


def tidy(text: str) -> str:
    """Typed text as it is kept: composed letters, no spaces at the ends of lines, no empty lines around it."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    kept = "\n".join(line.rstrip() for line in lines).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def write_field(playbook: Playbook, page: Page, key: str, typed: str, english: str = "") -> str:
    """The page's text with a field as typed; `english` is what an empty field says instead of it, as a comment.

    What would be read as a heading, a list or the end of the field is written so that it is text. Raises Refusal where
    the page has no such field, or where the text cannot stand there at all.
    """
    fields = page_fields(page)
    if key not in fields:
        raise Refusal(said('{page} has no field "{key}"', page=page.path, key=key))
    field = fields[key]
    text = tidy(typed)
    if text == field.text:
        return page.text
    if key.startswith(f"{FRONT}/"):
        whole = _with_front(page, field.name, " ".join(text.split()) if field.name != "keywords" else text)
        _refuse_too_long(page, field, text)
        return whole
    if field.cell >= 0 or field.name == "title":
        text = " ".join(text.split())
    for candidate in (text, escaped(text)) if text else (empty(english),):
        whole = _with_lines(page, field, candidate)
        if _stands(playbook, page, whole, fields, key, candidate if text else ""):
            return whole
    _refuse_too_long(page, field, text)
    raise Refusal(said("this text cannot stand here; take out what is not plain text"))


def _refuse_too_long(page: Page, field: Field, text: str) -> None:
    """Raises TooLong for a text that no page can hold there."""
    around = len(page.lines[field.line - 1]) - len(field.raw) if field.cell >= 0 else len(field.before)
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE - max(around, 0):
        raise TooLong(longest, LONGEST_LINE - max(around, 0))
    if max(len(paragraph) for paragraph in text.split("\n\n")) > LONGEST_TEXT:
        raise TooLong(len(text), LONGEST_TEXT)


def empty(english: str) -> str:
    """What stands in an empty field: a comment, by which the page is known to be unfinished."""
    return comment(" ".join(english.split())) if english else comment("the text", WRITE)


def escaped(text: str) -> str:
    """The text with a backslash before whatever Markdown would take for a mark at the start of a line, or for HTML."""
    return _MARKS.sub(_escape, text).replace("<", "\\<")


def unescaped(text: str) -> str:
    """What somebody typed where it was written with these backslashes; the text itself where it has others."""
    typed = _ESCAPED.sub(lambda found: "".join(filter(None, found.groups())), text).replace("\\<", "<")
    return typed if escaped(typed) == text else text


def _escape(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"


def _stands(playbook: Playbook, page: Page, whole: str, before: dict[str, Field], key: str, text: str) -> bool:
    """Whether the page has the same fields with the same texts as before, but for this one, which says `text`."""
    try:
        changed = reread(playbook, page, whole)
    except Refusal:
        return False
    after = page_fields(changed)
    if text and _tags(changed) > _tags(page):
        return False
    return list(after) == list(before) and all(
        field.text == (text if name == key else before[name].text) for name, field in after.items()
    )


def _tags(page: Page) -> int:
    """How much of a page would be HTML, comments left out."""
    return sum(not tag.startswith("<!--") for block in page.every_block for tag in block.html)


def _with_lines(page: Page, field: Field, text: str) -> str:
    lines = page.lines
    new = [_with_cell(lines[field.line - 1], field.cell, text)] if field.cell >= 0 else field_lines(field, text)
    return "\n".join([*lines[: field.line - 1], *new, *lines[field.end_line :]])


def field_lines(field: Field, text: str) -> list[str]:
    """The lines of the file that say a text in the place of a field that is no cell."""
    first, *rest = text.split("\n")
    in_quote = _QUOTE.match(field.before) is not None
    after = "> " if in_quote else " " * len(field.before)
    before = field.before if field.before.endswith((" ", "\t")) or not field.before else f"{field.before} "
    return [before + first, *((after + line).rstrip() if not line else after + line for line in rest)]


def _with_cell(line: str, number: int, text: str) -> str:
    while len(_cells(line)) <= number:
        line = f"{line.rstrip()} |" if line.rstrip().endswith("|") else f"{line.rstrip()} | |"
    start, old = _cells(line)[number]
    kept = re.fullmatch(r"(\s*)(.*?)(\s*)", old)
    before, behind = (kept[1] or " ", kept[3] or " ") if kept and kept[2] else (" ", " ")
    written = text.replace("\\|", "|").replace("|", "\\|")
    return f"{line[:start]}{before}{written}{behind}{line[start + len(old) :]}"


def _with_front(page: Page, name: str, text: str) -> str:
    """The page with another title, summary or list of keywords; the title stands in the heading as well."""
    if name == "keywords":
        words = dict.fromkeys(word for part in _COMMAS.split(text) if (word := " ".join(part.split())))
        written = _written_keywords(page)
        listed = ", ".join(written.get(word) or yaml_word(word, in_list=True) for word in words)
        return _set_front(page.text, name, f"keywords: [{listed}]")
    whole = _set_front(page.text, name, f"{name}: {yaml_word(text) if text else PLACEHOLDER}")
    if name != "title":
        return whole
    title = next((block for block in page.blocks if block.kind == "heading" and block.level == 1), None)
    if title is None:
        return whole
    _, body, _ = split_front_matter(page.text)
    lines = body.split("\n")
    place = title.line - page.body_line
    mark = _matched(_HEADING, lines[place])
    lines[place] = mark + (re.sub(r"([\\`*_\[<])", r"\\\1", text) if text else comment(page.title))
    return whole[: len(whole) - len(body)] + "\n".join(lines)


def _written_keywords(page: Page) -> dict[str, str]:
    """Each keyword as it stands in the file, with or without quotes."""
    source = page.front_source
    spans = ((word, source.span("keywords", number)) for number, word in enumerate(page.front.keywords))
    return {
        word: source.text[span[0] : span[1]] for word, span in spans if span and "\n" not in source.text[slice(*span)]
    }


def _set_front(text: str, name: str, line: str) -> str:
    """The page's text with a line of its front matter anew, and without the comment that asked for it."""
    whole = set_value(text, name, [line])
    place = whole.index(f"\n{line}\n") + 1
    above = whole.rfind("\n", 0, place - 1) + 1
    return whole[:above] + whole[place:] if _TO_FILL_IN.fullmatch(whole[above:place]) else whole


def yaml_word(text: str, *, in_list: bool = False) -> str:
    """A text as a value in YAML: as it is where that is read as the same, else in double quotes."""
    for written in (text, json.dumps(text, ensure_ascii=False)):
        source, problems = parse_yaml(f"k: [{written}]" if in_list else f"k: {written}", "")
        if source and not problems and source.data == {"k": [text] if in_list else text}:
            return written
    raise Refusal(said("this text has characters that cannot be kept"))


def plain_words(text: str) -> str:
    """A text without the addresses of its links."""
    return _LINK.sub(r"\1", text)
