"""An article saved as HTML: its blocks as lines, and what its head says of it.

Scripts, styles and other things nobody reads are left out. Nothing is followed, fetched or run.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import PreformattedString, Tag

from playbook.articles.lines import TextLine, collapse, is_blank, marked_line
from playbook.articles.web_facts import page_facts
from playbook.files import UnreadableFile
from playbook.model.article import ArticleFacts
from playbook.said import said

TAG_LIMIT = 100_000
"""Tags a page may have; a long article has a few thousand."""

_PROLOGUE = {"<!--": "-->", "<?xml": ">"}
"""What may stand before a page: how it begins, and how it ends."""
_SNIFF = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|h1)\b", re.I | re.S)
_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^\[<>]{0,500}\[.{0,20000}?\]\s*>", re.I | re.S)
_UNREAD = {"script", "style", "template", "head", "noscript", "svg", "math", "iframe", "object", "canvas", "audio"}
_UNREAD |= {"video", "select", "textarea"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div"}
_BLOCKS |= {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html", "legend", "li", "main"}
_BLOCKS |= {"nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS |= _HEADINGS
_ARTICLES = 50
"""Articles of a page that are looked at to find the longest; a page of teasers has a few dozen."""
_ASIDES = {
    "nav": "navigation",
    "aside": "side column",
    "footer": "footer",
    "form": "form",
    "navigation": "navigation",
    "complementary": "side column",
    "contentinfo": "footer",
    "search": "form",
}
"""Tags and ARIA roles of the parts of a page that are not its article."""
_MARKS = {
    "comments": "comments comment commentlist comentarios respond disqus kommentit kommentarer yorumlar sxolia",
    "adverts": "ad ads advert adverts advertisement advertising adsbygoogle adslot dfp sponsored reklam reklama mainos",
    "newsletter": "newsletter newsletters subscribe mailinglist mailchimp uutiskirje nyhetsbrev bulten",
}
_ASIDE_OF = {word: part for part, words in _MARKS.items() for word in words.split()}
"""Words in an element's id, class or label that say what else it is than the article."""
_WORD = re.compile(r"[a-z]+")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The bullet or number of a list item; it goes to the first block of the item."""

    item: int
    kind: Literal["bullet", "number"]
    ordinal: int = 0


_NO_ITEM = -1
"""The item of a number that belongs to no list."""
_BREAK = "\x1e"
"""Stands for a line break within a block."""
_BOX = "\x1f"
"""Stands behind a number that has an element of its own."""
_BOXED = re.compile(rf"\s*(?:\(?(\d{{1,2}})[.):]?)\s*{_BOX}[\s{_BREAK}]*")
_BOX_WIDTH = 40
"""Characters of a box, white space too."""
_BOX_NUMBER = re.compile(r"\s*\(?\d{1,2}[.):]?\s*")
_SEPARATORS = re.compile("[\u2028\u2029]")
_MARKED = re.compile(r"\s*(?:\d{1,2}[.)]|[-–•·*])\s+\S")
"""A line that begins as a step or a point does."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page a text stands: what it inherits from the elements around it."""

    block: int = 0
    tag: str = ""
    aside: str = ""
    unread: bool = False
    depth: int = 0
    mark: _Mark | None = None


def is_web_page(text: str, suffix: str) -> bool:
    """Whether an article is HTML: its file is named so, or it opens with a tag of a page."""
    return suffix.lower() in {".html", ".htm", ".xhtml"} or bool(_SNIFF.match(text, _behind_prologue(text)))


def _behind_prologue(text: str) -> int:
    """Where the page itself begins, behind comments and the like."""
    place, end = 0, len(text)
    while True:
        while place < end and text[place].isspace():
            place += 1
        closing = next((close for mark, close in _PROLOGUE.items() if text.startswith(mark, place)), None)
        stop = text.find(closing, place) if closing else -1
        if closing is None or stop < 0:
            return place
        place = stop + len(closing)


def _without_entities(text: str) -> str:
    """The page without entities of its own, which could make a small file huge."""
    found = _OWN_ENTITIES.match(text, _behind_prologue(text))
    return f"<!DOCTYPE html>{text[found.end() :]}" if found else text


def read_web_page(text: str) -> tuple[list[TextLine], ArticleFacts]:
    """The blocks of an HTML page that can be read, in order, and what its head says of the article.

    Raises UnreadableFile for a page with more than TAG_LIMIT tags.
    """
    if text.count("<") > TAG_LIMIT:
        raise UnreadableFile(
            said("the page has more than {most} tags; save the article's part of it only", most=f"{TAG_LIMIT:,}")
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(_without_entities(text), "lxml")
    return list(_lines(soup)), page_facts(soup, _article_part(soup))


def _lines(soup: BeautifulSoup) -> Iterator[TextLine]:
    boxed = False
    used: set[int] = set()
    parts = [
        (place, part)
        for place, raw in _Runs(soup)
        for part in (raw.replace(_BREAK, "\n").split("\n") if place.tag == "pre" else _at_marks(raw))
        if not is_blank(part)
    ]
    for number, (place, part, box) in enumerate(_without_boxes(parts), 1):
        item = place.mark if place.mark and place.mark.item not in used else None
        used |= {item.item} if item else set()
        mark = box or item
        line = _line(number, collapse(part), place.tag, mark)
        boxed = line.kind != "heading" and (boxed or box is not None)
        yield replace(line, aside=place.aside, ends_list=not place.depth and not boxed)


def _without_boxes(parts: list[tuple[_Place, str]]) -> Iterator[tuple[_Place, str, _Mark | None]]:
    """The parts of a page; a step whose number stands in a box of its own has it as its mark, and the box is no line.

    Such numbers count from 1, so that a figure in bold is left what it is.
    """
    numbers = _box_numbers(parts)
    ordinal = 0
    for index, (place, part) in enumerate(parts):
        ordinal = numbers.get(index, ordinal)
        rest = part[_end_of_box(part) :] if index in numbers else part
        if is_blank(rest) and index in numbers:
            continue
        mark = _Mark(_NO_ITEM, "number", ordinal) if ordinal else None
        yield place, rest.replace(_BOX, ""), mark
        ordinal = 0


def _end_of_box(part: str) -> int:
    found = _BOXED.match(part)
    return found.end() if found else 0


def _box_numbers(parts: list[tuple[_Place, str]]) -> dict[int, int]:
    """The numbers of steps in boxes, by the index of their part: 1, 2 and so on, two at least, each before a text."""
    found: dict[int, int] = {}
    run: dict[int, int] = {}
    for index, (place, part) in enumerate(parts):
        box = _BOXED.match(part)
        alone = box is not None and is_blank(part[box.end() :])
        if box is None or place.aside or (alone and not _text_follows(parts, index)):
            continue
        number = int(box.group(1))
        if number != len(run) + 1:
            run = {}
        if number == len(run) + 1:
            run[index] = number
            found |= run if number > 1 else {}
    return found


def _text_follows(parts: list[tuple[_Place, str]], index: int) -> bool:
    return index + 1 < len(parts) and not _BOXED.match(parts[index + 1][1])


def _at_marks(run: str) -> list[str]:
    """A run of text cut where a line of it begins with a step's number or a bullet; other breaks are blanks."""
    first, *others = run.split(_BREAK)
    parts = [first]
    for line in others:
        if _MARKED.match(line):
            parts.append(line)
        else:
            parts[-1] += f" {line}"
    return parts


def _line(number: int, text: str, tag: str, mark: _Mark | None) -> TextLine:
    if mark:
        return TextLine(number, text, text, mark.kind, ordinal=mark.ordinal)
    if tag in _HEADINGS:
        return TextLine(number, text, text, "heading", level=int(tag[1]))
    if tag in {"dt", "summary"} and text.endswith(("?", ";")):
        return TextLine(number, text, text, "question")
    return marked_line(number, text)


class _Runs:
    """The texts of a page, each with its place: a run ends where a block begins or ends, or at a blank line."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.article = _article_part(soup)
        self.around = _around(self.article or soup.find("h1") or soup.find("p"))
        self.places = {id(soup): _Place(aside="rest of the page" if self.article else "")}
        self.ordinals: dict[int, int] = {}

    def __iter__(self) -> Iterator[tuple[_Place, str]]:
        current, pieces, breaks = _Place(), [""], 0
        for element in self.soup.descendants:
            if isinstance(element, Tag):
                place = self._enter(element)
                breaks = 2 if element.name in _BLOCKS or element.name == "hr" else breaks + (element.name == "br")
                if element.name in {"br", "td", "th"}:
                    pieces.append(_BREAK if element.name == "br" else " ")
                continue
            place = self.places[id(element.parent)]
            if place.unread or isinstance(element, PreformattedString):
                continue
            if place.block != current.block or breaks > 1:
                yield current, "".join(pieces)
                current, pieces = place, []
            pieces.append(_SEPARATORS.sub(_BREAK, str(element)) + (_BOX if _is_box(element.parent) else ""))
            breaks = 0 if str(element).strip() else breaks
        yield current, "".join(pieces)

    def _enter(self, tag: Tag) -> _Place:
        above = self.places[id(tag.parent)]
        number = len(self.places)
        is_block = tag.name in _BLOCKS
        place = _Place(
            block=number if is_block else above.block,
            tag=tag.name if is_block else above.tag,
            aside="" if tag is self.article else self._aside(tag) or above.aside,
            unread=above.unread or tag.name in _UNREAD or (_is_hidden(tag) and id(tag) not in self.around),
            depth=above.depth + (tag.name in {"ol", "ul"}),
            mark=self._mark(tag, above, number) if tag.name == "li" else above.mark,
        )
        self.places[id(tag)] = place
        return place

    def _aside(self, tag: Tag) -> str:
        """The part of the page that begins with an element; what holds the article is none, whatever it is called."""
        part = _ASIDES.get(tag.name) or _ASIDES.get(_role(tag))
        if part or tag.name not in _BLOCKS or tag.name in _HEADINGS or id(tag) in self.around:
            return part or ""
        return next((_ASIDE_OF[word] for word in _named(tag) if word in _ASIDE_OF), "")

    def _mark(self, tag: Tag, above: _Place, number: int) -> _Mark:
        parent = tag.parent
        if parent is None or parent.name != "ol" or above.depth > 1:
            return _Mark(number, "bullet")
        ordinal = self.ordinals.get(id(parent), _whole_number(parent.get("start"), 1) - 1) + 1
        ordinal = _whole_number(tag.get("value"), ordinal)
        self.ordinals[id(parent)] = ordinal
        return _Mark(number, "number", ordinal)


def _around(tag: object) -> set[int]:
    """An element and all that it stands in: these are never hidden or furniture, or there would be no article."""
    return {id(tag), *(id(parent) for parent in tag.parents)} if isinstance(tag, Tag) else set()


def _named(tag: Tag) -> list[str]:
    """The words of an element's id, classes and label."""
    values = [tag.get("id"), tag.get("aria-label")]
    classes = tag.get("class")
    values += classes[:20] if isinstance(classes, list) else [classes]
    return [word for value in values if isinstance(value, str) for word in _WORD.findall(value[:100].lower())]


def _is_box(tag: Tag | None) -> bool:
    """Whether an element holds a number and nothing else."""
    only = tag.contents[0] if tag is not None and len(tag.contents) == 1 else None
    return isinstance(only, str) and len(only) <= _BOX_WIDTH and bool(_BOX_NUMBER.fullmatch(only))


def _is_hidden(tag: Tag) -> bool:
    """Whether a reader of the page does not see an element, as the page has it before anything is clicked."""
    hidden, style = tag.get("hidden"), tag.get("style")
    if isinstance(hidden, str) and hidden != "until-found":
        return True
    if tag.get("aria-hidden") == "true":
        return not _is_box(tag)
    return isinstance(style, str) and bool(_HIDING.search(style))


def _role(tag: Tag) -> str:
    role = tag.get("role")
    return role if isinstance(role, str) else ""


def _whole_number(value: object, default: int) -> int:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4 else default


def _article_part(soup: BeautifulSoup) -> Tag | None:
    """The part of the page that says it is the article: its main part, or the longest of its articles."""
    main = soup.find("main") or soup.find(attrs={"role": "main"})
    if isinstance(main, Tag):
        return main
    articles = [tag for tag in soup.find_all("article", limit=_ARTICLES) if isinstance(tag, Tag)]
    return max(articles, key=lambda tag: len(tag.get_text()), default=None)
