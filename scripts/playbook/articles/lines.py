"""What an article is read into first: its lines (plain text) or blocks (HTML), each with what its marks say it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["plain", "bullet", "number", "heading", "question"]

_BULLET = re.compile(r"^(?:[•◦▪‣●○■□·*–—-])\s+(?=\S)")
_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]\s+(?=\S)")
_HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
_VISIBLE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One segment of an article as read.

    `number` counts lines of a text file, or blocks of an HTML file, from 1. `whole` is the text as it stands, in NFC
    and with white space collapsed: what is hashed. `text` is the same without a list mark. `ordinal` is the printed
    number of a numbered item, `level` that of a heading. In HTML, `aside` names the part of the page, outside the
    article, in which the block stands, and `ends_list` says that it stands outside any list.
    """

    number: int
    text: str
    whole: str
    kind: Kind = "plain"
    ordinal: int = 0
    level: int = 0
    aside: str = ""
    ends_list: bool = False


def collapse(text: str) -> str:
    """The text in NFC, every run of white space one blank, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_blank(text: str) -> bool:
    """Whether nothing can be seen of the text: white space and zero-width characters only."""
    return not _VISIBLE.search(text)


def text_lines(text: str) -> Iterator[TextLine]:
    """The non-blank lines of a plain text, with bullets, numbers and `#` headings recognised."""
    for number, raw in enumerate(text.split("\n"), 1):
        if not is_blank(raw):
            whole = collapse(raw)
            match = _HASHES.match(whole)
            if match:
                yield TextLine(number, whole[match.end() :], whole, "heading", level=len(match.group(1)))
            else:
                yield marked_line(number, whole)


def marked_line(number: int, whole: str) -> TextLine:
    """A line that is an item of a list if a bullet or a number opens it, and plain otherwise."""
    if match := _NUMBER.match(whole):
        return TextLine(number, whole[match.end() :], whole, "number", ordinal=int(match.group(1)))
    if match := _BULLET.match(whole):
        return TextLine(number, whole[match.end() :], whole, "bullet")
    return TextLine(number, whole, whole)
