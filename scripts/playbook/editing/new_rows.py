"""What the English page has more than a translation that is there: new rows and sections, put in as comments."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from playbook.editing.scaffold import commented
from playbook.model import Page, Playbook, Section, page_fingerprints
from playbook.model.staleness import row_spans, section_rows

_NUMBER = re.compile(r"\d{1,9}(?=[.)][ \t])")


class Offer(NamedTuple):
    """Lines to put into a page behind its line `behind`, and which part of the English page they are."""

    behind: int
    name: str
    lines: tuple[str, ...]


def offers(playbook: Playbook, page: Page, reference: Page) -> tuple[Offer, ...]:
    """Every row and section that the English page has and the translation has not, where they belong in it.

    Rows are known to be new by what the page remembers it was made from; without that, or where its rows are no longer
    those that it remembers, only those at the end are.
    """
    found: list[Offer] = []
    for identifier, section in reference.by_id.items():
        own = page.by_id.get(identifier)
        if own is None:
            found.append(_section(playbook, page, reference, section))
        else:
            found += _rows(playbook, page, reference, own, section)
    return tuple(found)


def with_offers(page: Page, found: Sequence[Offer]) -> str:
    """The text of the page with the offered lines in it; the steps count on through them."""
    lines = page.text.split("\n")
    for offer in sorted(found, key=lambda item: item.behind, reverse=True):
        lines[offer.behind : offer.behind] = offer.lines
    return "\n".join(_counted(lines))


def _section(playbook: Playbook, page: Page, reference: Page, section: Section) -> Offer:
    """A whole section, in front of the first of those that come after it."""
    number = {kind.id: kind.number for kind in playbook.taxonomy.sections}
    later = [own.line for name, own in page.by_id.items() if number[name] > number[section.id or ""]]
    text = reference.lines[section.line - 1 : section.end_line]
    lines = (*commented(text, playbook.taxonomy, playbook.locales[page.language]), "")
    if later:
        return Offer(min(later) - 1, f"the section {section.id}", lines)
    end = len(page.text.rstrip("\n").split("\n"))
    return Offer(end, f"the section {section.id}", ("", *lines[:-1]))


def _rows(playbook: Playbook, page: Page, reference: Page, own: Section, section: Section) -> Iterator[Offer]:
    there, here = row_spans(section), row_spans(own)
    if not there or not here:
        return
    for number, behind in _new(page, reference, own, section):
        first, last = there[number]
        text = reference.lines[first - 1 : last]
        while text and not text[-1].strip():
            text = text[:-1]
        lines = tuple(commented(text, playbook.taxonomy, playbook.locales[page.language], in_table=True))
        if section.id == "practice":
            lines = ("", *lines) if behind == len(here) else (*lines, "")
        place = here[behind - 1][1] if behind else here[0][0] - 1
        yield Offer(place, f"{section.id} {number + 1}", lines)


def _new(page: Page, reference: Page, own: Section, section: Section) -> Iterator[tuple[int, int]]:
    """(index of a row that is new in English, how many of the page's own rows come before it)."""
    before = page.front.translated_from.get(section.id or "")
    now = page_fingerprints(reference)[section.id or ""]
    count = len(section_rows(own))
    if isinstance(before, list) and isinstance(now, list) and len(before) == count:
        for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, before, now, False).get_opcodes():
            if tag in {"insert", "replace"}:  # of rows that are others now, as many as there were are changed ones
                yield from ((number, end) for number in range(new_start + (end - start), new_end))
    else:
        yield from ((number, count) for number in range(count, len(now) if isinstance(now, list) else 0))


def _counted(lines: Sequence[str]) -> Iterator[str]:
    """The lines with numbered items counted on from the first of their list."""
    number = 0
    for line in lines:
        match = _NUMBER.match(line)
        if match:
            number = number + 1 if number else int(match[0])
            yield f"{number}{line[match.end() :]}"
            continue
        if line and not line.startswith((" ", "\t")):
            number = 0
        yield line
