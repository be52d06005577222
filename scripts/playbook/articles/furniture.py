"""What on an article's page looks like site furniture, and why.

Each rule is a generator over the lines that yields the furniture it finds; the first rule that claims a line has it.
A rule looks at the structure first; cue words only help. It is a guess for the editor, who has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playbook.articles.cues import fold_words
from playbook.articles.draft import HEAD, LONG, SHORT_LINE, Draft
from playbook.articles.lines import TextLine

_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_FORM_LABEL = 40
_E_MAIL = re.compile(r"\be-?mail|e-?posta|e-?post|sähköposti|อีเมล", re.IGNORECASE)
_COUNT = re.compile(r"\(?\b\d{1,5}\b\)?")
"""The number of comments in their heading."""
_CUT_OFF = ("...", "…")
_SENTENCE_END = ".!?…:;"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that looks like furniture: `part` of the page (for its place) and `why` it looks like it."""

    index: int
    part: str
    why: str


def find_furniture(draft: Draft) -> dict[int, Furniture]:
    """What looks like furniture, by index of the line."""
    found: dict[int, Furniture] = {}
    for rule in _RULES:
        for item in rule(draft):
            found.setdefault(item.index, item)
    if draft.title is not None:
        found.pop(draft.title, None)
    return found


def _outside(draft: Draft) -> Iterator[Furniture]:
    for index, line in enumerate(draft.lines):
        if line.aside:
            yield Furniture(index, line.aside, f"stands in the page's {line.aside}, outside the article")


def _facts(draft: Draft) -> Iterator[Furniture]:
    words = {"author": "names the author", "publisher": "names the publisher"}
    for name, index in draft.facts.items():
        yield Furniture(index, name, words.get(name, "gives a date"))


def _menu(draft: Draft) -> Iterator[Furniture]:
    if draft.menu is not None:
        yield Furniture(draft.menu, "menu", "is a menu: names apart by separators, and nothing else")


def _contents(draft: Draft) -> Iterator[Furniture]:
    for index in draft.contents:
        yield Furniture(index, "contents list", "belongs to the list of contents")
    for index, line in enumerate(draft.lines[:HEAD]):
        if draft.cues.label("contents", line.text) is not None:
            yield Furniture(index, "contents list", "is the heading of a list of contents or a menu")


def _repeated_title(draft: Draft) -> Iterator[Furniture]:
    if draft.title is None:
        return
    title = fold_words(draft.lines[draft.title].text)
    for index, line in enumerate(draft.lines):
        folded = fold_words(line.text)
        rest = folded.removeprefix(title)
        if index != draft.title and rest != folded and (not rest or (rest[:2] in {" -", " |", " –", " —"})):
            yield Furniture(index, "repeated title", "repeats the title")


def _among_facts(draft: Draft) -> Iterator[Furniture]:
    """Short lines between the first fact and the last fact or repeated title at the top: a role, a by-line."""
    known = [*draft.facts.values(), *(item.index for item in _repeated_title(draft))]
    known = [index for index in known if index < draft.head]
    for index in range(min(known, default=0) + 1, max(known, default=0)):
        line = draft.lines[index]
        if index not in known and len(line.text) <= 40 and line.kind == "plain" and line.text[-1] not in _SENTENCE_END:
            yield Furniture(index, "top of the page", "is a short line among author, dates and title")


def _labels(draft: Draft) -> Iterator[Furniture]:
    parts = {"share": "share line", "video": "video line", "languages": "language menu"}
    for index, line in enumerate(draft.lines):
        for name, part in parts.items():
            if draft.cues.label(name, line.text) is not None:
                yield Furniture(index, part, f"is a {part}")
        if draft.cues.label("languages", line.text) is not None:
            for other in range(index + 1, len(draft.lines)):
                if len(draft.lines[other].text) > 30 or draft.lines[other].kind == "heading":
                    break
                yield Furniture(other, "language menu", "is a short line in the language menu")
        if draft.cues.begins("feedback", line.text):
            yield Furniture(index, "feedback widget", "asks readers for feedback")
        if draft.cues.begins("next", line.text):
            yield Furniture(index, "pointer to another post", "points to another post")


def _adverts(draft: Draft) -> Iterator[Furniture]:
    for index, line in enumerate(draft.lines):
        if line.kind != "number" and draft.cues.label("adverts", line.text) is not None:
            yield Furniture(index, "advert", "announces an advert")


def _newsletter(draft: Draft) -> Iterator[Furniture]:
    """An invitation to a newsletter, and the labels of its form below it."""
    inside = False
    for index, line in enumerate(draft.lines):
        if line.kind in {"plain", "heading"} and draft.cues.begins("newsletter", line.text):
            inside = True
        elif not (inside and len(line.text) <= _FORM_LABEL and ("@" in line.text or _E_MAIL.search(line.text))):
            inside = False
        if inside:
            yield Furniture(index, "newsletter", "invites readers to a newsletter")


def _comments(draft: Draft) -> Iterator[Furniture]:
    """The heading of readers' comments, with or without their number, and all that stands under it."""
    for start, line in enumerate(draft.lines):
        if start < draft.head or line.kind == "number" or fold_words(line.text) in draft.entries:
            continue
        if draft.cues.label("comments", _COUNT.sub("", line.text).strip()) == "":
            for index in range(start, _related_end(draft, start)):
                yield Furniture(index, "comments", "stands under the heading of the readers' comments")


def _pointers(draft: Draft) -> Iterator[Furniture]:
    for index, line in enumerate(draft.lines):
        if line.kind != "number" and draft.cues.label("related", line.text):
            yield Furniture(index, "pointer to another post", "points to another post")


def _said_twice(draft: Draft) -> Iterator[Furniture]:
    for index, line in enumerate(draft.lines):
        if len(line.text) <= 200 and _ends_twice(line.text):
            yield Furniture(index, "feedback widget", "says the same words twice, as feedback widgets do")


def _ends_twice(text: str) -> bool:
    """Whether a text ends with the same words twice, of eleven characters at least."""
    words = text.split()
    return any(
        words[-2 * count : -count] == words[-count:] and len(" ".join(words[-count:])) > 10
        for count in range(1, len(words) // 2 + 1)
    )


def _addresses(draft: Draft) -> Iterator[Furniture]:
    for index, line in enumerate(draft.lines):
        if _ADDRESS.match(line.text):
            yield Furniture(index, "web address", "is a web address and nothing else")
            before = draft.lines[index - 1] if index else None
            if before and before.text.endswith(":") and len(before.text) <= LONG and before.kind == "plain":
                yield Furniture(index - 1, "pointer to another post", "introduces a web address")


def author_box(draft: Draft) -> range:
    """The author box at the very end: a name, then one to three lines that begin with it; empty if there is none."""
    count = len(draft.lines)
    for start in range(max(1, count - 4), count - 1):
        name = draft.lines[start].text
        words = name.split()
        following = draft.lines[start + 1 :]
        named = all(line.text.startswith(f"{words[0]} ") for line in following)
        if len(words) <= 4 and len(name) <= 40 and name[0].isupper() and name[-1] not in _SENTENCE_END and named:
            return range(start, count)
    return range(0)


def _author_box(draft: Draft) -> Iterator[Furniture]:
    for index in author_box(draft):
        yield Furniture(index, "author box", "is part of the author box at the end")


def _related(draft: Draft) -> Iterator[Furniture]:
    for start, why in (*_related_headings(draft), *_cut_off_teasers(draft), *_beyond_the_contents(draft)):
        for index in range(start, _related_end(draft, start)):
            yield Furniture(index, "related articles", why)


def _related_end(draft: Draft, start: int) -> int:
    level = draft.lines[start].level
    for index in range(start + 1, len(draft.lines)):
        if level and draft.lines[index].kind == "heading" and draft.lines[index].level <= level:
            return index
    return len(draft.lines)


def _related_headings(draft: Draft) -> Iterator[tuple[int, str]]:
    for index, line in enumerate(draft.lines):
        rest = draft.cues.label("related", line.text)
        if rest == "" and index >= draft.head:
            yield index, "stands under a heading for related articles"


def _cut_off_teasers(draft: Draft) -> Iterator[tuple[int, str]]:
    """A title, perhaps a name, a date, and a text that is cut off: the first such group and all that follows."""
    for index, line in enumerate(draft.lines):
        if not (line.kind == "plain" and len(line.text) > SHORT_LINE and line.text.endswith(_CUT_OFF)):
            continue
        start = index
        while start > index - 3 and start and _can_name(draft.lines[start - 1]):
            start -= 1
        if any(draft.date(other) for other in range(start, index)):
            yield start, "belongs to the related articles: titles with a name, a date and a text that is cut off"
            return


def _can_name(line: TextLine) -> bool:
    return line.kind in {"plain", "heading"} and len(line.text) <= SHORT_LINE and line.text[-1] not in ".!:;"


def _beyond_the_contents(draft: Draft) -> Iterator[tuple[int, str]]:
    """After the last section that the contents list announces: a heading that it does not announce, and the rest."""
    if not draft.entries:
        return
    last = max(index for index, line in enumerate(draft.lines) if fold_words(line.text) in draft.entries)
    for index in range(last + 2, len(draft.lines) - 1):
        line, after = draft.lines[index], draft.lines[index + 1]
        deeper = line.level > draft.lines[last].level
        if not deeper and _can_name(line) and line.text[-1] not in "?…" and len(after.text) > len(line.text):
            yield index, "comes after the last heading of the list of contents, under a heading that is not in it"
            return


_RULES: tuple[Callable[[Draft], Iterator[Furniture]], ...] = (
    _outside,
    _facts,
    _menu,
    _contents,
    _repeated_title,
    _among_facts,
    _labels,
    _adverts,
    _newsletter,
    _comments,
    _pointers,
    _said_twice,
    _addresses,
    _author_box,
    _related,
)
