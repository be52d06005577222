"""What changed in English since a translation was made, part by part and word by word, beside the translation."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from playbook.editing.history import versions
from playbook.model import REFERENCE, Page, Playbook, StalePart, page_fingerprints, stale_parts
from playbook.model.page import heading_ids, read_page
from playbook.model.staleness import row_line, section_rows
from playbook.search.vocabulary import thai_words

_MARKS = "".join(chr(code) for code in range(0x300, 0x1B00) if unicodedata.category(chr(code)).startswith("M"))
"""Signs that stand on the letter before them: vowels, tones, accents."""
_LETTER = rf"(?:\w[{re.escape(_MARKS)}]*)"
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Letters of scripts that write no space between words: they are compared letter by letter, but for Thai."""
_THAI = re.compile(r"([\u0e01-\u0e3a\u0e40-\u0e4e]+)")
_WORDS = re.compile(
    rf"\s+|[\u0e40-\u0e44\u0ec0-\u0ec4]?[{_UNSPACED}][{re.escape(_MARKS)}]*|{_LETTER}+(?:[’'.,]{_LETTER}+)*|[^\w\s]"
)
_ONE_LETTER = re.compile(rf"[\u0e40-\u0e44\u0ec0-\u0ec4]?[{_UNSPACED}][{re.escape(_MARKS)}]*")
_FEW = 4
"""Letters between two changes that are read with them where no space shows the words."""

Word = tuple[str, str]
"""A piece of text and what became of it: "same", "old" (gone) or "new"."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is out of date.

    `row` is its number in the list, table or scenes, 0 for a part without rows. `words` are the English text as it was
    and is, marked; `known` is False where what it was is not known and all of `words` is as it is now. `translation` is
    what the translation says there; `line` is where, `reference_line` where the English is.
    """

    part: str
    row: int
    words: tuple[Word, ...]
    known: bool
    since: str
    translation: str
    line: int
    reference_line: int


def differences(playbook: Playbook, page: Page, reference: Page) -> tuple[Difference, ...]:
    """Every part of the page that is out of date, in page order."""
    stale = stale_parts(page, reference)
    earlier = earlier_parts(playbook, page, reference, stale)
    return tuple(found for part in stale for found in _of_part(page, reference, part, earlier.get(part.section)))


def earlier_parts(
    playbook: Playbook, page: Page, reference: Page, stale: Iterable[StalePart]
) -> Mapping[str, tuple[str, Page]]:
    """Part to (day, English page) of the newest version whose part is what the translation was made from."""
    if not page.front.translated_from:
        return {}
    wanted = {part.section: page.front.translated_from.get(part.section) for part in stale}
    wanted = {part: prints for part, prints in wanted.items() if prints is not None}
    headings = heading_ids(playbook.taxonomy, playbook.locales[REFERENCE])
    found: dict[str, tuple[str, Page]] = {}
    for version in versions(playbook.root, reference.path) if wanted else ():
        old, _ = read_page(reference.path, REFERENCE, reference.group, reference.topic, version.text, headings)
        prints = page_fingerprints(old) if old else {}
        for part in [name for name, value in wanted.items() if prints.get(name) == value]:
            if old:
                found[part] = (version.day, old)
            del wanted[part]
        if not wanted:
            break
    return found


def _of_part(page: Page, reference: Page, part: StalePart, earlier: tuple[str, Page] | None) -> Iterator[Difference]:
    since, old_page = earlier or ("", None)
    old = part_rows(old_page, part.section) if old_page else None
    new, own = part_rows(reference, part.section), part_rows(page, part.section)
    if old is None:
        for number in part.rows or range(1, max(len(new), 1) + 1):
            row, text = (number if len(new) > 1 else 0), _at(new, number)
            lines = part_line(page, part.section, row), part_line(reference, part.section, row)
            yield Difference(part.section, row, (("same", text),), False, since, _at(own, number), *lines)
        return
    pairs = list(aligned(old, new))
    for before, after in pairs:
        if before is not None and after is not None and old[before] == new[after]:
            continue
        number = (after if after is not None else before or 0) + 1
        translation = _at(own, before + 1) if before is not None else ""
        words = compare(old[before] if before is not None else "", new[after] if after is not None else "")
        if any(state != "same" for state, _ in words):
            row = number if max(len(old), len(new)) > 1 else 0
            lines = part_line(page, part.section, (before or 0) + 1), part_line(reference, part.section, row)
            yield Difference(part.section, row, words, True, since, translation, *lines)


def _at(rows: tuple[str, ...], number: int) -> str:
    return rows[number - 1] if 0 < number <= len(rows) else ""


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of indexes of rows that belong together, in order; None where a row is new or gone."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        size = max(end - start, new_end - new_start)
        for offset in range(size):
            before = start + offset if start + offset < end else None
            after = new_start + offset if new_start + offset < new_end else None
            if tag != "equal" or size:
                yield before, after


def compare(old: str, new: str) -> tuple[Word, ...]:
    """The two texts as one, word by word; in other scripts without spaces than Thai by letters, of which a few alone
    say nothing.
    """
    before, after = _cut(old), _cut(new)
    found = difflib.SequenceMatcher(None, before, after, False).get_opcodes()
    runs: list[tuple[list[str], list[str]]] = []  # what was and what is, in turn the same and changed
    for place, (tag, start, end, new_start, new_end) in enumerate(found):
        was, now = before[start:end], after[new_start:new_end]
        inside = 0 < place < len(found) - 1
        few = inside and len(was) < _FEW and all(map(_ONE_LETTER.fullmatch, was))
        if runs and runs[-1][0] != runs[-1][1] and (tag != "equal" or few):
            runs[-1][0].extend(was)
            runs[-1][1].extend(now)
        else:
            runs.append((was, now))
    return tuple(word for was, now in runs for word in _as_words("".join(was), "".join(now)))


def _cut(text: str) -> list[str]:
    """A text in pieces to compare: words, Thai ones by the word list, what stands between them, and single letters."""
    pieces: list[str] = []
    for place, run in enumerate(_THAI.split(text)):
        pieces += thai_words(run) if place % 2 else _WORDS.findall(run)
    return pieces


def _as_words(was: str, now: str) -> Iterator[Word]:
    if was == now:
        yield "same", was
        return
    yield from (word for word in (("old", was), ("new", now)) if word[1])


def part_rows(page: Page, part: str) -> tuple[str, ...]:
    """The text of a part of a page, row by row; one row for a part without rows, none where the page lacks it."""
    if part in {"title", "summary"}:
        return (page.title if part == "title" else page.front.summary,)
    if part == "intro":
        return ("\n".join(block.full_text for block in page.intro),)
    section = page.by_id.get(part)
    if section is None:
        return ()
    return section_rows(section) or (section.text,)


def part_line(page: Page, part: str, row: int = 0) -> int:
    """The line of the page's file on which a part begins, or its row; the first of the body where it has none."""
    if part in {"title", "summary"}:
        return page.front_source.line(part)
    section = page.by_id.get(part)
    return row_line(section, row) if section else page.body_line
