"""The text of a segment as translators see it: words, with a tag for each protected mark.

A mark that stands around words is a pair (`<a1>setting limits</a1>` for a link, `<b1>` for bold words, `<i1>` for
emphasis, `<p1>` for a picture's description), one that stands alone is a single tag (`<c1/>`); slots stay as they are
(`{{ duty_manager }}`). What each stands for is never in the file that goes out, so that nobody can change it there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from playbook.model.page import SLOT
from playbook.model.yaml_source import CONTROL

TAG = re.compile(r"(?<!\\)((?:\\\\)*)<(/?)([abipc]\d{1,3})(/?)>")
_LIKE_TAG = re.compile(r"(?<!\\)(\\*+)(</?[abipc]\d{1,3}/?>)")
_ESCAPED = re.compile(r"(?<!\\)(\\++)(?=</?[abipc]\d{1,3}/?>)")
_BREAKS = re.compile(r"\r\n?|[\x0b\u2028\u2029]")


class Mark(Struct, frozen=True):
    """A protected mark in a text. `side` is "open", "close" or "alone"; a slot is alone, and `name` is its own name."""

    name: str
    side: str
    is_slot: bool = False

    def __str__(self) -> str:
        if self.is_slot:
            return f"{{{{ {self.name} }}}}"
        return {"open": f"<{self.name}>", "close": f"</{self.name}>"}.get(self.side, f"<{self.name}/>")


def literal(text: str) -> str:
    """Words that are no tag, even where they look like one."""
    return _LIKE_TAG.sub(lambda found: f"{found[1] * 2}\\{found[2]}", text) if "<" in text else text


def pieces(text: str) -> Iterator[str | Mark]:
    """A text in its words and marks, in order. Words with an escape may come in several pieces."""
    place = 0
    for found in TAG.finditer(text):
        words = text[place : found.start(1)] + found[1][: len(found[1]) // 2]
        yield from _with_slots(_plain(words))
        side = "close" if found[2] else "alone" if found[4] else "open"
        yield Mark(found[3], side)
        place = found.end()
    yield from _with_slots(_plain(text[place:]))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1][: len(found[1]) // 2], text) if "\\" in text else text


def before_mark(text: str) -> str:
    """Words, as `literal` gives them, that a mark follows: a backslash at their end would make words of the mark."""
    return text + text[len(text.rstrip("\\")) :]


def _with_slots(text: str) -> Iterator[str | Mark]:
    place = 0
    for found in SLOT.finditer(text):
        if found.start() > place:
            yield text[place : found.start()]
        yield Mark(found[1], "alone", is_slot=True)
        place = found.end()
    if place < len(text):
        yield text[place:]


def mark_counts(text: str) -> Counter[str]:
    """How often each mark stands in a text."""
    return Counter(str(piece) for piece in pieces(text) if isinstance(piece, Mark))


def as_on_page(text: str, *, one_line: bool) -> str:
    """A text as it can stand on a page: composed, without spaces at the ends of lines, without empty lines."""
    lines = (line.strip(" \t") for line in _BREAKS.sub("\n", unicodedata.normalize("NFC", text)).split("\n"))
    text = "\n".join(filter(None, lines))
    slots = SLOT.sub(lambda found: f"{{{{ {found[1]} }}}}", text) if "{{" in text else text
    return slots.replace("\n", " ") if one_line else slots


def fault(text: str, *allowed: Counter[str]) -> str:
    """What keeps a text from standing on a page; empty where nothing does.

    `allowed` are the marks that it may have: those of the English text, or those that the translation had.
    """
    control = CONTROL.search(text)
    if control:
        return f"it has a control character (U+{ord(control[0]):04X}), which nobody can see"
    found = mark_counts(text)
    if found not in allowed:
        lost, added = allowed[0] - found, found - allowed[0]
        if lost:
            return f"the placeholder {_listed(lost)} is lost"
        return f"the placeholder {_listed(added)} is doubled or does not belong here"
    opened: list[str] = []
    for piece in pieces(text):
        if isinstance(piece, Mark) and piece.side == "open":
            opened.append(piece.name)
        elif isinstance(piece, Mark) and piece.side == "close" and (not opened or opened.pop() != piece.name):
            return f"the placeholder {piece} does not close what was opened last"
    return ""


def _listed(found: Counter[str]) -> str:
    return ", ".join(found)


def words_of(text: str) -> str:
    """A text without its tags; slots stay."""
    return "".join(str(piece) for piece in pieces(text) if isinstance(piece, str) or piece.is_slot)
