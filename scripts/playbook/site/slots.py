"""Slots such as {{ duty_manager }}: filled with what the organisation wrote, or shown as a gap to fill in."""

from __future__ import annotations

import html
import re

from playbook.model import Locale, Slot, Taxonomy
from playbook.model.page import SLOT


def fill_slots(markdown: str, taxonomy: Taxonomy, locale: Locale) -> str:
    """Replace every slot in a page's Markdown; a slot that is not declared stays as it is, for the check to name."""

    def replace(match: re.Match[str]) -> str:
        slot = taxonomy.slots.get(match.group(1))
        return slot_html(slot, locale) if slot else match.group(0)

    return SLOT.sub(replace, markdown)


def slot_html(slot: Slot, locale: Locale) -> str:
    """A slot as inline HTML: its value, a telephone link for a number to call, or its label as a gap."""
    if slot.value is None:
        label = html.escape(locale.text(slot.label, "slot"))
        return f'<span class="pb-slot" data-slot="{slot.name}">{label}</span>'
    value = html.escape(slot.value)
    if slot.kind == "phone":
        digits = re.sub(r"[^\d+]", "", slot.value)
        return f'<a class="pb-phone" href="tel:{digits}" data-slot="{slot.name}">{value}</a>'
    return f'<span data-slot="{slot.name}">{value}</span>'


def slot_text(text: str, taxonomy: Taxonomy, locale: Locale) -> str:
    """Plain text with its slots filled; a gap shows its label in square brackets."""

    def replace(match: re.Match[str]) -> str:
        slot = taxonomy.slots.get(match.group(1))
        if slot is None:
            return match.group(0)
        return slot.value if slot.value is not None else f"[{locale.text(slot.label, 'slot')}]"

    return SLOT.sub(replace, text)
