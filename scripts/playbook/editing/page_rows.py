"""Rows and sections of a page added, moved and taken out as text; all else stays as it was, to the byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from playbook.editing.comparison import aligned
from playbook.editing.front_matter import set_record
from playbook.editing.page_fields import (
    FRONT,
    FRONT_FIELDS,
    Field,
    FieldRow,
    PagePart,
    empty,
    field_lines,
    page_parts,
    part_of,
    reread,
)
from playbook.editing.plan import Refusal
from playbook.editing.scaffold import section_to_write, translation
from playbook.model import SECTION_CONTEXT, Page, Playbook, page_fingerprints
from playbook.model.locale import WARNING_CONTEXT
from playbook.model.page import read_page
from playbook.model.staleness import section_rows
from playbook.said import said

_NUMBER = re.compile(r"(\s*)(\d{1,9})([.)][ \t]+)")
_ORDERED = frozenset({"steps"})


def add_row(
    playbook: Playbook, page: Page, part: str, kind: str, after: int, reference: Page | None = None, number: int = 0
) -> str:
    """The page's text with an empty row behind the row number `after` of its kind; 0 puts it before the first.

    `number` is that of the row of the reference that it translates: its texts stand in the new one as comments until it
    is filled in, and the record says that it is made from it. Raises Refusal.
    """
    own = part_of(page, part)
    rows = own.of_kind(kind)
    if not 0 <= after <= len(rows):
        raise Refusal(said("the row behind which this should stand is not there any more"))
    english = _row(part_of(reference, part), kind, number) if reference and number else None
    fields = [_warning(playbook, page, field) + empty(field.raw) for field in english.fields] if english else []
    fields += [empty("")] * (3 - len(fields))
    lines = page.lines
    if not rows:
        place, new = own.end_line, ["", *_first(playbook, page, part, kind, fields)]
    else:
        like = rows[max(after - 1, 0)]
        alone = kind in {"scene", "text", "card"}
        body = _like(like, lines[like.line - 1], fields)
        place = like.end_line if after else like.line - 1
        new = (["", *body] if after else [*body, ""]) if alone else body
    text = _renumbered(playbook, page, part, "\n".join([*lines[:place], *new, *lines[place:]]))
    now = page_fingerprints(reference).get(part) if reference and english else None
    if not isinstance(now, list) or len(now) < number:
        return text
    return _with_record(page, text, part, lambda prints: [*prints[:after], now[number - 1], *prints[after:]])


def _warning(playbook: Playbook, page: Page, field: Field) -> str:
    """The word in bold that a card opens with, in the page's language, where the English one has it."""
    return f"**{playbook.locales[page.language].text(field.card, WARNING_CONTEXT)}.** " if field.card else ""


def put_back_row(playbook: Playbook, page: Page, saved: Page, part: str, kind: str, number: int, after: int) -> str:
    """The page's text with a row that it had when it was saved, as it was, behind row `after` of its kind.

    `number` is its number there; its record comes back with it. Raises Refusal where either has no such part or row.
    """
    own, before = part_of(page, part), part_of(saved, part)
    row, rows = _row(before, kind, number), own.of_kind(kind)
    body = saved.lines[row.line - 1 : row.end_line]
    lines = page.lines
    if rows:
        like = rows[min(max(after - 1, 0), len(rows) - 1)]
        place = like.end_line if after else like.line - 1
        if kind in {"scene", "text", "card"}:
            body = ["", *body] if after else [*body, ""]
    else:
        if kind == "cells":
            body = [*saved.lines[row.line - 3 : row.line - 1], *body]
        above = [_texts(other) for other in before.rows[: before.rows.index(row)]]
        place = next((other.end_line for other in reversed(own.rows) if _texts(other) in above), own.line)
        body = ["", *body]
    text = _renumbered(playbook, page, part, "\n".join([*lines[:place], *body, *lines[place:]]))
    prints = saved.front.translated_from.get(part)
    if not isinstance(prints, list) or len(prints) < number:
        return text
    return _with_record(page, text, part, lambda now: [*now[:after], prints[number - 1], *now[after:]])


def _texts(row: FieldRow) -> tuple[str, ...]:
    return tuple(field.raw for field in row.fields)


def _like(row: FieldRow, first_line: str, fields: Sequence[str]) -> list[str]:
    """An empty row in the form of another one."""
    if row.kind == "item":
        return field_lines(row.fields[0], fields[0])
    if row.kind == "cells":
        indent = first_line[: len(first_line) - len(first_line.lstrip())]
        return [f"{indent}| {' | '.join(fields[: len(row.fields)])} |"]
    return _plain(row.kind, fields)


def _plain(kind: str, fields: Sequence[str]) -> list[str]:
    if kind == "scene":
        return [f"### {fields[0]}", "", fields[1], "", f"> {fields[2]}"]
    return [f"> {fields[0]}"] if kind == "card" else [fields[0]]


def _first(playbook: Playbook, page: Page, part: str, kind: str, fields: Sequence[str]) -> list[str]:
    """The first row of its kind in a part."""
    if kind == "item":
        return [f"1. {fields[0]}" if part in _ORDERED else f"- {fields[0]}"]
    if kind == "cells":
        locale = playbook.locales[page.language]
        head = [locale.text(name, "phrases") for name in playbook.taxonomy.phrase_columns]
        return [f"| {' | '.join(head)} |", "|---|---|", f"| {fields[0]} | {fields[1]} |"]
    return _plain(kind, fields)


def remove_row(playbook: Playbook, page: Page, part: str, kind: str, number: int) -> str:
    """The page's text without a row. Raises Refusal for the last one, as a section has something to say."""
    own = part_of(page, part)
    row = _row(own, kind, number)
    if len(own.rows) == 1:
        raise Refusal(said("this is the only row here; write something else into it"))
    lines = page.lines
    start, end = row.line - 1, row.end_line
    if kind == "cells" and len(own.of_kind("cells")) == 1:
        start -= 2
    while end < len(lines) and start > 0 and not lines[end].strip() and not lines[start - 1].strip():
        end += 1
    text = _renumbered(playbook, page, part, "\n".join([*lines[:start], *lines[end:]]))
    return _with_record(page, text, part, lambda prints: [*prints[: number - 1], *prints[number:]])


def move_row(playbook: Playbook, page: Page, part: str, kind: str, number: int, by: int) -> str:
    """The page's text with a row before the one above it (`by` -1) or behind the one below it (1). Raises Refusal."""
    own = part_of(page, part)
    first, second = sorted((number, number + by))
    above, below = _row(own, kind, first), _row(own, kind, second)
    lines = page.lines
    between = lines[above.end_line : below.line - 1]
    if any(above.end_line < row.line < below.line for row in own.rows):
        raise Refusal(said("something else stands between the two"))
    upper, lower = lines[above.line - 1 : above.end_line], lines[below.line - 1 : below.end_line]
    whole = [*lines[: above.line - 1], *lower, *between, *upper, *lines[below.end_line :]]
    text = _renumbered(playbook, page, part, "\n".join(whole))
    swapped = {first - 1: second - 1, second - 1: first - 1}
    return _with_record(page, text, part, lambda prints: [prints[swapped.get(n, n)] for n in range(len(prints))])


def _with_record(page: Page, text: str, part: str, change: Callable[[list[str]], list[str]]) -> str:
    """The text with its record of a part changed, where that has a fingerprint for each row that the page had."""
    record = dict(page.front.translated_from)
    prints, section = record.get(part), page.by_id.get(part)
    if section is None or not isinstance(prints, list) or len(prints) != len(section_rows(section)):
        return text
    return set_record(text, {**record, part: change(prints)})


def record_part(page: Page, reference: Page, part: str, number: int = 0) -> str:
    """The page's text with the record that a part, or the row of this number in it, says what the reference says now.

    Raises Refusal where something is still to be written there.
    """
    record, now = dict(page.front.translated_from), page_fingerprints(reference)
    if part not in now:
        raise Refusal(said('the English page has no part "{section}"', section=part))
    prints, current = record.get(part), now[part]
    rows = part_of(page, FRONT if part in FRONT_FIELDS else part).rows
    if part in FRONT_FIELDS:
        rows = tuple(row for row in rows if row.fields[0].name == part)
    if number and isinstance(prints, list) and isinstance(current, list) and number <= len(prints):
        new = _print_of(number, prints, current)
        kind = "scene" if part == "practice" else "cells" if part == "phrases" else "item"
        rows = tuple(row for row in rows if row.kind == kind and row.number == number)
        current = [*prints[: number - 1], new, *prints[number:]]
    if any(row.is_open for row in rows):
        raise Refusal(said("something is still to be written here"))
    return set_record(page.text, {**{name: record[name] for name in now if name in record}, part: current})


def _print_of(number: int, prints: list[str], current: list[str]) -> str:
    """The fingerprint of the row of the reference that belongs to a row of the page."""
    pairs = {old: new for old, new in aligned(prints, current) if old is not None}
    place = pairs.get(number - 1)
    if place is None:
        raise Refusal(said("the English page has no such row any more; take it out here, too"))
    return current[place]


def _row(part: PagePart, kind: str, number: int) -> FieldRow:
    found = next((row for row in part.of_kind(kind) if row.number == number), None)
    if found is None:
        raise Refusal(said("this row is not there any more"))
    return found


def _renumbered(playbook: Playbook, page: Page, part: str, text: str) -> str:
    """The text with the numbers of a part's list in order, where it has numbers."""
    changed = reread(playbook, page, text)
    lines, number = changed.lines, 0
    rows = next((own.of_kind("item") for own in page_parts(changed) if own.id == part), ())
    for row in reversed(rows):
        found = _NUMBER.match(lines[row.line - 1])
        if found:
            number = row.number
            field = row.fields[0]
            before = f"{found[1]}{number}{found[3]}"
            if before != field.before:
                new = [before + field.raw.split("\n")[0]]
                new += [" " * len(before) + line if line else "" for line in field.raw.split("\n")[1:]]
                lines[row.line - 1 : row.end_line] = new
    return "\n".join(lines)


def add_section(playbook: Playbook, page: Page, reference: Page | None, identifier: str) -> str:
    """The page's text with a section that it lacks, empty, in its place. Raises Refusal.

    Of a translation it is the reference's section, its texts beside each gap; of a reference page what its kind holds.
    """
    if identifier in page.by_id:
        raise Refusal(said("this section is there already"))
    body = _section_lines(playbook, page, reference, identifier)
    order = [section.id for section in playbook.taxonomy.sections]
    if reference:
        order = list(reference.by_id)
    behind = order[order.index(identifier) + 1 :]
    following = next((section for section in page.sections if section.id in behind), None)
    lines = page.text.rstrip("\n").split("\n")
    if following is None:
        return "\n".join([*lines, "", *body, ""])
    place = following.line - 1
    return "\n".join([*page.lines[:place], *body, "", *page.lines[place:]])


def _section_lines(playbook: Playbook, page: Page, reference: Page | None, identifier: str) -> list[str]:
    if reference is None:
        if playbook.taxonomy.section(identifier) is None:
            raise Refusal(said('there is no section "{section}"', section=identifier))
        return section_to_write(playbook.taxonomy, identifier)
    if identifier not in reference.by_id:
        raise Refusal(said('the English page has no section "{section}"', section=identifier))
    locale = playbook.locales[page.language]
    whole = translation(reference, playbook.taxonomy, locale)
    headings = playbook.reader.headings[page.language]
    scaffold, _ = read_page(page.path, page.language, page.group, page.topic, whole, headings)
    section = scaffold.by_id.get(identifier) if scaffold else None
    if scaffold is None or section is None:
        heading = playbook.taxonomy.section(identifier)
        name = locale.text(heading.heading, SECTION_CONTEXT) if heading else identifier
        raise Refusal(said('the section "{section}" cannot be made from the English page', section=name))
    return scaffold.lines[section.line - 1 : section.end_line]


def remove_section(page: Page, identifier: str) -> str:
    """The page's text without a section. Raises Refusal where it is none of the page's."""
    own = part_of(page, identifier)
    if not own.heading:
        raise Refusal(said("this is no section"))
    lines = page.lines
    end = own.end_line
    while end < len(lines) and not lines[end].strip():
        end += 1
    whole = [*lines[: own.line - 1], *lines[end:]]
    return "\n".join(whole).rstrip("\n") + "\n"
