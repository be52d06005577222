"""The text of blocks as it stands in Markdown, to the byte: words apart from marks, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

import pyromark
from msgspec import Struct

from playbook.exchange.notation import Mark, before_mark, literal, pieces
from playbook.shown.drafts import ENGLISH, WRITE

_KINDS = {"Link": "a", "Strong": "b", "Emphasis": "i", "Image": "p"}
_BLOCKS = {
    "Heading",
    "Paragraph",
    "List",
    "Item",
    "Table",
    "TableHead",
    "TableRow",
    "TableCell",
    "BlockQuote",
    "CodeBlock",
    "HtmlBlock",
}
_DRAFT = re.compile(rf"\s*<!--\s*(?:{ENGLISH}|{WRITE}):")
_ANYWHERE = re.compile(r"([\\`*_\[\]<&|])")
_LINE_START = re.compile(r"^([-+#>=~]|\d{1,9}(?=[.)]))", re.MULTILINE)


class Token(Struct, frozen=True):
    """A piece of a run: "text", "break" (the end of a line), "open", "close", "alone" or "draft".

    `value` is the text, or the Markdown of the mark; `kind` is the mark's letter; `end` is the byte behind it.
    """

    what: str
    value: str
    kind: str
    end: int


class InlineRun(Struct):
    """The own text of a block, from `start` to `end` (bytes of the text that was read)."""

    start: int
    end: int
    tokens: list[Token]

    @property
    def is_draft(self) -> bool:
        """Whether nothing but comments to be replaced stands there."""
        return all(token.what in {"draft", "break"} for token in self.tokens)


class Reading:
    """The runs of Markdown text, by the number of the block that they belong to, in reading order."""

    def __init__(self, text: str) -> None:
        self.raw = text.encode("utf-8")
        self.runs: list[list[InlineRun]] = []
        self.stack: list[int] = []
        self.inner = 0
        """The place just behind the last thing that was read."""
        self.is_continued = False
        """Whether what is read now goes on where the last run of the same block ended."""
        self.opened: list[tuple[InlineRun, int, str]] = []
        events: Any = pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES)
        for event, span in events:
            name, value = (event, None) if isinstance(event, str) else next(iter(event.items()))
            self._event(name, value, span["start"], span["end"])

    def _event(self, name: str, value: Any, start: int, end: int) -> None:
        if name in {"Start", "End"}:
            tag, attributes = (value, {}) if isinstance(value, str) else next(iter(value.items()))
            if tag in _BLOCKS:
                self._block(name, tag, start)
            elif tag in _KINDS:
                self._around(name, _KINDS[tag], attributes, start, end)
        elif name == "Rule":
            self.runs.append([])
        elif name == "Text":
            escaped = start > self.inner and self.raw[start - 1 : start] == b"\\"
            self._add("text", value, "", start - escaped, end)
        elif name == "SoftBreak":
            self._add("break", "\n", "", start, end)
        elif name == "HardBreak":
            self._add("alone", self.raw[start:end].decode().rstrip("\n"), "c", start, end)
            self._add("break", "\n", "", end, end)
        elif name == "Code":
            self._add("alone", self.raw[start:end].decode(), "c", start, end)
        elif name in {"Html", "InlineHtml"}:
            what = "draft" if _DRAFT.match(value) else "alone"
            self._add(what, value.rstrip("\n"), "c", start, start + len(value.rstrip("\n").encode()))

    def _block(self, name: str, tag: str, start: int) -> None:
        if name == "End":
            self.stack.pop()
        else:
            self.stack.append(len(self.runs))
            self.runs.append([])
        self.inner = start if tag != "Table" else self.inner
        self.is_continued = False

    def _add(self, what: str, value: str, kind: str, start: int, end: int) -> None:
        if not self.stack:
            return
        runs = self.runs[self.stack[-1]]
        if not self.is_continued or not runs:
            runs.append(InlineRun(start, end, []))
            self.is_continued = True
        runs[-1].tokens.append(Token(what, value, kind, end))
        runs[-1].end = self.inner = end

    def _around(self, name: str, kind: str, attributes: Any, start: int, end: int) -> None:
        if name == "Start":
            if attributes and attributes.get("link_type") in {"Autolink", "Email"}:
                kind = "c"
            width = 2 if kind in "bp" else 1
            self._add("open", self.raw[start : start + width].decode(), kind, start, start + width)
            self.opened.append((self.runs[self.stack[-1]][-1], len(self.runs[self.stack[-1]][-1].tokens), kind))
            return
        run, count, kind = self.opened.pop()
        if kind == "c":  # an address between angle brackets is a mark by itself
            del run.tokens[count - 1 :]
            run.tokens.append(Token("alone", self.raw[start:end].decode(), "c", end))
            run.end = self.inner = end
        else:
            self._add("close", self.raw[self.inner : end].decode(), kind, self.inner, end)


class Marked(Struct, frozen=True):
    """A text in the translators' notation, and the Markdown of each of its marks, by its tag."""

    text: str
    codes: Mapping[str, str]


def marked(tokens: Sequence[Token], known: Mapping[str, str] | None = None) -> Marked:
    """The notation of a run.

    Marks are numbered in their order. `known` are the marks of the English text: what is the same here has its name.
    """
    names = _Names(known or {})
    parts: list[str] = []
    opened: list[str] = []
    for number, token in enumerate(tokens):
        if token.what == "text":
            if number == 0 or tokens[number - 1].what != "text":  # what has an escape in it comes in several pieces
                parts.append(literal("".join(each.value for each in takewhile(_is_text, tokens[number:]))))
        elif token.what == "break":
            parts.append("\n")
        elif token.what != "draft":
            tag = _tag(token, _closing(tokens, number), names, opened)
            parts = [*parts[:-1], *map(before_mark, parts[-1:]), tag]
    return Marked("".join(parts), names.codes)


def _tag(token: Token, closing: str, names: _Names, opened: list[str]) -> str:
    if token.what == "alone":
        return f"<{names.name(token.kind, token.value, '')}/>"
    if token.what == "close":
        return f"</{opened.pop()}>"
    opened.append(names.name(token.kind, token.value, closing))
    return f"<{opened[-1]}>"


def _is_text(token: Token) -> bool:
    return token.what == "text"


def _closing(tokens: Sequence[Token], number: int) -> str:
    depth = 0
    for token in tokens[number:]:
        depth += (token.what == "open") - (token.what == "close")
        if depth == 0:
            return token.value
    return ""


class _Names:
    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self.codes: dict[str, str] = {}

    def name(self, kind: str, opening: str, closing: str) -> str:
        found = (
            tag
            for tag, code in self.known.items()
            if tag.startswith(f"<{kind}") and code == opening and self.known.get(_end(tag), "") == closing
        )
        tag = next((tag for tag in found if tag not in self.codes), "")
        if not tag:
            number = 1
            while any(f"<{kind}{number}{end}" in {*self.known, *self.codes} for end in (">", "/>")):
                number += 1
            tag = f"<{kind}{number}>" if closing else f"<{kind}{number}/>"
        self.codes[tag] = opening
        if closing:
            self.codes[_end(tag)] = closing
        return tag.strip("</>")


def _end(tag: str) -> str:
    return f"</{tag[1:]}"


def markdown(text: str, codes: Mapping[str, str], prefix: str, *, escaped: bool) -> str:
    """A text in the notation as Markdown.

    `codes` has the Markdown of its marks; `prefix` is what a line that goes on begins with. With `escaped`, signs that
    Markdown could take for its own are written with a backslash, which is only needed where they would be.
    """
    parts = [_written(piece, codes, escaped) for piece in pieces(text)]
    lines = "".join(parts).split("\n")
    if escaped:
        lines = [_LINE_START.sub(_escaped_start, line) for line in lines]
    return f"\n{prefix}".join(lines)


def _written(piece: str | Mark, codes: Mapping[str, str], escaped: bool) -> str:
    if isinstance(piece, str):
        return _ANYWHERE.sub(r"\\\1", piece) if escaped else piece
    return codes.get(str(piece), str(piece))


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"
