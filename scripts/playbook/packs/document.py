"""The document: everything a template needs, as plain data. Nothing in it is markup, so no text can become any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playbook.model import Playbook
from playbook.model.site_address import is_example
from playbook.packs.assembly import Order, assemble
from playbook.packs.organisation import Organisation
from playbook.packs.request import PackRequest
from playbook.packs.selection import Selection
from playbook.packs.stock import language_stock
from playbook.packs.version import reviewed


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A pack ready to be set. `addresses` are those behind the codes, by the code's name."""

    data: dict[str, Any]
    version: str
    selection: Selection
    organisation: Organisation
    addresses: Mapping[str, str]


def build_document(playbook: Playbook, request: PackRequest, selection: Selection, who: Organisation) -> PackDocument:
    """Put a pack together. What is in it depends on nothing but the arguments."""
    order = order_of(request, selection, who)
    sheet = replace(request, country=order["country"])
    days = {str(reviewed(selection) or "")}
    stocks = [language_stock(playbook, locale, selection.topics, (sheet,), days) for locale in selection.locales]
    data = assemble(stocks, order)
    return PackDocument(data, data["version"], selection, who, data["codes"])


def order_of(request: PackRequest, selection: Selection, who: Organisation) -> Order:
    """A request as `assemble` takes it, and as the page of packs makes one."""
    return {
        "pack": selection.pack.id,
        "topics": [topic.id for topic in selection.topics],
        "paper": request.paper,
        "large": request.large_print,
        "country": who.country.code if who.country else "",
        "speaker": request.speaker,
        "recipient": request.recipient,
        "site": "" if is_example(request.site_url) else request.site_url,
        "trainer": request.trainer,
        "colour": who.colour,
        "accent": who.accent,
        "values": {slot.name: slot.value for slot in who.slots.values() if slot.value and slot.origin != "country"},
    }
