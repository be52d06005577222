"""The texts that are taken from a file, in the page: each in its place, and sections with other rows as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.exchange.job import JobText
from playbook.exchange.merging import Merging, page_to_fill_in
from playbook.exchange.pairing import Pair
from playbook.exchange.splicing import Unwritable, Wording, with_section
from playbook.model import Page


def with_texts(merging: Merging, taken: Mapping[str, Wording]) -> tuple[Page, int]:
    """The page with the texts in `taken`, by the id of the English, and how many of them are in it."""
    page, count = merging.page, 0
    homeless = {item.source.section for item in merging.now.all if item.source.id in taken and item.target is None}
    own = {
        item.target.id: taken[item.source.id]
        for item in merging.now.all
        if item.target and item.source.id in taken and item.source.section not in homeless
    }
    try:
        page, count = merging.writer.written(page, own), len(own)
        for section in sorted(homeless):
            made = _rebuilt(merging, page, section, taken)
            if made:
                page = made
                count += sum(item.source.id in taken for item in _items(merging, section))
    except Unwritable as error:
        message = "its words and placeholders cannot stand side by side in Markdown"
        merging.fault(_unit_of(merging, error.segment), message, "put a space before or behind the placeholder")
        return merging.page, 0
    return page, count


def _items(merging: Merging, section: str) -> list[Pair]:
    return [item for item in merging.now.all if item.source.section == section]


def _rebuilt(merging: Merging, page: Page, section: str, taken: Mapping[str, Wording]) -> Page | None:
    """The page with a section made anew from the English one; None, with what is in the way told, if it cannot be."""
    items = _items(merging, section)
    wordings = {item.source.id: taken.get(item.source.id) or _as_it_is(item) for item in items}
    in_the_way = _in_the_way(merging, section, wordings)
    if in_the_way:
        for name in (name for name in wordings if name in taken):
            message = f"the English has other rows here, and {in_the_way}; the file says: {taken[name].text}"
            merging.conflict(name, message, "translate the whole section, or write it in the page")
        return None
    made = merging.writer.written(page_to_fill_in(merging.writer, merging.reference, page.path), wordings)
    return merging.writer.read(page, with_section(page, made, section, list(merging.reference.by_id)))


def _as_it_is(item: Pair) -> Wording:
    return Wording(item.text, {**(item.target.codes if item.target else {}), **item.source.codes})


def _in_the_way(merging: Merging, section: str, wordings: Mapping[str, Wording]) -> str:
    """What keeps a section from being made anew: a row without a translation, or one of the page without English."""
    lacking = [name for name, wording in wordings.items() if not wording.text]
    paired = {item.target.id for item in _items(merging, section) if item.target}
    translation = merging.now.translation
    own = [each.id for each in translation.all if each.section == section] if translation else []
    loose = [name for name in own if name not in paired]
    if lacking:
        return f"{', '.join(lacking)} has no translation"
    return f"{', '.join(loose)} of the page has no English" if loose else ""


def _unit_of(merging: Merging, segment: str) -> JobText | None:
    """The text of the file that goes to a segment of the page."""
    names = {item.target.id: item.source.id for item in merging.now.all if item.target}
    now = names.get(segment, segment)
    was = next((was for was, identifier in merging.ids.items() if identifier == now), now)
    return merging.units.get(was)
