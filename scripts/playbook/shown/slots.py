"""Slots such as {{ duty_manager }}: what stands in their place, once for everything that shows or holds text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from playbook.model import Locale, Slot
from playbook.model.country import SLOTS
from playbook.model.page import SLOT

OPEN = "…"
"""What stands for a gap in what is said where it is read on: in a search result, and by machines."""


def split_slots(text: str, slots: Mapping[str, Slot]) -> Iterator[str | Slot]:
    """Text in pieces: what is written, and the slots in it. A slot that is not declared counts as text."""
    place = 0
    for match in SLOT.finditer(text):
        slot = slots.get(match.group(1))
        if slot is None:
            continue
        if match.start() > place:
            yield text[place : match.start()]
        yield slot
        place = match.end()
    if place < len(text):
        yield text[place:]


def slot_label(slot: Slot, locale: Locale) -> str:
    """What a gap to fill in is called in a language."""
    return locale.text(slot.label, "slot")


def slot_gap(slot: Slot, locale: Locale, *, country_known: bool = False) -> str:
    """What stands in a gap: what is to be filled in, and for a number what to do about it."""
    label = slot_label(slot, locale)
    if slot.kind != "phone":
        return label
    if slot.name in SLOTS and not country_known:
        message = "{label}: choose the country you work in"
    else:
        message = "{label}: ask your manager for this number"
    return locale.text(message, "country").format(label=label)


def fill(text: str, slots: Mapping[str, Slot], gap: Callable[[Slot], str]) -> str:
    """Plain text with its slots filled; `gap` says what stands for one that has no value."""
    pieces = split_slots(text, slots)
    return "".join(
        piece if isinstance(piece, str) else gap(piece) if piece.value is None else piece.value for piece in pieces
    )


def slot_text(text: str, slots: Mapping[str, Slot], locale: Locale) -> str:
    """Plain text with its slots filled; a gap shows its label in square brackets, and one in what is said is open."""
    return fill(text, slots, lambda slot: OPEN if slot.is_said else f"[{slot_label(slot, locale)}]")


def marked_text(text: str, slots: Mapping[str, Slot]) -> str:
    """Plain text whose slots are marks of one form, `{{ name }}`, which assets/phrases.mjs fills on the device."""
    pieces = split_slots(text, slots)
    return "".join(piece if isinstance(piece, str) else f"{{{{ {piece.name} }}}}" for piece in pieces)
