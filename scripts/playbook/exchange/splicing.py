"""New words in a page: each text put in its place, everything else as it was, to the byte.

Words that Markdown could take for its own get a backslash, and only they do: a text is put in as it is, the page is
read again, and only if it does not say that text then, or another text changed, it is put in escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from msgspec import Struct

from playbook.editing.front_matter import set_value
from playbook.exchange.inline import markdown, marked
from playbook.exchange.notation import as_on_page, words_of
from playbook.exchange.page_texts import FRONT, PlacedText, PlacedTexts, find_page_texts
from playbook.model import Page, Playbook, parse_yaml
from playbook.model.page import heading_ids, read_page, split_front_matter
from playbook.shown.drafts import ENGLISH, WRITE


class Wording(Struct, frozen=True):
    """A text in the notation, and the Markdown of the marks that it may have."""

    text: str
    codes: Mapping[str, str]


class Unwritable(Exception):
    """A text that cannot stand where it is to stand; `segment` is its id."""

    def __init__(self, segment: str) -> None:
        super().__init__(f"{segment}: these words and marks cannot be written in Markdown")
        self.segment = segment


class Writer:
    """Puts texts into pages of one language."""

    def __init__(self, playbook: Playbook, language: str) -> None:
        self.playbook, self.locale = playbook, playbook.locales[language]
        self.headings = heading_ids(playbook.taxonomy, self.locale)

    def read(self, page: Page, text: str) -> Page | None:
        """The same page with another text; None where that cannot be read."""
        return read_page(page.path, self.locale.code, page.group, page.topic, text, self.headings)[0]

    def segments(self, page: Page) -> PlacedTexts:
        """The segments of a page of this language."""
        return find_page_texts(page, self.playbook.taxonomy, self.locale)

    def written(self, page: Page, wordings: Mapping[str, Wording]) -> Page:
        """The page with these texts, by the id of the segment. Raises Unwritable."""
        found = self.segments(page)
        places = [(segment.id, segment) for segment in found.all if segment.id in wordings and segment.id not in FRONT]
        if "title" in wordings:
            places += [("title", segment) for segment in found.title_places]
        for name, segment in sorted(places, key=lambda place: -place[1].start):
            page = self._put(page, name, segment, wordings[name])
        for name in FRONT:
            if name in wordings:
                page = self._put_in_front(page, name, wordings[name])
        return page

    def _put(self, page: Page, name: str, place: PlacedText, wording: Wording) -> Page:
        before = _texts(self.segments(page), place)
        raw = page.body.encode("utf-8")
        head = page.text[: len(page.text) - len(page.body)]
        text = as_on_page(wording.text, one_line=place.one_line)
        for escaped in (False, True):
            words = markdown(text, wording.codes, place.prefix, escaped=escaped)
            body = (raw[: place.start] + words.encode("utf-8") + raw[place.end :]).decode("utf-8")
            after = self.read(page, head + body)
            if after and self._says(after, place, Wording(text, wording.codes), before):
                return after
        raise Unwritable(name)

    def _says(self, page: Page, place: PlacedText, wanted: Wording, before: list[tuple[str, str]]) -> bool:
        found = self.segments(page)
        if _texts(found, place) != before:
            return False
        at = next((each for each in _places(found) if each.start == place.start), None)
        return at is not None and as_on_page(marked(at.tokens, wanted.codes).text, one_line=at.one_line) == wanted.text

    def _put_in_front(self, page: Page, name: str, wording: Wording) -> Page:
        text = as_on_page(wording.text, one_line=name != "keywords")
        words = words_of(text)
        values = [yaml_value(line, in_list=name == "keywords") for line in words.split("\n")]
        line = f"{name}: [{', '.join(values)}]" if name == "keywords" else f"{name}: {values[0]}"
        after = self.read(page, set_value(_without_comment(page.text, name), name, [line]))
        said = ("\n".join(after.front.keywords) if name == "keywords" else getattr(after.front, name)) if after else ""
        if after is None or said != words:
            raise Unwritable(name)
        return after


def _texts(found: PlacedTexts, but: PlacedText) -> list[tuple[str, str]]:
    """The id and text of every place in the body but one, by which it shows whether anything else changed."""
    every = sorted(_places(found), key=lambda each: each.start)
    return [
        ("" if each.start == but.start else each.id, "" if each.start == but.start else each.text) for each in every
    ]


def _places(found: PlacedTexts) -> list[PlacedText]:
    return [each for each in (*found.all, *found.title_places) if each.tokens]


def _without_comment(text: str, name: str) -> str:
    """The page without the comment that stands for a value to be written."""
    yaml_text, body, _ = split_front_matter(text)
    kept = re.sub(rf"^#[ ]*(?:{ENGLISH}|{WRITE}):.*\n(?={name}:)", "", yaml_text or "", flags=re.MULTILINE)
    return f"---\n{kept}---\n{body}"


def yaml_value(text: str, *, in_list: bool = False) -> str:
    """A text as a YAML value, between quotes only where it needs them."""
    source, problems = parse_yaml(f"key: [{text}]\n" if in_list else f"key: {text}\n", "")
    plain = [text] if in_list else text
    if source and not problems and source.data == {"key": plain} and "#" not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def section_slice(page: Page, section: str) -> tuple[int, int] | None:
    """The lines of a section in a page's text, as (first, behind the last), from 0."""
    for number, found in enumerate(page.sections):
        if found.id == section:
            following = page.sections[number + 1 :]
            return found.line - 1, following[0].line - 1 if following else len(page.lines)
    return None


def with_section(page: Page, source: Page, section: str, order: list[str]) -> str:
    """The page's text with a section of another page, in place of its own or where `order` puts it."""
    lines, cut = page.lines, section_slice(source, section)
    assert cut is not None
    block = "\n".join(source.lines[cut[0] : cut[1]]).rstrip("\n").split("\n")
    own = section_slice(page, section)
    if own is None:
        later = order[order.index(section) + 1 :]
        start = next((found.line - 1 for found in page.sections if found.id in later), len(lines))
        own = start, start
    before, after = lines[: own[0]], lines[own[1] :]
    while before and not before[-1]:
        before.pop()
    while after and not after[0]:
        after.pop(0)
    text = "\n".join([*before, "", *block, *(["", *after] if after else [])])
    return text.rstrip("\n") + "\n"
