"""New words in a page: each text put in its place, everything else as it was, to the byte.

Words that Markdown could take for its own get a backslash, and only they do: a text is put in as it is, the page is
read again, and only if it does not say that text then, or another text changed, it is put in escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

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
        there = [place for place in self._places(page) if place.id in wordings]
        together = self._put(page, [(place, wordings[place.id]) for place in there])
        # Where a text cannot stand as it is, each is tried by itself: the last one first, so that places stay.
        for place in reversed(there) if together is None else ():
            page = self._put_alone(page, place, wordings[place.id])
        page = together or page
        for name in FRONT:
            if name in wordings:
                page = self._put_in_front(page, name, wordings[name])
        return page

    def _places(self, page: Page) -> list[PlacedText]:
        """The texts of the body in their order."""
        found = self.segments(page)
        return sorted((each for each in (*found.all, *found.title_places) if each.tokens), key=lambda each: each.start)

    def _put_alone(self, page: Page, place: PlacedText, wording: Wording) -> Page:
        after = self._put(page, [(place, wording)]) or self._put(page, [(place, wording)], escaped=True)
        if after is None:
            raise Unwritable(place.id)
        return after

    def _put(self, page: Page, texts: Sequence[tuple[PlacedText, Wording]], *, escaped: bool = False) -> Page | None:
        """The page with texts in their places; None if it does not say just them then, and all else as before."""
        raw = page.body.encode("utf-8")
        wanted: dict[int, Wording] = {}
        places = self._places(page)
        numbers = {place.start: number for number, place in enumerate(places)}
        for place, wording in reversed(texts):
            text = as_on_page(wording.text, one_line=place.one_line)
            wanted[numbers[place.start]] = Wording(text, wording.codes)
            words = markdown(text, wording.codes, place.prefix, escaped=escaped)
            raw = raw[: place.start] + words.encode("utf-8") + raw[place.end :]
        after = self.read(page, page.text[: len(page.text) - len(page.body)] + raw.decode("utf-8"))
        return after if after and self._says(after, places, wanted) else None

    def _says(self, page: Page, before: Sequence[PlacedText], wanted: Mapping[int, Wording]) -> bool:
        places = self._places(page)
        if list(map(_name, places)) != list(map(_name, before)):
            return False
        for number, (place, old) in enumerate(zip(places, before, strict=True)):
            wording = wanted.get(number) or Wording(old.text, old.codes)
            if as_on_page(marked(place.tokens, wording.codes).text, one_line=place.one_line) != wording.text:
                return False
        return True

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


def _name(place: PlacedText) -> str:
    """The id of a text; the first heading is one, whether it says what the title says yet or not."""
    return "title" if place.id == "heading" else place.id


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
