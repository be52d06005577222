"""Slots as HTML: filled with what the organisation wrote, or shown as a gap to fill in."""

from __future__ import annotations

import html
import re

from playbook.model import Locale, Slot, Taxonomy
from playbook.shown.slots import slot_label, split_slots


def fill_slots(markdown: str, taxonomy: Taxonomy, locale: Locale) -> str:
    """Replace every slot in a page's Markdown; a slot that is not declared stays as it is, for the check to name."""
    pieces = split_slots(markdown, taxonomy.slots)
    return "".join(piece if isinstance(piece, str) else slot_html(piece, locale) for piece in pieces)


def slot_html(slot: Slot, locale: Locale) -> str:
    """A slot as inline HTML: its value, a telephone link for a number to call, or its label as a gap."""
    if slot.value is None:
        label = html.escape(slot_label(slot, locale))
        return f'<span class="pb-slot" data-slot="{slot.name}">{label}</span>'
    value = html.escape(slot.value)
    if slot.kind == "phone":
        digits = re.sub(r"[^\d+]", "", slot.value)
        return f'<a class="pb-phone" href="tel:{digits}" data-slot="{slot.name}">{value}</a>'
    return f'<span data-slot="{slot.name}">{value}</span>'
