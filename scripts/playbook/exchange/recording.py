"""What a page was made from, written down for the parts that came back done, so that they are no longer out of date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Set

from playbook.editing.front_matter import set_record, without_review
from playbook.exchange.job import RowKey
from playbook.exchange.merging import Merging
from playbook.exchange.splicing import Wording
from playbook.model import Page, page_fingerprints
from playbook.model.page import Fingerprints


def recorded(merging: Merging, page: Page, taken: Mapping[str, Wording]) -> str:
    """The text of the page, with the English that each part was translated from.

    Where that is not known, or a part came back unfinished, the record stays as it was. A review before today was of
    the text that was translated from an older English, and ends with it.
    """
    if not merging.base.knows_reference:
        return page.text
    was, now = page_fingerprints(merging.base.pairs.reference.page), page_fingerprints(merging.reference)
    old = dict(page.front.translated_from)
    record: Fingerprints = dict(old)
    done = done_parts(merging, taken)
    for section in (section for section in was if section in now):
        rows = {row for name, row in done if name == section}
        if not rows or (record.get(section) == now[section] and not _is_older(merging, section, taken)):
            continue
        prints = _prints(was[section], record.get(section), rows, merging.writer.segments(page).rows.get(section, 0))
        if prints is not None:
            record[section] = prints
    if record == old:
        return page.text
    order = [*now, *(part for part in record if part not in now)]
    text = set_record(page.text, {part: record[part] for part in order if part in record})
    reviewed = page.front.reviewed
    return without_review(text) if old and reviewed and reviewed < datetime.date.today() else text


def _prints(was: str | list[str], old: str | list[str] | None, done: Set[int], rows: int) -> str | list[str] | None:
    """A section's fingerprints, of which the rows in `done` were made from `was`; None where that cannot be said."""
    if isinstance(was, str) or done >= set(range(1, len(was) + 1)):
        return was
    if isinstance(old, list) and len(old) == len(was) == rows:
        return [new if row in done else before for row, (new, before) in enumerate(zip(was, old, strict=True), 1)]
    return None


def done_parts(merging: Merging, taken: Mapping[str, Wording]) -> frozenset[RowKey]:
    """The parts of which all is translated, nothing marked as still to do, and nothing in conflict."""
    parts = {item.source.part for item in merging.base.pairs.all}
    return frozenset(part for part in parts if _is_done(merging, part, taken))


def _is_done(merging: Merging, part: RowKey, taken: Mapping[str, Wording]) -> bool:
    units = [merging.units.get(item.source.id) for item in merging.base.pairs.all if item.source.part == part]
    found = [unit for unit in units if unit is not None and unit.id in merging.ids and merging.text(unit)]
    if len(found) < len(units):
        return False
    edited = [merging.text(unit) != merging.before(unit) for unit in found]
    if not any(edited) and not all(unit.state == "done" for unit in found):
        return False
    pairs = zip(found, edited, strict=True)
    if any(unit.state == "unsure" or (unit.state in {"new", "check"} and not own) for unit, own in pairs):
        return False
    is_on_page = [
        merging.ids[unit.id] in taken or merging.text(unit) == merging.now.by_id[merging.ids[unit.id]].text
        for unit in found
    ]
    return all(is_on_page)


def _is_older(merging: Merging, section: str, taken: Mapping[str, Wording]) -> bool:
    """Whether a text was taken for this section whose English is another one now."""
    old, new = merging.base.pairs.by_id, merging.now.by_id
    return any(
        old[was].source.text != new[now].source.text
        for was, now in merging.ids.items()
        if now in taken and new[now].source.section == section
    )


def left_as_they_were(merging: Merging, taken: Mapping[str, Wording]) -> list[str]:
    """The sections that were out of date when they went out, and of which nothing was changed or called done."""
    done = done_parts(merging, taken)
    sections = [
        item.source.section
        for item in merging.base.pairs.all
        if item.state == "check" and item.source.part not in done and item.source.id in merging.units
    ]
    return list(dict.fromkeys(sections))
